"""What was entered, a row a question, as tables and forms show it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Final

from django.urls import reverse

from zeren.files.entered import Entered
from zeren.files.workbook.words import NO, YES
from zeren.problems import Problem
from zeren.publish.wording import grouped, unit_words
from zeren.standards.questionnaires import Field
from zeren.text import Said, Text, same
from zeren_web.desk.choices import Choice, choices_for
from zeren_web.desk.progress import Asked, Part
from zeren_web.records.models import Answer
from zeren_web.records.read.private import Desk

_FEW = 4  # choices that fit beside each other
_DIGITS: Final = re.compile(r"(-?)((?:0|[1-9][0-9]*)(?:\.[0-9]+)?)")


@dataclass(frozen=True, slots=True)
class Row:
    """One question or field with what stands under it."""

    code: str
    title: Text
    href: str
    lines: tuple[Text | Said, ...]
    state: str
    state_words: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One field as a form of its own."""

    field: Field
    entered: Entered
    version: int
    answer: Answer | None
    problems: Sequence[Problem]
    choices: tuple[Choice, ...]
    unit: Text | None
    errors: tuple[Text, ...] = ()
    theirs: Answer | None = None
    theirs_words: Text | Said | None = None
    earlier: Text | Said | None = None  # what stood here last year

    @property
    def select(self) -> bool:
        return len(self.choices) > _FEW


@dataclass(frozen=True, slots=True)
class Section:
    title: Text | None
    rows: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """What one form sent that could not be saved as it is."""

    code: str
    entered: Entered
    errors: tuple[Text, ...] = ()
    theirs: Answer | None = field(default=None)


def rows_of(desk: Desk, part: Part, problems: Mapping[str, Sequence[Problem]]) -> tuple[Row, ...]:
    return tuple(_row(desk, part, asked, problems.get(asked.code, ())) for asked in part.asked)


def address_of(desk: Desk, part: Part, code: str) -> str:
    """The page where an answer is given."""
    company, year = desk.company.code, desk.cycle.year
    if part.code in {"profile", "numbers"}:
        return reverse("part", args=(company, year, part.code)) + f"#f-{code}"
    return reverse("question", args=(company, year, code))


def _row(desk: Desk, part: Part, asked: Asked, problems: Sequence[Problem]) -> Row:
    entered = desk.entered.get(asked.code, Entered())
    state, words = _state(entered, problems)
    title = asked.title
    return Row(
        asked.code,
        title,
        address_of(desk, part, asked.code),
        tuple(lines_of(asked, entered)),
        state,
        words,
    )


def lines_of(asked: Asked, entered: Entered) -> Iterator[Text | Said]:
    """What was entered, in words; what is not understood, as it was typed."""
    chosen = [one for one in choices_of(asked, entered) if one.chosen]
    if chosen:
        mark = chosen[0].mark
        words = chosen[0].words
        yield Text(f"{mark.zh} {words.zh}".strip(), f"{mark.en} {words.en}".strip())
    elif entered.said:
        yield _value(asked, entered.said)
    if entered.reason:
        yield Said.of(entered.reason)
    if entered.words:
        yield Said.of(entered.words)


def _value(asked: Asked, said: str) -> Text | Said:
    """A number with its commas and unit; what is no plain number, as it was typed."""
    if not isinstance(asked, Field) or asked.kind != "number":
        return Said.of(said)
    digits = _DIGITS.fullmatch(said)
    number = f"{digits[1]}{grouped(digits[2])}" if digits else said
    unit = unit_words(asked.unit) if asked.unit else same("")
    return Text(f"{number} {unit.zh}".strip(), f"{number} {unit.en}".strip())


def _state(entered: Entered, problems: Sequence[Problem]) -> tuple[str, Text]:
    if any(problem.level == "error" for problem in problems):
        return "to-mend", Text("需要改正", "To put right")
    if entered.is_empty:
        return "not-started", Text("未答", "Open")
    if entered.awaiting:
        return "waiting", Text("待确认", "To confirm")
    return "done", Text("已答", "Answered")


@dataclass(frozen=True, slots=True)
class Waiting:
    """An answer of last year that somebody has to confirm."""

    code: str
    version: int
    title: Text
    lines: tuple[Text | Said, ...]


def waiting_in(desk: Desk, part: Part) -> tuple[Waiting, ...]:
    """What waits in a part, with the version that is shown."""
    return tuple(
        Waiting(
            asked.code,
            desk.answers[asked.code].version,
            asked.title,
            tuple(lines_of(asked, desk.entered[asked.code])),
        )
        for asked in part.asked
        if asked.code in desk.entered and desk.entered[asked.code].awaiting
    )


def sections_of(
    desk: Desk,
    part: Part,
    problems: Mapping[str, Sequence[Problem]],
    *,
    typed: Typed | None = None,
    last: Mapping[str, Entered] | None = None,
) -> tuple[Section, ...]:
    """The fields of a part under their headings."""
    fields = [asked for asked in part.asked if isinstance(asked, Field)]
    titles = desk.questionnaire.sections
    return tuple(
        Section(
            titles.get(f"{part.code}/{name}"),
            tuple(
                replace(
                    _entry(desk, one, problems.get(one.code, ()), typed),
                    earlier=next(lines_of(one, (last or {}).get(one.code, Entered())), None),
                )
                for one in members
            ),
        )
        for name, members in groupby(fields, key=lambda one: one.section)
    )


def _entry(desk: Desk, asked: Field, problems: Sequence[Problem], typed: Typed | None) -> Entry:
    answer = desk.answers.get(asked.code)
    mine = typed if typed and typed.code == asked.code else None
    entered = mine.entered if mine else desk.entered.get(asked.code, Entered())
    theirs = mine.theirs if mine else None
    words = next(lines_of(asked, Entered.of(theirs.entry)), same("—")) if theirs else None
    return Entry(
        asked,
        entered,
        answer.version if answer else 0,
        answer,
        () if mine else problems,
        choices_of(asked, entered),
        unit_words(asked.unit) if asked.unit else None,
        errors=mine.errors if mine else (),
        theirs=theirs,
        theirs_words=words,
    )


def choices_of(asked: Asked, entered: Entered) -> tuple[Choice, ...]:
    if not isinstance(asked, Field):
        return choices_for(asked, entered)
    offered = (
        (("yes", YES), ("no", NO))
        if asked.kind == "yes-no"
        else tuple((choice.code, choice.label) for choice in asked.choices)
    )
    nothing = same("")
    return tuple(Choice(code, nothing, label, entered.said == code) for code, label in offered)
