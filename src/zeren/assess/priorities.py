"""Priorities: every matter below its target, in the order in which it is taken up."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Kind, Priority, RedLineState
from zeren.assess.risks import MOST_LIKELY, is_grave, size_of_risk
from zeren.collect.responses import Saying
from zeren.standards.questionnaires import RedLine, Settings

_BROKEN, _TO_CLARIFY, _PRESSING, _OTHER = range(4)


def priorities(
    states: Iterable[RedLineState],
    stands: Iterable[Stand],
    *,
    exposed: frozenset[str],
    size_class: str,
    settings: Settings,
) -> tuple[Priority, ...]:
    """Broken red lines; red lines to clarify; legal duties and grave risks; the others.

    Inside each group by risk, severity, smaller effort, code. A don't-know stands in its group
    where it would stand at level 0. Effort breaks ties only: it never pushes a severe matter down.
    """
    matters = [_red_line(state) for state in states if state.state in {"broken", "dont-know"}]
    matters += [
        _question(
            stand,
            is_exposed=stand.question.code in exposed,
            size_class=size_class,
            settings=settings,
        )
        for stand in stands
        if stand.is_open
    ]
    return tuple(sorted(matters, key=lambda matter: _order(matter, settings)))


def _red_line(state: RedLineState) -> Priority:
    kind: Kind = "red-line" if state.state == "broken" else "red-line-to-clarify"
    line = state.line
    return Priority(kind, line, level=None, size=line.severity * MOST_LIKELY, effort=line.effort)


def _question(stand: Stand, *, is_exposed: bool, size_class: str, settings: Settings) -> Priority:
    question = stand.question
    size = size_of_risk(question, gap=stand.gap, is_exposed=is_exposed)
    kind: Kind = "practice"
    if stand.said is Saying.DONT_KNOW:
        kind = "find-out"
    elif question.duty:
        kind = "legal-duty"
    elif is_grave(question, size, settings):
        kind = "grave-risk"
    return Priority(
        kind, question, level=stand.level, size=size, effort=question.effort_for(size_class)
    )


def _order(priority: Priority, settings: Settings) -> tuple[int, int, int, int, str]:
    matter = priority.question
    if isinstance(matter, RedLine):
        group = _BROKEN if priority.kind == "red-line" else _TO_CLARIFY
        severity = matter.severity
    else:
        is_pressing = matter.duty or is_grave(matter, priority.size, settings)
        group = _PRESSING if is_pressing else _OTHER
        severity = matter.severity.size
    return group, -priority.size, -severity, settings.effort_days[priority.effort], matter.code
