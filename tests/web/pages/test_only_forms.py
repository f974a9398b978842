"""An address that only a button leads to, opened like a page."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from tests.tools import ROOT
from tests.web.conftest import SignIn

from zeren_web.records.models import Person, Response

pytestmark = pytest.mark.django_db
TEMPLATES = sorted((ROOT / "src" / "zeren_web").rglob("templates/**/*.html"))


@pytest.mark.parametrize(
    ("path", "above"),
    [
        ("/me/lamps/2026/save/E1.1/", "/me/lamps/2026/"),
        ("/me/lamps/2026/publish/confirm/", "/me/lamps/2026/publish/"),
        ("/demo/owner/", "/"),
    ],
)
def test_it_says_what_to_do_and_leads_to_the_page_above(
    owner: Person, response: Response, signed_in: SignIn, path: str, above: str
) -> None:
    client = signed_in(owner)

    reply = client.get(path + "?lang=en")

    assert (reply.status_code, reply["Allow"]) == (405, "POST")
    page = reply.content.decode()
    assert "Nothing was changed." in page
    assert f'<a class="button" href="{above}">' in page
    assert client.get(above).status_code == 200
    assert "什么也没有改动" in client.get(path + "?lang=zh").content.decode()
    assert response.company.code == "lamps"


def test_without_a_body_the_status_and_what_is_allowed_stay(
    owner: Person, signed_in: SignIn
) -> None:
    reply = signed_in(owner).head("/me/lamps/2026/submit/")

    assert (reply.status_code, reply["Allow"], reply.content) == (405, "POST", b"")


def test_a_program_gets_no_page(client: Client) -> None:
    reply = client.delete("/verify/")

    assert (reply.status_code, reply.content) == (405, b"")


def test_a_form_says_where_it_goes() -> None:
    """Without an action the address keeps its fragment, and then a browser gives no summary of errors the focus."""
    forms = [
        form for one in TEMPLATES for form in re.findall(r"<form\b[^>]*>", one.read_text("utf-8"))
    ]

    assert len(forms) > 80
    assert [form for form in forms if "post" in form and "action=" not in form] == []
