"""Reminders: a person releases them, each in the company's own name, and never twice in a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks
from tests.web.association.made import code, companies
from tests.web.conftest import SignIn, person_in

from zeren.files.entered import Entered
from zeren_web.association.reminding import NAMES, WORDS, mistakes_in
from zeren_web.records.models import AuditLine, Company, Cycle, Person, Reminder, Response
from zeren_web.records.write.answers import save_answer
from zeren_web.records.write.responses import begin_response

pytestmark = pytest.mark.django_db
WORDS_SENT = {
    "words-subject": "催 {company}",
    "words-not-begun": "{company} 还有 {days} 天",
    "words-half-way": "{company} {done}/{parts}",
    "words-returned": "{company} 补充",
}


@pytest.fixture
def client(staff: Person, signed_in: SignIn) -> Client:
    return signed_in(staff)


def sent() -> list[Reminder]:
    return list(Reminder.objects.with_scopes_disabled().order_by("pk"))


def send(client: Client, codes: list[str], capture: Any, **more: Any) -> Any:  # noqa: ANN401 - pytest-django's
    with capture(execute=True):
        return client.post("/desk/reminders/", {**WORDS_SENT, "company": codes, **more})


def test_each_is_in_its_group_and_who_submitted_in_none(
    client: Client, cycle: Cycle, staff: Person
) -> None:
    some = companies(5)
    for company, state in zip(some[1:], ("open", "returned", "submitted", "accepted"), strict=True):
        response = begin_response(company, cycle)
        save_answer(response, "E1.1", Entered("2"), base=0, by=staff)
        Response.objects.with_scope(company=company).filter(pk=response.pk).update(state=state)

    page = client.get("/desk/reminders/").content.decode()

    shown = {one.name_zh: one.name_zh in page for one in some}
    assert list(shown.values()) == [True, True, True, False, False]
    assert "完成 0 / " in page
    assert "还有 37 天" in page
    assert sent() == []
    assert mail.outbox == []


def test_what_is_ticked_is_sent_in_each_ones_name_and_kept_with_its_words(
    client: Client,
    cycle: Cycle,
    staff: Person,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, _, third, _ = companies(4)

    send(client, [first.code, third.code], django_capture_on_commit_callbacks)

    assert [(one.subject, one.body, one.to) for one in mail.outbox] == [
        ("催 会员001", "会员001 还有 37 天", ["c1@members.test"]),
        ("催 会员003", "会员003 还有 37 天", ["c3@members.test"]),
    ]
    assert [(one.company, one.cycle, one.words, one.way, one.by) for one in sent()] == [
        (first, cycle, "会员001 还有 37 天", "mail", staff),
        (third, cycle, "会员003 还有 37 天", "mail", staff),
    ]
    assert AuditLine.objects.filter(what="reminded").count() == 1
    page = client.get("/desk/reminders/sent/").content.decode()
    assert "会员003 还有 37 天" in page
    assert page.count("邮件已发") == 2


def test_nobody_is_reminded_twice_in_a_day_unless_that_is_ticked_too(
    client: Client,
    cycle: Cycle,  # noqa: ARG001 - it is under way
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    (first,) = companies(1)
    for _ in range(3):
        send(client, [first.code], django_capture_on_commit_callbacks)
    assert len(sent()) == len(mail.outbox) == 1

    send(client, [first.code], django_capture_on_commit_callbacks, again=[first.code])
    assert len(sent()) == 2

    Reminder.objects.with_scopes_disabled().update(at=timezone.now() - timedelta(hours=25))
    send(client, [first.code], django_capture_on_commit_callbacks)
    assert len(sent()) == len(mail.outbox) == 3


def test_who_submitted_in_between_is_left_alone(
    client: Client,
    cycle: Cycle,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    (first,) = companies(1)
    response = begin_response(first, cycle)
    Response.objects.with_scope(company=first).filter(pk=response.pk).update(state="submitted")

    send(client, [first.code], django_capture_on_commit_callbacks)

    assert (sent(), mail.outbox) == ([], [])


def test_an_owner_is_written_to_rather_than_the_contact_of_the_list(
    client: Client,
    cycle: Cycle,  # noqa: ARG001 - it is under way
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    (first,) = companies(1)
    owner = person_in(first, "owner")

    send(client, [first.code], django_capture_on_commit_callbacks)

    assert mail.outbox[0].to == [owner.email]


def test_who_has_no_address_is_listed_with_words_to_copy_and_kept_as_told(
    client: Client,
    cycle: Cycle,  # noqa: ARG001 - it is under way
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    _, second = companies(2)

    page = client.get("/desk/reminders/").content.decode()
    send(client, [second.code], django_capture_on_commit_callbacks)

    assert "13800000002" in page
    assert "会员002 联系人（演示）：" in page
    assert mail.outbox == []
    assert [(one.way, one.to) for one in sent()] == [("told", "13800000002")]


def test_a_name_in_braces_that_is_not_known_is_told_before_anything_goes_out(
    client: Client,
    cycle: Cycle,  # noqa: ARG001 - it is under way
) -> None:
    (first,) = companies(1)
    words = {**WORDS_SENT, "words-not-begun": "{company.code} {nme}", "company": first.code}

    reply = client.post("/desk/reminders/", words)

    assert reply.status_code == 422
    assert "{company.code}" in reply.content.decode()
    assert sent() == []
    assert client.post("/desk/reminders/", WORDS_SENT).status_code == 422


def test_our_own_words_can_be_sent_as_they_are() -> None:
    for text in WORDS.values():
        assert (mistakes_in(text.zh), mistakes_in(text.en)) == (None, None)
        assert {one for one in NAMES if f"{{{one}}}" in text.zh} == {
            one for one in NAMES if f"{{{one}}}" in text.en
        }


@pytest.mark.parametrize("count", [1, 3, 120])
def test_the_list_takes_no_more_queries_for_many(
    client: Client,
    cycle: Cycle,
    staff: Person,
    count: int,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for company in companies(count):
        save_answer(begin_response(company, cycle), "E1.1", Entered("2"), base=0, by=staff)

    with django_assert_max_num_queries(12):
        assert client.get("/desk/reminders/").status_code == 200


def test_without_a_cycle_there_is_nobody_to_remind(client: Client) -> None:
    Company.objects.create(code="x", uscc=code(1), name_zh="甲厂")

    assert "没有进行中的周期" in client.get("/desk/reminders/").content.decode()


def test_nobody_else_sends_them(
    owner: Person,
    reviewer: Person,
    signed_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    for person in (owner, reviewer):
        reply = send(signed_in(person), ["lamps"], django_capture_on_commit_callbacks)
        assert reply.status_code == 404
    assert (sent(), mail.outbox) == ([], [])
