"""Importing members: nothing is written unseen, all of it or nothing, and all of it comes undone."""

from __future__ import annotations

import re
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.core.files.hostile import BOMBS
from tests.web.association.made import book, code, hand_in, row
from tests.web.conftest import SignIn, company_called, person_in

from zeren.files.entered import Entered
from zeren_web.records.models import (
    AuditLine,
    Cohort,
    Company,
    Cycle,
    MemberImport,
    Person,
    Response,
)
from zeren_web.records.write.answers import save_answer
from zeren_web.records.write.responses import begin_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(staff: Person, signed_in: SignIn) -> Client:
    return signed_in(staff)


def confirm(client: Client, path: str) -> Any:  # noqa: ANN401 - the test client's
    page = client.get(path).content.decode()
    seen = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert seen
    return client.post(path, {"seen": seen[1]})


def imported(client: Client, *rows: tuple[object, ...]) -> MemberImport:
    path = hand_in(client, book(*rows))["Location"]
    assert confirm(client, path).status_code == 302
    return MemberImport.objects.get(pk=int(path.split("/")[-2]))


def test_nothing_is_written_before_somebody_confirms(client: Client) -> None:
    reply = hand_in(client, book(row(1, city="中山市", cohorts="东园"), row(2)))

    page = client.get(reply["Location"]).content.decode()

    assert (Company.objects.count(), Cohort.objects.count()) == (0, 0)
    assert "会员1" in page
    assert "东园" in page


def test_confirmed_it_is_written_with_contacts_and_cohorts_and_noted_once(client: Client) -> None:
    said = {
        "city": "中山市",
        "contact": "张三（演示）",
        "email": "z@a.test",
        "phone": "0760-88000000",
    }
    imported(client, row(1, **said, cohorts="东园、一批"), row(2, cohorts="东园"))

    company = Company.objects.get(uscc=code(1))
    assert company.code == code(1).lower()
    assert (company.city, company.contact_name, company.contact_email) == (
        "中山市",
        "张三（演示）",
        "z@a.test",
    )
    assert sorted(company.cohorts.values_list("name_zh", flat=True)) == ["一批", "东园"]
    assert Cohort.objects.count() == 2
    assert [line.what for line in AuditLine.objects.all()] == ["members-imported"]


def test_the_same_list_again_changes_nothing(client: Client) -> None:
    rows = (row(1, cohorts="东园"), row(2))
    imported(client, *rows)

    page = client.get(hand_in(client, book(*rows))["Location"]).content.decode()

    assert "没有要写入的内容" in page
    assert Company.objects.count() == 2


def test_what_changes_is_shown_old_and_new_and_an_empty_cell_erases_nothing(client: Client) -> None:
    imported(client, row(1, "旧名", city="中山市"))
    path = hand_in(client, book(row(1, "新名")))["Location"]

    page = client.get(path).content.decode()
    confirm(client, path)

    assert "旧名" in page
    assert "新名" in page
    company = Company.objects.get()
    assert (company.name_zh, company.city) == ("新名", "中山市")


def test_refused_rows_are_named_and_the_others_go_in(client: Client) -> None:
    bad = (code(2)[:-1] + ("0" if code(2)[-1] != "0" else "1"), "乙厂")
    path = hand_in(client, book(row(1), bad, ("", "丙厂"), row(1), (code(3), "")))["Location"]

    page = client.get(path).content.decode()
    confirm(client, path)

    for cell in ("A3", "A4", "A5", "B6"):
        assert f"单元格 {cell}" in page
    assert list(Company.objects.values_list("uscc", flat=True)) == [code(1)]


def test_where_members_changed_in_between_it_is_shown_again(client: Client) -> None:
    imported(client, row(1, "旧名"))
    path = hand_in(client, book(row(1, "新名")))["Location"]
    seen = re.search(r'name="seen" value="(\w+)"', client.get(path).content.decode())
    assert seen
    Company.objects.update(name_zh="别人改的")

    reply = client.post(path, {"seen": seen[1]})

    assert reply.status_code == 409
    assert "别人改的" in reply.content.decode()
    assert Company.objects.get().name_zh == "别人改的"


def test_pressing_twice_imports_once(client: Client) -> None:
    path = hand_in(client, book(row(1)))["Location"]
    seen = re.search(r'name="seen" value="(\w+)"', client.get(path).content.decode())
    assert seen

    replies = [client.post(path, {"seen": seen[1]}) for _ in range(2)]

    assert [reply["Location"] for reply in replies] == [f"{path}done/"] * 2
    assert AuditLine.objects.filter(what="members-imported").count() == 1


