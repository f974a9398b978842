"""Signing in: a code to an address, nothing learned by strangers."""

from __future__ import annotations

import re

import pytest
from django.core import mail
from django.test import Client, override_settings

from zeren_web.records.models import Person

SIGN_IN, CODE = "/account/sign-in/", "/account/code/"


def code_in(words: str) -> str:
    found = re.search(r"\b\d{6}\b", words)
    assert found
    return found[0]


@pytest.mark.usefixtures("owner")
def test_a_code_by_mail_opens_the_desk() -> None:
    client = Client()

    asked = client.post(SIGN_IN, {"address": " owner@lamps.test "})
    entered = client.post(CODE, {"code": f" {code_in(str(mail.outbox[0].body))} "})

    assert (asked.status_code, asked["Location"]) == (302, CODE)
    assert (entered.status_code, entered["Location"]) == (302, "/home/")
    assert client.get("/home/")["Location"] == "/me/lamps/2026/"


def test_a_code_by_phone_opens_the_desk(owner: Person, capsys: pytest.CaptureFixture[str]) -> None:
    owner.phone = "+8613800000001"
    owner.save()
    client = Client()

    client.post(SIGN_IN, {"address": "138 0000 0001"})
    entered = client.post(CODE, {"code": code_in(capsys.readouterr().out)})

    assert entered["Location"] == "/home/"


@pytest.mark.django_db
def test_a_stranger_learns_nothing_from_the_page(owner: Person) -> None:
    known, unknown = Client(), Client()

    first = known.post(SIGN_IN, {"address": owner.email})
    second = unknown.post(SIGN_IN, {"address": "nobody@lamps.test"})

    assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
    pages = [
        re.sub(r'value="\w{64}"', "", client.get(CODE).content.decode())
        for client in (known, unknown)
    ]
    assert pages[0] == pages[1]
    assert [message.to for message in mail.outbox] == [[owner.email]]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "请填邮箱或手机号"),
        ("lamps", "“lamps”既不是邮箱，也不是手机号"),
        ("la\x00mps", "“lamps”既不是邮箱"),
    ],
)
def test_what_is_no_address_is_told(typed: str, said: str) -> None:
    reply = Client().post(SIGN_IN, {"address": typed})

    assert reply.status_code == 200
    assert said in reply.content.decode()


@pytest.mark.django_db
def test_a_wrong_code_is_told_and_five_of_them_end_it(owner: Person) -> None:
    client = Client()
    client.post(SIGN_IN, {"address": owner.email})
    right = code_in(str(mail.outbox[0].body))
    wrong = "000000" if right != "000000" else "111111"

    replies = [client.post(CODE, {"code": wrong}) for _ in range(5)]
    last = client.post(CODE, {"code": right})

    assert "验证码不对" in replies[0].content.decode()
    assert last.get("Location") != "/home/"


@pytest.mark.django_db
def test_asking_again_and_again_is_slowed(owner: Person) -> None:
    for _ in range(6):
        Client().post(SIGN_IN, {"address": owner.email})

    assert len(mail.outbox) <= 3


@pytest.mark.django_db
def test_the_demonstrations_cards_open_nothing_elsewhere(owner: Person) -> None:
    Person.objects.filter(pk=owner.pk).update(email="owner@demo.invalid")

    assert Client().post("/demo/owner/").status_code == 404


@pytest.mark.django_db
def test_a_code_that_cannot_be_sent_breaks_no_page_and_tells_nobody_who_is_known(
    owner: Person,
) -> None:
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=1,
    ):
        reply = Client().post(SIGN_IN, {"address": owner.email})

    assert (reply.status_code, reply["Location"]) == (302, CODE)
