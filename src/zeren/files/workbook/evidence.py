"""Reading the sheet of evidence: a piece a line, recognised by the headers of its columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zeren.collect.facts import Period, Source
from zeren.collect.responses import Evidence
from zeren.files.workbook.rows import Page
from zeren.files.workbook.values import Complaint, date_of, unclear, unfinished, words_of
from zeren.files.workbook.words import (
    BookLang,
    forms,
    is_always,
    key,
    kind_of,
    offered,
)
from zeren.files.xlsx.cells import cell_ref
from zeren.problems import Place, Problem
from zeren.publish.wording import EVIDENCE_WORDS
from zeren.standards.questionnaires import Question, Questionnaire, RedLine
from zeren.text import Said, Text

_NEEDED = frozenset(("for", "kind", "title"))


def read_evidence(
    pages: Iterable[Page],
    questionnaire: Questionnaire,
    problems: list[Problem],
    *,
    lang: BookLang,
) -> tuple[Evidence, ...]:
    """All pieces that are clear; what is not is added to `problems`."""
    return tuple(
        piece
        for line in lines_of_evidence(pages)
        if (piece := _piece(line, questionnaire, problems, lang))
    )


def lines_of_evidence(pages: Iterable[Page]) -> Iterator[Line]:
    """Every line of a sheet of evidence in which something stands."""
    for page in pages:
        if page.columns.keys() >= _NEEDED:
            yield from _lines(page)


class Line(NamedTuple):
    """A line of the sheet, by the columns that its header names."""

    page: Page
    row: int

    def unfinished(self) -> list[Place]:
        """The cells with a formula that was never worked out."""
        cells = self.page.sheet.unfinished
        places = map(self.place, self.page.columns) if cells else ()
        return [place for place in places if place.cell in cells]

    def words(self, name: str) -> str:
        column = self.page.columns.get(name)
        return words_of(self.page.sheet.at(self.row, column)) if column else ""

    def day(self, name: str) -> str | Complaint | None:
        column = self.page.columns.get(name)
        if name == "expires" and is_always(self.words(name)):
            return None
        return date_of(self.page.sheet.at(self.row, column)) if column else None

    def place(self, name: str) -> Place:
        return Place(sheet=self.page.name, cell=cell_ref(self.row, self.page.columns[name]))


def _lines(page: Page) -> Iterator[Line]:
    header, columns = page.header
    for row in range(header + 1, page.sheet.last_row + 1):
        line = Line(page, row)
        if any(line.words(name) for name in columns) or line.unfinished():
            yield line


def _piece(
    line: Line, questionnaire: Questionnaire, problems: list[Problem], lang: BookLang
) -> Evidence | None:
    if places := line.unfinished():
        problems.extend(map(unfinished().at, places))
        return None
    question = _question(line.words("for"), questionnaire)
    kind = kind_of(line.words("kind"))
    title = line.words("title") or line.words("link")
    if question is None:
        problems.append(_no_question(line.words("for")).at(line.place("for")))
    if kind is None:
        written, kinds = line.words("kind"), offered(EVIDENCE_WORDS.values(), lang)
        complaint = unclear(written, offered=kinds) if written else _no_kind()
        problems.append(complaint.at(line.place("kind")))
    if not title:
        problems.append(_no_title().at(line.place("title")))
    days = {name: _day(line, name, problems) for name in ("from", "to", "expires")}
    if question is None or kind is None or not title:
        return None
    place = line.place("title")
    return Evidence(
        question=question,
        kind=kind,
        title=Said.of(title),
        issuer=line.words("issuer"),
        period=_period(days["from"], days["to"], line, problems),
        expires=days["expires"],
        link=line.words("link"),
        source=Source(sheet=place.sheet, cell=place.cell),
    )


def _question(written: str, questionnaire: Questionnaire) -> str | None:
    """The code of “E1.1 Contracts …”, of the bare code, or of the title alone."""
    questions: tuple[Question | RedLine, ...] = (
        *questionnaire.questions,
        *questionnaire.red_lines,
    )
    plain = unicodedata.normalize("NFKC", written).split()
    for question in questions:
        if plain and plain[0].upper() == question.code:
            return question.code
    found = key(written)
    return next((one.code for one in questions if found in forms(one.title)), None)


def _day(line: Line, name: str, problems: list[Problem]) -> str:
    day = line.day(name)
    if isinstance(day, Complaint):
        problems.append(day.at(line.place(name)))
        return ""
    return day or ""


def _period(start: str, end: str, line: Line, problems: list[Problem]) -> Period | None:
    """From–to; one of the two alone is a single day."""
    if start and end and start > end:
        problems.append(_reversed(start, end).at(line.place("to")))
        return None
    if start and end:
        return Period(end=end, start=start)
    return Period(end=start or end) if start or end else None


def _no_question(written: str) -> Complaint:
    return Complaint(
        "evidence-question",
        Text(
            "没有写清这件证据对应哪个问题。", "It is not clear which question this evidence is for."
        )
        if not written
        else Text(
            "“{written}”不是问卷里的问题。", '"{written}" is no question of this questionnaire.'
        ).format(written=written[:40]),
        Text(
            "请从下拉列表中选，或写题号，例如 E1.1。",
            "Choose from the list, or write its code, such as E1.1.",
        ),
    )


def _no_kind() -> Complaint:
    return Complaint(
        "evidence-kind-missing",
        Text("没有选证据类别。", "The kind of evidence is not chosen."),
        Text("请从下拉列表中选一项。", "Choose one from the list."),
    )


def _no_title() -> Complaint:
    return Complaint(
        "evidence-title-missing",
        Text(
            "这件证据没有名称，也没有文件名。",
            "This piece of evidence has neither a title nor a file name.",
        ),
        Text(
            "请写上名称，例如“2025年消防演练记录”。",
            'Give it a title, such as "Fire drill record 2025".',
        ),
    )


def _reversed(start: str, end: str) -> Complaint:
    return Complaint(
        "evidence-reversed",
        Text(
            "止（{end}）早于起（{start}）。", "It ends ({end}) before it starts ({start})."
        ).format(start=start, end=end),
        Text("请核对两个日期。", "Check both dates."),
    )
