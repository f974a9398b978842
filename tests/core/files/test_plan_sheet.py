"""The action plan as a working list that a company sorts, filters and ticks off."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.assess import made

from zeren.assess.assessment import Assessment
from zeren.assess.result import assess
from zeren.collect.responses import Saying
from zeren.files.plan_sheet import print_plan
from zeren.standards.questionnaires import Questionnaire, Role
from zeren.text import Text

START = "2026-11-22"
HEADERS = (
    "No.", "Matter", "Kind", "First step, this week", "Then", "Owner", "Person-days", "Start",
    "Due", "Money", "Evidence expected", "Risk now", "Risk then", "Status", "Note",
)  # fmt: skip


def asked(**changes: Any) -> Questionnaire:  # noqa: ANN401 - any field of a question
    return made.questionnaire(
        made.question("E1.1", title=Text("加班", "Overtime"), **changes),
        made.question("E1.2", effort="L"),
        made.question("RM1.1"),
        red_lines=[made.red_line("R1")],
        roles=(Role("hr", Text("人事", "HR")), Role("owner", Text("老板", "Owner"))),
    )


def assessed(questionnaire: Questionnaire) -> Assessment:
    answers: dict[str, int | Saying] = {"E1.1": 1, "E1.2": 0}
    answers |= {"RM1.1": Saying.DONT_KNOW, "R1": Saying.BROKEN}
    return assess(questionnaire, made.response(answers))


def sheet(questionnaire: Questionnaire, name: str = "Action plan") -> Worksheet:
    content = print_plan(assessed(questionnaire), questionnaire, start=START)
    found = openpyxl.load_workbook(io.BytesIO(content))[name]
    assert isinstance(found, Worksheet)
    return found


def row_of(paper: Worksheet, matter: str) -> dict[str, Any]:
    rows = paper.iter_rows(min_row=5, values_only=True)
    found = next(row for row in rows if row[1] == matter)
    return dict(zip(HEADERS, found, strict=True))


def test_equal_plans_give_equal_bytes() -> None:
    questionnaire = asked()

    first, second = (
        print_plan(assessed(questionnaire), questionnaire, start=START) for _ in range(2)
    )

    assert first == second


def test_there_is_a_sheet_in_each_language_with_the_same_rows() -> None:
    chinese, english = sheet(asked(), "行动计划"), sheet(asked(), "Action plan")

    assert tuple(cell.value for cell in english[4]) == HEADERS
    assert chinese["A4"].value == "序号"
    assert chinese.max_row == english.max_row == 4 + 4


def test_a_line_says_what_who_when_and_how_much() -> None:
    assert row_of(sheet(asked()), "Overtime") == {
        "No.": 4,
        "Matter": "Overtime",
        "Kind": "improvement",
        "First step, this week": "first step",
        "Then": "1. 1 to 2\n2. 2 to 3",
        "Owner": "HR",
        "Person-days": 7,
        "Start": datetime(2027, 4, 20),  # noqa: DTZ001 - a day of a sheet
        "Due": datetime(2027, 5, 21),  # noqa: DTZ001
        "Money": "1",
        "Evidence expected": "a record",
        "Risk now": 9,
        "Risk then": 3,
        "Status": "Not started",
        "Note": None,
    }


def test_red_lines_come_first_and_carry_no_risk_number() -> None:
    first = row_of(sheet(asked()), "title of R1")

    assert (first["No."], first["Kind"], first["Risk now"]) == (1, "red line", None)


def test_what_ends_after_the_year_says_so() -> None:
    questionnaire = made.questionnaire(*(made.question(f"E1.{n}", effort="L") for n in range(1, 6)))
    assessment = assess(questionnaire, made.response({f"E1.{n}": 0 for n in range(1, 6)}))

    content = print_plan(assessment, questionnaire, start=START)

    paper = openpyxl.load_workbook(io.BytesIO(content))["Action plan"]
    assert paper["I9"].value == "after the first year"


def test_the_status_is_chosen_from_a_list_in_the_language_of_the_sheet() -> None:
    lists = sheet(asked(), "行动计划").data_validations.dataValidation

    assert [(rule.type, rule.formula1, str(rule.sqref)) for rule in lists] == [
        ("list", '"未开始,进行中,需补证据,完成,不做了"', "N5:N8")
    ]


def test_the_sheet_is_ready_to_filter_and_to_print() -> None:
    paper = sheet(asked())

    assert paper.freeze_panes == "C5"
    assert paper.auto_filter.ref == "A4:O8"
    assert paper.print_title_rows == "$4:$4"
    assert (paper.page_setup.orientation, paper.page_setup.fitToHeight) == ("landscape", 0)
    assert paper.sheet_properties.pageSetUpPr is not None
    assert paper.sheet_properties.pageSetUpPr.fitToPage


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_words_that_look_like_a_formula_stay_words(sign: str) -> None:
    words = f"{sign}HYPERLINK(1)"

    paper = sheet(asked(first_step=Text(words, words)))

    cell = paper["D8"]
    assert (cell.data_type, cell.quotePrefix) == ("s", True)
    assert str(cell.value).endswith("HYPERLINK(1)")


def test_nothing_to_do_is_said_in_words() -> None:
    questionnaire = asked()
    nothing = assessed(questionnaire)._replace(plan=())

    content = print_plan(nothing, questionnaire, start=START)

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [paper["A2"].value for paper in book] == [
        "目前没有待办的事。",
        "Nothing is waiting to be done.",
    ]


def test_a_company_is_named_in_its_title() -> None:
    questionnaire = asked()
    company = Text("=明灯\x07", "Lamp Works")

    content = print_plan(assessed(questionnaire), questionnaire, start=START, company=company)

    book = openpyxl.load_workbook(io.BytesIO(content))
    assert [paper["A1"].value for paper in book] == ["=明灯 · 行动计划", "Lamp Works · Action plan"]
    assert book["行动计划"]["A1"].data_type == "s"
