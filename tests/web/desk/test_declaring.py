"""Declaring: the form, the signer's link, the seals, what is shown to a buyer, what is taken back."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper
from tests.web.conftest import SignIn
from tests.web.desk.filled import CANARY, TICKED, fill

from zeren.declare.validity import latest_end, months_after
from zeren.files.bundle import read_bundle
from zeren.files.entered import Entered
from zeren.files.seal import Reader, judged
from zeren_web.records.models import (
    Answer,
    AuditLine,
    CompanyKey,
    Declaration,
    Person,
    Response,
    SignerLink,
)
from zeren_web.records.write.answers import save_answer

ME = "/me/lamps/2026/"
DECLARE = ME + "declare/"
FORM: dict[str, Any] = {
    "address.zh": "广东省中山市演示路 1 号",
    "object.zh": "本企业的社会责任管理",
    "object.en": "Our management of social responsibility",
    "statement.zh": "我们按问卷作了自评。",
    "statement.en": "We assessed ourselves by the questionnaire.",
    "place.zh": "中山",
    "place.en": "Zhongshan",
    "signatory.zh": "演示签署人",
    "function.zh": "总经理",
    "function.en": "General manager",
    "site-name": ["一号厂房"],
    "site-address": ["演示路 1 号"],
    "claim": ["iso-26000-2010=used-as-guidance"],
}


ANOTHER = "91440300MA5EXAMP1F"


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, settings: SettingsWrapper) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def client(response: Response, owner: Person, signed_in: SignIn) -> Client:
    """The owner's browser; answers are in, and some are confirmed as public."""
    fill(response, owner, ticked=TICKED)
    browser = signed_in(owner)
    shown = browser.get(ME + "publish/preview/").content.decode()
    found = re.search(r'name="seen" value="(\w{64})"', shown)
    assert found
    assert browser.post(ME + "publish/confirm/", {"seen": found[1]}).status_code == 302
    return browser


def rows(response: Response) -> list[Declaration]:
    return list(Declaration.objects.with_scope(company=response.company).all())


def page(client: Client, path: str) -> str:
    reply = client.get(path)
    assert reply.status_code == 200, path
    return reply.content.decode()


def prepared(client: Client, **changed: Any) -> str:  # noqa: ANN401 - what a form holds
    reply = client.post(DECLARE + "form/", FORM | changed)
    assert reply.status_code == 302, reply.content.decode()
    return reply["Location"]


def link_made(client: Client, at: str, **more: str) -> str:
    shown = client.post(at + "link/", more).content.decode()
    found = re.search(r"http://testserver(/s/[\w-]+/)", shown)
    assert found
    return found[1]


def signed(client: Client, **changed: Any) -> str:  # noqa: ANN401 - as above
    """A declaration made with a key that the server keeps; its address."""
    client.post(DECLARE + "key/", {"understood": "1"})
    at = prepared(client, **changed)
    link = link_made(client, at)
    assert confirmed(Client(), link).status_code == 302
    return at


def confirmed(signer: Client, link: str, **more: str) -> Any:  # noqa: ANN401 - a response
    found = re.search(r'name="seen" value="(\w{64})"', page(signer, link))
    assert found
    return signer.post(link, {"seen": found[1], "confirm": "1"} | more)


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


def test_no_word_that_is_not_public_is_in_what_is_handed_out(
    client: Client, response: Response
) -> None:
    signed(client)
    (row,) = rows(response)

    with row.bundle.open() as file:
        package = read_bundle(file.read(), file="declaration.zeren")
    inside = b"".join(package.members.values())
    assert CANARY.encode() not in inside
    assert CANARY not in str(row.statement)
    for kind in ("zeren", "zh.pdf", "en.pdf"):
        reply = client.get(f"{ME}file/declaration-{row.pk}.{kind}")
        assert reply.status_code == 200
        assert len(reply.content) > 1000


def test_a_buyer_is_shown_the_chosen_answers_and_nothing_else(
    client: Client, response: Response
) -> None:
    at = signed(client)
    until = months_after(timezone.localdate().isoformat(), 1)
    form = {"buyer": "演示买家", "until": until, "code": ["E2.1", "electricity"]}

    reply = client.post(at + "share/", form)

    assert reply.status_code == 200
    package = read_bundle(reply.content, file="shown.zeren")
    verdict = judged(package, Reader((), timezone.now()))
    assert {str(one.get("code") or one.get("name")) for one in verdict.shown} <= {
        "E2.1",
        "sme/electricity",
    }
    assert len(verdict.shown) == 2
    assert AuditLine.objects.get(what="answers-shown").detail["to"] == "演示买家"
    (row,) = rows(response)
    with row.bundle.open() as file:
        kept = read_bundle(file.read(), file="declaration.zeren")
    assert judged(kept, Reader((), timezone.now())).shown == ()


@pytest.mark.parametrize(
    ("name", "wrong"), [("buyer", "\u202e"), ("until", "2020-01-01"), ("code", [])]
)
def test_what_is_wrong_with_a_sharing_is_told_and_nothing_is_shown(
    client: Client, name: str, wrong: str | list[str]
) -> None:
    at = signed(client)
    until = months_after(timezone.localdate().isoformat(), 1)
    form = {"buyer": "演示买家", "until": until, "code": ["E2.1"]} | {name: wrong}

    assert client.post(at + "share/", form).status_code == 422
    assert AuditLine.objects.filter(what="answers-shown").count() == 0


