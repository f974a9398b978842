"""The plan: each priority with its steps, owner, days, money and what it changes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from zeren.assess.assessment import PlanLine, Priority
from zeren.assess.risks import size_of_risk
from zeren.standards.questionnaires import RedLine, Settings
from zeren.text import Text

_QUARTER = 90
_CLARIFY = ("find-out", "red-line-to-clarify")
Lane = Literal["at-once", "small", "large"]
_LANES: Final[tuple[Lane, ...]] = ("at-once", "small", "large")


def plan(
    priorities: Iterable[Priority],
    *,
    size_class: str,
    exposed: frozenset[str],
    settings: Settings,
) -> tuple[PlanLine, ...]:
    """Every priority in its order, as fast as a company of this size can work.

    Red lines that are not clear, or broken and put right with a small effort, come before anything
    else. Then two lanes share the person-days of a quarter: legal duties, severe matters and
    questions to find out that take no more than a small effort get `small_share` per cent while
    there are any, all other work the rest; in each lane one matter follows another, and a large one
    spans quarters. Days are rounded up. What ends after the last horizon has no end and is due "after this year". A company
    of unknown size is scheduled as a small one.
    """
    order = tuple(priorities)
    spans = _spans(order, capacity=settings.capacity[size_class or "small"], settings=settings)
    return tuple(
        _line(
            priority,
            person_days=_person_days(priority, settings),
            start=start,
            end=end,
            settings=settings,
            is_exposed=priority.question.code in exposed,
        )
        for priority, (start, end) in zip(order, spans, strict=True)
    )


def _spans(
    order: tuple[Priority, ...], *, capacity: int, settings: Settings
) -> Iterator[tuple[int, int]]:
    """First and last day of each matter."""
    lanes = [_lane(priority, settings) for priority in order]
    days = [_person_days(priority, settings) for priority in order]
    total = {
        lane: sum(d for d, at in zip(days, lanes, strict=True) if at == lane) for lane in _LANES
    }
    done = dict.fromkeys(_LANES, 0)
    for lane, spent in zip(lanes, days, strict=True):
        before, after = done[lane], done[lane] + spent
        done[lane] = after
        if lane == "at-once":
            yield _days(before, capacity), _days(after, capacity)
            continue
        share = settings.small_share if lane == "small" else 100 - settings.small_share
        other = total["large" if lane == "small" else "small"]
        start, end = (
            _day(worked, first=total["at-once"], other=other, share=share, capacity=capacity)
            for worked in (before, after)
        )
        yield start, end


def _lane(priority: Priority, settings: Settings) -> Lane:
    """Small duties and dangers should not wait a year behind large work.

    What decides is the matter, not how far one has come: a better answer moves no other date back.
    """
    if priority.kind == "red-line-to-clarify":
        return "at-once"
    if priority.kind == "find-out":
        return "small"
    if settings.effort_days[priority.effort] > settings.effort_days["S"]:
        return "large"
    matter = priority.question
    if isinstance(matter, RedLine):
        return "at-once"
    return "small" if matter.duty or matter.severity.size >= settings.grave_severity else "large"


def _days(person_days: int, capacity: int) -> int:
    return -(-person_days * _QUARTER // capacity)


def _day(spent: int, *, first: int, other: int, share: int, capacity: int) -> int:
    """The day on which a lane has done `spent` person-days, `first` having been done before both.

    It works with its share of the capacity; once the other lane has done all its work (`other`),
    with all of it. Whichever reckoning is earlier holds: spent ÷ share, or spent + other.
    """
    worked = min(spent * 100, (spent + other) * share)  # both times the share
    return -(-(first * share + worked) * _QUARTER // (share * capacity))


def _person_days(priority: Priority, settings: Settings) -> int:
    """The effort is from level 0 to the target; who is part of the way has that much less to do."""
    if priority.kind in _CLARIFY:
        return settings.find_out_days
    whole, matter = settings.effort_days[priority.effort], priority.question
    if isinstance(matter, RedLine) or priority.level is None:
        return whole
    return -(-whole * (matter.target - priority.level) // matter.target)


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
