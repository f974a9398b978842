"""The members: found, changed, put in cohorts, marked as left; and who may do so."""

from __future__ import annotations

from copy import copy
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from tests.web.association.made import NASTY, code, companies
from tests.web.conftest import SignIn, company_called, person_in

from zeren.files.entered import Entered
from zeren.files.xlsx.cells import Workbook
from zeren.files.xlsx.guard import admit_bytes
from zeren_web.records.models import Answer, AuditLine, Cohort, Company, Cycle, Person, Response
from zeren_web.records.read.members import Filter, counts, cycle_now, members
from zeren_web.records.write.answers import save_answer
from zeren_web.records.write.joining import invite_to_company
from zeren_web.records.write.members import put_in_cohort
from zeren_web.records.write.responses import begin_response

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(staff: Person, signed_in: SignIn) -> Client:
    return signed_in(staff)


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_takes_no_more_queries_for_many(
    client: Client,
    staff: Person,
    cycle: Cycle,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    park = Cohort.objects.create(name_zh="东园")
    put_in_cohort(park, companies(count), by=staff)

    with django_assert_max_num_queries(12):
        page = client.get("/desk/members/").content.decode()

    assert page.count('name="company"') == min(count, 50)
    assert f"{count} 家企业" in page
    assert cycle.title_zh in page


def test_each_state_is_told_apart_and_counted(cycle: Cycle, manager: Person) -> None:
    new, invited, started, submitted, returned, accepted, left = companies(7)
    invite_to_company(invited, "owner", by=manager)
    for company, state in (
        (started, "open"),
        (submitted, "submitted"),
        (returned, "returned"),
        (accepted, "accepted"),
    ):
        response = begin_response(company, cycle)
        save_answer(response, "E1.1", Entered("2"), base=0, by=manager)
        Response.objects.with_scope(company=company).filter(pk=response.pk).update(state=state)
    begin_response(new, cycle)  # nobody has opened it
    Company.objects.filter(pk=left.pk).update(left="2026-01-01")

    assert counts(Filter(), cycle) == dict.fromkeys(
        ("new", "invited", "started", "submitted", "returned", "accepted", "left"), 1
    )
    assert [one.pk for one in members(Filter(state="left"), cycle)] == [left.pk]
    assert left.pk not in [one.pk for one in members(Filter(), cycle)]


def test_words_cohort_and_city_narrow_the_list(client: Client, staff: Person) -> None:
    some = companies(9)
    park = Cohort.objects.create(name_zh="东园")
    put_in_cohort(park, some[:3], by=staff)

    def found(query: str) -> int:
        return client.get(f"/desk/members/?{query}").content.decode().count('name="company"')

    assert found("words=会员003") == 1
    assert found(f"words={code(4).lower()}") == 1
    assert found("city=城市1") == 2
    assert found(f"cohort={park.pk}") == 3
    assert found(f"cohort={park.pk}&city=城市1") == 1
    assert found("cohort=999999999999&state=nonsense&page=99&words=%00") == 9


def test_only_what_may_be_set_is_set_and_the_log_keeps_what_stood_before(client: Client) -> None:
    company = company_called("lamps", 1)
    park = Cohort.objects.create(name_zh="东园")
    said = {
        "name_zh": "新名",
        "contact_email": "a@b.test",
        "cohort": park.pk,
        "code": "stolen",
        "uscc": code(5),
        "left": "2020-01-01",
    }

    client.post("/desk/members/lamps/edit/", said)

    after = Company.objects.get(pk=company.pk)
    assert (after.code, after.uscc, after.left) == ("lamps", company.uscc, None)
    assert (after.name_zh, after.contact_email, after.city) == ("新名", "a@b.test", "")
    assert list(after.cohorts.all()) == [park]
    line = AuditLine.objects.get(what="member-changed")
    assert line.detail["before"]["name_zh"] == "测试企业1"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client: Client) -> None:
    company_called("lamps", 1)

    reply = client.post(
        "/desk/members/lamps/edit/",
        {"name_zh": "", "contact_email": "nobody", "contact_phone": "x", "city": "长" * 61},
    )

    page = reply.content.decode()
    assert reply.status_code == 422
    assert page.count('aria-invalid="true"') == 4
    assert 'value="nobody"' in page
    assert Company.objects.get().name_zh == "测试企业1"


def test_one_is_added_by_hand_once(client: Client) -> None:
    said = {"uscc": f" {code(1).lower()} ", "name_zh": "甲厂"}

    first, second = (client.post("/desk/members/new/", said) for _ in range(2))
    wrong = client.post("/desk/members/new/", {**said, "uscc": "123"})

    assert first["Location"] == f"/desk/members/{code(1).lower()}/"
    assert (second.status_code, wrong.status_code) == (422, 422)
    assert "已经有这家会员：甲厂" in second.content.decode()
    assert Company.objects.count() == 1


