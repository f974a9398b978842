"""Declaring: the form, its mistakes, the signer's link, and what is sealed."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn
from tests.web.desk.declaring.made import (
    ANOTHER,
    DECLARE,
    FORM,
    confirmed,
    link_made,
    page,
    prepared,
    rows,
)
from tests.web.desk.filled import fill

from zeren.declare.validity import latest_end, months_after
from zeren.files.bundle import read_bundle
from zeren.files.entered import Entered
from zeren.files.seal import Reader, judged
from zeren_web.records.models import (
    Answer,
    AuditLine,
    Person,
    Response,
    SignerLink,
)
from zeren_web.records.write.answers import save_answer


def test_the_form_knows_what_the_answers_say(client: Client) -> None:
    shown = page(client, DECLARE + "form/")

    assert "测试企业1" in shown
    assert 'name="employees"' not in shown
    assert "中山" in shown


def test_without_something_public_there_is_nothing_to_declare(
    response: Response, owner: Person, signed_in: SignIn
) -> None:
    fill(response, owner)
    browser = signed_in(owner)

    assert "先确认公开什么" in page(browser, DECLARE)
    assert browser.get(DECLARE + "form/")["Location"] == DECLARE


def test_every_mistake_stands_at_its_field_in_both_languages_and_nothing_is_lost(
    client: Client, response: Response
) -> None:
    today = timezone.localdate().isoformat()
    wrong = FORM | {
        "statement.zh": "保留这句话",
        "signatory.zh": "",
        "issued": today,
        "until": months_after(today, 14),
        "claim": ["iso-26000-2010=conforms"],
    }

    reply = client.post(DECLARE + "form/", wrong)
    english = client.post(DECLARE + "form/?lang=en", wrong).content.decode()

    shown = reply.content.decode()
    assert reply.status_code == 422
    assert "保留这句话" in shown
    for place in ("signatory.zh", "until"):
        assert re.search(rf'id="{place}"[^>]*aria-invalid="true"', shown), place
    assert latest_end(today) in shown
    assert "不能说" in shown
    assert "you cannot say" in english
    assert rows(response) == []


def test_only_what_a_standard_permits_is_offered(client: Client) -> None:
    shown = page(client, DECLARE + "form/")

    assert 'value="iso-26000-2010=used-as-guidance"' in shown
    assert 'value="gri-standards=' not in shown


def test_more_rows_lose_nothing_and_tell_no_mistakes(client: Client) -> None:
    shown = client.post(DECLARE + "form/", FORM | {"more": "1", "place.zh": ""}).content.decode()

    assert "一号厂房" in shown
    assert 'class="error"' not in shown


def test_the_signer_reads_both_languages_and_signs_without_an_account(
    client: Client,
    response: Response,
    django_capture_on_commit_callbacks: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    at = prepared(client)
    with django_capture_on_commit_callbacks(execute=True):
        link = link_made(client, at, email="signer@lamps.test")
    signer = Client()
    shown = page(signer, link)

    reply = confirmed(signer, link)

    assert "我们按问卷作了自评。" in shown
    assert "We assessed ourselves by the questionnaire." in shown
    assert "演示签署人" in shown
    assert reply["Location"] == link
    assert "已签署" in page(signer, link)
    (row,) = rows(response)
    assert row.signed
    assert row.signer == "演示签署人"
    assert link in str(mail.outbox[0].body)
    with row.bundle.open() as file:
        package = read_bundle(file.read(), file="declaration.zeren")
    assert judged(package, Reader((), timezone.now())).outcome == "unknown"  # nothing is wrong
    assert AuditLine.objects.filter(what="declaration-signed").count() == 1


def test_a_link_works_once_and_only_while_it_may(client: Client, response: Response) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    at = prepared(client)
    first, second = link_made(client, at), link_made(client, at)

    assert Client().get(first).status_code == 410
    client.post(at + "unlink/")
    assert Client().get(second).status_code == 410
    third = link_made(client, at)
    SignerLink.objects.with_scope(company=response.company).update(expires=timezone.now())
    assert Client().get(third).status_code == 410
    assert Client().get("/s/" + "x" * 32 + "/").status_code == 404
    assert [row.signed for row in rows(response)] == [None]


def test_under_another_companys_code_nothing_is_declared(
    client: Client, response: Response, owner: Person
) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    link = link_made(client, prepared(client))
    version = Answer.objects.with_scope(company=response.company).get(code="uscc").version
    save_answer(response, "uscc", Entered(ANOTHER), base=version, by=owner)
    assert client.post(DECLARE + "form/", FORM).status_code == 422
    (row,) = rows(response)
    row.statement["issuer"]["uscc"] = ANOTHER
    row.save(update_fields=["statement"])

    reply = confirmed(Client(), link)

    assert reply.status_code == 422
    assert "不是这家企业在协会登记的" in reply.content.decode()
    assert [one.signed for one in rows(response)] == [None]


def test_two_who_press_at_once_sign_once(client: Client, response: Response) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    link = link_made(client, prepared(client))
    signer = Client()
    found = re.search(r'name="seen" value="(\w{64})"', page(signer, link))
    assert found

    for _ in range(2):
        signer.post(link, {"seen": found[1], "confirm": "1"})

    assert AuditLine.objects.filter(what="declaration-signed").count() == 1
    assert len(rows(response)) == 1


def test_without_the_tick_or_with_another_text_nothing_is_signed(
    client: Client, response: Response
) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    link = link_made(client, prepared(client))
    signer = Client()

    assert signer.post(link, {"seen": "x"}).status_code == 422
    assert signer.post(link, {"seen": "x", "confirm": "1"}).status_code == 409
    assert [row.signed for row in rows(response)] == [None]


def test_who_presses_again_and_again_is_slowed(client: Client) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    link = link_made(client, prepared(client))
    signer = Client()

    statuses = [signer.post(link, {"seen": "x"}).status_code for _ in range(14)]

    assert statuses[0] == 422
    assert statuses[-1] == 429


def test_a_change_of_the_form_kills_the_link(client: Client, response: Response) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    link = link_made(client, prepared(client))

    prepared(client, **{"place.zh": "佛山"})

    assert Client().get(link).status_code == 404
    assert len(rows(response)) == 1


def test_what_was_prepared_is_sealed_whatever_is_answered_meanwhile(
    client: Client, response: Response, owner: Person
) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    at = prepared(client)
    link = link_made(client, at)
    stands = Answer.objects.with_scope(company=response.company).get(code="electricity")
    save_answer(response, "electricity", Entered("777"), base=stands.version, by=owner)

    confirmed(Client(), link)

    (row,) = rows(response)
    assert "777" not in str(row.answers)
    assert "sme/electricity" in str(row.answers)
