"""Answering: the tasks, a question a page, a part as a table, and the save behind them all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.assess.result import assess
from zeren.files.entered import Entered
from zeren.problems import Problem
from zeren.publish.wording import points
from zeren.standards.questionnaires import Question, Questionnaire, RedLine
from zeren.text import Text
from zeren_web.desk.choices import choices_for
from zeren_web.desk.errand_items import titled
from zeren_web.desk.forms.answers import Sent, sent
from zeren_web.desk.progress import Part, order_of, part_of, parts_of
from zeren_web.desk.review_notes import review_notes
from zeren_web.desk.rows import Typed, lines_of, rows_of, sections_of, waiting_in
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.typed import number_in
from zeren_web.pages.words import lang, moment
from zeren_web.records.models import Answer, Person
from zeren_web.records.read.carrying import earlier, earlier_answers, last_of, open_for_carrying
from zeren_web.records.read.errands import errands_of
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.read.reviewing import shown_remarks
from zeren_web.records.read.standing import standing_for
from zeren_web.records.write.answers import Conflict, Saved, save_answer


@dataclass(frozen=True, slots=True)
class Closed:
    """Answers are not taken: the response is with the association, or its time is over."""


FORMS: Final = frozenset(("profile", "numbers"))


@signed_in
def tasks(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """The parts of the response, how far each has come, and what comes next."""
    desk = desk_for(person, company=company, year=year)
    parts, last = parts_of(desk), last_of(desk.response)
    context = {
        "desk": desk,
        "parts": parts,
        "done": sum(part.status == "done" for part in parts),
        "awaiting": sum(part.awaiting for part in parts),
        "open_for_answers": desk.response.takes_answers(timezone.localdate()),
        "days_left": (desk.cycle.last_day - timezone.localdate()).days,
        "errands": titled(desk, errands_of(desk.response)),
        "now": timezone.now(),
        "last": last,
        "carryable": open_for_carrying(desk, last) if last and desk.may_edit else 0,
        **review_notes(desk, parts),
    }
    return render(request, "desk/tasks.html", context)


@signed_in
def part(request: HttpRequest, person: Person, company: str, year: int, code: str) -> HttpResponse:
    """A part of the response: its questions as a table, or its fields as a form."""
    desk = desk_for(person, company=company, year=year)
    here = part_of(desk, code)
    if here is None:
        raise Http404
    return _part_page(request, desk, here)


def _part_page(
    request: HttpRequest, desk: Desk, here: Part, *, typed: Typed | None = None
) -> HttpResponse:
    problems = problems_at(desk)
    context: dict[str, object] = {
        "desk": desk,
        "part": here,
        "clashes": typed is not None,
        "waiting": waiting_in(desk, here),
        "confirmed": number_in(request.GET, "confirmed"),
        "moved": number_in(request.GET, "moved"),
    }
    if here.code in FORMS:
        last = earlier_answers(desk, tuple(one.code for one in here.asked))
        context["sections"] = sections_of(desk, here, problems, typed=typed, last=last)
        asked = {one.code for one in here.asked}
        context["remarks"] = [one for one in shown_remarks(desk.response) if one.code in asked]
        status = 200 if typed is None else 409 if typed.theirs else 422
        return render(request, "desk/part_fields.html", context, status=status)
    rows = rows_of(desk, here, problems)
    still = (row.code for row in rows if row.state != "done")
    context |= {"rows": rows, "first_open": next(still, rows[0].code)}
    return render(request, "desk/part_table.html", context)


@signed_in
def question(
    request: HttpRequest, person: Person, company: str, year: int, code: str
) -> HttpResponse:
    """One question, with what helps to answer it."""
    desk = desk_for(person, company=company, year=year)
    return _question_page(request, desk, code)


def _question_page(
    request: HttpRequest,
    desk: Desk,
    code: str,
    *,
    typed: Sent | None = None,
    theirs: Answer | None = None,
) -> HttpResponse:
    asked = _asked(desk.questionnaire, code)
    order = order_of(desk)
    if asked is None or code not in order:
        raise Http404
    place = order.index(code)
    standing = desk.answers.get(code)
    entered = typed.entered if typed else desk.entered.get(code, Entered())
    shown = theirs or standing
    context = {
        "desk": desk,
        "question": asked,
        "entered": entered,
        "choices": choices_for(asked, entered),
        "version": shown.version if shown else 0,
        "standing": standing,
        "theirs": theirs,
        "their_choices": choices_for(asked, Entered.of(theirs.entry)) if theirs else (),
        "errors": typed.errors if typed else {},
        "problems": () if typed else problems_at(desk).get(code, ()),
        "number": place + 1,
        "count": len(order),
        "earlier": order[place - 1] if place else None,
        "next": order[place + 1] if place + 1 < len(order) else None,
        "example": _example(asked, desk),
        "evidence": [piece for use, piece in desk.evidence if use.code == code],
        **_last_year(desk, asked),
        "remarks": [one for one in shown_remarks(desk.response) if one.code == code],
    }
    status = 409 if theirs else 422 if typed else 200
    return render(request, "desk/question.html", context, status=status)


def _last_year(desk: Desk, asked: Question | RedLine) -> dict[str, object]:
    """Last year's answer in words, and what its part of the questionnaire scored then."""
    last = earlier(desk)
    entry = last.entered.get(asked.code) if last else None
    if last is None or entry is None:
        return {}
    found: dict[str, object] = {
        "last_year": last.cycle.year,
        "last_lines": tuple(lines_of(asked, entry)),
    }
    if isinstance(asked, Question):
        score = dict(assess(last.questionnaire, last.read[0]).areas).get(asked.area)
        if score and score.declared is not None:
            found["last_score"] = points(score.declared).zh
            found["last_area"] = desk.questionnaire.area_of[asked.area].title
    return found


