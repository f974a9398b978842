"""A supplement: scored apart, ranked together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.core.assess.made import LEVELS, question, questionnaire, response, severity

from zeren.assess import assess
from zeren.collect.responses import Saying
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Area, Questionnaire
from zeren.text import same


def with_supplement() -> Questionnaire:
    """Two questions of the base and a severe one of a supplement."""
    plain = questionnaire(
        question("E1.1"), question("E1.2"), question("T1.1", severity=severity(5))
    )
    areas = (Area("E", same("E")), Area("T", same("T"), supplement="ict"))
    return replace(plain, areas=areas, supplements=("ict",))


@pytest.mark.parametrize("level", LEVELS)
def test_the_overall_score_is_the_same_with_and_without_it(level: int) -> None:
    asked = with_supplement()

    result = assess(asked, response({"E1.1": 3, "E1.2": 2, "T1.1": level}))

    assert result.overall.declared == 6250
    assert dict(result.areas)["T"].declared == 2500 * level
    assert (result.overall.answered, result.overall.applicable) == (2, 2)


def test_an_unfinished_supplement_leaves_the_score_final() -> None:
    result = assess(with_supplement(), response({"E1.1": 3, "E1.2": 2}))

    assert result.overall.state == "final"
    assert dict(result.areas)["T"].state == "not-shown"


def test_its_risks_are_ranked_with_all_others() -> None:
    result = assess(with_supplement(), response({"E1.1": 1, "E1.2": 2, "T1.1": 2}))

    assert [(risk.question.code, risk.size) for risk in result.risks] == [
        ("T1.1", 10),
        ("E1.1", 9),
        ("E1.2", 6),
    ]
    assert [line.priority.question.code for line in result.plan] == ["T1.1", "E1.1", "E1.2"]


def test_effort_follows_the_size_of_the_company() -> None:
    asked = replace(
        questionnaire(question(effort_by_size=(("micro", "S"), ("large", "L")))),
        size_rules=questionnaire(question()).size_rules,
    )

    def days(people: int, revenue: int) -> int:
        given = response(
            {"E1.1": 0},
            profile={"sector": "C"},
            numbers={"employees-women": people, "employees-men": 0, "revenue": revenue},
        )
        (line,) = assess(asked, given).plan
        return line.person_days

    assert days(10, 100) == 2
    assert days(100, 1000) == 10
    assert days(2000, 100000) == 30


def test_a_real_supplement_leaves_a_real_score_alone() -> None:
    base = load_questionnaire("sme", tier="quick")
    more = load_questionnaire("sme", tier="quick", supplements=("ict",))
    given = response({one.code: (number % 5) for number, one in enumerate(more.questions)})
    without = replace(
        given,
        answers=tuple(one for one in given.answers if one.question in base.question_of),
    )

    assert assess(more, given).overall == assess(base, without).overall


def test_a_supplement_that_is_not_known_is_refused() -> None:
    with pytest.raises(LookupError):
        load_questionnaire("sme", supplements=("bank",))


def test_a_broken_red_line_of_a_supplement_does_not_cap_the_band() -> None:
    """The band, like the score, is the same with and without a supplement (decision 21)."""
    line = load_questionnaire("sme").red_lines[0]._replace(code="TR1")
    base = replace(with_supplement(), red_lines=(line,))
    answers: dict[str, int | Saying] = {"E1.1": 4, "E1.2": 4, "TR1": Saying.BROKEN}

    capped = assess(base, response(answers)).band
    apart = assess(replace(base, homes={"T1.1": "ict", "TR1": "ict"}), response(answers)).band

    assert capped is not None
    assert apart is not None
    assert (capped.code, apart.code) == (base.settings.broken_cap, "leading")
