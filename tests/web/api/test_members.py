"""Writing members: the same refusals as on the pages, and nothing else can be set."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from tests.web.api.made_tokens import program
from tests.web.association.made import code

from zeren_web.api.shapes import MemberChange, MemberIn
from zeren_web.records.models import AuditLine, Cohort, Company, Person, Response
from zeren_web.records.write.members import EDITABLE

HERE = "/api/v1/members"
pytestmark = pytest.mark.usefixtures("response")


@pytest.fixture
def client(staff: Person) -> Client:
    return program(staff)


def send(client: Client, verb: str, path: str, **sent: Any) -> Any:  # noqa: ANN401 - Django's own kind of answer
    return getattr(client, verb)(HERE + path, sent, content_type="application/json")


def problems(answered: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - as above
    assert answered.status_code == 422
    return [(one["code"], one["place"].get("field", "")) for one in answered.json()["problems"]]


def test_a_member_is_added_changed_marked_as_left_and_brought_back(
    client: Client, staff: Person
) -> None:
    Cohort.objects.create(name_zh="一号园区")
    path = f"/{code(1).lower()}"

    made = send(client, "post", "", uscc=f" {code(1).lower()} ", name_zh="甲厂", contact_phone="13800000000", cohorts=["一号园区"])  # fmt: skip
    changed = send(client, "patch", path, name_en="Works A", contact_name="联系人")
    left = send(client, "put", f"{path}/left", left=True)
    again = send(client, "put", f"{path}/left", left=True)
    back = send(client, "put", f"{path}/left", left=False)

    assert (made.status_code, made.json()["code"]) == (201, code(1).lower())
    assert made.json()["cohorts"] == [{"lang": "zh", "text": "一号园区"}]
    assert changed.json()["name"] == {"zh": "甲厂", "en": "Works A"}
    assert changed.json()["cohorts"] == made.json()["cohorts"]
    assert [one.json()["state"] for one in (left, again, back)] == ["left", "left", "new"]
    row = Company.objects.get(uscc=code(1))
    assert (row.contact_phone, row.contact_name, row.left) == ("13800000000", "联系人", None)
    lines = AuditLine.objects.filter(company=row).order_by("pk")
    assert [(one.what, one.who) for one in lines] == [
        ("member-added", staff),
        ("member-changed", staff),
        ("member-left", staff),
        ("member-back", staff),
    ]


def test_how_to_reach_people_comes_in_and_does_not_leave(client: Client) -> None:
    told = send(client, "post", "", uscc=code(1), name_zh="甲厂", contact_name="金丝雀", contact_email="canary@works.test")  # fmt: skip
    wrong = send(client, "patch", f"/{code(1).lower()}", contact_email="canary at works")

    words = told.content.decode() + wrong.content.decode()
    assert (told.status_code, wrong.status_code) == (201, 422)
    assert [one for one in ("金丝雀", "canary") if one in words] == []


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"uscc": code(1)[:-1] + "?", "name_zh": "甲厂"}, ("uscc-character", "uscc")),
        ({"uscc": code(1), "name_zh": ""}, ("member-missing", "name_zh")),
        ({"uscc": code(1), "name_zh": "\u202e"}, ("member-missing", "name_zh")),
        ({"uscc": code(1), "name_zh": "甲", "contact_email": "a b"}, ("member-email", "contact_email")),
        ({"uscc": code(1), "name_zh": "甲", "contact_phone": "x"}, ("member-phone", "contact_phone")),
        ({"uscc": code(1), "name_zh": "甲", "cohorts": ["没有的"]}, ("cohort-unknown", "cohorts")),
        ({"uscc": code(1), "name_zh": "长" * 121}, ("not-as-asked", "name_zh")),
        ({"uscc": code(1)}, ("not-as-asked", "name_zh")),
        ({"uscc": code(1), "name_zh": 7}, ("not-as-asked", "name_zh")),
        *(
            ({"uscc": code(1), "name_zh": "甲", name: "2026-01-01"}, ("not-as-asked", name))
            for name in ("code", "left", "joined", "id", "state")
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_a_member_is_refused_and_not_written(
    client: Client, sent: dict[str, Any], found: tuple[str, str]
) -> None:
    answered = send(client, "post", "", **sent)

    assert found in problems(answered)
    assert not Company.objects.filter(name_zh__startswith="甲").exists()


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        ({"name_zh": " "}, ("member-missing", "name_zh")),
        ({"contact_email": "a@b@c"}, ("member-email", "contact_email")),
        ({"uscc": code(2)}, ("not-as-asked", "uscc")),
        ({"code": "cables"}, ("not-as-asked", "code")),
        ({"left": "2026-01-01"}, ("not-as-asked", "left")),
        ({"city": "城" * 61}, ("not-as-asked", "city")),
    ],
)
def test_a_change_that_cannot_be_is_refused_whole(
    client: Client, sent: dict[str, Any], found: tuple[str, str]
) -> None:
    before = Company.objects.filter(code="lamps").values().get()

    assert problems(send(client, "patch", "/lamps", name_en="New", **sent)) == [found]

    assert Company.objects.filter(code="lamps").values().get() == before


def test_what_stands_wrong_elsewhere_does_not_stop_a_change(client: Client) -> None:
    Company.objects.filter(code="lamps").update(contact_phone="ask at the gate")

    assert send(client, "patch", "/lamps", city="佛山市").status_code == 200


def test_nothing_to_change_is_no_line_in_the_log(client: Client, response: Response) -> None:
    city = response.company.city

    assert send(client, "patch", "/lamps", city=city).status_code == 200
    assert send(client, "patch", "/lamps", city=None).status_code == 200
    assert not AuditLine.objects.filter(what="member-changed").exists()


def test_who_is_there_already_is_not_added_twice(client: Client) -> None:
    assert send(client, "post", "", uscc=code(1), name_zh="甲厂").status_code == 201
    second = send(client, "post", "", uscc=code(1), name_zh="乙厂")
    send(client, "put", f"/{code(1).lower()}/left", left=True)
    third = send(client, "post", "", uscc=code(1), name_zh="乙厂")

    assert (second.status_code, third.status_code) == (409, 409)
    words = [one.json()["problems"][0] for one in (second, third)]
    assert [one["place"] for one in words] == [{"field": "uscc"}] * 2
    assert [one["what"]["zh"] for one in words] == [
        "已经有这家会员：甲厂。",
        "名单里有这家，已经退会：甲厂。",
    ]
    assert [one.name_zh for one in Company.objects.filter(uscc=code(1))] == ["甲厂"]


def test_a_member_that_is_not_there_is_not_there(client: Client) -> None:
    assert send(client, "patch", "/nobody", city="佛山市").status_code == 404
    assert send(client, "put", "/nobody/left", left=True).status_code == 404


def test_a_token_that_may_read_members_writes_none(staff: Person) -> None:
    reading = program(staff, "read:members")

    answered = send(reading, "patch", "/lamps", city="佛山市")

    assert answered.status_code == 403
    assert answered.json()["problems"][0]["code"] == "scope-missing"


def test_what_may_be_set_is_what_the_pages_set_and_no_longer_than_the_table_takes() -> None:
    def widths(schema: Any) -> dict[str, int]:  # noqa: ANN401 - pydantic's
        table = schema.model_json_schema()["properties"]
        one_of = {name: each.get("anyOf", [each])[0] for name, each in table.items()}
        return {name: each.get("maxLength", 0) for name, each in one_of.items() if name in EDITABLE}

    fields = {one.name: one for one in Company._meta.fields}
    of_table = {name: fields[name].max_length for name in EDITABLE}
    assert widths(MemberChange) == of_table
    assert widths(MemberIn) == of_table
    assert set(MemberChange.model_fields) == {*EDITABLE, "cohorts"}
    assert set(MemberIn.model_fields) == {*EDITABLE, "cohorts", "uscc"}
