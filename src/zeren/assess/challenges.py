"""Challenges: the items in which a company is weak as a whole, not in one question only."""

from __future__ import annotations

from collections.abc import Mapping

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Challenge, Score
from zeren.assess.risks import size_of_risk
from zeren.standards.questionnaires import Questionnaire


def challenges(
    questionnaire: Questionnaire,
    stands: tuple[Stand, ...],
    items: Mapping[str, Score],
    *,
    exposed: frozenset[str],
) -> tuple[Challenge, ...]:
    """Items under the limit with two or more open questions, or with all where fewer are asked.

    That with the gravest open question first (a don't-know counting as level 0); then the weakest,
    more open questions, the code.
    """
    found: list[tuple[tuple[int, int, int, str], Challenge]] = []
    for item in questionnaire.items:
        asked = [stand for stand in stands if stand.question.item == item.code and stand.applies]
        lacking = [stand for stand in asked if stand.is_open]
        declared = items[item.code].declared
        if declared is None or declared >= 100 * questionnaire.settings.challenge_below:
            continue
        if len(lacking) < min(2, len(asked)):
            continue
        gravest = max(
            size_of_risk(one.question, gap=one.gap, is_exposed=one.question.code in exposed)
            for one in lacking
        )
        order = (-gravest, declared, -len(lacking), item.code)
        questions = tuple(sorted((one.question for one in lacking), key=lambda one: one.code))
        found.append((order, Challenge(item, declared, questions)))
    return tuple(challenge for _, challenge in sorted(found, key=lambda pair: pair[0]))
