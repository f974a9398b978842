"""Coming in by invitation, and what a team may do."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from tests.web.conftest import SignIn, person_in
from tests.web.desk.test_signing_in import CODE, code_in

from zeren_web.records.models import (
    AuditLine,
    Company,
    Cycle,
    Invitation,
    Letter,
    Person,
    Post,
    Response,
    Seat,
)
from zeren_web.records.write.joining import Address, accept, invite_to_company, invite_to_post
from zeren_web.records.write.responses import begin_open_responses


def seats() -> list[tuple[str, str]]:
    found = Seat.objects.with_scopes_disabled().order_by("pk")
    return [(seat.company.code, seat.role) for seat in found.select_related("company")]


def test_a_link_from_a_chat_leads_a_newcomer_to_the_tasks(response: Response) -> None:
    token = invite_to_company(response.company, "owner", by=None).token
    client = Client()

    page = client.get(f"/join/{token}/")
    sent = client.post(f"/join/{token}/", {"address": "New@Lamps.test"})
    entered = client.post(sent["Location"], {"code": code_in(str(mail.outbox[0].body))})
    accepted = client.post(entered["Location"])

    assert "测试企业1" in page.content.decode()
    assert (page["Cache-Control"], page["Referrer-Policy"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "same-origin",
    )
    assert sent["Location"].startswith(CODE)
    assert entered["Location"] == f"/join/{token}/"
    assert accepted["Location"] == "/home/"
    assert client.get("/home/")["Location"] == "/me/lamps/2026/"
    assert seats() == [("lamps", "owner")]
    assert Person.objects.get().email == "new@lamps.test"


def test_a_link_works_once(response: Response, nobody: Person, stranger: Person) -> None:
    token = invite_to_company(response.company, "editor", by=None).token

    assert accept(token, by=nobody)
    assert not accept(token, by=stranger)
    assert Client().get(f"/join/{token}/").status_code == 410
    assert Client().post(f"/join/{token}/", {"address": "x@y.test"}).status_code == 410
    assert not Person.objects.filter(email="x@y.test").exists()


@pytest.mark.parametrize("end", ["expired", "revoked"])
def test_a_link_that_is_over_says_so_and_opens_nothing(
    end: str, response: Response, nobody: Person, signed_in: SignIn
) -> None:
    token = invite_to_company(response.company, "owner", by=None).token
    past = timezone.now() - timedelta(seconds=1)
    here = Invitation.objects.with_scopes_disabled()
    here.update(**{"expires" if end == "expired" else "revoked": past})

    assert signed_in(nobody).post(f"/join/{token}/").status_code == 410
    assert seats() == []


@pytest.mark.django_db
def test_an_unknown_link_is_not_there() -> None:
    assert Client().get("/join/" + "A" * 32 + "/").status_code == 404


def test_a_post_is_for_the_address_that_was_invited(
    manager: Person, nobody: Person, signed_in: SignIn
) -> None:
    token = invite_to_post("staff", by=manager, to=Address(email="clerk@association.test")).token

    refused = signed_in(nobody).post(f"/join/{token}/")
    still_open = Client().get(f"/join/{token}/")

    assert (refused.status_code, still_open.status_code) == (403, 200)
    clerk = Person.objects.create(email="clerk@association.test")
    assert signed_in(clerk).post(f"/join/{token}/").status_code == 302
    assert signed_in(clerk).get("/desk/")["Location"] == "/account/second-factor/begin/"


def test_the_code_goes_to_the_address_of_the_invitation_whatever_is_typed(
    response: Response,
) -> None:
    to = Address(email="chosen@lamps.test")
    token = invite_to_company(response.company, "owner", by=None, to=to).token

    Client().post(f"/join/{token}/", {"address": "else@lamps.test"})

    assert [letter.to for letter in mail.outbox] == [["chosen@lamps.test"]]


def test_what_is_no_address_is_told_and_stays_in_the_form(response: Response) -> None:
    token = invite_to_company(response.company, "owner", by=None).token

    page = Client().post(f"/join/{token}/", {"address": "<b>lamp"})

    assert page.status_code == 422
    assert "“&lt;b&gt;lamp”既不是邮箱" in page.content.decode()
    assert Person.objects.count() == 0


@pytest.mark.parametrize("field", ["name", "address"])
def test_what_is_too_long_is_told_at_its_field_and_stays_whole(
    response: Response,
    owner: Person,
    signed_in: SignIn,
    field: str,
) -> None:
    long = "a@b.test" + "长" * 200

    reply = signed_in(owner).post("/me/lamps/team/?lang=en", {"role": "editor", field: long})

    page = reply.content.decode()
    assert reply.status_code == 422
    assert f'<a href="#{field}">At most' in page
    assert f'value="{long}"' in page
    assert not Invitation.objects.with_scope(company=response.company).exists()


def test_an_invitation_never_takes_rights_away(
    response: Response, owner: Person, viewer: Person
) -> None:
    for person in (owner, viewer):
        accept(invite_to_company(response.company, "editor", by=owner).token, by=person)

    assert seats() == [("lamps", "owner"), ("lamps", "editor")]


def test_an_owner_invites_and_the_letter_brings_the_link(
    owner: Person, signed_in: SignIn, django_capture_on_commit_callbacks: object
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        page = signed_in(owner).post(
            "/me/lamps/team/", {"role": "editor", "name": "同事", "address": "new@lamps.test"}
        )

    found = re.search(r"http://testserver(/join/[\w-]+/)", page.content.decode())
    assert found
    assert found[0] in str(mail.outbox[0].body)
    assert mail.outbox[0].to == ["new@lamps.test"]
    assert Letter.objects.values_list("state", "text").get() == ("sent", "")
    assert found[1].split("/")[2] not in str(
        Invitation.objects.with_scopes_disabled().values().get()
    )


@pytest.mark.parametrize("role", ["editor", "viewer"])
def test_only_owners_change_a_team(
    role: str, response: Response, owner: Person, signed_in: SignIn
) -> None:
    client = signed_in(person_in(response.company, role))
    mine = Seat.objects.with_scopes_disabled().get(person=owner)

    replies = [
        client.post("/me/lamps/team/", {"role": "owner"}),
        client.post(f"/me/lamps/team/{mine.pk}/", {"role": ""}),
    ]

    assert client.get("/me/lamps/team/").status_code == 200
    assert [reply.status_code for reply in replies] == [404, 404]
    assert Invitation.objects.with_scopes_disabled().count() == 0


def test_the_last_owner_stays(owner: Person, editor: Person, signed_in: SignIn) -> None:
    client = signed_in(owner)
    mine, theirs = Seat.objects.with_scopes_disabled().order_by("pk")

    refused = client.post(f"/me/lamps/team/{mine.pk}/", {"role": ""})
    raised = client.post(f"/me/lamps/team/{theirs.pk}/", {"role": "owner"})
    left = client.post(f"/me/lamps/team/{mine.pk}/", {"role": ""})

    assert (refused.status_code, raised.status_code, left["Location"]) == (409, 302, "/home/")
    assert "公司至少要有一位负责人" in refused.content.decode()
    assert client.get("/me/lamps/2026/").status_code == 404  # at once
    assert signed_in(editor).get("/me/lamps/team/").status_code == 200


def test_seats_of_another_company_cannot_be_named(
    owner: Person, stranger: Person, signed_in: SignIn
) -> None:
    theirs = Seat.objects.with_scopes_disabled().get(person=stranger)

    assert signed_in(owner).post(f"/me/lamps/team/{theirs.pk}/", {"role": ""}).status_code == 404
    assert ("cables", "owner") in seats()


def test_the_last_manager_stays(manager: Person, staff: Person, signed_in: SignIn) -> None:
    mine, theirs = Post.objects.get(person=manager), Post.objects.get(person=staff)
    client = signed_in(manager)

    refused = client.post(f"/desk/posts/{mine.pk}/", {"role": "staff"})
    reset = client.post(f"/desk/posts/{theirs.pk}/", {"role": "reset"})
    removed = client.post(f"/desk/posts/{theirs.pk}/", {"role": ""})

    assert [reply.status_code for reply in (refused, reset, removed)] == [409, 302, 302]
    assert signed_in(staff).get("/desk/").status_code == 404
    assert list(AuditLine.objects.values_list("what", flat=True)) == [
        "second-factor-reset",
        "post-changed",
    ]


def test_a_manager_invites_to_a_post(
    manager: Person, signed_in: SignIn, django_capture_on_commit_callbacks: object
) -> None:
    client = signed_in(manager)

    refused = client.post("/desk/posts/", {"role": "staff", "name": "某人"})
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        done = client.post("/desk/posts/", {"role": "staff", "address": "a@b.test"})

    assert (refused.status_code, done.status_code) == (422, 200)
    assert 'value="某人"' in refused.content.decode()
    assert mail.outbox[0].to == ["a@b.test"]


def test_who_joins_late_finds_the_response_of_the_cycle_under_way(cycle: Cycle) -> None:
    company = Company.objects.create(code="late", uscc="L" * 18, name_zh="新来的")

    begin_open_responses(company)

    assert Response.objects.with_scope(company=company).get().cycle == cycle