def test_withdrawn_it_stays_on_record_and_a_new_one_replaces_it(
    client: Client, response: Response
) -> None:
    at = signed(client)
    first = rows(response)[0]
    form = page(client, DECLARE + "form/")
    assert f'value="{first.identifier}"' in form

    unsaid = client.post(at + "withdraw/", {"reason": "because"})
    assert unsaid.status_code == 422
    assert '<a href="#reason">没有撤回：请先选一个原因。' in unsaid.content.decode()
    assert rows(response)[0].withdrawn is None
    client.post(at + "withdraw/", {"reason": "recorded-in-error"})
    again = signed(client, **{"place.zh": "佛山"})

    newest, oldest = rows(response)
    assert (oldest.withdrawn is not None, oldest.reason) == (True, "recorded-in-error")
    assert newest.signed
    assert "已撤回" in page(client, at)
    assert client.get(at + "share/").status_code == 404
    assert client.get(again + "share/").status_code == 200


def test_a_kept_key_is_locked_made_only_when_its_owner_read_what_it_means(
    client: Client, response: Response, settings: SettingsWrapper
) -> None:
    refused = client.post(DECLARE + "key/")
    client.post(DECLARE + "key/", {"understood": "1"})

    (row,) = CompanyKey.objects.with_scope(company=response.company).all()
    folder = settings.HOME / "keys"
    kept = folder / "companies" / row.file
    assert refused.status_code == 422
    assert kept.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
    assert [path.stat().st_mode & 0o077 for path in (kept, kept.parent, folder / "secret")] == [
        0,
        0,
        0,
    ]


def test_with_another_secret_the_key_does_not_open_and_the_link_can_be_tried_again(
    client: Client, response: Response, settings: SettingsWrapper
) -> None:
    client.post(DECLARE + "key/", {"understood": "1"})
    link = link_made(client, prepared(client))
    settings.KEYS_SECRET = "another"  # noqa: S105 - that is the point

    assert confirmed(Client(), link).status_code == 422
    settings.KEYS_SECRET = ""
    assert confirmed(Client(), link).status_code == 302
    assert rows(response)[0].signed


def test_a_declaration_signed_at_home_is_checked_and_kept(
    client: Client, response: Response
) -> None:
    signed(client)
    (row,) = rows(response)
    with row.bundle.open() as file:
        content = file.read()
    row.delete()

    for _ in range(2):
        sent = SimpleUploadedFile("declaration.zeren", content)
        nothing = client.post(DECLARE + "brought/?lang=en")
        assert nothing.status_code == 422
        assert '<a href="#file">No file is chosen.' in nothing.content.decode()
        reply = client.post(DECLARE + "brought/", {"file": sent})

    assert reply.status_code == 302
    (kept,) = rows(response)
    assert (kept.brought, kept.signed is not None, kept.disclosures) == (True, True, {})
    assert kept.sha256 == row.sha256


def test_what_is_no_declaration_or_was_changed_or_is_anothers_is_not_kept(
    client: Client, response: Response, other: Response, stranger: Person, signed_in: SignIn
) -> None:
    signed(client)
    (row,) = rows(response)
    with row.bundle.open() as file:
        content = file.read()
    fill(other, stranger, ticked=TICKED)
    theirs = signed_in(stranger)
    shown = page(theirs, "/me/cables/2026/publish/preview/")
    found = re.search(r'name="seen" value="(\w{64})"', shown)
    assert found
    theirs.post("/me/cables/2026/publish/confirm/", {"seen": found[1]})

    tried = [
        (client, ME, b"%PDF-1.7 nothing"),
        (client, ME, content.replace(b"statement", b"statemenT")),
        (client, ME, b""),
        (theirs, "/me/cables/2026/", content),
    ]
    for browser, here, data in tried:
        sent = SimpleUploadedFile("a.zeren", data)
        assert browser.post(here + "declare/brought/", {"file": sent}).status_code in {302, 422}

    assert [one.pk for one in rows(response)] == [row.pk]
    assert rows(other) == []


def test_only_an_owner_declares_and_others_read(
    client: Client, editor: Person, viewer: Person, signed_in: SignIn
) -> None:
    at = signed(client)
    for person in (editor, viewer):
        browser = signed_in(person)
        assert browser.get(DECLARE).status_code == 200
        assert browser.get(at).status_code == 200
        assert browser.get(DECLARE + "form/").status_code == 404
        assert browser.get(at + "share/").status_code == 404
        for path in ("link/", "unlink/", "drop/", "withdraw/", "share/"):
            assert browser.post(at + path).status_code == 404, path
        for path in ("form/", "key/", "brought/"):
            assert browser.post(DECLARE + path).status_code == 404, path
        assert browser.get(at + "internal/").status_code == 404
    assert client.get(at + "internal/").status_code == 200


def test_another_companys_declaration_is_not_there(
    client: Client, response: Response, stranger: Person, signed_in: SignIn
) -> None:
    at = signed(client)
    (row,) = rows(response)
    theirs = signed_in(stranger)
    elsewhere = at.replace("/lamps/", "/cables/")

    for path in (at, elsewhere, f"/me/cables/2026/file/declaration-{row.pk}.zeren"):
        assert theirs.get(path).status_code == 404
    for path in ("link/", "unlink/", "drop/", "withdraw/", "share/"):
        assert theirs.post(elsewhere + path).status_code == 404
        assert theirs.put(elsewhere + path).status_code in {404, 405}


@pytest.mark.parametrize("path", ["", "form/"])
def test_the_pages_ask_the_database_little(
    client: Client,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's
    path: str,
) -> None:
    at = signed(client)
    with django_assert_max_num_queries(12):
        page(client, DECLARE + path)
    with django_assert_max_num_queries(12):
        page(client, at)
