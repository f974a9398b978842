"""What stands in a workbook and reached no value of the response: nobody's words are lost unseen."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from zeren.collect.personal import blacked_out
from zeren.collect.responses import Response
from zeren.files.workbook.carrying import Unread
from zeren.files.workbook.evidence import lines_of_evidence
from zeren.files.workbook.rows import FIELD, QUESTION, RED_LINE, Found, Row
from zeren.files.workbook.values import words_of
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Field, Question, Questionnaire
from zeren.text import Text

_ENTERED: Final = ("answer", "words", "reason", "entry")
_NOTHING: Final = {"", "—"}  # what an empty cell for a reason holds where none is wanted
_NOT_LOST: Final = {"required-missing", "period-reversed", "sheet-lost"}


def unread(
    found: Found, then: Questionnaire, response: Response, problems: tuple[Problem, ...]
) -> Iterator[Unread]:
    """Cells with something in them that reached no value of the response."""
    whys = {problem.place: problem.what for problem in reversed(problems) if problem.place.cell}
    covered: set[tuple[str, str]] = set()
    rows = (*_rows_unread(found, then, response, whys), *_strange_unread(found))
    for one in (*rows, *_lines_unread(found, response, whys)):
        covered.add(_line(one.place))
        yield one
    for problem in problems:
        place = problem.place
        lost = problem.level == "error" and place.cell and problem.code not in _NOT_LOST
        if lost and _line(place) not in covered:
            yield Unread("", place, {}, problem.what)


def _line(place: Place) -> tuple[str, str]:
    return place.sheet, re.sub("[^0-9]", "", place.cell)


def _rows_unread(
    found: Found, then: Questionnaire, response: Response, whys: Mapping[Place, Text]
) -> Iterator[Unread]:
    for code, rows in found.rows.items():
        matter = then.matter_of.get(code)
        offsets = offsets_of(matter)
        first = next((row for row in rows if _entered(row, offsets)), rows[0])
        for row in rows:
            entered = _entered(row, offsets)
            if row is first and matter is not None:
                entered = _not_taken(entered, code, response)
            elif row is not first and entered == _entered(first, offsets):
                entered = {}
            if entered:
                places = [row.place(key, offsets) for key in (*entered, next(iter(offsets)))]
                why = next((whys[place] for place in places if place in whys), None)
                fallback = _OTHER_ROW if matter else _UNKNOWN
                yield Unread(code, places[0], as_written(entered), why or fallback)


def _strange_unread(found: Found) -> Iterator[Unread]:
    """What is written in the rows of supplements that are not here."""
    for address, rows in found.strange.items():
        for row in rows:
            columns = row.page.columns
            offsets = {key: at for key, at in QUESTION.items() if key in columns or not columns}
            if entered := _entered(row, offsets or FIELD):
                place = row.place(next(iter(entered)), QUESTION)
                yield Unread(address, place, as_written(entered), _NO_SUPPLEMENT)


def offsets_of(matter: object) -> dict[str, int]:
    if isinstance(matter, Field):
        return FIELD
    return QUESTION if isinstance(matter, Question) or matter is None else RED_LINE


def _entered(row: Row, offsets: Mapping[str, int]) -> dict[str, str]:
    """What somebody wrote into a row, by column."""
    keys = [key for key in _ENTERED if key in offsets or key in row.page.columns]
    cells = {
        key: words_of(row.value(key, offsets))
        for key in keys
        if key in offsets or row.page.columns.get(key)
    }
    return {key: words for key, words in cells.items() if words not in _NOTHING}


def _not_taken(entered: dict[str, str], code: str, response: Response) -> dict[str, str]:
    answer = response.answer_to.get(code)
    if answer:
        return {key: entered[key] for key in ("reason",) if key in entered and not answer.reason}
    return {} if code in response.profile or response.fact(code) else entered


def _lines_unread(found: Found, response: Response, whys: Mapping[Place, Text]) -> Iterator[Unread]:
    sources = [piece.source for piece in response.evidence]
    taken = {_line(Place(sheet=source.sheet, cell=source.cell)) for source in sources}
    for line in lines_of_evidence(found.pages):
        if (line.page.name, str(line.row)) not in taken:
            entered = {key: words for key in line.page.columns if (words := line.words(key))}
            places = [line.place(key) for key in line.page.columns]
            why = next((whys[place] for place in places if place in whys), _UNKNOWN)
            yield Unread("", line.place("for"), as_written(entered), why)


def as_written(entered: Mapping[str, str]) -> dict[str, str]:
    return {key: blacked_out(words) for key, words in entered.items()}


_OTHER_ROW: Final = Text(
    "同一个编号有几行，带走的是另一行。", "Several rows have this code; another was carried."
)
_NO_SUPPLEMENT: Final = Text(
    "这里没有这份补充问卷。如果是协会自己的，请用 --library 指明标准库文件夹，再来一次。",
    "There is no such supplement here. If it is your association's own, name its folder with --library and run this again.",
)
_UNKNOWN: Final = Text("这里不认得这个编号。", "This code is not known here.")
