"""What is wrong in a workbook is told all at once, with its cell, and what is right is kept."""

import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.files.made_workbook import FILLED, SME, cell_of, changed, filled, read

from zeren.collect.facts import Period
from zeren.files.workbook.words import BookLang
from zeren.files.xlsx.cells import read_cells
from zeren.text import Text


def test_all_mistakes_come_at_once_and_what_is_right_stays(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        people, profile, numbers = book["员工责任"], book["企业概况"], book["数据"]
        put(people, "E1.1", "回答", "还行")
        put(people, "E1.2", "是否公开", "以后再说")
        put(profile, "employees-women", "填写", "三十四")
        put(profile, "sector", "填写", "灯具")
        put(profile, "period-to", "填写", "去年年底")
        put(numbers, "electricity", "填写", "48万")
        put(book["证据"], "", "", None)
        book["证据"]["C4"] = "文件"

    response, problems = read(changed(filled(tmp_path), spoil))

    assert {
        (problem.code, problem.place.sheet) for problem in problems if problem.level == "error"
    } == {
        ("answer-unclear", "员工责任"),
        ("answer-unclear", "企业概况"),
        ("answer-unclear", "证据"),
        ("not-a-number", "企业概况"),
        ("not-a-date", "企业概况"),
        ("number-short", "数据"),
    }
    assert response.answers == FILLED.answers[:3] + FILLED.answers[4:]
    assert response.facts[-1] == FILLED.facts[-1]
    assert response.evidence == FILLED.evidence[1:]
    assert response.period.end == "2025-12-31"


def put(sheet: Worksheet, code: str, header: str, value: object) -> None:
    if code:
        cell: Any = sheet[cell_of(sheet, code, header)]
        cell.value = value


def test_an_unclear_answer_is_told_what_is_offered(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        put(book["红线"], "R1", "回答", "也许")

    _, problems = read(changed(filled(tmp_path), spoil))

    assert problems[0].words("zh") == (
        "工作表“红线”单元格 C4：看不出“也许”是哪个回答。请从下拉列表中选一项：“守住了”“没有守住”“不清楚”。"
    )


@pytest.mark.parametrize(
    ("lang", "sheet", "offered"),
    [
        ("zh", "红线", Text("“守住了”“没有守住”“不清楚”", '"守住了", "没有守住", "不清楚"')),
        ("en", "Red lines", Text("“Kept”“Broken”“Don't know”", '"Kept", "Broken", "Don\'t know"')),
        (
            "both",
            "红线 Red lines",
            Text(
                "“守住了 Kept”“没有守住 Broken”“不清楚 Don't know”",
                '"守住了 Kept", "没有守住 Broken", "不清楚 Don\'t know"',
            ),
        ),
    ],
)
def test_what_is_offered_is_told_in_the_words_of_the_workbook(
    tmp_path: Path, lang: BookLang, sheet: str, offered: Text
) -> None:
    def spoil(book: Book) -> None:
        put(book[sheet], "R1", "Answer" if lang == "en" else "回答", "?!")

    _, problems = read(changed(filled(tmp_path, lang=lang), spoil))

    assert problems[0].remedy == Text(
        f"请从下拉列表中选一项：{offered.zh}。", f"Choose from the list: {offered.en}."
    )


def test_levels_are_offered_as_the_list_shows_them(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        put(book["员工责任 Employee responsibility"], "E1.1", "回答", "?!")

    _, problems = read(changed(filled(tmp_path, lang="both"), spoil))

    assert "“3 已到位 In place”“4 " in problems[0].remedy.zh


def test_of_a_long_list_eight_are_named(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        put(book["企业概况"], "region", "填写", "火星")

    _, problems = read(changed(filled(tmp_path), spoil))

    remedy = problems[0].remedy
    count = len(SME.field_of["region"].choices)
    assert (remedy.zh.count("“"), remedy.en.count('"')) == (8, 16)
    assert remedy.zh.endswith(f"”…等 {count} 项，见下拉列表。")
    assert remedy.en.endswith(f'" and {count - 8} more in the drop-down.')


def test_problems_come_in_the_order_of_the_sheets_those_of_the_whole_last(tmp_path: Path) -> None:
    def spoil(book: Book) -> None:
        people = book["员工责任"]
        put(people, "E1.2", "回答", "还行")
        put(people, "E1.1", "是否公开", "以后再说")
        put(people, "E1.1", "回答", "还行")
        put(book["企业概况"], "sector", "填写", "灯具")
        book["_zeren"]["B4"] = "0" * 64
        book.move_sheet("员工责任", offset=-2)

    path = changed(filled(tmp_path), spoil)
    _, problems = read(path)

    people = openpyxl.load_workbook(path)["员工责任"]
    profile = openpyxl.load_workbook(path)["企业概况"]
    told = [(problem.place.sheet, problem.place.cell) for problem in problems]
    assert told[:4] == [
        ("员工责任", cell_of(people, "E1.1", "回答")),
        ("员工责任", cell_of(people, "E1.1", "是否公开")),
        ("员工责任", cell_of(people, "E1.2", "回答")),
        ("企业概况", cell_of(profile, "sector", "填写")),
    ]
    assert told[-2:] == [("", ""), ("", "")]


@pytest.mark.parametrize(
    ("start", "end", "period", "told"),
    [
        ("去年年初", "2024-12-31", Period("2024-12-31", "2024-01-01"), ["not-a-date"]),
        ("2023-07-01", "24.12.31", Period("2023-12-31", "2023-01-01"), ["not-a-date"]),
        ("2023-07-01", None, Period("2023-12-31", "2023-01-01"), ["required-missing"]),
        ("？", "？", Period("2025-12-31", "2025-01-01"), ["not-a-date", "not-a-date"]),
        (None, None, Period("2025-12-31", "2025-01-01"), ["required-missing"] * 2),
    ],
)
def test_half_a_period_is_never_combined_with_one_that_nobody_wrote(
    tmp_path: Path, start: str | None, end: str | None, period: Period, told: list[str]
) -> None:
    def spoil(book: Book) -> None:
        put(book["企业概况"], "period-from", "填写", start)
        put(book["企业概况"], "period-to", "填写", end)

    response, problems = read(changed(filled(tmp_path), spoil))

    about = [problem for problem in problems if problem.level == "error"]
    assert response.period == period
    assert [problem.code for problem in about] == told
    for problem in about:
        year = period.end[:4]
        assert problem.what.zh.endswith(f"。暂按 {year} 年全年计算。")
        assert problem.what.en.endswith(f". The year {year} is taken for now.")
    assert not any(problem.code.startswith("period-") for problem in problems)


def test_words_for_the_unit_that_our_own_help_names_are_read(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book["数据"], "electricity", "填写", "862300度")
        put(book["数据"], "water", "填写", "5,120 吨")
        put(book["企业概况"], "employees-men", "填写", "26 名")

    response, problems = read(changed(filled(tmp_path), write))

    assert not [problem for problem in problems if problem.level == "error"]
    assert [response.number(code) for code in ("electricity", "water", "employees-men")] == [
        Decimal(862300),
        Decimal(5120),
        Decimal(26),
    ]


def test_gas_is_not_sold_by_the_tonne(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book["数据"], "natural-gas", "填写", "5,120 吨")

    _, problems = read(changed(filled(tmp_path), write))

    [problem] = [problem for problem in problems if problem.level == "error"]
    assert problem.remedy == Text(
        "请只写数字，单位是立方米。", "Write digits only; the unit is m³."
    )


@pytest.mark.parametrize(
    "written", ["长期", "长期有效", "永久", "permanent", "no expiry", "No expiry date"]
)
def test_evidence_may_never_expire(tmp_path: Path, written: str) -> None:
    def write(book: Book) -> None:
        book["证据"]["H4"] = written

    response, problems = read(changed(filled(tmp_path), write))

    assert response.evidence[0].expires == ""
    assert [problem.code for problem in problems] == ["number-unusual"]


def test_a_formula_that_nobody_worked_out_is_told_where_it_stands(tmp_path: Path) -> None:
    def write(book: Book) -> None:
        put(book["数据"], "electricity", "填写", "=400000+80000")
        put(book["员工责任"], "E1.1", "回答", '="3"')
        book["证据"]["D4"] = '="合同"'

    _, problems = read(changed(filled(tmp_path), write))

    errors = [problem for problem in problems if problem.level == "error"]
    assert [(problem.code, problem.place.sheet) for problem in errors] == [
        ("formula-unfinished", "员工责任"),
        ("formula-unfinished", "数据"),
        ("formula-unfinished", "证据"),
    ]
    assert (errors[0].what.zh, errors[0].remedy.zh) == (
        "这里是公式，但文件里没有算好的结果。",
        "请用表格软件打开保存一次，或直接填结果。",
    )


def test_a_formula_may_well_give_an_empty_text(tmp_path: Path) -> None:
    made, path = tmp_path / "made.xlsx", tmp_path / "empty.xlsx"
    with xlsxwriter.Workbook(made) as book:
        paper = book.add_worksheet("one")
        paper.write_formula("A1", '=""', value="@")
        paper.write_formula("A2", "=1+1", value=2)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"<v>@</v>", b"<v></v>"))

    sheet = read_cells(path).sheet("one")

    assert (sheet.at(1, 1), sheet.unfinished) == (None, frozenset())
