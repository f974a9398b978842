"""Invitations to companies: who has one, and making them as letters, links or e-mails."""

from __future__ import annotations

from typing import Final, Literal

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from zeren.text import Lang
from zeren_web.association.invitation_letter import (
    Letter,
    address_of_contact,
    letter_of,
    subject_of,
    time_of,
)
from zeren_web.association.lists import back_to_members, chosen, page_of, ticked
from zeren_web.background.letters import write_letter
from zeren_web.pages.links import link_to
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.words import lang, tag
from zeren_web.records.models import Company, Person
from zeren_web.records.read.body import the_body
from zeren_web.records.read.invitations import (
    FATE_WORDS,
    FATES,
    fates,
    invitations,
    invited_so_far,
    open_invitation,
)
from zeren_web.records.read.letters import about_invitation, letters_about
from zeren_web.records.read.members import Filter, counts, cycle_now
from zeren_web.records.write.invitations import invite_owners
from zeren_web.records.write.joining import DAYS, Invited, revoke

How = Literal["letters", "mail"]
MOST: Final = 500  # letters of one press


@on_duty("work")
def invitation_list(request: HttpRequest, _person: Person) -> HttpResponse:
    """Who was invited and what became of it; who was not."""
    words, fate = request.GET.get("words", "").replace("\0", "")[:120], request.GET.get("fate", "")
    listed, how_many = page_of(request, invitations(words=words, fate=fate)), fates()
    letters = letters_about(about_invitation(one.pk) for one in listed.page)
    context = {
        "section": "invitations",
        "listed": listed,
        "rows": [
            (one, FATE_WORDS[one.fate], letters.get(about_invitation(one.pk)))
            for one in listed.page
        ],
        "fates": [(one, FATE_WORDS[one], how_many.get(one, 0)) for one in FATES],
        "words": words,
        "fate": fate,
        "uninvited": counts(Filter(), cycle_now()).get("new", 0),
    }
    return render(request, "association/invitations.html", context)


@on_duty("work")
def invitations_new(request: HttpRequest, person: Person) -> HttpResponse:
    """Look at whom it goes to; the second press makes the links and shows them, once."""
    if request.method != "POST":
        return redirect("invitations")
    found = chosen(request.POST, cycle_now())[: MOST + 1]
    companies = [company for company in found if company.left is None][:MOST]
    if not companies:
        return _without_any(request, found)
    if "seen" not in request.POST:
        return _before(request, companies, more=len(found) > MOST)
    whom = [(company, address_of_contact(company)) for company in companies]
    with transaction.atomic():  # invitations and the e-mails that bring them, or neither
        made = invite_owners(whom, seen=request.POST["seen"], by=person)
        if made:
            return _made(request, _letters(request, made))
    return _before(request, companies, moved=True)


def _without_any(request: HttpRequest, found: list[Company]) -> HttpResponse:
    """Told on the page that it came from."""
    if found:
        return back_to_members(request.POST, "member")
    codes = ticked(request.POST, "offered")
    if offered := list(Company.objects.filter(code__in=codes, left=None)):
        return _before(request, offered, nobody=True)
    if "f-words" not in request.POST:
        return redirect("invitations")  # everybody is invited, and that page says so
    return back_to_members(request.POST, "company")


def _letters(request: HttpRequest, made: list[Invited]) -> list[Letter]:
    body, cycle = the_body(), cycle_now()
    time = time_of(cycle)
    return [
        letter_of(
            one,
            link_to(request, reverse("join", args=[one.token])),
            body=body,
            cycle=cycle,
            time=time,
        )
        for one in made
    ]


def _before(
    request: HttpRequest,
    companies: list[Company],
    *,
    moved: bool = False,
    nobody: bool = False,
    more: bool = False,
) -> HttpResponse:
    context = {
        "section": "invitations",
        "companies": [(one, address_of_contact(one)) for one in companies],
        "mails": sum(bool(one.contact_email) for one in companies),
        "seen": invited_so_far(companies),
        "moved": moved,
        "nobody": nobody,
        "more": more,
        "how": request.POST.get("how", "letters"),
        "words": request.POST.get("words", lang()),
        "days": DAYS,
        "most": MOST,
    }
    status = 409 if moved else 422 if nobody else 200
    return render(request, "association/invitations_new.html", context, status=status)


def _made(request: HttpRequest, letters: list[Letter]) -> HttpResponse:
    """The one page on which the links stand; those that went by e-mail are only named."""
    body = the_body()
    words: Lang = "en" if request.POST.get("words") == "en" else "zh"
    how: How = "mail" if request.POST.get("how") == "mail" else "letters"
    mailed = [one for one in letters if how == "mail" and one.to.email]
    for one in mailed:
        write_letter(
            about=about_invitation(one.number),
            to=one.to.email,
            subject=subject_of(one, body).to(words),
            text=one.as_words().to(words),
        )
    shown = [one for one in letters if one not in mailed]
    context = {
        "section": "invitations",
        "mailed": mailed,
        "letters": [(one, one.as_words().to(words), one.link.picture) for one in shown],
        "words_tag": tag(words),
        "in_page_language": words == lang(),
        "zh": words == "zh",
    }
    response = render(request, "association/invitations_made.html", context)
    add_never_cache_headers(response)
    return response


@on_duty("work")
@require_POST
def invitation_revoke(_request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """The link opens nothing from now on."""
    revoke(open_invitation(number), by=person)
    return redirect("invitations")
