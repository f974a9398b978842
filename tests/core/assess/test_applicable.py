"""Which questions are asked, and what counts as an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.assess.made import DUTY, answer, question, questionnaire, red_line, response

from zeren.assess import assess
from zeren.assess.applicable import Stand, stands
from zeren.collect.responses import Answer, Saying
from zeren.standards.questionnaires import is_asked
from zeren.text import Said


def test_only_a_no_in_the_profile_leaves_a_question_out() -> None:
    assert is_asked(("dormitory",), {"dormitory": True})
    assert is_asked(("dormitory",), {})
    assert is_asked((), {"dormitory": False})
    assert not is_asked(("dormitory", "production"), {"dormitory": True, "production": False})


def test_a_tier_asks_its_own_questions_and_those_of_smaller_tiers() -> None:
    asked = questionnaire(
        question("E1.1", tier="quick"), question("E1.2", tier="basic"), tier="basic"
    )

    def of(tier: str) -> list[str]:
        given = response({})
        given = replace(given, asked=given.asked._replace(tier=tier))
        return [stand.question.code for stand in stands(asked, given)]

    assert of("quick") == ["E1.1"]
    assert of("basic") == ["E1.1", "E1.2"]


def test_answers_to_questions_that_are_not_asked_count_nowhere() -> None:
    asked = questionnaire(
        question("E1.1"),
        question("E1.2", asked_when=("dormitory",)),
        red_lines=[red_line(asked_when=("dormitory",))],
    )
    profile: dict[str, str | bool | Said] = {"dormitory": False}

    given = response({"E1.1": 4, "E1.2": 0, "R1": Saying.BROKEN}, profile=profile)

    assert assess(asked, given) == assess(asked, response({"E1.1": 4}, profile=profile))
    assert given.answer_to["E1.2"].said == 0


@pytest.mark.parametrize(
    ("given", "may_not_apply", "counted"),
    [
        (answer("E1.1", 2), False, 2),
        (answer("E1.1", Saying.DONT_KNOW), False, Saying.DONT_KNOW),
        (answer("E1.1", Saying.NOT_APPLICABLE), True, Saying.NOT_APPLICABLE),
        (answer("E1.1", Saying.NOT_APPLICABLE), False, None),
        (Answer("E1.1", Saying.NOT_APPLICABLE), True, None),
        (answer("E1.1", Saying.KEPT), False, None),
        (answer("E1.1", 5), False, None),
        (answer("E1.1", -1), False, None),
    ],
)
def test_what_the_reader_reports_as_a_mistake_counts_as_silence(
    *, given: Answer, may_not_apply: bool, counted: int | Saying | None
) -> None:
    asked = question("E1.1", may_not_apply=may_not_apply)

    standing = stands(questionnaire(asked), replace(response({}), answers=(given,)))

    assert standing == (Stand(asked, counted),)


def test_a_duty_binds_only_the_companies_it_names() -> None:
    duty = DUTY._replace(binds_when=("production",))
    asked = questionnaire(question("E1.1", duty=duty))

    def kind(profile: dict[str, str | bool | Said]) -> str:
        return assess(asked, response({"E1.1": 0}, profile=profile)).near_term[0].kind

    assert kind({"production": True}) == "legal-duty"
    assert kind({"production": False}) == "practice"
    assert kind({}) == "practice"
