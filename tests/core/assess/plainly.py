"""The scores of the method once more, in the plainest way: fractions, and none of our sums."""

from __future__ import annotations

from fractions import Fraction

from zeren.assess.scores import counting_evidence
from zeren.collect.responses import Response, Saying
from zeren.standards.questionnaires import Question, Questionnaire


def recomputed(
    questionnaire: Questionnaire, response: Response
) -> dict[str, tuple[int | None, int | None]]:
    """Declared and evidenced hundredths by group; None where no score is shown."""
    asked = [
        question
        for question in questionnaire.questions
        if all(response.profile.get(fact) is not False for fact in question.asked_when)
    ]
    groups = {"overall": asked}
    for area in questionnaire.areas:
        groups[area.code] = [question for question in asked if question.area == area.code]
    for item in questionnaire.items:
        groups[item.code] = [question for question in asked if question.item == item.code]
    return {group: one_group(questions, response) for group, questions in groups.items()}


def one_group(questions: list[Question], response: Response) -> tuple[int | None, int | None]:
    weight = answered = asked = declared = evidenced = 0
    for question in questions:
        answer = response.answer_to.get(question.code)
        said = answer.said if answer else None
        if said is Saying.NOT_APPLICABLE and question.may_not_apply:
            continue
        asked += 1
        weight += question.weight
        answered += said is not None and said is not Saying.NOT_APPLICABLE
        if isinstance(said, int):
            declared += question.weight * said
            evidenced += question.weight * said * counting_evidence(question, response)
    if not asked or Fraction(answered, asked) < Fraction(60, 100):
        return None, None
    return half_up(Fraction(declared, 4 * weight)), half_up(Fraction(evidenced, 4 * weight))


def half_up(share: Fraction) -> int:
    return int(share * 10000 + Fraction(1, 2))
