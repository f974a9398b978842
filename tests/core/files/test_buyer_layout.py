"""A buyer's sheet is understood however it is laid out, and what is not ours to fill is seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from zeren.files.buyer.headers import role_of, year_of
from zeren.files.buyer.questions import Buyer, read_buyer
from zeren.files.xlsx.cells import read_cells
from zeren.publish.reply.asked import BuyerQuestion

Write = Callable[[xlsxwriter.Workbook, Worksheet], None]


def buyer(tmp_path: Path, write: Write) -> Buyer:
    path = tmp_path / "buyer.xlsx"
    with xlsxwriter.Workbook(path) as book:
        write(book, book.add_worksheet("Form"))
    return read_buyer(read_cells(path), year=2025)


def only(tmp_path: Path, write: Write) -> BuyerQuestion:
    (question,) = buyer(tmp_path, write).questions
    return question


def rows(*lines: tuple[object, ...]) -> Write:
    def write(_: xlsxwriter.Workbook, paper: Worksheet) -> None:
        for row, line in enumerate(lines):
            for column, value in enumerate(line):
                if value is not None:
                    paper.write(row, column, value)

    return write


@pytest.mark.parametrize(
    ("head", "role"),
    [
        ("Question", "question"),
        ("问题 Question", "question"),
        ("Supplier response", "answer"),
        ("供应商填写", "answer"),
        ("Comments / evidence", "remark"),
        ("备注", "remark"),
        ("No.", "number"),
        ("序号", "number"),
        ("Unit", "unit"),
        ("RBA clause", "clause"),
        ("Yes", "yes"),
        ("否", "no"),
        ("N/A", "na"),
        ("Do you have a question?", None),
        ("", None),
    ],
)
def test_heads_are_read_in_both_languages(head: str, role: str | None) -> None:
    assert role_of(head) == role


def test_a_year_is_one_year() -> None:
    assert [year_of(head) for head in ("2025", "FY2024", "2023-2025", "2024年", "no")] == [
        2025,
        2024,
        None,
        2024,
        None,
    ]


def test_the_header_may_stand_below_a_title(tmp_path: Path) -> None:
    question = only(
        tmp_path,
        rows(
            ("Supplier form",),
            (),
            ("No.", "Question", "Answer", "Comments"),
            (7, "Electricity?", None, None),
        ),
    )

    assert (question.number, question.answer, question.remark) == ("7", (4, 3), (4, 4))


def test_the_wordiest_of_several_columns_asks(tmp_path: Path) -> None:
    question = only(
        tmp_path,
        rows(("Topic", "Question", "Answer"), ("Energy", "How much electricity do you buy?", None)),
    )

    assert (question.column, question.words) == (2, "How much electricity do you buy?")


def test_the_column_of_our_year_is_answered(tmp_path: Path) -> None:
    ours = only(tmp_path, rows(("Indicator", "2024", "2025", "2026"), ("Electricity",)))
    without = only(tmp_path, rows(("Indicator", "2023", "2024"), ("Electricity",)))

    assert (ours.answer, ours.year) == ((2, 3), 2025)
    assert (without.answer, without.year) == ((2, 3), 2024)


def test_a_second_table_on_a_sheet_has_its_own_columns(tmp_path: Path) -> None:
    found = buyer(
        tmp_path,
        rows(
            ("Question", "Answer"),
            ("Do you save water?",),
            (),
            ("No.", "Question", "Remarks", "Answer"),
            (1, "Do you save energy?"),
        ),
    )

    assert [one.answer for one in found.questions] == [(2, 2), (5, 4)]


def test_a_list_without_a_header_is_answered_in_the_first_empty_column(tmp_path: Path) -> None:
    found = buyer(
        tmp_path,
        rows(
            ("a", "Do you save water?", "x"),
            ("b", "Do you save energy?", "x"),
            ("c", "How do you sort waste?", "x"),
        ),
    )

    assert [one.answer for one in found.questions] == [(1, 4), (2, 4), (3, 4)]


def test_a_sheet_without_questions_gives_none(tmp_path: Path) -> None:
    found = buyer(tmp_path, rows(("Introduction",), ("Thank you for your time.",)))

    assert (found.questions, found.layouts) == ((), {"Form": ()})


def test_headings_across_the_table_are_no_questions(tmp_path: Path) -> None:
    def write(_: xlsxwriter.Workbook, paper: Worksheet) -> None:
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.merge_range(1, 0, 1, 1, "A. Working conditions")
        paper.write(2, 0, "Do you save water?")

    assert only(tmp_path, write).words == "Do you save water?"


def test_a_merged_answer_is_written_into_its_first_cell(tmp_path: Path) -> None:
    def write(_: xlsxwriter.Workbook, paper: Worksheet) -> None:
        paper.write_row(0, 0, ("Question", "", "Answer"))
        paper.merge_range(1, 0, 1, 1, "Do you save water?")
        paper.merge_range(1, 2, 1, 5, "")
        paper.merge_range(2, 2, 4, 2, "")
        paper.write(2, 0, "And energy?")
        paper.write(3, 0, "And waste?")

    found = buyer(tmp_path, write).questions

    assert [(one.answer, one.obstacle) for one in found] == [
        ((2, 3), ""),
        ((3, 3), ""),
        (None, "no-cell"),
    ]


def test_what_is_there_already_is_taken_be_it_a_formula_without_a_result(tmp_path: Path) -> None:
    def write(_: xlsxwriter.Workbook, paper: Worksheet) -> None:
        paper.write_row(0, 0, ("Question", "Answer", "Comments"))
        paper.write_row(1, 0, ("Do you save water?", "yes, a lot", "we know"))
        paper.write(2, 0, "Do you save energy?")
        paper.write_formula("B3", '=""', None, "")

    found = buyer(tmp_path, write).questions

    assert [(one.obstacle, one.remark) for one in found] == [("taken", None), ("taken", (3, 3))]


def test_locked_and_hidden_cells_are_seen(tmp_path: Path) -> None:
    def write(book: xlsxwriter.Workbook, paper: Worksheet) -> None:
        free = book.add_format({"locked": False})
        paper.write_row(0, 0, ("Question", "Answer"))
        for row, words in enumerate(("one?", "two?", "three?"), start=1):
            paper.write(row, 0, words)
            paper.write_blank(row, 1, None, None if row == 1 else free)
        paper.set_row(3, None, None, {"hidden": True})
        paper.protect("secret")

    found = buyer(tmp_path, write).questions

    assert [one.obstacle for one in found] == ["locked", "", "hidden"]


def test_a_hidden_sheet_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "buyer.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Form").write_row(0, 0, ("Question", "Answer"))
        secret = book.add_worksheet("Secret")
        secret.write_row(0, 0, ("Question", "Answer"))
        secret.write(1, 0, "Do you save water?")
        secret.very_hidden()

    found = read_buyer(read_cells(path))

    assert (found.questions, found.hidden) == ((), ("Secret",))


@pytest.mark.parametrize("source", [["Yes", "No"], "=$H$1:$H$2", "=Lists!$A$1:$A$2", "=YesNo"])
def test_a_drop_down_list_is_read_wherever_it_stands(tmp_path: Path, source: object) -> None:
    def write(book: xlsxwriter.Workbook, paper: Worksheet) -> None:
        paper.write_row(0, 0, ("Question", "Answer"))
        paper.write(1, 0, "Do you save water?")
        paper.write_column("H1", ("Yes", "No"))
        book.add_worksheet("Lists").write_column("A1", ("Yes", "No"))
        book.define_name("YesNo", "=Lists!$A$1:$A$2")
        paper.data_validation("B2:B9", {"validate": "list", "source": source})

    assert only(tmp_path, write).options == ("Yes", "No")


def test_units_and_clauses_come_from_their_columns(tmp_path: Path) -> None:
    question = only(
        tmp_path,
        rows(("GRI ref", "Indicator", "Unit", "Value"), ("303-3", "Water withdrawn", "m³", None)),
    )

    assert (question.unit, question.clauses) == ("m3", (("gri-standards", "303-3"),))


def test_a_running_number_is_no_clause(tmp_path: Path) -> None:
    question = only(
        tmp_path, rows(("No.", "Question (SDG)", "Answer"), (8, "Do you train people?"))
    )
    named = only(tmp_path, rows(("SDG", "Question", "Answer"), (8, "Do you train people?")))

    assert question.clauses == ()
    assert named.clauses == (("un-sdg", "8"),)
