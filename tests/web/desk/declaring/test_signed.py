"""What was declared: handed out, shown to a buyer, taken back, brought from home; keys and rights."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings as SettingsWrapper
from tests.web.conftest import SignIn
from tests.web.desk.declaring.made import (
    DECLARE,
    ME,
    confirmed,
    link_made,
    page,
    prepared,
    rows,
    signed,
)
from tests.web.desk.filled import CANARY, TICKED, fill

from zeren.declare.validity import months_after
from zeren.files.bundle import read_bundle
from zeren.files.seal import Reader, judged
from zeren_web.records.models import (
    AuditLine,
    CompanyKey,
    Person,
    Response,
)


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
