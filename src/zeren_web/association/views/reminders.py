"""Reminders (催办): who is behind, in whose words they are told, and a person who releases them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from zeren.text import Text
from zeren_web.association.lists import page_of, ticked
from zeren_web.association.reminding import (
    GROUPS,
    NAMES,
    SUBJECT,
    WORDS,
    Line,
    clean,
    mistakes_in,
)
from zeren_web.background.letters import write_letter
from zeren_web.pages.links import link_to
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import number_in
from zeren_web.pages.words import lang
from zeren_web.records.models import Cycle, Person
from zeren_web.records.read.body import the_body
from zeren_web.records.read.letters import about_reminder, letters_about
from zeren_web.records.read.members import cycle_now
from zeren_web.records.read.reminders import Behind, behind_in, reminders_sent
from zeren_web.records.write.reminders import ToSend, release

_SUBJECT_NAME: Final = Text("标题", "Subject")
_NOBODY: Final = Text("请至少勾选一家企业。", "Tick at least one company.")


@dataclass(frozen=True, slots=True)
class Group:
    """Companies that are behind in the same way, and the words for them."""

    code: str
    title: Text
    words: str
    error: Text | None
    mailed: list[Line]
    unmailed: list[tuple[Line, str]]  # without an address, with the words to call or to copy

    @property
    def size(self) -> int:
        return len(self.mailed) + len(self.unmailed)


@on_duty("work")
def reminder_list(request: HttpRequest, person: Person) -> HttpResponse:
    """Nothing is sent until somebody presses the button; then what is ticked is, once."""
    cycle = cycle_now()
    if cycle is None or cycle.released:
        return render(request, "association/reminders.html", {"section": "reminders"})
    if request.method != "POST":
        return _page(request, cycle)
    said = _said(request)
    errors = {code: wrong for code, words in said.items() if (wrong := mistakes_in(words))}
    companies = set(ticked(request.POST))
    if not companies:
        errors["company"] = _NOBODY
    if errors:
        return _page(request, cycle, said=said, errors=errors, chosen=companies)
    letters = [_letter(line, said) for line in _lines(request, cycle, behind_in(cycle, companies))]
    again = frozenset(ticked(request.POST, "again"))
    with transaction.atomic():  # what is kept as sent is handed to the post, or neither
        kept = release(cycle, letters, again=again, by=person)
        for one in kept:
            if one.way == "mail":
                about = about_reminder(one.pk)
                write_letter(about=about, to=one.to, subject=one.subject, text=one.words)
    response = redirect("reminders_sent")
    response["Location"] += f"?sent={len(kept)}&held={len(companies) - len(kept)}"
    return response


def _lines(request: HttpRequest, cycle: Cycle, behind: list[Behind]) -> list[Line]:
    body, here = the_body(), lang()
    return [
        Line(one, cycle, body, link_to(request, _desk(one, cycle)).href, here) for one in behind
    ]


def _desk(one: Behind, cycle: Cycle) -> str:
    """Where its people go on; to a company without people its invitation is the only way in."""
    if not one.joined:
        return "/"
    return reverse("tasks", args=(one.company.code, cycle.year))


def _said(request: HttpRequest) -> dict[str, str]:
    names = ("subject", *GROUPS)
    return {name: clean(request.POST.get(f"words-{name}", "")) for name in names}


def _letter(line: Line, said: Mapping[str, str]) -> ToSend:
    behind = line.behind
    subject = " ".join(line.filled(said["subject"]).split())
    return ToSend(
        behind.company,
        behind.group,
        "mail" if behind.email else "told",
        behind.email or behind.phone,
        subject,
        line.filled(said[behind.group]),
    )


def _page(
    request: HttpRequest,
    cycle: Cycle,
    *,
    said: Mapping[str, str] | None = None,
    errors: Mapping[str, Text] | None = None,
    chosen: set[str] | None = None,
) -> HttpResponse:
    here = lang()
    words = said or {
        "subject": SUBJECT.to(here),
        **{code: text.to(here) for code, text in WORDS.items()},
    }
    lines = _lines(request, cycle, behind_in(cycle))
    groups = [
        Group(
            code,
            title,
            words[code],
            (errors or {}).get(code),
            [one for one in lines if one.behind.group == code and one.behind.email],
            [
                (one, one.filled(words[code]))
                for one in lines
                if one.behind.group == code and not one.behind.email
            ],
        )
        for code, title in GROUPS.items()
    ]
    context = {
        "section": "reminders",
        "cycle": cycle,
        "days": (cycle.last_day - timezone.localdate()).days,
        "groups": [group for group in groups if group.size],
        "empty": [group for group in groups if not group.size],
        "unjoined": sum(not one.behind.joined for one in lines),
        "subject": words["subject"],
        "errors": [
            (code, GROUPS.get(code, _SUBJECT_NAME), wrong) for code, wrong in (errors or {}).items()
        ],
        "names": [(f"{{{name}}}", text) for name, text in NAMES.items()],
        "ticked": chosen,
    }
    status = 422 if errors else 200
    return render(request, "association/reminders.html", context, status=status)


@on_duty("work")
def sent(request: HttpRequest, _person: Person) -> HttpResponse:
    """What went out, with its words, and to whom."""
    listed = page_of(request, reminders_sent())
    letters = letters_about(about_reminder(one.pk) for one in listed.page)
    context = {
        "section": "reminders",
        "listed": listed,
        "rows": [
            (one, GROUPS[one.group], letters.get(about_reminder(one.pk))) for one in listed.page
        ],
        "sent": number_in(request.GET, "sent") or 0,
        "held": number_in(request.GET, "held") or 0,
    }
    return render(request, "association/reminders_sent.html", context)
