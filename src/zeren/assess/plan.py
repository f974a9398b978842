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
    """Every priority in its order, as fast as a company of this size can work.

    Two lanes share the person-days of a quarter: red lines, legal duties and questions to find out
    that take no more than a small effort get `small_share` per cent while there are any, all other
    work the rest; in each lane one matter follows another, and a large one spans quarters. Days are
    rounded up. What ends after the last horizon has no end and is due "after this year". A company
    of unknown size is scheduled as a small one.
    """
    order = tuple(priorities)
    capacity = settings.capacity[size_class or "small"]
    totals = {
        lane: sum(_person_days(one, settings) for one in order if _is_small(one, settings) == lane)
        for lane in (True, False)
    }
    done = {True: 0, False: 0}
    lines: list[PlanLine] = []
    for priority in order:
        lane, days = _is_small(priority, settings), _person_days(priority, settings)
        share = settings.small_share if lane else 100 - settings.small_share
        start, end = (
            _day(spent, other=totals[not lane], share=share, capacity=capacity)
            for spent in (done[lane], done[lane] + days)
        )
        done[lane] += days
        lines.append(
            _line(
                priority,
                person_days=days,
                start=start,
                end=end,
                settings=settings,
                is_exposed=priority.question.code in exposed,
            )
        )
    return tuple(lines)


def _is_small(priority: Priority, settings: Settings) -> bool:
    """A duty that a few days settle: it should not wait a year behind a large one."""
    is_duty = priority.kind != "practice"
    return is_duty and _person_days(priority, settings) <= settings.effort_days["S"]


def _day(spent: int, *, other: int, share: int, capacity: int) -> int:
    """The day on which a lane has done `spent` person-days.

    It works with its share of the capacity; once the other lane has done all its work (`other`),
    with all of it. Whichever reckoning is earlier holds: spent ÷ share, or spent + other.
    """
    worked = min(spent * 100, (spent + other) * share)  # both times the share
    return -(-worked * _QUARTER // (share * capacity))


def _person_days(priority: Priority, settings: Settings) -> int:
    if priority.kind in _CLARIFY:
        return settings.find_out_days
    return settings.effort_days[priority.question.effort]


def _line(
    priority: Priority,
    *,
    person_days: int,
    start: int,
    end: int,
    settings: Settings,
    is_exposed: bool,
) -> PlanLine:
    due = next((horizon for horizon in sorted(settings.horizons) if horizon >= end), None)
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
        end=None if due is None else end,
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
