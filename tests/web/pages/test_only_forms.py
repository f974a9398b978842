"""An address that only a button leads to, opened like a page."""

from __future__ import annotations

import pytest
from django.test import Client
from tests.web.conftest import SignIn

from zeren_web.records.models import Person, Response

pytestmark = pytest.mark.django_db


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
