"""What a response means: the internal result, and the whole diagnosis as page or file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zeren.assess.assessment import Assessment, Score
from zeren.assess.result import assess
from zeren.publish.diagnosis.basis import near_lines
from zeren.publish.wording import points
from zeren.text import Text
from zeren_web.desk.downloads import hands_out
from zeren_web.desk.files import diagnosis_of, file_of
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.words import lang
from zeren_web.records.models import Person
from zeren_web.records.read.carrying import earlier
from zeren_web.records.read.peers import Mean
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.write.peers import peers_of

_RESULT = Text("结果", "Result")
_FEW = 3


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """An area's scores as digits, or nothing where they are not shown."""

    title: Text
    score: Score
    declared: str
    evidenced: str
    peers: Mean | None
    before: str = ""  # declared last year, of how many answers
    before_n: int = 0
    before_of: int = 0


@signed_in
def result(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Risks, challenges and what to do first, in sentences, before any figure."""
    desk = desk_for(person, company=company, year=year)
    assessment, last = assess(desk.questionnaire, desk.read[0]), earlier(desk)
    then = dict(assess(last.questionnaire, last.read[0]).areas) if last and last.answers else {}
    rows = list(_rows(desk, assessment, then, peers_of(desk.cycle)))
    context = {
        "desk": desk,
        "here": _RESULT,
        "assessment": assessment,
        "broken": [state for state in assessment.red_lines if state.state == "broken"],
        "risks": assessment.risks[:_FEW],
        "challenges": assessment.challenges[:_FEW],
        "near_term": near_lines(assessment),
        "scores": rows,
        "last_year": last.cycle.year if last and then else None,
        "has_peers": any(row.peers for row in rows),
    }
    return render(request, "desk/result.html", context)


def _rows(
    desk: Desk, assessment: Assessment, then: Mapping[str, Score], peers: Mapping[str, Mean]
) -> Iterator[ScoreRow]:
    for code, score in assessment.areas:
        yield ScoreRow(
            desk.questionnaire.area_of[code].title,
            score,
            _digits(score.declared),
            _digits(score.evidenced),
            peers.get(code),
            *_before(then.get(code)),
        )


def _digits(score: int | None) -> str:
    return "" if score is None else points(score).zh


def _before(score: Score | None) -> tuple[str, int, int]:
    return (_digits(score.declared), score.answered, score.applicable) if score else ("", 0, 0)


@signed_in
def diagnosis(_request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """The whole diagnosis as the core prints it; that page brings a stricter policy of its own."""
    from zeren.files.html.printer import print_html

    desk = desk_for(person, company=company, year=year)
    response = HttpResponse(print_html(diagnosis_of(desk)))
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's mark
    return response


@hands_out
@signed_in
def diagnosis_file(
    _request: HttpRequest, person: Person, company: str, year: int, kind: str
) -> HttpResponse:
    """The same to keep, in the page's language."""
    desk = desk_for(person, company=company, year=year)
    file = file_of(desk, f"diagnosis.{lang()}.{kind}")
    return as_attachment(file.content, file.name, file.type)
