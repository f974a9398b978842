"""Risks and challenges."""

from __future__ import annotations

import pytest
from tests.core.assess.made import SETTINGS, question, questionnaire, response, severity

from zeren.assess import assess
from zeren.assess.assessment import Challenge, Risk
from zeren.assess.risks import is_exposed, rank
from zeren.collect.responses import Saying
from zeren.standards.questionnaires import Exposure
from zeren.text import Said


def test_a_risk_is_severity_times_likelihood_greatest_first() -> None:
    mild = question("E1.1", severity=severity(2))
    grave = question("E1.2", severity=severity(5), exposure=Exposure(facts=("dormitory",)))
    asked = questionnaire(mild, grave)

    result = assess(asked, response({"E1.1": 0, "E1.2": 2}, profile={"dormitory": True}))

    assert result.risks == (
        Risk(grave, level=2, severity=5, likelihood=3, rank="critical"),
        Risk(mild, level=0, severity=2, likelihood=4, rank="moderate"),
    )
    assert [risk.size for risk in result.risks] == [15, 8]


@pytest.mark.parametrize("said", [3, 4, Saying.DONT_KNOW, Saying.NOT_APPLICABLE, None])
def test_no_risk_is_told_at_the_target_nor_where_nobody_knows(said: int | Saying | None) -> None:
    asked = questionnaire(question("E1.1", may_not_apply=True))

    result = assess(asked, response({} if said is None else {"E1.1": said}))

    assert result.risks == ()


def test_no_risk_is_likelier_than_five() -> None:
    exposed = question(target=4, severity=severity(5), exposure=Exposure(facts=("dormitory",)))

    result = assess(questionnaire(exposed), response({"E1.1": 0}, profile={"dormitory": True}))

    assert result.risks == (Risk(exposed, level=0, severity=5, likelihood=5, rank="critical"),)


@pytest.mark.parametrize(
    ("exposure", "expected"),
    [
        (Exposure(sectors=("C39",)), True),
        (Exposure(sectors=("C",)), True),
        (Exposure(sectors=("C3", "F")), False),
        (Exposure(sizes=("small", "micro")), True),
        (Exposure(sizes=("large",)), False),
        (Exposure(facts=("dormitory",)), True),
        (Exposure(facts=("interns", "chemicals")), False),
        (Exposure(), False),
    ],
)
def test_exposure_is_by_sector_size_or_fact(exposure: Exposure, *, expected: bool) -> None:
    profile: dict[str, str | bool | Said] = {
        "sector": "C39",
        "dormitory": True,
        "interns": False,
    }

    assert is_exposed(exposure, profile=profile, size_class="small") is expected


@pytest.mark.parametrize(
    ("size", "code"),
    [(1, "low"), (4, "low"), (5, "moderate"), (9, "moderate"), (10, "high"), (15, "critical")],
)
def test_a_risk_ranks_in_the_highest_level_it_reaches(size: int, code: str) -> None:
    assert rank(size, SETTINGS) == code


def test_a_challenge_is_a_weak_item_with_two_open_questions() -> None:
    weak, also_weak = question("E1.1"), question("E1.2")
    asked = questionnaire(
        weak,
        also_weak,
        question("E2.1", weight=5),
        question("E2.2"),
        question("E3.1"),
        question("E3.2"),
    )
    said = {"E1.1": 1, "E1.2": 2, "E2.1": 1, "E2.2": 3, "E3.1": 2, "E3.2": 2}

    result = assess(asked, response(said))

    assert result.challenges == (Challenge(asked.item_of["E.1"], 3750, (weak, also_weak)),)


def test_where_an_item_asks_one_question_that_one_makes_the_challenge() -> None:
    only = question("E1.1")
    asked = questionnaire(only, question("E1.2", may_not_apply=True))

    result = assess(asked, response({"E1.1": 1, "E1.2": Saying.NOT_APPLICABLE}))

    assert result.challenges == (Challenge(asked.item_of["E.1"], 2500, (only,)),)


def test_silence_makes_no_challenge() -> None:
    asked = questionnaire(*(question(f"E1.{n}") for n in (1, 2, 3, 4, 5)))

    result = assess(asked, response({"E1.1": 3, "E1.2": 3, "E1.3": 3}))

    assert dict(result.items)["E.1"].declared == 4500
    assert result.challenges == ()


def test_the_challenge_with_the_gravest_matter_comes_first_then_the_weakest_the_more_open() -> None:
    asked = questionnaire(
        *(question(f"E1.{n}") for n in (1, 2)),
        *(question(f"E2.{n}") for n in (1, 2, 3)),
        *(question(f"E3.{n}") for n in (1, 2)),
        *(question(f"E4.{n}", severity=severity(4)) for n in (1, 2)),
        *(question(f"E5.{n}", severity=severity(1)) for n in (1, 2)),
    )
    said = {asking.code: 1 for asking in asked.questions} | {"E5.1": 0, "E3.1": 0}

    result = assess(asked, response(said))

    assert [challenge.item.code for challenge in result.challenges] == [
        "E.3",  # 3 × 4 = 12, and weaker than
        "E.4",  # 4 × 3 = 12
        "E.2",  # 9, three open
        "E.1",  # 9, two open
        "E.5",  # 4, though it is among the weakest
    ]


def test_an_item_with_a_grave_risk_is_a_challenge_at_any_score() -> None:
    asked = questionnaire(
        question("E1.1", severity=severity(5)),
        question("E1.2"),
        question("E1.3", weight=5),
        question("E2.1", severity=severity(5)),
        question("E2.2"),
    )

    result = assess(asked, response({"E1.1": 1, "E1.2": 2, "E1.3": 4, "E2.1": 2, "E2.2": 3}))

    assert dict(result.items)["E.1"].declared == 8214
    assert [challenge.item.code for challenge in result.challenges] == ["E.1"]
