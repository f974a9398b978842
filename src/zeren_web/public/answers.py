"""What a company made public of a year, as rows: its answer, how it knows, and who looked at it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.assess.assessment import Score
from zeren.assess.result import assess
from zeren.publish.published import Figure, Line, Practice, published
from zeren.publish.wording import points
from zeren.text import Said, Text
from zeren_web.records.read.published import Confirmed, Declared, Report

_RED_LINES: Final = Text("声明守住的红线", "Red lines stated as kept")


@dataclass(frozen=True, slots=True)
class Row:
    """An answer. It is always self-declared; the two other marks are there or not."""

    code: str
    title: Text
    seen: Text
    words: Said | None
    level: int | None
    has_evidence: bool
    checked: Confirmed | None


@dataclass(frozen=True, slots=True)
class Area:
    """Answers that belong together, and their score where anybody can compute it again."""

    title: Text
    score: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """One year of a company."""

    report: Report
    about: tuple[Line, ...]
    areas: tuple[Area, ...]
    figures: tuple[Figure, ...]
    overall: str


def year_of(report: Report, declarations: tuple[Declared, ...]) -> Year:
    """Lay out what is public. A score stands only where every answer that makes it is public too."""
    response, questionnaire = report.response, report.questionnaire
    content, result = published(questionnaire, response), assess(questionnaire, response)
    scores = dict(result.areas)
    checked = dict(_checked(report.year, declarations))
    titles = {"red-lines": _RED_LINES} | {one.code: one.title for one in questionnaire.areas}
    return Year(
        report,
        content.about,
        tuple(
            Area(title, _shown(scores.get(code)), rows)
            for code, title in titles.items()
            if (rows := tuple(_rows(code, content.practices, report, checked)))
        ),
        content.figures,
        _shown(result.overall),
    )


def _rows(
    area: str, practices: tuple[Practice, ...], report: Report, checked: dict[str, Confirmed]
) -> Iterator[Row]:
    for one in practices:
        if one.area != area:
            continue
        said = report.response.answer_to[one.code].said
        yield Row(
            one.code,
            one.title,
            one.seen,
            one.words,
            said if isinstance(said, int) else None,
            one.evidence_attached,
            checked.get(one.code),
        )


def _checked(year: int, declarations: tuple[Declared, ...]) -> Iterator[tuple[str, Confirmed]]:
    """The codes that staff looked at, of a declaration that stands."""
    for declared in declarations:
        if declared.year == year and declared.state == "stands":
            for one in declared.confirmed:
                yield from ((code, one) for code in one.codes)


def _shown(score: Score | None) -> str:
    """Digits where nothing that applies was kept back; else nothing, for it could not be recomputed."""
    if score is None or score.declared is None or score.answered < score.applicable:
        return ""
    return points(score.declared).zh
