"""Which questions are put to this company, and where it stands on each of them."""

from __future__ import annotations

from typing import NamedTuple

from zeren.collect.responses import Answer, Profile, Response, Saying
from zeren.standards.questionnaires import TIERS, Question, Questionnaire, RedLine, is_asked


class Stand(NamedTuple):
    """A question that is asked, and what was said: a level, don't know, not applicable or nothing.

    `said` is None for silence, the unfinished part of a response.
    """

    question: Question
    said: int | Saying | None

    @property
    def applies(self) -> bool:
        return self.said is not Saying.NOT_APPLICABLE

    @property
    def is_answered(self) -> bool:
        """A don't-know is an answer."""
        return self.applies and self.said is not None

    @property
    def level(self) -> int | None:
        return None if isinstance(self.said, Saying) else self.said

    @property
    def gap(self) -> int:
        """Levels still missing to the target; all of them for who does not know."""
        if self.said is Saying.DONT_KNOW:
            return self.question.target
        return 0 if self.level is None else max(0, self.question.target - self.level)

    @property
    def is_open(self) -> bool:
        """Answered, and not yet where it should be."""
        return self.gap > 0


def stands(questionnaire: Questionnaire, response: Response) -> tuple[Stand, ...]:
    """The questions of the tier that the profile asks; answers to any others count nowhere.

    A legal duty that does not bind this company is taken off its question.
    """
    within = _tiers(questionnaire, response)
    return tuple(
        Stand(
            _as_it_binds(question, response.profile),
            _said(question, response.answer_to.get(question.code)),
        )
        for question in questionnaire.questions
        if question.tier in within and is_asked(question.asked_when, response.profile)
    )


def _as_it_binds(question: Question, profile: Profile) -> Question:
    duty = question.duty
    if duty is None or all(profile.get(fact) is True for fact in duty.binds_when):
        return question
    return question._replace(duty=None)


def asked_red_lines(questionnaire: Questionnaire, response: Response) -> tuple[RedLine, ...]:
    return tuple(
        line for line in questionnaire.red_lines if is_asked(line.asked_when, response.profile)
    )


def _tiers(questionnaire: Questionnaire, response: Response) -> tuple[str, ...]:
    """The tiers that were asked: those of the questionnaire, as far as the response took them."""
    tiers = TIERS[: TIERS.index(questionnaire.tier) + 1]
    chosen = response.asked.tier
    return tiers[: tiers.index(chosen) + 1] if chosen in tiers else tiers


def _said(question: Question, answer: Answer | None) -> int | Saying | None:
    """What counts of an answer; what the reader reports as a mistake counts as silence."""
    if answer is None:
        return None
    if answer.said is Saying.NOT_APPLICABLE:
        return answer.said if question.may_not_apply and answer.reason else None
    if isinstance(answer.said, Saying):
        return answer.said if answer.said is Saying.DONT_KNOW else None
    return answer.said if 0 <= answer.said < len(question.levels) else None
