"""What the tests of declaring do over and over: fill the form, make a link, sign."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

from zeren_web.records.models import (
    Declaration,
    Response,
)

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
