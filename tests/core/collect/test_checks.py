"""What a careful reader asks back about a response."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from zeren.collect.checks import examine
from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.problems import Place, Problem
from zeren.standards.load import load_questionnaire
from zeren.text import Said, Text

SME = load_questionnaire("sme", tier="quick")
YEAR = Period(start="2025-01-01", end="2025-12-31")
FACTS = (
    "production",
    "dormitory",
    "dispatched",
    "interns",
    "chemicals",
    "platform",
    "personal-data",
)


def number(code: str, value: str) -> Fact:
    return Fact(f"sme/{code}", "number", Decimal(value), YEAR, unit=SME.field_of[code].unit)


# Everything that is required, nothing odd, every question answered.
SOUND = Response(
    asked=Asked("sme", SME.edition, "quick", SME.sha256),
    period=YEAR,
    profile={
        "uscc": "91440600MADEM0LA17",
        "name-zh": Said("zh", "演示灯具厂"),
        "sector": "C",
        "city": Said("zh", "中山市"),
        "period-from": "2025-01-01",
        "period-to": "2025-12-31",
        **dict.fromkeys(FACTS, True),
    },
    answers=(
        *(Answer(question.code, 2) for question in SME.questions),
        *(Answer(line.code, Saying.KEPT) for line in SME.red_lines),
    ),
    facts=(
        number("revenue", "2380"),
        number("sites", "2"),
        number("employees-women", "34"),
        number("employees-men", "26"),
    ),
)


def with_facts(*facts: Fact) -> Response:
    new = {fact.code for fact in facts}
    return replace(SOUND, facts=(*(f for f in SOUND.facts if f.code not in new), *facts))


def with_profile(**values: Any) -> Response:  # noqa: ANN401
    return replace(SOUND, profile={**SOUND.profile, **values})


def with_answer(answer: Answer) -> Response:
    others = [one for one in SOUND.answers if one.question != answer.question]
    return replace(SOUND, answers=(*others, answer))


def found(response: Response) -> list[tuple[str, str, str]]:
    return [(one.level, one.code, one.place.field) for one in examine(SME, response)[1]]


def test_a_sound_response_passes_unchanged() -> None:
    assert examine(SME, SOUND) == (SOUND, ())


def test_what_is_missing_is_named_where_it_belongs() -> None:
    response = replace(SOUND, facts=SOUND.facts[1:])
    cell = Place(sheet="企业概况", cell="C12")

    _, problems = examine(SME, response, places={"revenue": cell})

    assert problems == (
        Problem(
            "required-missing",
            "error",
            cell,
            Text("“年营业收入（万元）”还没有填。", '"Annual revenue (in ¥10,000)" is still empty.'),
            Text("这一项必填，请补上。", "It is needed: please fill it in."),
        ),
    )


@pytest.mark.parametrize(
    ("fact", "problem"),
    [
        (number("electricity", "-1"), ("error", "number-impossible", "electricity")),
        (number("injuries", "1.5"), ("error", "number-impossible", "injuries")),
        (number("electricity", "60"), ("note", "number-unusual", "electricity")),
        (number("electricity", "99999999"), ("note", "number-unusual", "electricity")),
        (number("insured", "61"), ("note", "sum-disagrees", "insured")),
    ],
)
def test_numbers_that_cannot_be_are_errors_and_odd_ones_notes(
    fact: Fact, problem: tuple[str, str, str]
) -> None:
    response = with_facts(fact)

    assert found(response) == [problem]
    assert (fact in examine(SME, response)[0].facts) == (problem[0] == "note")


def test_contracts_that_do_not_add_up_are_noted() -> None:
    response = with_facts(
        number("employees-open-ended", "10"), number("employees-fixed-term", "48")
    )

    assert found(response) == [("note", "sum-disagrees", "employees-open-ended")]


def test_lost_days_without_an_accident_are_noted() -> None:
    response = with_facts(number("injuries", "0"), number("lost-days", "3"))

    assert found(response) == [("note", "sum-disagrees", "lost-days")]


def test_a_wrong_company_code_is_left_out() -> None:
    kept, problems = examine(SME, with_profile(uscc="91440600MADEM0LA18"))

    assert "uscc" not in kept.profile
    assert [problem.code for problem in problems] == ["uscc-check-digit"]


def test_a_period_that_runs_backwards_is_an_error() -> None:
    response = replace(SOUND, period=Period(start="2025-12-31", end="2025-01-01"))

    assert found(response) == [("error", "period-reversed", "period-to")]


def test_two_years_in_one_are_noted() -> None:
    response = replace(SOUND, period=Period(start="2024-01-01", end="2025-12-31"))

    assert found(response) == [("note", "period-unusual", "period-to")]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (Answer("E3.2", Saying.NOT_APPLICABLE), "reason-missing"),
        (
            Answer("E1.1", Saying.NOT_APPLICABLE, reason=Said("zh", "没有")),
            "not-applicable-not-offered",
        ),
        (
            Answer("R1", Saying.NOT_APPLICABLE, reason=Said("zh", "没有")),
            "not-applicable-not-offered",
        ),
    ],
)
def test_not_applicable_needs_to_be_offered_and_a_reason(answer: Answer, code: str) -> None:
    kept, problems = examine(SME, with_answer(answer))

    assert [problem.code for problem in problems] == [code]
    assert answer.question not in kept.answer_to


def test_not_applicable_with_a_reason_stays() -> None:
    response = with_answer(Answer("E3.2", Saying.NOT_APPLICABLE, reason=Said("zh", "只有办公")))

    assert examine(SME, response) == (response, ())


def test_an_answer_that_the_profile_denies_is_noted() -> None:
    assert found(with_profile(dormitory=False)) == [("note", "contradicts-profile", "E3.3")]


def test_a_number_that_the_profile_denies_is_noted_unless_it_is_zero() -> None:
    denied = replace(
        with_profile(dispatched=False), facts=(*SOUND.facts, number("dispatched-workers", "3"))
    )
    zero = replace(
        with_profile(dispatched=False), facts=(*SOUND.facts, number("dispatched-workers", "0"))
    )

    assert found(denied) == [("note", "contradicts-profile", "dispatched-workers")]
    assert found(zero) == []


def test_evidence_that_will_not_count_is_noted_with_what_would() -> None:
    photo = Evidence("E1.2", "photo", Said("zh", "车间照片"))

    assert found(replace(SOUND, evidence=(photo,))) == [
        ("note", "evidence-kind", "E1.2"),
        ("note", "evidence-nowhere", "E1.2"),
    ]


def test_numbers_of_persons_are_noted_not_repeated_and_blacked_out() -> None:
    told = Answer("E1.1", 2, words=Said("zh", "联系 13800138000"))

    kept, problems = examine(SME, with_answer(told))

    assert [problem.code for problem in problems] == ["personal-number"]
    assert "13800138000" not in str(problems)
    assert kept.answer_to["E1.1"].words == Said("zh", "联系 138●●●●●●●●")


def test_what_is_unanswered_is_told_in_one_note() -> None:
    unfinished = replace(SOUND, answers=SOUND.answers[2:])

    [problem] = examine(SME, unfinished)[1]

    assert (problem.level, problem.what) == (
        "note",
        Text("还有 2 题没有回答：RM1.1、RM2.1。", "2 not answered yet: RM1.1, RM2.1."),
    )
