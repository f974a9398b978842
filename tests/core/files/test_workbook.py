"""Our workbook: what is written comes back, and what people do to it does no harm."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook as Book
from openpyxl.worksheet.worksheet import Worksheet
from tests.core.files.made_workbook import FILLED, SME, cell_of, changed, filled, read

from zeren.collect.facts import Period
from zeren.collect.responses import Answer, Saying
from zeren.files.workbook.reading import read_workbook
from zeren.files.workbook.rows import FIELD, QUESTION, RED_LINE
from zeren.files.workbook.template import sheet_names, write_template
from zeren.files.workbook.words import BookLang
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Place, Problem, Refused
from zeren.text import Said, Text

LANGS: tuple[BookLang, ...] = ("zh", "en", "both")


@pytest.mark.parametrize("lang", LANGS)
def test_what_is_written_is_read_in_every_language(tmp_path: Path, lang: BookLang) -> None:
    response, problems = read(filled(tmp_path, lang=lang))

    assert response == FILLED
    assert [problem.code for problem in problems] == ["number-unusual"]


OWN_WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), min_size=1).filter(
    lambda words: words == words.strip() and "\ufeff" not in words and "_x" not in words
)
ANY_ANSWER = st.sampled_from((0, 1, 2, 3, 4, Saying.DONT_KNOW))


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(ANY_ANSWER, st.none() | OWN_WORDS), max_size=5), st.sampled_from(LANGS))
def test_any_answers_and_any_words_come_back(
    tmp_path: Path, said: list[tuple[int | Saying, str | None]], lang: BookLang
) -> None:
    answers = tuple(
        Answer(question.code, one, words=Said.of(words) if words else None)
        for question, (one, words) in zip(SME.questions, said, strict=False)
    )
    response = replace(FILLED, answers=answers)

    assert read(filled(tmp_path, lang=lang, response=response))[0].answers == answers


def test_the_same_response_gives_the_same_bytes(tmp_path: Path) -> None:
    first = filled(tmp_path).read_bytes()

    assert filled(tmp_path).read_bytes() == first


@pytest.mark.parametrize("words", ["=1+1", "+86", "-3 度", "@all", '=HYPERLINK("x")'])
def test_words_that_begin_like_a_formula_stay_words(tmp_path: Path, words: str) -> None:
    answer = Answer("E1.1", 2, words=Said.of(words))

    path = filled(tmp_path, response=replace(FILLED, answers=(answer,)))

    assert read(path)[0].answers == (answer,)
    formulas = [
        cell.value
        for sheet in openpyxl.load_workbook(path).worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    ]
    assert words not in formulas


def sort_backwards(book: Book) -> None:
    """Sort the rows of a sheet by turning them round, as one block, headings included."""
    sheet = book["员工责任"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    for row, values in zip(sheet.iter_rows(min_row=4), reversed(rows), strict=True):
        for cell, value in zip(row, values, strict=True):
            cell.value = value


def rename_and_move(book: Book) -> None:
    book["员工责任"].title = "Our people"
    book.move_sheet("数据", offset=-5)


def add_columns(book: Book) -> None:
    book["员工责任"].insert_cols(1, 2)
    book["数据"].insert_cols(3)
    book["证据"].insert_cols(2)


def add_rows(book: Book) -> None:
    book["员工责任"].insert_rows(1, 3)
    book["企业概况"].insert_rows(6)


def delete_headers(book: Book) -> None:
    for name in ("员工责任", "红线", "数据"):
        book[name].delete_rows(1, 3)


def lose_the_look(book: Book) -> None:
    for sheet in book.worksheets:
        sheet.protection.sheet = False
        sheet.data_validations.dataValidation.clear()


@pytest.mark.parametrize(
    "change",
    [sort_backwards, rename_and_move, add_columns, add_rows, delete_headers, lose_the_look],
)
def test_rearranging_does_no_harm(tmp_path: Path, change: Callable[[Book], None]) -> None:
    response, problems = read(changed(filled(tmp_path), change))

    assert response == FILLED
    assert [problem.code for problem in problems] == ["number-unusual"]


def test_a_deleted_row_is_an_open_question(tmp_path: Path) -> None:
    def delete(book: Book) -> None:
        sheet = book["员工责任"]
        sheet.delete_rows(sheet[cell_of(sheet, "E1.2", "回答")].row)

    response, problems = read(changed(filled(tmp_path), delete))

    assert response.answers == tuple(one for one in FILLED.answers if one.question != "E1.2")
    assert "unanswered" in [problem.code for problem in problems]


def test_without_the_hidden_sheet_it_is_read_with_a_note(tmp_path: Path) -> None:
    response, problems = read(changed(filled(tmp_path), lambda book: book.remove(book["_zeren"])))

    assert response == FILLED
    assert [problem.code for problem in problems] == ["number-unusual", "marks-lost"]


def test_without_the_ids_the_defined_names_serve(tmp_path: Path) -> None:
    def forget(book: Book) -> None:
        for sheet in book.worksheets:
            if sheet.title != "_zeren":
                for (cell,) in sheet.iter_rows(max_col=1):
                    cell.value = None

    response, problems = read(changed(filled(tmp_path), forget))

    assert response == FILLED
    assert [problem.code for problem in problems] == ["number-unusual", "ids-lost"]


@pytest.mark.parametrize(
    ("mark", "value"), [("B2", "2025"), ("B4", "0" * 64)], ids=["edition", "revision"]
)
def test_another_edition_is_read_with_a_note(tmp_path: Path, mark: str, value: str) -> None:
    def age(book: Book) -> None:
        book["_zeren"]["B4"] = "0" * 64
        book["_zeren"][mark] = value

    response, problems = read(changed(filled(tmp_path), age))

    assert response.answers == FILLED.answers
    assert [problem.code for problem in problems] == ["number-unusual", "other-edition"]


def test_an_id_of_another_edition_is_noted(tmp_path: Path) -> None:
    def add(book: Book) -> None:
        book["员工责任"]["A40"] = "sme/E9.9"

    _, problems = read(changed(filled(tmp_path), add))

    assert problems[-1].what == Text(
        "有些编号不在这份问卷里，没有读取：E9.9。",
        "Some ids are not in this questionnaire and were not read: E9.9.",
    )


def test_a_copied_row_is_named_with_both_cells(tmp_path: Path) -> None:
    def copy(book: Book) -> None:
        sheet = book["员工责任"]
        for cell in sheet[sheet[cell_of(sheet, "E1.1", "回答")].row]:
            sheet.cell(40, cell.column or 1, cell.value)
        sheet.cell(40, 8, "4")

    response, problems = read(changed(filled(tmp_path), copy))

    assert response == FILLED
    assert problems[0] == Problem(
        "row-copied",
        "error",
        Place(sheet="员工责任", cell="H40"),
        Text(
            "E1.1 有 2 行，写得不一样：“员工责任”H5、“员工责任”H40。",
            'E1.1 stands in 2 rows that say different things: "员工责任" H5, "员工责任" H40.',
        ),
        Text("请只留一行。现在用的是第一行。", "Keep only one of them. The first is used for now."),
    )


def test_a_row_copied_thousands_of_times_is_told_in_a_line(tmp_path: Path) -> None:
    def copy(book: Book) -> None:
        for row in range(40, 5_040):
            book["员工责任"].cell(row, 1, "sme/E1.1")
            book["员工责任"].cell(row, 8, row % 5)

    response, (first, *_) = read(changed(filled(tmp_path), copy))

    assert response == FILLED
    assert first.code == "row-copied"
    assert len(first.what.zh) < 200


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


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("area", ["V", "red-lines", "numbers"])
def test_a_sheet_that_was_deleted_is_missed_by_name(
    tmp_path: Path, lang: BookLang, area: str
) -> None:
    name = sheet_names(SME, lang)[area]

    _, problems = read(changed(filled(tmp_path, lang=lang), lambda book: book.remove(book[name])))

    [problem] = [problem for problem in problems if problem.level == "error"]
    assert problem.what == Text(f"工作表“{name}”不见了。", f'The sheet "{name}" is gone.')


def test_a_workbook_of_others_is_refused_in_words(tmp_path: Path) -> None:
    path = tmp_path / "theirs.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "n/a"
    book.save(path)

    with pytest.raises(Refused) as refused:
        read_workbook(read_cells(path))

    assert [problem.code for problem in refused.value.problems] == ["not-ours"]


def test_a_cell_at_which_the_reader_panics_is_refused_in_words(tmp_path: Path) -> None:
    """Its panic is no Exception, and would end a batch."""

    def unday(book: Book) -> None:
        book.worksheets[1]["C36"].number_format = "yyyy-mm-dd"
        book.worksheets[1]["C36"] = -1e12

    with pytest.raises(Refused) as raised:
        read(changed(filled(tmp_path), unday))

    assert [problem.code for problem in raised.value.problems] == ["file-damaged"]


def test_a_questionnaire_that_we_do_not_have_is_refused_in_words(tmp_path: Path) -> None:
    def rename(book: Book) -> None:
        book["_zeren"]["B1"] = "other"
        for sheet in book.worksheets:
            for (cell,) in sheet.iter_rows(max_col=1):
                cell.value = str(cell.value or "").replace("sme/", "other/") or None

    with pytest.raises(Refused) as refused:
        read(changed(filled(tmp_path), rename))

    assert [problem.code for problem in refused.value.problems] == ["questionnaire-unknown"]


def test_values_stand_where_the_reader_looks_without_headers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(tmp_path))

    for name, offsets, headers in (
        ("员工责任", QUESTION, ("回答", "自己的话", "是否公开", "不适用的理由")),
        ("红线", RED_LINE, ("回答", "自己的话", "是否公开")),
        ("数据", FIELD, ("填写", "是否公开")),
    ):
        row = [cell.value for cell in book[name][3]]
        assert [row.index(header) for header in headers] == list(offsets.values())


@pytest.mark.parametrize("lang", LANGS)
def test_a_blank_workbook_asks_for_everything_and_publishes_only_what_is_preset(
    tmp_path: Path, lang: BookLang
) -> None:
    response, problems = read(filled(tmp_path, lang=lang, response=None))

    assert (response.answers, response.facts, response.evidence) == ((), (), ())
    assert response.published == {field.code for field in SME.fields if field.published_by_default}
    missing = [problem for problem in problems if problem.code == "required-missing"]
    assert len(missing) == sum(field.required for field in SME.fields)


def test_only_answer_cells_are_unlocked_and_nothing_needs_a_password(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled(tmp_path))

    unlocked = {
        str(sheet.cell(3, cell.column or 1).value)
        for sheet in book.worksheets
        for row in sheet.iter_rows(min_row=4)
        for cell in row
        if not cell.protection.locked
    }

    assert unlocked == {
        *("回答", "自己的话", "是否公开", "不适用的理由", "填写"),
        *("对应问题", "证据类别", "名称", "出具方", "起", "止", "有效期至", "文件名或链接"),
    }
    assert all(
        sheet.protection.sheet and not sheet.protection.password for sheet in book.worksheets
    )


def test_every_question_has_a_drop_down_and_help(tmp_path: Path) -> None:
    sheet = openpyxl.load_workbook(filled(tmp_path))["员工责任"]
    answers = {
        cell_of(sheet, question.code, "回答") for question in SME.questions if question.area == "E"
    }

    offered = {
        str(area) for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges
    }

    assert answers <= offered
    assert all(sheet[cell].comment for cell in answers)


def test_the_guide_counts_what_is_done(tmp_path: Path) -> None:
    answers = tuple(one for one in FILLED.answers if one.question != "E1.1")
    profile = {**FILLED.profile, "dormitory": False}

    path = filled(tmp_path, response=replace(FILLED, answers=answers, profile=profile))

    guide = openpyxl.load_workbook(path, data_only=True)["说明"]
    counts = {
        row[1].value: (row[2].value, row[3].value)
        for row in guide.iter_rows()
        if row[2].value is not None
    }
    assert counts["员工责任"] == (6, 7)
    assert counts["证据"] == (4, None)


def test_no_part_tells_when_or_where_it_was_made(tmp_path: Path) -> None:
    with zipfile.ZipFile(filled(tmp_path)) as parts:
        times = {part.date_time for part in parts.infolist()}
        core = parts.read("docProps/core.xml").decode()

    assert times == {(1980, 1, 1, 0, 0, 0)}
    assert "2026-01-01T00:00:00Z" in core


def test_writing_takes_text_paths_too(tmp_path: Path) -> None:
    write_template(SME, str(tmp_path / "blank.xlsx"), lang="en")

    assert read(tmp_path / "blank.xlsx")[0].asked == FILLED.asked


def test_a_deleted_column_is_empty_and_does_not_borrow_its_neighbour(tmp_path: Path) -> None:
    def delete_own_words(book: Book) -> None:
        sheet = book["员工责任"]
        headers = {cell.value: cell.column or 0 for row in sheet.iter_rows() for cell in row}
        sheet.delete_cols(headers["自己的话"])

    response, _ = read(changed(filled(tmp_path), delete_own_words))

    people = [answer for answer in response.answers if answer.question.startswith("E")]
    told = {answer.question: answer for answer in FILLED.answers}
    assert people == [replace(told[answer.question], words=None) for answer in people]
