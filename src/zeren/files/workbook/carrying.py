"""What is carried from one workbook into another, and what of the old one was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from zeren.collect.carried import Carried
from zeren.collect.periods import PERIOD
from zeren.files.workbook.words import BookLang
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text

NOTHING_LOST: Final = Text(
    "没有丢掉任何内容，题号和措辞也都没有变。",
    "Nothing was lost, and no code or wording has changed.",
)


@dataclass(frozen=True, slots=True)
class Unread:
    """Something that stands in the old workbook and could not be understood, so was not carried."""

    code: str
    place: Place
    written: Mapping[str, str]  # the cells as they were written, by column
    why: Text

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "place": self.place.as_json(),
            "written": dict(self.written),
            "why": self.why.as_json(),
        }


@dataclass(frozen=True)
class Carrying:
    """A response carried from one workbook on its way into another."""

    carried: Carried
    then: Questionnaire  # as the old workbook was read
    now: Questionnaire
    unread: tuple[Unread, ...]
    problems: tuple[Problem, ...]
    lang: BookLang  # of the old workbook
    beside: Mapping[str, str] = field(
        default_factory=dict
    )  # what stood beside cells, by present code

    @property
    def again(self) -> frozenset[str]:
        """The numbers that stood beside cells in the old workbook already, and stand there again."""
        newer = {fact.code.rpartition("/")[2] for fact in self.carried.earlier}
        return frozenset(self.beside.keys() - {*PERIOD, *newer})

    @property
    def is_whole(self) -> bool:
        """Whether everything that was said has a place and stands there as it was asked before."""
        done = self.carried
        return not (done.dropped or self.unread or done.moved or done.reworded)

    def as_json(self) -> dict[str, object]:
        """Schema: carried.schema.json."""
        return {
            **self.carried.as_json(),
            "beside": dict(self.beside),
            "unread": [one.as_json() for one in self.unread],
            "problems": [problem.as_json() for problem in self.problems],
        }
