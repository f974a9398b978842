"""Recomputing a shown score from the shown answers: whole numbers, the same to the last hundredth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, Literal

from zeren.declare.verdict import Step
from zeren.declare.verification.shared import MEMBER, Disclosed
from zeren.text import Text

Agreement = Literal["same", "other", "not-all-shown"]
Weights = Mapping[str, Mapping[str, int]]  # of each group's questions, by code
WeightsOf = Callable[[Mapping[str, Any]], Weights | None]
_LEVELS: Final = range(5)
_NUMBERS: Final = ("declared", "evidenced", "weight", "answered", "applicable")


def scores_of(
    questionnaire: Mapping[str, Any], shown: Sequence[Disclosed], weights_of: WeightsOf
) -> tuple[tuple[Step, ...], tuple[Text, ...]]:
    """A step for each shown score that the shown answers make, or do not; an aside on the others.

    The questionnaire is asked for only where there is something to recompute.
    """
    scores = [one for one in shown if one.part == "scores"]
    answers = [one for one in shown if one.part == "answers"]
    if not scores:
        return (), ()
    weights = weights_of(questionnaire) if answers else None
    found = {
        one.name: agreement(one.value, answers, (weights or {}).get(one.name, {})) for one in scores
    }
    steps = tuple(_step(name, said) for name, said in found.items() if said != "not-all-shown")
    open_ = [name for name, said in found.items() if said == "not-all-shown"]
    return steps, (_NOT_RECOMPUTED.format(names=", ".join(open_)),) if open_ else ()


def agreement(score: object, answers: Sequence[Disclosed], weights: Mapping[str, int]) -> Agreement:
    """Whether the answers to a group's questions (with their weights) make its score.

    A score says how many were answered and what those that apply weigh together; only who sees as many
    answers can say that it is right.
    """
    numbers = [score.get(name) if isinstance(score, Mapping) else None for name in _NUMBERS]
    if not all(isinstance(one, int) and not isinstance(one, bool) for one in numbers):
        return "not-all-shown"
    declared, evidenced, weight, count, applicable = (int(one or 0) for one in numbers)
    answered = [one for one in answers if one.name in weights and _said(one) != "not-applicable"]
    if not answered or len(answered) != count:
        return "not-all-shown"
    least = sum(weights[one.name] for one in answered)
    if not least <= weight <= sum(weights.values()) or count > applicable:
        return "other"
    with_evidence = [one for one in answered if one.value.get("evidence") is True]
    made = [_hundredths(some, weights, weight) for some in (answered, with_evidence)]
    return "same" if made == [declared, evidenced] else "other"


def _hundredths(answers: Sequence[Disclosed], weights: Mapping[str, int], weight: int) -> int:
    """Σ weight·level ÷ (4·Σ weight) of 100 points, in hundredths, rounded half up."""
    total = sum(weights[one.name] * _level(one) for one in answers)
    return (5000 * total + weight) // (2 * weight)


def _said(one: Disclosed) -> object:
    return one.value.get("said") if isinstance(one.value, Mapping) else None


def _level(one: Disclosed) -> int:
    said = _said(one)
    return said if type(said) is int and said in _LEVELS else 0


def _step(name: str, said: Agreement) -> Step:
    if said == "same":
        return Step("scores", "holds", _SAME.format(name=name), MEMBER)
    return Step("scores", "fails", _OTHER.format(name=name), MEMBER)


_SAME: Final = Text(
    "{name} 的得分用出示的回答重新算过，一分不差。",
    "The score of {name} was computed again from the answers shown, and is the same.",
)
_OTHER: Final = Text(
    "{name} 的得分和出示的回答算出来的不一样。",
    "The score of {name} is not what the answers shown make.",
)
_NOT_RECOMPUTED: Final = Text(
    "这些得分没有重新计算，因为没有出示它们的全部回答，或者没有当时的问卷：{names}。",
    "These scores were not computed again, as not all their answers are shown or their questionnaire is not at hand: {names}.",
)
