"""What a question offers, as a page shows it."""

from __future__ import annotations

from dataclasses import dataclass

from zeren.collect.responses import Saying
from zeren.files.entered import Entered
from zeren.files.workbook.words import RED_LINE_ANSWERS, SAYINGS
from zeren.standards.questionnaires import Question, RedLine
from zeren.text import Text, same


@dataclass(frozen=True, slots=True)
class Choice:
    """One card: what it stands for, how it is marked, what one would see."""

    value: str
    mark: Text  # the level's number, or nothing
    words: Text
    chosen: bool
    help: Text | None = None
    wants_reason: bool = False


_SHORT = (Text("否", "No"), Text("部分做到", "Partly"), Text("是", "Yes"))


def choices_for(asked: Question | RedLine, entered: Entered) -> tuple[Choice, ...]:
    """The cards in order: the levels upward, then don't know and not applicable."""
    said = entered.said
    if isinstance(asked, RedLine):
        return tuple(
            Choice(one.value, same(""), SAYINGS[one], said == one.value) for one in RED_LINE_ANSWERS
        )
    cards = [
        Choice(str(level), _mark(asked, level), words, said == str(level))
        for level, words in enumerate(asked.levels)
        if asked.kind == "level" or level % 2 == 0
    ]
    unknown = Saying.DONT_KNOW.value
    cards.append(Choice(unknown, same("?"), SAYINGS[Saying.DONT_KNOW], said == unknown))
    if asked.not_for:
        nowhere = Saying.NOT_APPLICABLE.value
        cards.append(
            Choice(
                nowhere,
                same("—"),
                SAYINGS[Saying.NOT_APPLICABLE],
                said == nowhere,
                help=asked.not_for,
                wants_reason=True,
            )
        )
    return tuple(cards)


def _mark(asked: Question, level: int) -> Text:
    return same(str(level)) if asked.kind == "level" else _SHORT[level // 2]
