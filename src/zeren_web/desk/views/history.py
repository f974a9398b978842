"""The history of an answer, and an old version brought back as a new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zeren.files.entered import Entered
from zeren.files.workbook.said import title_of
from zeren.text import Said, Text
from zeren_web.desk.rows import lines_of
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.typed import number_in
from zeren_web.records.models import AnswerVersion, Person
from zeren_web.records.read.history import ORIGIN_WORDS, versions_of
from zeren_web.records.read.private import Desk, Doing, desk_for
from zeren_web.records.write.answers import Conflict, save_answer

_HISTORY: Final = Text("改动记录", "History")


@dataclass(frozen=True, slots=True)
class Past:
    """One version as the page shows it."""

    row: AnswerVersion
    lines: tuple[Text | Said, ...]
    origin: Text
    who: str
    stands: bool


@signed_in
def history(
    request: HttpRequest, person: Person, company: str, year: int, code: str
) -> HttpResponse:
    """Every version, newest first; a POST brings one back."""
    doing: Doing = "edit" if request.method == "POST" else "view"
    desk = desk_for(person, company=company, year=year, doing=doing, codes=(code,))
    if code not in desk.questionnaire.matter_of:
        raise Http404
    if request.method == "POST":
        return _restored(request, person, desk, code)
    return _page(request, desk, code)


def _restored(request: HttpRequest, person: Person, desk: Desk, code: str) -> HttpResponse:
    """As a new version: what stands now stays in the history, too."""
    if not desk.may_edit:
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    wanted, base = (number_in(request.POST, name) for name in ("version", "base"))
    old = next((one for one in versions_of(desk.response, code) if one.version == wanted), None)
    if old is None or base is None:
        raise Http404
    entered = replace(Entered.of(old.entry), awaiting=False)
    outcome = save_answer(desk.response, code, entered, base=base, by=person)
    if isinstance(outcome, Conflict):
        return _page(request, desk, code, changed=True)
    return redirect("history", desk.company.code, desk.cycle.year, code)


def _page(request: HttpRequest, desk: Desk, code: str, *, changed: bool = False) -> HttpResponse:
    past = list(_past(desk, code))
    field = desk.questionnaire.field_of.get(code)
    context = {
        "desk": desk,
        "here": _HISTORY,
        "code": code,
        "title": title_of(desk.questionnaire, code),
        "past": past,
        "base": past[0].row.version if past else 0,
        "part": field.group if field else "",
        "changed": changed,
    }
    return render(request, "desk/history.html", context, status=409 if changed else 200)


def _past(desk: Desk, code: str) -> Iterator[Past]:
    asked = desk.questionnaire.matter_of[code]
    for place, row in enumerate(versions_of(desk.response, code)):
        yield Past(
            row,
            tuple(lines_of(asked, Entered.of(row.entry))),
            ORIGIN_WORDS[row.origin],
            row.who,
            stands=not place,
        )
