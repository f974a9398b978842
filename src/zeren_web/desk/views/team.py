"""A company's team: who works on it, who is invited, what each may do."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zeren.text import Text
from zeren_web.desk.forms.joining import Invite, invite_in
from zeren_web.desk.letters import write_to
from zeren_web.pages.links import Link, link_to
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.words import day, lang
from zeren_web.records.models import Company, Invitation, Person, Seat
from zeren_web.records.models.companies import ROLES
from zeren_web.records.read.body import the_body
from zeren_web.records.read.joining import invited_to, team_of
from zeren_web.records.read.letters import about_invitation
from zeren_web.records.read.private import seat_in
from zeren_web.records.write.joining import change_seat, invite_to_company, revoke

_ROLES: Final = frozenset(code for code, _ in ROLES)
LAST_OWNER: Final = Text(
    "公司至少要有一位负责人。请先把另一位设为负责人。",
    "A company needs an owner. Make somebody else an owner first.",
)
SUBJECT: Final = Text(
    "{company}：邀请您参加社会责任自评", "{company}: an invitation to the self-assessment"
)
WORDS: Final = Text(
    "{who} 请您参加 {company} 的社会责任自评。\n打开链接即可，不用密码：\n{href}\n链接只能用一次，{until} 前有效。\n\n{body}",
    "{who} invites you to the self-assessment of {company}.\nOpen the link; no password is needed:\n{href}\nThe link works once, until {until}.\n\n{body}",
)


@signed_in
def team(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """Who is in it; an owner invites."""
    seat = seat_in(person, company)
    if request.method != "POST":
        return _page(request, seat)
    if seat.role != "owner":
        raise Http404
    asked = invite_in(request.POST, roles=_ROLES, address_needed=False)
    if asked.errors:
        return _page(request, seat, asked=asked, status=422)
    with transaction.atomic():  # the invitation and the letter that brings it, or neither
        made = invite_to_company(seat.company, asked.role, by=person, to=asked.to)
        link = link_to(request, reverse("join", args=[made.token]))
        _tell(seat.company, made.invitation, link, person)
    return _page(request, seat, invited=made.invitation, link=link)


def _tell(to: Company, invitation: Invitation, link: Link, by: Person) -> None:
    company = to.name
    words = WORDS.format(
        who=str(by),
        company=company,
        href=link.href,
        until=day(invitation.expires),
        body=the_body().name,
    )
    write_to(
        about=about_invitation(invitation.pk),
        email=invitation.email,
        phone=invitation.phone,
        subject=SUBJECT.format(company=company).to(lang()),
        words=words.to(lang()),
    )


def _page(  # noqa: PLR0913 - one page, in the states of its form
    request: HttpRequest,
    seat: Seat,
    *,
    asked: Invite | None = None,
    invited: Invitation | None = None,
    link: Link | None = None,
    error: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "seat": seat,
        "company": seat.company,
        "team": team_of(seat.company),
        "invited": invited_to(seat.company),
        "asked": asked,
        "new": invited,
        "link": link,
        "error": error,
        "is_owner": seat.role == "owner",
    }
    return render(request, "desk/team.html", context, status=status)


@signed_in
@require_POST
def change(request: HttpRequest, person: Person, company: str, number: int) -> HttpResponse:
    """Another role for somebody, or none."""
    mine = seat_in(person, company, "own")
    seat = next((one for one in team_of(mine.company) if one.pk == number), None)
    role = request.POST.get("role", "-")
    if seat is None or role not in {*_ROLES, ""}:
        raise Http404
    if not change_seat(seat, role, by=person):
        return _page(request, mine, error=LAST_OWNER, status=409)
    if seat.person_id == person.pk and not role:
        return redirect("home")
    return redirect("team", company)


@signed_in
@require_POST
def take_back(_request: HttpRequest, person: Person, company: str, number: int) -> HttpResponse:
    """An invitation opens nothing from now on."""
    mine = seat_in(person, company, "own")
    invitation = next((one for one in invited_to(mine.company) if one.pk == number), None)
    if invitation is None:
        raise Http404
    revoke(invitation, by=person)
    return redirect("team", company)
