"""Priorities: every matter below its target, in the order in which it is taken up."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Kind, Priority, RedLineState
from zeren.assess.risks import MOST_LIKELY, size_of_risk
from zeren.collect.responses import Saying
from zeren.standards.questionnaires import RedLine, Settings

_BROKEN, _TO_CLARIFY, _LEGAL, _OTHER = range(4)


def priorities(
    states: Iterable[RedLineState],
    stands: Iterable[Stand],
    *,
    exposed: frozenset[str],
    settings: Settings,
) -> tuple[Priority, ...]:
    """Broken red lines; red lines to clarify; legal duties; the others.

    Inside each group by risk, severity, smaller effort, code. A don't-know stands in its group
    where it would stand at level 0. Effort breaks ties only: it never pushes a severe matter down.
    """
    matters = [_red_line(state) for state in states if state.state in {"broken", "dont-know"}]
    matters += [
        _question(stand, is_exposed=stand.question.code in exposed)
        for stand in stands
        if stand.is_open
    ]
    return tuple(sorted(matters, key=lambda matter: _order(matter, settings)))


def _red_line(state: RedLineState) -> Priority:
    kind: Kind = "red-line" if state.state == "broken" else "red-line-to-clarify"
    return Priority(kind, state.line, level=None, size=state.line.severity * MOST_LIKELY)


def _question(stand: Stand, *, is_exposed: bool) -> Priority:
    question = stand.question
    kind: Kind = "legal-duty" if question.duty else "practice"
    if stand.said is Saying.DONT_KNOW:
        kind = "find-out"
    size = size_of_risk(question, gap=stand.gap, is_exposed=is_exposed)
    return Priority(kind, question, level=stand.level, size=size)


def _order(priority: Priority, settings: Settings) -> tuple[int, int, int, int, str]:
    matter = priority.question
    if isinstance(matter, RedLine):
        group = _BROKEN if priority.kind == "red-line" else _TO_CLARIFY
        severity = matter.severity
    else:
        group = _LEGAL if matter.duty else _OTHER
        severity = matter.severity.size
    return group, -priority.size, -severity, settings.effort_days[matter.effort], matter.code
