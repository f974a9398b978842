"""Answers as a page holds them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zeren.collect.responses import Response
from zeren.files.entered import Entered, entered_from, response_from
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Questionnaire

_EXAMPLES = Path("examples")


def _example(name: str) -> tuple[Questionnaire, Response]:
    table, questionnaire = read_toml(_EXAMPLES / name / "answers.toml")
    return questionnaire, response_from_toml(table, questionnaire)


@pytest.mark.parametrize(
    "name", sorted(path.parent.name for path in _EXAMPLES.glob("*/answers.toml"))
)
def test_what_is_entered_from_a_response_reads_as_that_response(name: str) -> None:
    questionnaire, response = _example(name)

    again, problems = response_from(
        questionnaire,
        entered_from(questionnaire, response),
        evidence=response.evidence,
        asked=response.asked,
    )

    assert not [problem for problem in problems if problem.level == "error"]
    assert again.as_json() == replace(response, published=again.published).as_json()
    assert again.published == response.published


def test_a_number_in_words_is_told_at_its_code_and_nothing_else_is_lost() -> None:
    questionnaire = load_questionnaire("sme")
    entered = {"electricity": Entered("十二"), "E1.1": Entered("3", words="每月十日发工资")}

    response, problems = response_from(questionnaire, entered)

    told = {problem.place.field: problem.code for problem in problems if problem.level == "error"}
    assert told["electricity"] == "not-a-number"
    assert [answer.said for answer in response.answers] == [3]


def test_an_answer_that_is_not_offered_is_no_answer() -> None:
    questionnaire = load_questionnaire("sme")

    response, problems = response_from(questionnaire, {"E1.1": Entered("9"), "R1": Entered("4")})

    assert response.answers == ()
    assert {"E1.1", "R1"} <= {
        problem.place.field for problem in problems if problem.code == "answer-unclear"
    }


def test_what_awaits_a_tick_is_never_public() -> None:
    questionnaire = load_questionnaire("sme")
    entered = {"E1.1": Entered("3", public=True, awaiting=True), "E1.2": Entered("2", public=True)}

    response, _ = response_from(questionnaire, entered)

    assert response.published == frozenset({"E1.2"})
