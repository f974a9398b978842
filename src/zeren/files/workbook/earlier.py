"""From a workbook that was filled in before to one that asks what is asked now, nothing typed twice.

Whatever stands in one of our cells is carried, dropped with a reason, or named as not understood.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from zeren.collect.carried import Carried, carried
from zeren.collect.periods import PERIOD
from zeren.collect.responses import Response
from zeren.files.vsme import is_vsme
from zeren.files.workbook.carrying import Carrying, Unread
from zeren.files.workbook.reading import read_workbook
from zeren.files.workbook.rows import Found, Row, find
from zeren.files.workbook.unread import as_written, offsets_of, unread
from zeren.files.workbook.values import words_of
from zeren.files.workbook.words import publish_of
from zeren.files.xlsx.cells import Workbook, read_cells
from zeren.problems import Place, Problem, Refused
from zeren.standards.editions import Changes, as_asked, asked_then, changes, marks_of, retired
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Questionnaire, Tier
from zeren.text import Text

_FIGURE: Final = re.compile(r"\d{4}-\d\d-\d\d|(?s:.*\d.*[)）])")  # as we write it beside a cell


def carry_on(
    path: Path,
    *,
    tier: Tier | None,
    supplements: tuple[str, ...],
    same_period: bool,
    library: Library = OURS_ALONE,
) -> Carrying:
    """Read a workbook of ours, of whatever edition, and carry what it says to the present one.

    Without `tier` the old one is kept; the old supplements always are. Raises `Refused` where
    nothing can be read.
    """
    book = _ours(path)
    found = find(book, library)
    year = found.marks.get("edition", "")
    response, problems, then = read_workbook(
        book, partial(as_asked, year=year, library=library), library=library, found=found
    )
    asked = response.asked
    now = load_questionnaire(
        asked.id,
        tier=tier or then.tier,
        supplements=tuple(dict.fromkeys((*asked.supplements, *supplements))),
        library=library,
    )
    known, listed_then = _known(found, then, year, library)
    wording_known = listed_then and year != now.edition
    between = changes(known, now, retired(asked.id, now.supplements))
    beside, lost = _beside(found, response, between, now, same_period=same_period)
    return Carrying(
        _carried(found, response, then, between, now, same_period=same_period),
        then=then,
        now=now,
        unread=(*unread(found, then, response, problems), *lost),
        problems=tuple(one for one in problems if _tells(one, wording_known=wording_known)),
        lang=found.lang,
        beside=beside,
    )


def _ours(path: Path) -> Workbook:
    """The cells of a workbook; EFRAG's template, which has no answers, is refused."""
    book = read_cells(path)
    if is_vsme(book):
        raise Refused(_vsme())
    return book


def _carried(
    found: Found,
    response: Response,
    then: Questionnaire,
    between: Changes,
    now: Questionnaire,
    *,
    same_period: bool,
) -> Carried:
    """The response carried on, with what nobody had confirmed in the old workbook still waiting."""
    waiting = {code: rows[0] for code, rows in found.rows.items() if rows[0].awaits}
    return carried(
        _ticked(response, waiting, then),
        changes=between,
        questionnaire=now,
        same_period=same_period,
        unconfirmed=frozenset(waiting),
    )


def _beside(
    found: Found, response: Response, between: Changes, now: Questionnaire, *, same_period: bool
) -> tuple[dict[str, str], list[Unread]]:
    """What stands beside the cells since an earlier carrying, by present code; and what cannot again.

    A figure or date of the period in between takes its place.
    """
    beside: dict[str, str] = {}
    lost: list[Unread] = []
    for code, rows in found.rows.items():
        newer = not same_period and (
            response.fact(code) or (code in PERIOD and code in response.profile)
        )
        row = next((row for row in rows if _at_side(row)), None)
        if row is None or newer:
            continue
        words = _at_side(row)
        places = [place for place in between.now(code) if place in now.field_of]
        if places and _FIGURE.fullmatch(words):
            beside |= {place: words for place in places if place not in beside}
        else:
            place = row.place("earlier", {"earlier": 0})
            lost.append(Unread(code, place, as_written({"earlier": words}), _NO_PLACE))
    return beside, lost


def _at_side(row: Row) -> str:
    column = row.page.columns.get("earlier")
    return words_of(row.page.sheet.at(row.row, column)) if column else ""


def _known(
    found: Found, then: Questionnaire, year: str, library: Library
) -> tuple[dict[str, str], bool]:
    """What was asked then, with the marks of its words; and whether the edition is on our lists."""
    before = asked_then(then.id, year, tier=then.tier, supplements=found.supplements)
    rows = _of_rows(found, then)
    own = {code: mark for code, mark in rows.items() if then.homes.get(code) in library.supplements}
    return (rows, False) if before is None else ({**before, **own}, True)


def _of_rows(found: Found, then: Questionnaire) -> dict[str, str]:
    """Of an edition without a list: what has a row was asked, in what words nobody can tell."""
    return {code: mark for code, mark in marks_of(then).items() if code in found.rows}


def _ticked(response: Response, waiting: Mapping[str, Row], then: Questionnaire) -> Response:
    """With the ticks of what is not confirmed yet, which the reader leaves out."""
    ticked = (
        code
        for code, row in waiting.items()
        if publish_of(words_of(row.value("publish", offsets_of(then.matter_of.get(code)))))
    )
    return replace(response, published=response.published.union(ticked))


def _tells(problem: Problem, *, wording_known: bool) -> bool:
    """What could not be read is told; what is still open in the old workbook is no news."""
    if problem.code == "other-edition":
        return not wording_known
    return problem.code in {"marks-lost", "ids-lost", "supplement-unknown"} or (
        problem.level == "error" and problem.code != "required-missing"
    )


def _vsme() -> Problem:
    return Problem(
        "carry-vsme",
        "error",
        Place(),
        Text(
            "这是 EFRAG 的 VSME 模板，里面没有我们问卷的回答。",
            "This is EFRAG's VSME template; it holds no answers to our questionnaire.",
        ),
        Text(
            "请给一份 zeren template 生成、填过的工作簿。",
            "Give a workbook that `zeren template` made and somebody filled in.",
        ),
    )


_NO_PLACE: Final = Text(
    "这是上次的数，现在旁边没有它的位置。",
    "It is a figure of last time, and no cell now has it beside it.",
)