def test_who_left_is_shut_out_at_once_and_comes_back_with_everything(
    client: Client, response: Response, owner: Person, signed_in: SignIn
) -> None:
    save_answer(response, "E1.1", Entered("2"), base=0, by=owner)
    desk = signed_in(owner)

    client.post("/desk/members/lamps/left/")
    assert desk.get("/me/lamps/2026/").status_code == 404
    client.post("/desk/members/lamps/left/", {"back": "1"})

    assert desk.get("/me/lamps/2026/").status_code == 200
    assert Answer.objects.with_scope(company=response.company).count() == 1
    assert [line.what for line in AuditLine.objects.filter(company=response.company)] == [
        "member-left",
        "member-back",
    ]


def test_who_comes_back_answers_what_was_launched_meanwhile(
    client: Client, response: Response, owner: Person, signed_in: SignIn
) -> None:
    client.post("/desk/members/lamps/left/")
    Response.objects.with_scope(company=response.company).filter(pk=response.pk).delete()
    Cycle.objects.update(opens=timezone.localdate() + timedelta(days=3))  # launched, not begun

    client.post("/desk/members/lamps/left/", {"back": "1"})

    assert signed_in(owner).get("/me/lamps/2026/").status_code == 200


def test_next_years_cycle_takes_over_once_this_years_takes_no_more_answers(cycle: Cycle) -> None:
    later = copy(cycle)
    later.pk, later.year = None, cycle.year + 1
    later.closes = cycle.closes + timedelta(days=200)
    later.save(force_insert=True)

    assert cycle_now() == cycle
    Cycle.objects.filter(pk=cycle.pk).update(closed=timezone.now())
    assert cycle_now() == later


def test_many_are_put_in_a_cohort_at_once_and_taken_out(client: Client) -> None:
    some = companies(60)
    park = Cohort.objects.create(name_zh="东园")
    ticked = [one.code for one in some[:3]]

    client.post("/desk/members/choose/", {"into": park.pk, "do": "in", "company": ticked})
    assert park.companies.count() == 3
    client.post("/desk/members/choose/", {"into": park.pk, "do": "in", "all": "1"})
    assert park.companies.count() == 60
    reply = client.post(
        "/desk/members/choose/", {"into": park.pk, "do": "out", "all": "1", "f-city": "城市1"}
    )

    assert park.companies.filter(city="城市1").count() == 0
    assert park.companies.count() == 60 - Company.objects.filter(city="城市1").count()
    assert reply["Location"].startswith(f"/desk/members/?cohort={park.pk}")


def test_with_nothing_ticked_the_list_as_it_was_filtered_says_what_to_tick(client: Client) -> None:
    companies(3)
    park = Cohort.objects.create(name_zh="东园")
    sent = {"into": park.pk, "do": "in", "f-words": "会员", "f-page": "1"}
    paths = ("members/choose/", "invitations/new/", "consultants/new/")

    replies = [client.post(f"/desk/{path}", sent)["Location"] for path in paths]

    back = f"/desk/members/?words=%E4%BC%9A%E5%91%98&page=1&into={park.pk}&missing=company"
    assert replies == [back] * 3
    page = client.get(back).content.decode()
    assert "<title>错误：会员 · 责任</title>" in page
    assert '<a href="#pick">还没有勾选企业。' in page
    assert page.count('id="pick"') == 1
    assert "No company is ticked." in client.get(back + "&lang=en").content.decode()


def test_a_cohort_or_companies_that_are_gone_are_told_too(client: Client) -> None:
    (company,) = companies(1)
    sent = {"into": "99", "company": company.code}
    gone = client.post("/desk/members/choose/", sent)["Location"]
    Company.objects.update(left="2026-01-01")
    left = client.post("/desk/consultants/new/", sent)["Location"]

    assert "这个分组已经不在了" in client.get(gone).content.decode()
    assert "都已退会" in client.get(left).content.decode()


def test_what_was_told_once_does_not_go_along_to_the_next_page(client: Client) -> None:
    companies(60)

    page = client.get("/desk/members/?done=3&missing=company&city=").content.decode()

    assert 'href="?page=2"' in page


