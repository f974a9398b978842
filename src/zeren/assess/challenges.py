"""Challenges: the items in which a company is weak as a whole, not in one question only."""

from __future__ import annotations

from collections.abc import Mapping

from zeren.assess.applicable import Stand
from zeren.assess.assessment import Challenge, Score
from zeren.standards.questionnaires import Questionnaire


def challenges(
    questionnaire: Questionnaire, stands: tuple[Stand, ...], items: Mapping[str, Score]
) -> tuple[Challenge, ...]:
    """Items under the limit with two or more open questions, or with all where fewer are asked.

    The weakest first; then more open questions, the larger weight, the code.
    """
    found: list[tuple[tuple[int, int, int, str], Challenge]] = []
    for item in questionnaire.items:
        asked = [stand for stand in stands if stand.question.item == item.code and stand.applies]
        lacking = [stand.question for stand in asked if stand.is_open]
        declared = items[item.code].declared
        if declared is None or declared >= 100 * questionnaire.settings.challenge_below:
            continue
        if len(lacking) < min(2, len(asked)):
            continue
        weight = sum(stand.question.weight for stand in asked)
        weakest_first = (declared, -len(lacking), -weight, item.code)
        questions = tuple(sorted(lacking, key=lambda question: question.code))
        found.append((weakest_first, Challenge(item, declared, questions)))
    return tuple(challenge for _, challenge in sorted(found, key=lambda pair: pair[0]))
