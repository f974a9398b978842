"""Invitations to companies: links that are shown once, and only to whoever made them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.association.made import companies
from tests.web.conftest import SignIn

from zeren_web.records.models import AuditLine, Company, Cycle, Invitation, Letter, Person

pytestmark = pytest.mark.django_db
LINK = re.compile(r'href="[^"]*/join/([A-Za-z0-9_-]{32})/"')


@pytest.fixture
def client(staff: Person, signed_in: SignIn, cycle: Cycle) -> Client:  # noqa: ARG001 - one is under way
    return signed_in(staff)


def seen(client: Client, sent: dict[str, Any]) -> dict[str, Any]:
    page = client.post("/desk/invitations/new/", sent).content.decode()
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found
    return {"seen": found[1], "company": re.findall(r'name="company" value="([^"]+)"', page)}


def all_invitations() -> list[Invitation]:
    return list(Invitation.objects.with_scopes_disabled().order_by("pk"))


def test_nobody_is_invited_before_the_second_press(client: Client) -> None:
    companies(3)

    sent = seen(client, {"all": "1", "f-state": "new"})

    assert len(sent["company"]) == 3
    assert all_invitations() == []


def test_a_letter_each_with_a_link_that_opens_the_companys_own_door(client: Client) -> None:
    companies(3)

    page = client.post("/desk/invitations/new/", seen(client, {"all": "1"})).content.decode()

    tokens = list(dict.fromkeys(LINK.findall(page)))
    assert (page.count('<article class="letter"'), len(tokens)) == (3, 3)
    assert page.count("data:image/svg+xml;base64,") == 3
    assert page.count("估计读题") == 6  # in each letter, and in its words to copy
    for number, token in enumerate(tokens, start=1):
        assert f"会员00{number}" in Client().get(f"/join/{token}/").content.decode()
        assert not Invitation.objects.with_scopes_disabled().filter(token_sha256=token).exists()


def test_pressing_twice_leaves_the_printed_letters_valid(client: Client) -> None:
    companies(2)
    sent = seen(client, {"all": "1"})
    first = client.post("/desk/invitations/new/", sent).content.decode()

    again = client.post("/desk/invitations/new/", sent)

    assert again.status_code == 409
    assert LINK.findall(again.content.decode()) == []
    assert [one.revoked for one in all_invitations()] == [None, None]
    assert Client().get(f"/join/{LINK.findall(first)[0]}/").status_code == 200


def test_made_anew_the_old_link_is_dead(client: Client) -> None:
    (company,) = companies(1)
    first = client.post("/desk/invitations/new/", seen(client, {"company": company.code}))
    old = LINK.findall(first.content.decode())[0]

    client.post("/desk/invitations/new/", seen(client, {"company": company.code}))

    assert Client().get(f"/join/{old}/").status_code == 410
    assert [bool(one.revoked) for one in all_invitations()] == [True, False]


def test_those_with_an_address_get_an_e_mail_and_the_others_are_shown(
    client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    companies(4)  # the odd ones have an address
    sent = {**seen(client, {"all": "1"}), "how": "mail"}

    with django_capture_on_commit_callbacks(execute=True):
        page = client.post("/desk/invitations/new/", sent).content.decode()

    assert [one.to for one in mail.outbox] == [["c1@members.test"], ["c3@members.test"]]
    assert [name in mail.outbox[0].subject for name in ("会员001", "会员002")] == [True, False]
    mailed = [re.search(r"/join/([\w-]{32})/", str(one.body)) for one in mail.outbox]
    assert all(mailed)
    assert not {one[1] for one in mailed if one} & set(LINK.findall(page))
    assert page.count('<article class="letter"') == 2
    letters = Letter.objects.values_list("state", "text")
    assert list(letters) == [("sent", ""), ("sent", "")]  # and nobody reads a link in the database
    assert client.get("/desk/invitations/").content.decode().count("邮件已发") == 2


def test_the_list_tells_what_became_of_each(client: Client) -> None:
    for company in companies(4):
        client.post("/desk/invitations/new/", seen(client, {"company": company.code}))
    used, revoked, expired, _ = all_invitations()
    now = timezone.now()
    by_number = Invitation.objects.with_scopes_disabled().filter
    by_number(pk=used.pk).update(used=now)
    by_number(pk=expired.pk).update(expires=now - timedelta(days=1))
    client.post(f"/desk/invitations/{revoked.pk}/revoke/")

    for fate in ("open", "accepted", "expired", "revoked"):
        page = client.get(f"/desk/invitations/?fate={fate}").content.decode()
        assert page.count(f'<span class="tag {fate}">') == 1
    assert client.post(f"/desk/invitations/{used.pk}/revoke/").status_code == 404
    assert AuditLine.objects.filter(what="invitation-revoked").count() == 1


def test_who_left_is_not_invited(client: Client) -> None:
    (company,) = companies(1)
    sent = seen(client, {"company": company.code})
    Company.objects.update(left="2026-01-01")

    assert client.post("/desk/invitations/new/", sent).status_code == 302
    assert all_invitations() == []


def test_with_nobody_left_ticked_the_page_comes_back_with_what_was_chosen(client: Client) -> None:
    companies(3)
    sent = {**seen(client, {"all": "1"}), "how": "mail", "words": "en"}
    sent["offered"] = sent.pop("company")

    reply = client.post("/desk/invitations/new/", sent)

    page = reply.content.decode()
    assert reply.status_code == 422
    assert '<a href="#pick">还没有勾选企业。' in page
    assert page.count('name="offered"') == 3
    ticked = re.findall(r'name="(\w+)" value="(\w+)" checked', page)
    assert ticked == [("how", "mail"), ("words", "en")]
    assert all_invitations() == []


def test_where_everybody_is_invited_the_list_says_so(client: Client) -> None:
    reply = client.post("/desk/invitations/new/", {"all": "1", "f-state": "new"})

    assert reply["Location"] == "/desk/invitations/"
    assert "每家会员都已邀请" in client.get("/desk/invitations/").content.decode()


@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_list_takes_no_more_queries_for_many(
    client: Client,
    count: int,
    django_assert_max_num_queries: Any,  # noqa: ANN401 - pytest-django's
) -> None:
    companies(count)
    client.post("/desk/invitations/new/", seen(client, {"all": "1"}))

    with django_assert_max_num_queries(12):
        client.get("/desk/invitations/")


def test_nobody_else_makes_them(owner: Person, reviewer: Person, signed_in: SignIn) -> None:
    for person in (owner, reviewer):
        reply = signed_in(person).post("/desk/invitations/new/", {"company": "lamps", "seen": "x"})
        assert reply.status_code == 404
    assert all_invitations() == []
