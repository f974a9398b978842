"""How far a response has come: its parts, and in each what is answered, waits or is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.text import Text
from zeren_web.records.read.private import Desk

Status = Literal["not-started", "in-progress", "to-mend", "done"]
STATUS_WORDS: Final[dict[Status, Text]] = {
    "not-started": Text("未开始", "Not started"),
    "in-progress": Text("进行中", "In progress"),
    "to-mend": Text("需要改正", "To put right"),
    "done": Text("完成", "Done"),
}
_PROFILE: Final = Text("企业概况", "Company profile")
_RED_LINES: Final = Text("红线", "Red lines")
_NUMBERS: Final = Text("数据", "Numbers")
Asked = Question | RedLine | Field


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the questionnaire as it stands for one company."""

    code: str  # "profile", an area's code, "red-lines" or "numbers"
    title: Text
    asked: tuple[Asked, ...]  # what this company's profile asks
    answered: int
    needed: int  # of `asked`: numbers nobody has to give are not
    awaiting: int
    wrong: int

    @property
    def status(self) -> Status:
        if self.wrong:
            return "to-mend"
        if self.answered >= self.needed and not self.awaiting and self.answered:
            return "done"
        return "in-progress" if self.answered or self.awaiting else "not-started"

    @property
    def status_words(self) -> Text:
        return STATUS_WORDS[self.status]


def parts_of(desk: Desk) -> tuple[Part, ...]:
    """Every part that asks this company anything, in the order of the questionnaire."""
    response, problems = desk.read
    wrong = {
        problem.place.field
        for problem in problems
        if problem.level == "error" and problem.code != "required-missing"
    }
    made = (
        _part(desk, code, title, asked, wrong)
        for code, title, asked in _asked_parts(desk.questionnaire, response.profile)
    )
    return tuple(part for part in made if part.asked)


def part_of(desk: Desk, code: str) -> Part | None:
    return next((part for part in parts_of(desk) if part.code == code), None)


def _asked_parts(
    questionnaire: Questionnaire, profile: object
) -> Iterator[tuple[str, Text, tuple[Asked, ...]]]:
    asked = questionnaire.narrowed(profile=profile)  # type: ignore[arg-type] # a Mapping
    yield "profile", _PROFILE, asked.profile()
    for area in questionnaire.areas:
        within = tuple(one for one in asked.questions if one.area == area.code)
        yield area.code, area.title, within
    yield "red-lines", _RED_LINES, asked.red_lines
    yield "numbers", _NUMBERS, asked.numbers()


def _part(desk: Desk, code: str, title: Text, asked: tuple[Asked, ...], wrong: set[str]) -> Part:
    entered = desk.entered
    filled = [one.code for one in asked if one.code in entered and entered[one.code].said]
    waiting = [one for one in filled if entered[one].awaiting]
    needed = [one for one in asked if not isinstance(one, Field) or one.required]
    return Part(
        code,
        title,
        asked,
        answered=len(filled) - len(waiting),
        needed=len(needed),
        awaiting=len(waiting),
        wrong=len(wrong & {one.code for one in asked}),
    )


def order_of(desk: Desk) -> tuple[str, ...]:
    """The questions that have a page of their own, in order, as the profile asks them."""
    response, _ = desk.read
    asked = desk.questionnaire.narrowed(profile=response.profile)
    return (*(one.code for one in asked.questions), *(one.code for one in asked.red_lines))
