"""A reply says what the company said: no more, in the row's language, and nothing that was not ticked."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Answer, Asked, Response, Saying
from zeren.publish.reply import BuyerQuestion, Chosen, Line, reasons, reply
from zeren.publish.reply.reply import key_of
from zeren.standards.load import load_questionnaire
from zeren.text import Said, Text

ASKED = load_questionnaire("sme", tier="basic")
YEAR = Period(start="2025-01-01", end="2025-12-31")
HOURS = "Are weekly working hours, including overtime, limited?"


def response(**changes: object) -> Response:
    whole = Response(
        asked=Asked("sme", "2026", "basic", ""),
        period=YEAR,
        profile={"dormitory": True, "name-zh": Said.of("演示灯具厂"), "name-en": Said.of("")},
        answers=(
            Answer("E1.2", 2, words=Said.of("旺季有人超时")),
            Answer("R1", Saying.KEPT),
            Answer("R2", Saying.BROKEN),
            Answer("E1.1", Saying.DONT_KNOW),
            Answer("E1.9", Saying.NOT_APPLICABLE, reason=Said.of("没有学生")),
        ),
        facts=(
            Fact("sme/electricity", "number", Decimal(486200), YEAR, unit="kWh"),
            Fact("sme/employees-women", "number", Decimal(34), Period(end="2025-12-31")),
            Fact("sme/employees-men", "number", Decimal(26), Period(end="2025-12-31")),
        ),
        published=frozenset(
            {"E1.2", "R1", "R2", "E1.1", "E1.9", "electricity", "dormitory", "name-zh", "name-en"}
            | {"employees-women", "employees-men"}
        ),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def ask(words: str, *, code: str = "", said: Response | None = None, **cells: object) -> Line:
    question = BuyerQuestion("Form", 5, words, answer=(5, 3), **cells)  # type: ignore[arg-type]
    chosen = {key_of(words): Chosen(code)} if code else {}
    (line,) = reply((question,), ASKED, said or response(), date="2026-11-28", chosen=chosen)
    return line


def written(line: Line) -> list[object]:
    return [one.value for one in line.writings]


def test_a_level_is_told_as_what_one_sees_with_the_companys_own_words() -> None:
    line = ask(HOURS)

    seen = ASKED.question_of["E1.2"].levels[2].en
    assert line.status == "filled"
    assert written(line) == [f"{seen} In the company's own words (Chinese): “旺季有人超时”"]


def test_a_chinese_row_is_answered_in_chinese() -> None:
    line = ask("每周加班时间是否不超过法定上限？")

    seen = ASKED.question_of["E1.2"].levels[2].zh
    assert written(line) == [f"{seen}企业自己的话：“旺季有人超时”"]


def test_a_level_never_becomes_a_yes() -> None:
    line = ask(HOURS, options=("Yes", "No"), remark=(5, 4))

    assert line.status == "check"
    assert line.why == reasons.CHOOSE
    assert [one.cell for one in line.writings] == [(5, 4)]


def test_a_level_without_room_beside_a_list_is_only_proposed() -> None:
    line = ask(HOURS, options=("Yes", "No"))

    assert (line.status, line.writings) == ("check", ())
    assert line.proposal.startswith(ASKED.question_of["E1.2"].levels[2].en)


def test_a_kept_red_line_chooses_from_the_list() -> None:
    assert written(ask("Do you use child labour?", options=("Yes", "No", "N/A"))) == ["No"]
    assert written(ask("公司是否未雇用童工？", options=("是", "否"))) == ["是"]


def test_a_kept_red_line_ticks_the_column() -> None:
    line = ask("公司是否雇用童工？", ticks={"是": (5, 3), "否": (5, 4)})

    assert [(one.cell, one.value) for one in line.writings] == [((5, 4), "√")]


def test_figures_are_numbers_in_the_buyers_unit() -> None:
    assert written(ask("Purchased electricity", unit="MWh")) == [Decimal("486.2")]
    assert written(ask("Purchased electricity (GJ)", unit="GJ")) == [Decimal("1750.32")]
    assert written(ask("Purchased electricity")) == ["486,200 kWh"]
    assert written(ask("Total number of employees")) == [Decimal(60)]
    assert written(ask("Percentage of women in the workforce", unit="%")) == [Decimal("56.7")]


def test_a_figure_for_another_year_or_unit_stays_open() -> None:
    other_year = ask("Purchased electricity", unit="kWh", year=2023)
    other_unit = ask("Purchased electricity", unit="t")

    assert (other_year.status, other_year.writings) == ("open", ())
    assert "2023" in other_year.why.en
    assert (other_unit.status, other_unit.writings) == ("open", ())


@pytest.mark.parametrize(
    ("words", "code", "why", "status"),
    [
        ("Does every worker receive a written employment contract?", "E1.1", "don't know", "open"),
        ("Are interns and student workers given proper pay?", "E1.9", "没有学生", "open"),
        ("Do workers keep their own identity documents?", "R2", "red line is broken", "kept"),
        ("Is overtime paid at the premium rate?", "E1.3", "not answered", "open"),
        ("Do you have data centres with low energy use?", "T1.4", "does not ask", "open"),
    ],
)
def test_what_was_not_said_stays_open_with_its_reason(
    words: str, code: str, why: str, status: str
) -> None:
    line = ask(words, code=code)

    assert (line.status, line.writings) == (status, ())
    assert why in line.why.en


def test_what_is_open_names_whom_to_ask_and_how_to_find_out() -> None:
    line = ask("Is overtime paid at the premium rate?", code="E1.3")

    question = ASKED.question_of["E1.3"]
    assert line.ask == ASKED.role_of[question.owner].title
    assert line.find_out == question.find_out


def test_what_is_not_ticked_is_held_back_and_leaves_no_trace_in_the_workbook() -> None:
    private = response(published=frozenset())

    held = ask(HOURS, said=private)
    (told,) = reply((held.question,), ASKED, private, date="2026-11-28", everything=True)

    assert (held.status, held.writings) == ("kept", ())
    assert held.why == reasons.HELD_BACK
    assert held.ask == Text("", "")
    assert told.status == "filled"


def test_two_responses_that_differ_in_what_is_not_ticked_write_the_same() -> None:
    few = frozenset({"electricity"})
    one = response(published=few)
    other = response(published=few, answers=(Answer("E1.2", 4), Answer("R1", Saying.BROKEN)))
    asked = ("Do you use child labour?", HOURS, "Purchased electricity")

    assert [ask(words, said=one).writings for words in asked] == [
        ask(words, said=other).writings for words in asked
    ]


@pytest.mark.parametrize("obstacle", ["taken", "locked", "hidden", "no-cell"])
def test_a_cell_that_is_not_ours_is_left_alone(obstacle: str) -> None:
    line = ask(HOURS, obstacle=obstacle)

    assert (line.status, line.writings) == ("check", ())
    assert line.why == reasons.OBSTACLES[obstacle]
    assert line.proposal


def test_the_persons_choice_comes_before_ours() -> None:
    line = ask("Tell us about that thing we discussed", code="E1.2")
    (nothing,) = reply(
        (line.question,),
        ASKED,
        response(),
        date="2026-11-28",
        chosen={key_of(line.question.words): Chosen("")},
    )

    assert (line.status, line.source, line.relation) == ("filled", "sme/E1.2", reasons.BY_PERSON)
    assert (nothing.status, nothing.source) == ("open", "")


def test_words_that_look_like_a_formula_are_put_in_quotation_marks() -> None:
    named = response(profile={"name-zh": Said.of("=HYPERLINK(1)"), "name-en": Said.of("")})

    assert written(ask("公司名称", code="name-zh", said=named)) == ["“=HYPERLINK(1)”"]


def test_a_personal_fact_says_yes_without_naming_you() -> None:
    assert written(ask("Do you provide dormitories for your workers?")) == ["Yes"]
    assert ask("Are your dormitories inspected?", code="dormitory").status == "open"
