"""Risks: what may happen to people or the environment where a practice is missing."""

from __future__ import annotations

from collections.abc import Iterable

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Risk
from zeren.collect.responses import Profile
from zeren.standards.questionnaires import Exposure, Question, Settings

MOST_LIKELY = 5


def exposed_questions(
    questions: Iterable[Question], *, profile: Profile, size_class: str
) -> frozenset[str]:
    """The codes of the questions on which this company is more exposed than others."""
    return frozenset(
        question.code
        for question in questions
        if is_exposed(question.exposure, profile=profile, size_class=size_class)
    )


def is_exposed(exposure: Exposure, *, profile: Profile, size_class: str) -> bool:
    """By sector (its code, or its letter for the whole section), size class or a "yes"."""
    sector = profile.get("sector")
    return (
        (isinstance(sector, str) and bool({sector, sector[:1]} & set(exposure.sectors)))
        or size_class in exposure.sizes
        or any(profile.get(fact) is True for fact in exposure.facts)
    )


def size_of_risk(question: Question, *, gap: int, is_exposed: bool) -> int:
    return question.severity.size * likelihood(gap=gap, is_exposed=is_exposed)


def likelihood(*, gap: int, is_exposed: bool) -> int:
    """1 + gap + exposure, at most 5: a question whose target is 4 could otherwise reach 6."""
    return min(MOST_LIKELY, 1 + gap + int(is_exposed))


def risks(
    stands: Iterable[Stand], *, exposed: frozenset[str], settings: Settings
) -> tuple[Risk, ...]:
    """Every known level below its target, greatest first.

    What is at its target keeps a remaining risk, severity × (1 + exposure), which is not listed:
    it asks for nothing. A don't-know is found out first, and silence says nothing.
    """
    found = [
        Risk(
            question=stand.question,
            level=stand.level,
            severity=stand.question.severity.size,
            likelihood=chance,
            rank=rank(stand.question.severity.size * chance, settings),
        )
        for stand in stands
        if stand.level is not None and stand.gap > 0
        for chance in [likelihood(gap=stand.gap, is_exposed=stand.question.code in exposed)]
    ]
    return tuple(sorted(found, key=lambda risk: (-risk.size, -risk.severity, risk.question.code)))


def is_grave(question: Question, size: int, settings: Settings) -> bool:
    """A risk of the highest rank to life, health or nature: no statute needs to name it."""
    most = max(least for _, least, _ in settings.risk_levels)
    return size >= most and question.severity.size >= settings.grave_severity


def rank(size: int, settings: Settings) -> str:
    """The code of the highest risk level that the size reaches; the lowest below all of them."""
    levels = sorted(settings.risk_levels, key=lambda level: level[1])
    return [code for code, least, _ in levels if least <= size or least == levels[0][1]][-1]
