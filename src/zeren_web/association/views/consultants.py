"""Consultants, as the association proposes them; whether they may come in is the company's to say."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zeren.text import Text
from zeren_web.association.lists import back_to_members, chosen
from zeren_web.desk.forms.joining import Invite, invite_in
from zeren_web.desk.letters import write_to
from zeren_web.desk.views.consultants import ROLES
from zeren_web.pages.links import link_to
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.words import lang
from zeren_web.records.models import Company, Person, Seat
from zeren_web.records.read.body import the_body
from zeren_web.records.read.consultants import consultants
from zeren_web.records.read.joining import owners_of
from zeren_web.records.read.members import cycle_now
from zeren_web.records.write.consultants import propose

SUBJECT: Final = Text(
    "{body}推荐了一位顾问，请您决定", "{body} proposes a consultant; please decide"
)
WORDS: Final = Text(
    "{body}推荐 {who} 做 {company} 的外部顾问。您同意以前，对方什么也看不到；同意以后也可以随时收回。\n请看：{href}",
    "{body} proposes {who} as a consultant of {company}. Until you consent the person sees nothing; you can take your consent back at any time.\nPlease look: {href}",
)


@on_duty("work")
def consultant_list(request: HttpRequest, _person: Person) -> HttpResponse:
    """Who works for several companies, and where consent is still awaited."""
    context = {"section": "members", "consultants": consultants()}
    return render(request, "association/consultants.html", context)


@on_duty("work")
def consultant_new(request: HttpRequest, person: Person) -> HttpResponse:
    """Who it is, for the companies that were ticked; each owner is asked."""
    if request.method != "POST":
        return redirect("consultants")
    found = chosen(request.POST, cycle_now())
    companies = [one for one in found if one.left is None]
    if not companies:
        return back_to_members(request.POST, "member" if found else "company")
    if "address" not in request.POST:
        return _form(request, companies)
    asked = invite_in(request.POST, roles=ROLES, address_needed=True)
    if asked.errors:
        return _form(request, companies, asked=asked)
    with transaction.atomic():
        new = propose(asked.to, asked.role, companies, by=person)
        _tell_owners(request, new, asked.to.name or asked.typed)
    return redirect("consultants")


def _form(
    request: HttpRequest, companies: list[Company], *, asked: Invite | None = None
) -> HttpResponse:
    context = {"section": "members", "companies": companies, "asked": asked}
    status = 422 if asked else 200
    return render(request, "association/consultant_new.html", context, status=status)


def _tell_owners(request: HttpRequest, new: list[Seat], who: str) -> None:
    body, here = the_body().name, lang()
    proposed = {seat.company_id: seat.pk for seat in new}
    for owner in owners_of([seat.company for seat in new]):
        path = reverse("company_consultants", args=[owner.company.code])
        words = WORDS.format(
            body=body, who=who, company=owner.company.name, href=link_to(request, path).href
        )
        write_to(
            about=f"proposal {proposed[owner.company_id]} {owner.pk}",
            email=owner.person.email or "",
            phone=owner.person.phone or "",
            subject=SUBJECT.format(body=body).to(here),
            words=words.to(here),
        )