@signed_in
@require_POST
def save(request: HttpRequest, person: Person, company: str, year: int, code: str) -> HttpResponse:
    """Save one answer. A script gets JSON; a plain form gets the next page, or its own again."""
    standing = standing_for(person, company=company, year=year, code=code)
    came = sent(request.POST, standing.entered)
    outcome: Saved | Conflict | Closed | Sent = came
    if not standing.response.takes_answers(timezone.localdate()):
        outcome = Closed()
    elif not came.errors:
        outcome = save_answer(standing.response, code, came.entered, base=came.base, by=person)
    if request.headers.get("X-Requested-With") == "fetch":
        return _as_json(outcome)
    desk = desk_for(person, company=company, year=year)
    if isinstance(outcome, Saved):
        return redirect(_after(desk, code, then=request.POST.get("then", "")))
    if isinstance(outcome, Closed):
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    theirs = outcome.theirs if isinstance(outcome, Conflict) else None
    return _again(request, desk, code, came, theirs=theirs)


def _again(
    request: HttpRequest, desk: Desk, code: str, came: Sent, *, theirs: Answer | None = None
) -> HttpResponse:
    """The page that it came from, with what was typed still in it."""
    if code not in desk.questionnaire.field_of:
        return _question_page(request, desk, code, typed=came, theirs=theirs)
    here = next((one for one in parts_of(desk) if code in {a.code for a in one.asked}), None)
    if here is None:
        raise Http404
    typed = Typed(code, came.entered, tuple(came.errors.values()), theirs)
    return _part_page(request, desk, here, typed=typed)


def _as_json(outcome: Saved | Conflict | Closed | Sent) -> JsonResponse:
    if isinstance(outcome, Saved):
        now = timezone.localtime().strftime("%H:%M")
        return JsonResponse({"version": outcome.version, "saved": now})
    if isinstance(outcome, Closed):
        return JsonResponse({"closed": True}, status=403)
    if isinstance(outcome, Sent):
        errors = {name: words.to(lang()) for name, words in outcome.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    theirs = outcome.theirs
    told = {
        "theirs": theirs.entry,
        "version": theirs.version,
        "by": str(theirs.by or ""),
        "at": moment(theirs.at),
    }
    return JsonResponse(told, status=409)


def _after(desk: Desk, code: str, *, then: str) -> str:
    """Where the button said that it leads: the tasks, the part, or the next question."""
    company, year = desk.company.code, desk.cycle.year
    if then == "tasks":
        return reverse("tasks", args=(company, year))
    if field := desk.questionnaire.field_of.get(code):
        return reverse("part", args=(company, year, field.group)) + f"#f-{code}"
    order = order_of(desk)
    place = order.index(code) + 1 if code in order else len(order)
    if place < len(order):
        return reverse("question", args=(company, year, order[place]))
    return reverse("check_answers", args=(company, year))


def problems_at(desk: Desk) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = {}
    for problem in desk.read[1]:
        if problem.place.field and problem.code != "required-missing":
            found.setdefault(problem.place.field, []).append(problem)
    return found


def _asked(questionnaire: Questionnaire, code: str) -> Question | RedLine | None:
    return questionnaire.question_of.get(code) or questionnaire.red_line_of.get(code)


def _example(asked: Question | RedLine, desk: Desk) -> Text | None:
    if isinstance(asked, RedLine):
        return None
    sector = desk.read[0].profile.get("sector")
    return asked.example_for(sector if isinstance(sector, str) else "")
