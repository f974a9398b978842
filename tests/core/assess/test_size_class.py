"""The size class by the national rule."""

from __future__ import annotations

import pytest
from tests.core.assess.made import question, questionnaire, response

from zeren.assess.sizes import size_class
from zeren.text import Text

ASKED = questionnaire(question())


@pytest.mark.parametrize(
    ("women", "men", "revenue", "code"),
    [
        (400, 600, 40_000, "large"),
        (400, 599, 40_000, "medium"),
        (400, 600, 39_999, "medium"),
        (300, 0, 1_999, "small"),
        (20, 0, 300, "small"),
        (19, 0, 90_000, "micro"),
        (900, 900, 299, "micro"),
    ],
)
def test_a_company_is_in_the_highest_class_all_of_whose_limits_it_reaches(
    women: int, men: int, revenue: int, code: str
) -> None:
    numbers = {"employees-women": women, "employees-men": men, "revenue": revenue}

    told = size_class(ASKED, response({}, profile={"sector": "C"}, numbers=numbers))

    assert told == (code, None)


def test_a_sector_without_a_rule_of_its_own_takes_that_of_its_section() -> None:
    numbers = {"employees-women": 200, "employees-men": 200, "revenue": 5000}

    told = size_class(ASKED, response({}, profile={"sector": "C39"}, numbers=numbers))

    assert told == ("medium", None)


def test_what_the_rule_does_not_look_at_is_not_missed_and_its_note_is_told() -> None:
    numbers = {"employees-women": 50, "employees-men": 50, "assets": 9000}

    told = size_class(ASKED, response({}, profile={"sector": "L"}, numbers=numbers))

    assert told == ("medium", Text("只是估算。", "An estimate only."))


def test_a_missing_amount_is_left_out_and_named() -> None:
    numbers = {"employees-women": 200, "employees-men": 200}

    told = size_class(ASKED, response({}, profile={"sector": "C"}, numbers=numbers))

    assert told == (
        "medium",
        Text(
            "企业规模是按已填的数字判断的，还缺：营业收入；补上后可能会低一档。",
            "The size class rests on the figures given; still missing: revenue."
            " With them it may come out lower.",
        ),
    )


@pytest.mark.parametrize("numbers", [{}, {"assets": 500_000}])
def test_without_people_and_revenue_the_class_cannot_be_told(numbers: dict[str, int]) -> None:
    told = size_class(ASKED, response({}, profile={"sector": "L"}, numbers=numbers))

    assert told == (
        "",
        Text(
            "没有填写判断企业规模所需的人数或金额。"
            "因此判断不出企业规模，行动计划先按小型企业的人力安排。",
            "The headcount or amounts that tell the size class are not given. So the size class"
            " cannot be told. The plan is scheduled for the staff of a small company for now.",
        ),
    )


def test_without_a_sector_the_class_cannot_be_told() -> None:
    code, note = size_class(ASKED, response({}, numbers={"employees-women": 30, "revenue": 900}))

    assert not code
    assert note
    assert note.en.startswith("The main trade is not given.")
