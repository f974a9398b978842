"""People of the association come in with two codes, never with one."""

from __future__ import annotations

import base64
import re
import time

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.core import mail
from django.test import Client
from tests.web.conftest import SignIn
from tests.web.desk.test_signing_in import SIGN_IN, code_in

from zeren_web.records.models import Person, Post

SECOND, BEGIN = "/account/second-code/", "/account/second-factor/begin/"


def number_shown(secret: str) -> str:
    """What an authenticator app shows now (RFC 6238), by a library that is not the server's."""
    app = TOTP(base64.b32decode(secret), 6, SHA1(), 30, enforce_key_length=False)  # noqa: S303
    return app.generate(int(time.time())).decode()


@pytest.fixture
def clerk(db: None) -> Person:  # noqa: ARG001 - opens the database
    """On a post, the second factor not set up yet."""
    person = Person.objects.create(email="clerk@association.test")
    Post.objects.create(person=person, role="staff")
    return person


def set_up(client: Client) -> tuple[str, list[str]]:
    """Go through the page; returns the secret and the recovery codes."""
    page = client.get(BEGIN).content.decode()
    secret = re.findall(r'<code class="said">(\w+)</code>', page)[0]
    done = client.post(BEGIN, {"code": number_shown(secret)})
    codes = client.get(done["Location"]).content.decode()
    return secret, re.findall(r"<code>(\d{8})</code>", codes)


def first_code(client: Client, person: Person) -> str:
    mail.outbox.clear()
    sent = client.post(SIGN_IN, {"address": person.email})
    entered = client.post(sent["Location"], {"code": code_in(str(mail.outbox[0].body))})
    return entered["Location"]


def test_without_it_the_desk_sends_to_setting_it_up(clerk: Person, signed_in: SignIn) -> None:
    client = signed_in(clerk)

    before = client.get("/desk/")
    set_up(client)

    assert before["Location"] == BEGIN
    assert client.get("/desk/").status_code == 200


def test_signing_in_takes_both_codes(clerk: Person, signed_in: SignIn) -> None:
    secret, _ = set_up(signed_in(clerk))
    client = Client()

    sent_on = first_code(client, clerk)
    between = client.get("/desk/")
    wrong = client.post(SECOND, {"code": "000000"})
    right = client.post(SECOND, {"code": number_shown(secret)})

    assert sent_on.startswith(SECOND)
    assert between["Location"].startswith(SIGN_IN)
    assert wrong.status_code == 200
    assert "数字不对" in wrong.content.decode()
    assert right["Location"] == "/home/"
    assert client.get("/desk/").status_code == 200


def test_a_recovery_code_works_once(clerk: Person, signed_in: SignIn) -> None:
    _, codes = set_up(signed_in(clerk))
    first, second = Client(), Client()

    for client in (first, second):
        first_code(client, clerk)
        client.post(SECOND, {"code": codes[0]})

    assert len(codes) == 10
    assert first.get("/desk/").status_code == 200
    assert second.get("/desk/").status_code == 302


def test_recovery_codes_are_shown_once(clerk: Person, signed_in: SignIn) -> None:
    client = signed_in(clerk)
    _, codes = set_up(client)

    again = client.get("/account/second-factor/codes/").content.decode()

    assert not any(code in again for code in codes)
    assert "还剩 10 个" in again


def test_after_a_reset_it_is_set_up_anew(clerk: Person, manager: Person, signed_in: SignIn) -> None:
    client = signed_in(clerk)
    set_up(client)
    post = Post.objects.get(person=clerk)

    signed_in(manager).post(f"/desk/posts/{post.pk}/", {"role": "reset"})

    assert client.get("/desk/")["Location"] == BEGIN
    assert not Authenticator.objects.filter(user=clerk).exists()
