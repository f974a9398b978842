"""Our workbook: what is written comes back, and what people do to it does no harm."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook as Book
from tests.core.files.made_workbook import FILLED, SME, cell_of, changed, filled, read

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
    first, second = tmp_path / "first.xlsx", tmp_path / "second.xlsx"

    for path in (first, second):
        write_template(SME, path, lang="zh", response=FILLED)

    assert first.read_bytes() == second.read_bytes()


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
    assert people == [told[answer.question]._replace(words=None) for answer in people]
