"""Consultants see nothing until the company's owner consents, and nothing once that is taken back."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from tests.web.conftest import SignIn

from zeren_web.records.models import AuditLine, Person, Response, Seat
from zeren_web.records.write.joining import accept, invite_to_company

pytestmark = pytest.mark.django_db
WHO = {"name": "顾问（演示）", "address": "consultant@out.test", "role": "editor"}


def seats() -> list[Seat]:
    return list(
        Seat.objects.with_scopes_disabled().filter(consultant=True).order_by("company__code")
    )


@pytest.fixture
def proposed(
    staff: Person,
    owner: Person,
    stranger: Person,
    signed_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> Person:
    """Proposed by the association to two companies, whose owners were told."""
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(staff).post("/desk/consultants/new/", {**WHO, "company": ["lamps", "cables"]})
    assert {one.to[0] for one in mail.outbox} == {owner.email, stranger.email}
    return Person.objects.get(email=WHO["address"])


def test_a_proposal_opens_nothing(proposed: Person, signed_in: SignIn) -> None:
    assert [seat.consented for seat in seats()] == [None, None]
    assert signed_in(proposed).get("/me/lamps/2026/").status_code == 404


def test_a_consultant_is_told_once_that_the_door_is_open(
    proposed: Person,
    owner: Person,
    signed_in: SignIn,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    mail.outbox.clear()
    number = seats()[1].pk

    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            signed_in(owner).post(f"/me/lamps/consultants/{number}/", {"do": "consent"})

    assert [(one.to, one.subject) for one in mail.outbox] == [
        ([proposed.email], "测试企业1同意您做顾问")
    ]


def test_consent_opens_one_company_and_taking_it_back_shuts_it_on_the_next_request(
    proposed: Person, owner: Person, signed_in: SignIn
) -> None:
    desk, consultant = signed_in(owner), signed_in(proposed)
    number = seats()[1].pk

    desk.post(f"/me/lamps/consultants/{number}/", {"do": "consent"})
    assert consultant.get("/me/lamps/2026/").status_code == 200
    assert consultant.get("/me/cables/2026/").status_code == 404

    desk.post(f"/me/lamps/consultants/{number}/", {"do": "back"})
    assert consultant.get("/me/lamps/2026/").status_code == 404
    assert [line.what for line in AuditLine.objects.filter(company__code="lamps")] == [
        "consultant-proposed",
        "consent-given",
        "consent-withdrawn",
    ]


def test_only_the_owner_of_that_company_decides(
    proposed: Person, owner: Person, viewer: Person, staff: Person, signed_in: SignIn
) -> None:
    cables, lamps = seats()
    tries = (
        (proposed, "lamps", lamps.pk),
        (viewer, "lamps", lamps.pk),
        (staff, "lamps", lamps.pk),
        (owner, "lamps", cables.pk),
        (owner, "cables", cables.pk),
    )
    for person, company, number in tries:
        path = f"/me/{company}/consultants/{number}/"
        assert signed_in(person).post(path, {"do": "consent"}).status_code == 404
    assert [seat.consented for seat in seats()] == [None, None]


def test_a_consultant_who_may_answer_lets_nobody_in(
    proposed: Person, owner: Person, signed_in: SignIn
) -> None:
    number = seats()[1].pk
    signed_in(owner).post(f"/me/lamps/consultants/{number}/", {"do": "consent"})

    consultant = signed_in(proposed)

    assert consultant.get("/me/lamps/consultants/").status_code == 404
    assert consultant.post("/me/lamps/consultants/", WHO).status_code == 404


def test_an_owner_brings_a_consultant_and_has_consented(
    owner: Person, response: Response, signed_in: SignIn
) -> None:
    signed_in(owner).post("/me/lamps/consultants/", WHO)

    person = Person.objects.get(email=WHO["address"])
    (seat,) = seats()
    assert (seat.person, seat.role, bool(seat.consented)) == (person, "editor", True)
    assert signed_in(person).get("/me/lamps/2026/").status_code == 200
    assert response.company_id == seat.company_id


def test_an_owners_invitation_is_consent_to_who_was_only_proposed(
    proposed: Person, owner: Person
) -> None:
    invited = invite_to_company(seats()[1].company, "viewer", by=owner)

    assert accept(invited.token, by=proposed)

    seat = seats()[1]
    assert (seat.role, bool(seat.consented)) == ("viewer", True)


def test_who_works_there_already_gets_no_second_seat(
    owner: Person, editor: Person, staff: Person, signed_in: SignIn
) -> None:
    asked = {**WHO, "address": editor.email or "", "company": "lamps"}

    signed_in(staff).post("/desk/consultants/new/", asked)
    signed_in(owner).post("/me/lamps/consultants/", asked)

    assert seats() == []
    assert Seat.objects.with_scopes_disabled().get(person=editor).role == "editor"


@pytest.mark.parametrize("wrong", [{"role": "owner"}, {"address": ""}, {"address": "nobody"}])
def test_what_is_wrong_is_told(
    wrong: dict[str, str], owner: Person, staff: Person, signed_in: SignIn
) -> None:
    asked = {**WHO, **wrong, "company": "lamps"}

    assert signed_in(staff).post("/desk/consultants/new/", asked).status_code == 422
    assert signed_in(owner).post("/me/lamps/consultants/", asked).status_code == 422
    assert seats() == []


def test_the_association_cannot_propose_from_outside(owner: Person, client: Client) -> None:
    client.force_login(owner)

    reply = client.post("/desk/consultants/new/", {**WHO, "company": "lamps"})

    assert reply.status_code == 404
