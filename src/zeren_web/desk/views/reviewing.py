"""The whole response on one page, to read, to print, to submit."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.problems import Problem
from zeren.text import Text
from zeren_web.desk.progress import Part, parts_of
from zeren_web.desk.rows import Row, address_of, rows_of
from zeren_web.desk.views.answering import FORMS, problems_at
from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Person
from zeren_web.records.read.entered_by_staff import entered_by_staff
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.write.responses import submit_response

_CHECK = Text("检查全部回答", "Check all answers")


@dataclass(frozen=True, slots=True)
class Pointed:
    """A problem and the page where it is put right."""

    problem: Problem
    title: Text | None
    href: str


@dataclass(frozen=True, slots=True)
class Whole:
    """A part with all its rows."""

    title: Text
    rows: tuple[Row, ...]
    numbered: bool  # whether its codes say something to people


@signed_in
def check_answers(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """To read, to print, to submit."""
    return _check_page(request, desk_for(person, company=company, year=year))


def _check_page(request: HttpRequest, desk: Desk, *, refused: bool = False) -> HttpResponse:
    parts, at = parts_of(desk), problems_at(desk)
    pointed = [_pointed(desk, parts, problem) for problem in desk.read[1]]
    context = {
        "desk": desk,
        "refused": refused,
        "here": _CHECK,
        "parts": [
            Whole(part.title, rows_of(desk, part, at), part.code not in FORMS) for part in parts
        ],
        "errors": [one for one in pointed if one.problem.level == "error"],
        "notes": [one for one in pointed if one.problem.level == "note"],
        "entered_by_staff": len(entered_by_staff(desk)),
        "unanswered": next((one for one in desk.read[1] if one.code == "unanswered"), None),
    }
    status = 422 if refused else 200
    return render(request, "desk/check_answers.html", context, status=status)


def _pointed(desk: Desk, parts: tuple[Part, ...], problem: Problem) -> Pointed:
    code = problem.place.field
    for part in parts:
        for asked in part.asked:
            if asked.code == code:
                return Pointed(problem, asked.title, address_of(desk, part, code))
    return Pointed(problem, None, "")


@signed_in
@require_POST
def submit(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Hand the response to the association; with errors in it, or answers of staff that nobody
    confirmed, the page says which.
    """
    desk = desk_for(person, company=company, year=year, doing="own")
    if any(problem.level == "error" for problem in desk.read[1]) or entered_by_staff(desk):
        return _check_page(request, desk, refused=True)
    if desk.response.is_over(timezone.localdate()):
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    submit_response(desk.response, by=person)
    return redirect("tasks", company, year)