def test_a_cohort_is_made_renamed_and_deleted_only_when_empty(
    client: Client, staff: Person
) -> None:
    client.post("/desk/cohorts/", {"name_zh": "东园", "name_en": "East Park"})
    park = Cohort.objects.get()
    put_in_cohort(park, companies(1), by=staff)

    assert client.post("/desk/cohorts/", {"name_zh": "东园"}).status_code == 422
    assert client.post("/desk/cohorts/", {"name_zh": ""}).status_code == 422
    assert client.post(f"/desk/cohorts/{park.pk}/", {"delete": "1"}).status_code == 422
    client.post(f"/desk/cohorts/{park.pk}/", {"name_zh": "西园"})
    assert Cohort.objects.get().name_zh == "西园"
    park.companies.clear()
    client.post(f"/desk/cohorts/{park.pk}/", {"delete": "1"})

    assert not Cohort.objects.exists()


def test_an_exported_list_holds_no_formula_whatever_people_are_called(client: Client) -> None:
    fields = ("name_zh", "name_en", "city", "contact_name", "contact_phone")
    company = Company.objects.create(
        code="x", uscc=code(1), contact_email="=a@b.test", **dict(zip(fields, NASTY, strict=False))
    )
    company.cohorts.add(Cohort.objects.create(name_zh=NASTY[5]))

    content = client.get("/desk/members/export/").getvalue()

    package = admit_bytes(content, file="m.xlsx")
    book = Workbook(package)
    sheet = book.sheet(book.sheets[0])
    cells = {str(cell) for _, _, cell in sheet.filled()}
    assert {one.strip() for one in NASTY} <= {one.strip() for one in cells}
    assert b"<f>" not in package.read(sheet.part)
    styles = package.read("xl/styles.xml").decode()
    assert 'quotePrefix="1"' in styles


def test_a_members_page_tells_what_is_known_and_never_an_answer(
    client: Client,
    response: Response,
    owner: Person,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    save_answer(response, "E1.1", Entered("2", words="机密的话"), base=0, by=owner)
    person_in(response.company, "viewer")

    with django_assert_max_num_queries(12):
        page = client.get("/desk/members/lamps/").content.decode()

    assert "owner-lamps" in page
    assert "机密的话" not in page


def test_no_markup_of_a_name_reaches_a_page(client: Client, cycle: Cycle) -> None:  # noqa: ARG001 - one is under way
    nasty = "<script>alert(1)</script>"
    company = Company.objects.create(
        code="x", uscc=code(1), name_zh=nasty, name_en=nasty, city=nasty, contact_name=nasty
    )
    company.cohorts.add(Cohort.objects.create(name_zh=nasty, name_en=nasty))
    pages = ["", "x/", "x/edit/"]
    paths = [f"/desk/members/{one}" for one in pages]

    for path in (*paths, "/desk/cohorts/", "/desk/invitations/", "/desk/reminders/"):
        assert nasty not in client.get(path).content.decode()
    made = client.post("/desk/invitations/new/", {"company": "x"}).content.decode()
    assert nasty not in made


HOSTILE = (
    "members/?words=%00&cohort=99999999999999999999&city=%00&state=x&page=-1",
    "members/choose/",
    "members/export/?cohort=1&words=%F0%9F%98%80",
    "cohorts/99999999999999999999999/",
    "invitations/?words=%00&fate=%00&page=999999999999999999999",
    "invitations/99999999999999999999999/revoke/",
    "audit/?since=0001-01-01&until=9999-12-31&what=%00&person=%00&company=%25",
    "audit/?since=2026-13-99&chain=1",
    "reminders/sent/?sent=-1&held=999999999999999999",
    "members/import/99999999999999999999999/",
)


@pytest.mark.parametrize("path", HOSTILE)
def test_nothing_that_is_typed_into_an_address_breaks_a_page(
    path: str, manager: Person, signed_in: SignIn
) -> None:
    browser = signed_in(manager)
    sent = {
        "company": ["\0", "x" * 500, "lamps'"],
        "again": "\0",
        "into": "9" * 30,
        "cohort": ["9" * 30, "-1", "\0"],
        "do": "\0",
        "name_zh": "\0",
        "seen": "\0",
        "all": "1",
        "f-state": "\0",
    }

    for reply in (browser.get(f"/desk/{path}"), browser.post(f"/desk/{path}", sent)):
        assert reply.status_code in {200, 302, 404, 405, 409, 422}


@pytest.mark.parametrize(
    ("field", "named"),
    [("name_zh", "The Chinese name has at most 80"), ("name_en", "The English name has at most")],
)
def test_a_cohorts_name_that_is_too_long_is_told_at_its_field_and_stays_whole(
    client: Client, field: str, named: str
) -> None:
    long = "长" * 121

    made = client.post("/desk/cohorts/?lang=en", {"name_zh": "园区", field: long})

    page = made.content.decode()
    assert made.status_code == 422
    assert f'<a href="#{field}">{named}' in page
    assert f'value="{long}"' in page
    assert not Cohort.objects.exists()
