"""The plan: each priority with its steps, owner, days, money and what it changes."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.assess.assessment import PlanLine, Priority
from zeren.assess.risks import size_of_risk
from zeren.standards.questionnaires import RedLine, Settings
from zeren.text import Text

_QUARTER = 90
_CLARIFY = ("find-out", "red-line-to-clarify")


def plan(
    priorities: Iterable[Priority],
    *,
    size_class: str,
    exposed: frozenset[str],
    settings: Settings,
) -> tuple[PlanLine, ...]:
    """Every priority in its order, one after another, as fast as a company of this size can work.

    A work that starts after n person-days starts on day n × 90 ÷ the person-days of a quarter,
    rounded up; a large one spans quarters. What ends after the last horizon has no end and is due
    "after this year". A company of unknown size is scheduled as a small one.
    """
    capacity = settings.capacity[size_class or "small"]
    lines: list[PlanLine] = []
    spent = 0
    for priority in priorities:
        days = _person_days(priority, settings)
        start, end = _day(spent, capacity), _day(spent + days, capacity)
        due = next((horizon for horizon in sorted(settings.horizons) if horizon >= end), None)
        line = _line(
            priority,
            person_days=days,
            start=start,
            end=None if due is None else end,
            due=due,
            is_exposed=priority.question.code in exposed,
        )
        lines.append(line)
        spent += days
    return tuple(lines)


def _day(person_days: int, capacity: int) -> int:
    return -(-person_days * _QUARTER // capacity)


def _person_days(priority: Priority, settings: Settings) -> int:
    if priority.kind in _CLARIFY:
        return settings.find_out_days
    return settings.effort_days[priority.question.effort]


def _line(  # noqa: PLR0913 - a line of the plan has these parts
    priority: Priority,
    *,
    person_days: int,
    start: int,
    end: int | None,
    due: int | None,
    is_exposed: bool,
) -> PlanLine:
    matter = priority.question
    to_clarify = priority.kind in _CLARIFY
    before, after = _risk(priority, is_exposed=is_exposed)
    return PlanLine(
        priority=priority,
        first_step=matter.find_out if to_clarify else matter.first_step,
        steps=_steps(priority),
        owner=matter.owner,
        person_days=person_days,
        start=start,
        end=end,
        due=due,
        cash=0 if to_clarify else matter.cash,
        evidence=() if to_clarify else tuple(hint.example for hint in matter.evidence),
        risk_before=before,
        risk_after=after,
        topics=matter.topics,
    )


def _steps(priority: Priority) -> tuple[Text, ...]:
    """From the present level to the target; none for who must first find out."""
    matter = priority.question
    if priority.kind in _CLARIFY:
        return ()
    if isinstance(matter, RedLine):
        return matter.steps
    return matter.steps[priority.level : matter.target]


def _risk(priority: Priority, *, is_exposed: bool) -> tuple[int | None, int | None]:
    """Now and once the target is reached; none for a red line, which no number weighs up."""
    matter = priority.question
    if priority.level is None or isinstance(matter, RedLine):
        return None, None
    return priority.size, size_of_risk(matter, gap=0, is_exposed=is_exposed)
