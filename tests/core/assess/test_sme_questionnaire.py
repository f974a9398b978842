"""The questionnaire that companies really answer."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.core.assess.made import LEVELS, YEAR, answer, evidence, number
from tests.core.assess.plainly import recomputed

from zeren.assess import assess
from zeren.assess.coverage import disclosure_coverage
from zeren.collect.responses import Asked, Response, Saying
from zeren.standards.load import load_questionnaire
from zeren.standards.vsme import load_concepts

SME = load_questionnaire("sme", tier="quick")


def answered(level: int | Saying, line: Saying) -> Response:
    """Every question at one level, every red line alike; a factory of 60 people."""
    return Response(
        asked=Asked("sme", SME.edition, "quick", SME.sha256),
        period=YEAR,
        profile={"sector": "C"},
        answers=(
            *(answer(question.code, level) for question in SME.questions),
            *(answer(red_line.code, line) for red_line in SME.red_lines),
        ),
        facts=(number("employees-women", 35), number("employees-men", 25), number("revenue", 900)),
    )


@pytest.mark.parametrize("level", LEVELS)
def test_one_level_everywhere_gives_that_score_everywhere(level: int) -> None:
    result = assess(SME, answered(level, Saying.KEPT))

    shown = [score for _, score in (*result.areas, *result.items) if score.applicable]
    assert {score.declared for score in (result.overall, *shown)} == {2500 * level}
    assert len(result.areas) == 5


def test_a_company_at_the_top_has_nothing_to_do() -> None:
    result = assess(SME, answered(4, Saying.KEPT))

    assert result.band
    assert result.band.code == "leading"
    assert (result.risks, result.challenges, result.near_term, result.plan) == ((), (), (), ())


def test_a_company_at_the_bottom_starts_with_its_red_lines() -> None:
    result = assess(SME, answered(0, Saying.BROKEN))

    assert result.size_class == "small"
    assert result.band
    assert result.band.code == "starting"
    assert len(result.risks) == len(SME.questions)
    assert len(result.plan) == len(SME.questions) + len(SME.red_lines)
    assert [priority.kind for priority in result.near_term] == ["red-line"] * 5
    assert all(2 <= risk.size <= 25 for risk in result.risks)


def test_a_company_that_knows_nothing_finds_out() -> None:
    result = assess(SME, answered(Saying.DONT_KNOW, Saying.DONT_KNOW))

    assert result.risks == ()
    assert {line.priority.kind for line in result.plan} == {"red-line-to-clarify", "find-out"}
    assert sum(line.person_days for line in result.plan) == len(result.plan)


@pytest.mark.parametrize("seed", range(20))
def test_anyone_recomputes_the_scores_of_any_response(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - made-up answers, not secrets
    says = (*LEVELS, *LEVELS, Saying.DONT_KNOW, Saying.NOT_APPLICABLE, None)
    said = {question.code: chance.choice(says) for question in SME.questions}
    given = replace(
        answered(0, Saying.KEPT),
        profile={
            field.code: chance.random() < 0.5 for field in SME.fields if field.kind == "yes-no"
        },
        answers=tuple(answer(code, told) for code, told in said.items() if told is not None),
        evidence=tuple(
            evidence(question.code, kind=question.evidence[0].kind)
            for question in SME.questions
            if chance.random() < 0.5
        ),
    )

    result = assess(SME, given)

    scores = {"overall": result.overall, **dict(result.areas), **dict(result.items)}
    assert {
        group: (score.declared, score.evidenced) for group, score in scores.items()
    } == recomputed(SME, given)


def test_every_disclosure_of_the_vsme_standard_can_be_covered() -> None:
    concepts = load_concepts()

    covered = disclosure_coverage(
        answered(0, Saying.KEPT), {code: concept.disclosure for code, concept in concepts.items()}
    )

    assert {line.disclosure for line in covered} == {
        concept.disclosure for concept in concepts.values() if concept.disclosure
    }
    assert sum(line.with_facts for line in covered) == 0
