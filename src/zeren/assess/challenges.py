"""Challenges: the items in which a company is weak as a whole, not in one question only."""

from __future__ import annotations

from collections.abc import Mapping

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Challenge, Score
from zeren.assess.risks import is_grave, size_of_risk
from zeren.standards.questionnaires import Questionnaire


def challenges(
    questionnaire: Questionnaire,
    stands: tuple[Stand, ...],
    items: Mapping[str, Score],
    *,
    exposed: frozenset[str],
) -> tuple[Challenge, ...]:
    """Items in which two or more questions are open (all, where fewer are asked), and which score
    under the limit or hold a grave risk.

    That with the largest known risk first; then the weakest, more open questions, the code.
    """
    settings = questionnaire.settings
    found: list[tuple[tuple[int, int, int, str], Challenge]] = []
    for item in questionnaire.items:
        asked = [stand for stand in stands if stand.question.item == item.code and stand.applies]
        lacking = [stand for stand in asked if stand.is_open]
        declared = items[item.code].declared
        if declared is None or len(lacking) < max(1, min(2, len(asked))):
            continue
        known = [
            (one.question, size_of_risk(one.question, gap=one.gap, is_exposed=is_exposed))
            for one in lacking
            if one.level is not None
            for is_exposed in [one.question.code in exposed]
        ]
        is_weak = declared < 100 * settings.challenge_below
        if is_weak or any(is_grave(question, size, settings) for question, size in known):
            order = (-max((size for _, size in known), default=0), declared)
            questions = tuple(sorted((one.question for one in lacking), key=lambda one: one.code))
            found.append(((*order, -len(lacking), item.code), Challenge(item, declared, questions)))
    return tuple(challenge for _, challenge in sorted(found, key=lambda pair: pair[0]))
