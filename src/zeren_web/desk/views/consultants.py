"""A company's consultants: its owner consents, or not, and takes it back whenever they like."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zeren.text import Text
from zeren_web.desk.forms.joining import Invite, invite_in
from zeren_web.desk.letters import write_to
from zeren_web.pages.links import link_to
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.words import lang
from zeren_web.records.models import Person, Seat
from zeren_web.records.read.body import the_body
from zeren_web.records.read.consultants import consultant_seat, consultants_of
from zeren_web.records.read.private import seat_in
from zeren_web.records.write.consultants import consent, propose, take_consent_back

ROLES: Final = frozenset(("editor", "viewer"))
SUBJECT: Final = Text("{company}同意您做顾问", "{company} consents to you as a consultant")
WORDS: Final = Text(
    "{company}同意您做它的社会责任自评顾问，随时可以收回。\n用收到这封信的地址登录：\n{href}\n\n{body}",
    "{company} consents to you as a consultant for its self-assessment, and may take that back at any time.\nSign in with the address that this came to:\n{href}\n\n{body}",
)


@signed_in
def consultants(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """Who asks to be let in, who is, and a form to bring one's own."""
    seat = seat_in(person, company, "own")
    if request.method != "POST":
        return _page(request, seat)
    asked = invite_in(request.POST, roles=ROLES, address_needed=True)
    if asked.errors:
        return _page(request, seat, asked=asked)
    with transaction.atomic():
        for new in propose(asked.to, asked.role, [seat.company], by=person, consents=True):
            _tell(request, new)
    return redirect("company_consultants", company)


def _page(request: HttpRequest, seat: Seat, *, asked: Invite | None = None) -> HttpResponse:
    context = {"company": seat.company, "seats": consultants_of(seat.company), "asked": asked}
    status = 422 if asked else 200
    return render(request, "desk/consultants.html", context, status=status)


@signed_in
@require_POST
def decide(request: HttpRequest, person: Person, company: str, number: int) -> HttpResponse:
    """Consent, decline or take it back."""
    mine = seat_in(person, company, "own")
    seat = consultant_seat(mine.company, number)
    with transaction.atomic():
        if request.POST.get("do") != "consent":
            take_consent_back(seat, by=person)
        elif consent(seat, by=person):
            _tell(request, seat)
    return redirect("company_consultants", company)


def _tell(request: HttpRequest, seat: Seat) -> None:
    """The consultant learns that the door is open."""
    here, name = lang(), seat.company.name
    href = link_to(request, reverse("home")).href
    write_to(
        about=f"consent {seat.pk}",
        email=seat.person.email or "",
        phone=seat.person.phone or "",
        subject=SUBJECT.format(company=name).to(here),
        words=WORDS.format(company=name, href=href, body=the_body().name).to(here),
    )
