"""Errands: handed out and taken back by the company, done by somebody without an account."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_POST

from zeren.text import Text
from zeren_web.background.letters import write_letter
from zeren_web.desk.errand_items import desk_for_errand, items_of, sent_with, titled
from zeren_web.desk.forms.answers import Sent
from zeren_web.desk.forms.errands import DAYS, Asked, asked_from
from zeren_web.desk.progress import parts_of
from zeren_web.pages.limits import too_fast
from zeren_web.pages.links import Link, link_to
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.words import day, lang
from zeren_web.records.models import Answer, Errand, Person
from zeren_web.records.read.body import the_body
from zeren_web.records.read.errands import errand_for, errands_of
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.write.answers import Author, Conflict, save_answer
from zeren_web.records.write.errands import finish, hand_out, take_back

_ERRANDS: Final = Text("请同事代答", "Ask a colleague")
_SUBJECT: Final = Text("{by}请您答 {n} 道题", "{by} asks you to answer {n} questions")
_LETTER: Final = Text(
    "{name}，您好：\n\n{company}的{by}请您答 {n} 道题，{day} 前有效，不用注册。\n{note}\n{link}\n\n"
    "这个链接只给您一个人，请不要转发。\n{body}",
    "Dear {name},\n\n{by} of {company} asks you to answer {n} questions, until {day}; no account is"
    " needed.\n{note}\n{link}\n\nThe link is for you alone, please do not pass it on.\n{body}",
)


@signed_in
def errands(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Who was asked what; a POST asks somebody, and shows the link this once."""
    desk = desk_for(person, company=company, year=year, doing="edit")
    if request.method != "POST":
        first = tuple(
            code for code in request.GET.getlist("q") if code in desk.questionnaire.matter_of
        )
        return _page(request, desk, Asked(first))
    if not desk.may_edit:
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    asked = asked_from(request.POST, desk.questionnaire.matter_of)
    if asked.errors:
        return _page(request, desk, asked, status=422)
    with transaction.atomic():  # the errand and the letter that brings it, or neither
        errand, token = hand_out(
            desk.response,
            list(asked.codes),
            name=asked.name,
            days=asked.days,
            by=person,
            email=asked.email,
            note_to=asked.note,
        )
        link = link_to(request, reverse("errand", args=(token,)))
        if errand.email:
            _write_to(errand, desk, link, person)
    return _page(request, desk, Asked(()), made=errand, link=link)


def _page(
    request: HttpRequest,
    desk: Desk,
    asked: Asked,
    *,
    made: Errand | None = None,
    link: Link | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "desk": desk,
        "here": _ERRANDS,
        "asked": asked,
        "days": DAYS,
        "parts": [
            (part, sum(one.code in asked.codes for one in part.asked)) for part in parts_of(desk)
        ],
        "errands": titled(desk, errands_of(desk.response)),
        "now": timezone.now(),
        "made": made,
        "link": link,
    }
    return render(request, "desk/errands.html", context, status=status)


def _write_to(errand: Errand, desk: Desk, link: Link, person: Person) -> None:
    words = _LETTER.format(
        name=errand.name,
        company=desk.company.name,
        by=person,
        n=len(errand.codes),
        day=day(errand.expires),
        note=errand.note,
        link=link.href,
        body=the_body().name,
    ).to(lang())
    subject = _SUBJECT.format(by=person, n=len(errand.codes)).to(lang())
    write_letter(about=f"errand {errand.pk}", to=errand.email, subject=subject, text=words)


@signed_in
@require_POST
def errand_back(
    _request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """Take one back: its link is dead from now on."""
    desk = desk_for(person, company=company, year=year, doing="edit", codes=("-",))
    if not any(one.pk == number for one in errands_of(desk.response)):
        raise Http404
    take_back(desk.response, number, by=person)
    return redirect("errands", company, year)


def errand(request: HttpRequest, token: str) -> HttpResponse:
    """The page of a colleague: these questions, and nothing else of the company."""
    response = _errand(request, token)
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    return response


def _errand(request: HttpRequest, token: str) -> HttpResponse:
    try:
        found = errand_for(token)
    except Http404:
        if too_fast(request, "errand-guess", most=30, seconds=600):
            return render(request, "429.html", status=429)
        raise
    response = found.response
    closed = not response.takes_answers(timezone.localdate()) or response.company.left is not None
    if closed or not found.is_open(timezone.now()):
        return render(
            request, "desk/errand_over.html", {"errand": found, "closed": closed}, status=410
        )
    desk = desk_for_errand(found)
    if request.method != "POST":
        return _errand_page(request, found, desk, {}, {})
    if too_fast(request, "errand-save", most=60, seconds=600, key=found.token_sha256):
        return render(request, "429.html", status=429)
    return _answered(request, found, desk)


def _answered(request: HttpRequest, found: Errand, desk: Desk) -> HttpResponse:
    """Save what can be saved; what cannot is shown again with every word that was typed."""
    came = sent_with(request.POST, desk, found.codes)
    author = Author(origin="errand", signed=found.name)
    again: dict[str, Sent] = {}
    theirs: dict[str, Answer] = {}
    for code, one in came.items():
        nothing_said = one.entered.is_empty and code not in desk.answers
        if nothing_said or code not in desk.questionnaire.matter_of:
            continue
        if one.errors:
            again[code] = one
            continue
        outcome = save_answer(found.response, code, one.entered, base=one.base, by=author)
        if isinstance(outcome, Conflict):
            again[code], theirs[code] = one, outcome.theirs
    if again:
        return _errand_page(request, found, desk_for_errand(found), again, theirs)
    if request.POST.get("then") == "later":
        return redirect(f"{request.path}?saved=1")
    finish(found)
    return redirect("errand_thanks")


def _errand_page(
    request: HttpRequest,
    found: Errand,
    desk: Desk,
    again: dict[str, Sent],
    theirs: dict[str, Answer],
) -> HttpResponse:
    items = items_of(desk, found.codes, typed=again, theirs=theirs)
    context = {
        "errand": found,
        "company": found.response.company,
        "cycle": found.response.cycle,
        "items": items,
        "wrong": [item for item in items if item.errors or item.theirs],
        "saved": "saved" in request.GET,
    }
    status = 409 if theirs else 422 if again else 200
    return render(request, "desk/errand.html", context, status=status)


def thanks(request: HttpRequest) -> HttpResponse:
    """Handed back, and what happens next."""
    return render(request, "desk/errand_thanks.html")
