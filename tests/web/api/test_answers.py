"""Reading and writing a response: versions, conflicts, what is not understood."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.docs.test_schemas import validator
from tests.web.api.made_tokens import program
from tests.web.desk.filled import TICKED, fill

from zeren.files.entered import Entered
from zeren_web.records.models import Answer, AnswerVersion, Cycle, Person, Response
from zeren_web.records.read.private import desk_for
from zeren_web.records.write.answers import Author, save_answer

HERE = "/api/v1/responses/lamps/2026"


def put(client: Client, code: str, **sent: Any) -> Any:  # noqa: ANN401 - Django's own kind of answer
    return client.put(f"{HERE}/answers/{code}", sent, content_type="application/json")


def test_an_answer_is_saved_as_a_version_that_says_where_it_came_from(owner: Person) -> None:
    client = program(owner)

    first = put(client, "E1.1", base=0, said="3", words="每月抄表")
    second = put(client, "E1.1", base=1, said="4")

    assert (first.json(), second.json()) == (
        {"code": "E1.1", "version": 1},
        {"code": "E1.1", "version": 2},
    )
    [answer] = client.get(HERE).json()["answers"]
    assert (answer["said"], answer["words"], answer["version"]) == ("4", "每月抄表", 2)
    versions = AnswerVersion.objects.with_scopes_disabled().order_by("version")
    assert [(one.origin, one.by) for one in versions] == [("api", owner)] * 2


def test_of_two_programs_the_second_gets_what_the_first_said(owner: Person, editor: Person) -> None:
    put(program(owner), "E1.1", base=0, said="3")

    answered = put(program(editor), "E1.1", base=0, said="1")

    assert answered.status_code == 409
    theirs = answered.json()["theirs"]
    assert (theirs["version"], theirs["said"], theirs["by"]) == (1, "3", str(owner))
    assert answered.json()["problems"][0]["code"] == "changed-meanwhile"


def test_a_version_of_what_nobody_said_is_a_conflict_with_nothing(owner: Person) -> None:
    answered = put(program(owner), "E1.1", base=7, said="3")

    assert answered.status_code == 409
    assert answered.json()["theirs"]["version"] == 0


def test_the_same_again_is_no_new_version(owner: Person) -> None:
    client = program(owner)
    put(client, "E1.1", base=0, said="3")

    assert put(client, "E1.1", base=0, said="3").json()["version"] == 1


@pytest.mark.parametrize(
    ("code", "said"), [("E1.1", "7"), ("electricity", "viel"), ("uscc", "123"), ("R1", "maybe")]
)
def test_what_cannot_be_understood_is_refused_and_not_written(
    owner: Person, code: str, said: str
) -> None:
    client = program(owner)

    answered = put(client, code, base=0, said=said)

    assert answered.status_code == 422
    assert answered.json()["problems"][0]["place"] == {"field": code}
    assert client.get(HERE).json()["answers"] == []


def test_what_is_too_long_is_told(owner: Person) -> None:
    assert put(program(owner), "E1.1", base=0, words="长" * 4001).status_code == 422


@pytest.mark.parametrize("extra", ["public", "awaiting", "version", "by"])
def test_nothing_else_can_be_set(owner: Person, extra: str) -> None:
    answered = put(program(owner), "E1.1", base=0, said="3", **{extra: True})

    assert answered.status_code == 422
    assert answered.json()["problems"][0]["place"] == {"field": extra}


def test_a_code_that_is_not_asked_is_not_there(owner: Person) -> None:
    assert put(program(owner), "Z9.9", base=0, said="3").status_code == 404


def test_a_cycle_that_is_over_takes_no_answers(owner: Person, cycle: Cycle) -> None:
    Cycle.objects.filter(pk=cycle.pk).update(closes="2020-01-01")

    answered = put(program(owner), "E1.1", base=0, said="3")

    assert answered.status_code == 403
    assert answered.json()["problems"][0]["code"] == "closed"


def test_a_filled_response_is_what_the_core_says_of_it(owner: Person, response: Response) -> None:
    fill(response, owner, ticked=TICKED)
    client = program(owner)
    value = desk_for(owner, company="lamps", year=2026).read[0]

    whole = client.get(f"{HERE}/response.json").json()
    assessment = client.get(f"{HERE}/assessment").json()

    assert whole == value.as_json()
    validator("response").validate(whole)
    validator("assessment").validate(assessment)


def test_what_staff_entered_is_not_submitted_before_the_company_confirmed_it(
    owner: Person, response: Response
) -> None:
    fill(response, owner)
    version = Answer.objects.with_scope(company=response.company).get(code="electricity").version
    entered = Entered("1200", awaiting=True)
    save_answer(response, "electricity", entered, base=version, by=Author(None, "staff"))

    reply = program(owner).post(f"{HERE}/submit")

    assert reply.status_code == 422
    assert [one["code"] for one in reply.json()["problems"]] == ["entered-by-staff"]


def test_after_its_time_nothing_is_submitted(owner: Person, response: Response) -> None:
    fill(response, owner)
    Cycle.objects.update(closed=timezone.now())

    assert program(owner).post(f"{HERE}/submit").status_code == 403


def test_an_owner_submits_once(owner: Person, response: Response) -> None:
    fill(response, owner)
    client = program(owner)

    answered = [client.post(f"{HERE}/submit") for _ in range(2)]

    assert [(one.status_code, one.json()) for one in answered] == [
        (200, {"state": "submitted"}),
        (200, {"state": "submitted"}),
    ]
    assert put(client, "E1.1", base=1, said="1").status_code == 403


def test_members_tell_nobodys_address(response: Response, staff: Person) -> None:
    company = response.company
    company.contact_email, company.contact_phone = "canary@lamps.test", "13800000000"
    company.contact_name = "金丝雀"
    company.save()
    client = program(staff)

    words = client.get("/api/v1/members").content.decode()
    words += client.get("/api/v1/members/lamps").content.decode()

    assert company.name_zh in words
    assert [one for one in ("canary", "13800000000", "金丝雀") if one in words] == []


def test_lists_come_in_parts(response: Response, other: Response, staff: Person) -> None:  # noqa: ARG001 - they are there
    client = program(staff)

    parts = [client.get(f"/api/v1/members?limit=1&offset={n}").json() for n in range(3)]

    assert [[one["code"] for one in part["items"]] for part in parts] == [["cables"], ["lamps"], []]
    assert {part["total"] for part in parts} == {2}
    assert client.get("/api/v1/members?limit=201").status_code == 422
    assert client.get("/api/v1/members?offset=-1").status_code == 422
