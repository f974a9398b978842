"""The plan as a company works on it: what the answers bring up, and what somebody decided about it.

A matter stays once somebody worked on it, whatever the answers say later.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils import timezone

from zeren.assess.assessment import Assessment, PlanLine
from zeren.assess.result import assess
from zeren.files.workbook.said import title_of
from zeren.publish.diagnosis.basis import KINDS
from zeren.text import Text
from zeren_web.records.models import PlanRow
from zeren_web.records.read.plans import earlier_rows, plan_rows
from zeren_web.records.read.private import Desk

STATE_WORDS: Final[Mapping[str, Text]] = {
    "open": Text("未开始", "Not started"),
    "under-way": Text("进行中", "In progress"),
    "done": Text("完成", "Done"),
    "dropped": Text("不做了", "Dropped"),
}
TAGS: Final = {"open": "", "under-way": "in-progress", "done": "done", "dropped": "waiting"}
_SETTLED: Final = frozenset({"done", "dropped"})


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter: as the core plans it, where the answers still bring it up, and as it is worked on."""

    code: str
    title: Text
    line: PlanLine | None
    kind: Text | None
    owner: Text | None
    proposed: date | None
    near: bool
    row: PlanRow | None
    before: PlanRow | None  # what stood last year

    @property
    def state(self) -> str:
        return self.row.state if self.row else "open"

    @property
    def words(self) -> Text:
        return STATE_WORDS[self.state]

    @property
    def before_words(self) -> Text | None:
        return STATE_WORDS[self.before.state] if self.before else None

    @property
    def tag(self) -> str:
        return TAGS[self.state]

    @property
    def due(self) -> date | None:
        return self.row.due if self.row and self.row.due else self.proposed

    @property
    def is_settled(self) -> bool:
        return self.state in _SETTLED

    @property
    def is_late(self) -> bool:
        """Only what somebody promised: a proposal is no deadline."""
        promised = self.row.due if self.row else None
        return promised is not None and promised < timezone.localdate() and not self.is_settled

    @property
    def is_reached(self) -> bool:
        """The answers no longer bring it up."""
        return self.line is None


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything on the list, in the order of the plan."""

    now: tuple[Matter, ...]
    later: tuple[Matter, ...]
    settled: tuple[Matter, ...]
    earlier: tuple[tuple[PlanRow, Text, Text], ...]  # last year's, with title and state in words

    @property
    def matters(self) -> tuple[Matter, ...]:
        return (*self.now, *self.later, *self.settled)

    def matter(self, code: str) -> Matter | None:
        return next((one for one in self.matters if one.code == code), None)


def plan_of(desk: Desk) -> Plan:
    """Assessed from the answers as they stand; two queries beside those of the desk."""
    assessment = assess(desk.questionnaire, desk.read[0])
    rows, earlier = plan_rows(desk.response), earlier_rows(desk.response)
    before = {row.code: row for row in earlier}
    matters = tuple(_matters(desk, assessment, rows, before))
    now = tuple(
        one for one in matters if not one.is_settled and (one.near or one.state == "under-way")
    )
    settled = tuple(one for one in matters if one.is_settled)
    later = tuple(one for one in matters if one not in now and one not in settled)
    told = tuple(
        (row, title_of(desk.questionnaire, row.code), STATE_WORDS[row.state]) for row in earlier
    )
    return Plan(now, later, settled, told)


def _matters(
    desk: Desk,
    assessment: Assessment,
    rows: Mapping[str, PlanRow],
    before: Mapping[str, PlanRow],
) -> Iterator[Matter]:
    start = timezone.localtime(desk.response.begun).date()
    near = {one.question.code for one in assessment.near_term}
    seen = set()
    for line in assessment.plan:
        matter = line.priority.question
        seen.add(matter.code)
        role = desk.questionnaire.role_of.get(line.owner)
        yield Matter(
            matter.code,
            matter.title,
            line,
            KINDS[line.priority.kind][0],
            role.title if role else None,
            start + timedelta(days=line.due) if line.due is not None else None,
            matter.code in near,
            rows.get(matter.code),
            before.get(matter.code),
        )
    for code, row in rows.items():
        if code not in seen:
            title = title_of(desk.questionnaire, code)
            yield Matter(
                code, title, None, None, None, None, near=False, row=row, before=before.get(code)
            )