def test_a_list_waits_a_day_and_for_nobody_else(
    client: Client, manager: Person, signed_in: SignIn
) -> None:
    path = hand_in(client, book(row(1)))["Location"]

    assert signed_in(manager).get(path).status_code == 404
    MemberImport.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert client.get(path).status_code == 404
    hand_in(client, book(row(2)))
    assert MemberImport.objects.count() == 1


def test_the_whole_import_comes_undone(client: Client) -> None:
    kept = Cohort.objects.create(name_zh="一批")
    imported(client, row(1, "旧名", city="中山市", cohorts="一批"))
    before = list(Company.objects.values())
    done = imported(
        client, row(1, "新名", city="佛山市", cohorts="东园"), row(2), row(3, cohorts="东园")
    )

    client.post(f"/desk/members/import/{done.pk}/undo/")

    assert list(Company.objects.values()) == before
    assert list(Cohort.objects.all()) == [kept]
    assert list(Company.objects.get().cohorts.all()) == [kept]
    done.refresh_from_db()
    assert done.undone
    assert done.kept == []


def test_what_was_worked_on_since_stays_and_is_named(client: Client, cycle: Cycle) -> None:
    done = imported(client, row(1), row(2), row(3), row(4))
    first, second, third, _ = Company.objects.order_by("uscc")
    by = person_in(first, "owner")
    response = begin_response(second, cycle)
    save_answer(response, "E1.1", Entered("2"), base=0, by=by)
    Company.objects.filter(pk=third.pk).update(city="手改的")
    Company.objects.filter(pk=third.pk).update(name_zh="手改的")
    begin_response(Company.objects.get(uscc=code(4)), cycle)  # nobody has touched it

    client.post(f"/desk/members/import/{done.pk}/undo/")
    page = client.get(f"/desk/members/import/{done.pk}/done/").content.decode()

    assert list(Company.objects.order_by("uscc")) == [first, second, third]
    assert [name in page for name in ("会员1", "会员2", "手改的")] == [True] * 3
    assert "会员4" not in page
    assert Response.objects.with_scopes_disabled().count() == 1


def test_undoing_twice_changes_nothing(client: Client) -> None:
    done = imported(client, row(1))
    for _ in range(2):
        client.post(f"/desk/members/import/{done.pk}/undo/")

    assert AuditLine.objects.filter(what="import-undone").count() == 1


def test_a_change_by_hand_since_is_not_taken_back(client: Client) -> None:
    imported(client, row(1, "旧名", city="中山市"))
    done = imported(client, row(1, "新名", city="佛山市"))
    Company.objects.update(name_zh="手改的")

    client.post(f"/desk/members/import/{done.pk}/undo/")

    company = Company.objects.get()
    assert (company.name_zh, company.city) == ("手改的", "中山市")


@pytest.mark.parametrize("count", [1, 3, 300])
def test_a_list_costs_the_same_queries_whatever_its_length(
    client: Client, count: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    content = book(*(row(number, cohorts="东园") for number in range(count)))
    with django_assert_max_num_queries(12):
        path = hand_in(client, content)["Location"]
    with django_assert_max_num_queries(12):
        page = client.get(path).content.decode()
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    with django_assert_max_num_queries(30):
        client.post(path, {"seen": seen[1]})

    assert Company.objects.count() == count


@pytest.mark.parametrize("name", list(BOMBS)[:3])
def test_a_hostile_workbook_is_refused_at_once(client: Client, name: str, tmp_path: Any) -> None:  # noqa: ANN401
    make, _ = BOMBS[name]
    content = make(tmp_path / "m.xlsx").read_bytes()
    began = process_time()

    reply = hand_in(client, content)

    assert process_time() - began < 4
    assert reply.status_code == 422
    assert "没有读进来" in reply.content.decode()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "a.xlsx"),
        (b"PK\x03\x04", "a.xlsx"),
        (b"\xff\xfe\x00", "a.csv"),
        (b"a,b\n1,2", "a.csv"),
    ],
)
def test_what_is_no_list_is_told_in_words(client: Client, content: bytes, name: str) -> None:
    assert hand_in(client, content, name).status_code == 422
    assert client.post("/desk/members/import/", {}).status_code == 422


def test_nobody_else_can_import(owner: Person, reviewer: Person, signed_in: SignIn) -> None:
    for person in (owner, reviewer):
        assert hand_in(signed_in(person), book(row(1))).status_code == 404
    assert not Company.objects.filter(uscc=code(1)).exists()


def test_an_existing_member_keeps_its_code(client: Client) -> None:
    company = company_called("lamps", 1)

    imported(client, (company.uscc.lower(), "新名"))

    company.refresh_from_db()
    assert (company.code, company.name_zh) == ("lamps", "新名")
