"""A workbook that carries a supplement or another tier: nothing is lost, nothing is mistaken."""

from dataclasses import replace
from pathlib import Path

from openpyxl.workbook import Workbook as Book
from tests.core.files.made_workbook import FILLED, SME, changed, filled, read

from zeren.collect.responses import Answer, Asked
from zeren.files.workbook.template import write_template
from zeren.standards.load import load_questionnaire
from zeren.text import Said

BOTH = load_questionnaire("sme", tier="quick", supplements=("ict",))
CARRIED = replace(
    FILLED,
    asked=Asked(BOTH.id, BOTH.edition, BOTH.tier, BOTH.sha256, BOTH.supplements),
    profile={**FILLED.profile, "devices": True, "software": False},
    answers=(*FILLED.answers, Answer("T1.1", 2, words=Said.of("样机量过一次。"))),
)


def carried(folder: Path) -> Path:
    path = folder / "carried.xlsx"
    write_template(BOTH, path, lang="zh", response=CARRIED)
    return path


def test_a_workbook_carries_a_supplement(tmp_path: Path) -> None:
    response, _ = read(carried(tmp_path))

    assert response.answer_to == CARRIED.answer_to
    assert response.asked == CARRIED.asked
    assert response.profile["devices"] is True


def test_a_supplement_is_found_when_the_hidden_sheet_is_gone(tmp_path: Path) -> None:
    def forget(book: Book) -> None:
        del book["_zeren"]

    response, problems = read(changed(carried(tmp_path), forget))

    assert response.asked.supplements == ("ict",)
    assert response.answer_to["T1.1"].said == 2
    assert "marks-lost" in [problem.code for problem in problems]


def test_a_stray_id_makes_no_supplement(tmp_path: Path) -> None:
    def scribble(book: Book) -> None:
        book["证据"]["L3"].value = "ict/T4.1"

    response, problems = read(changed(filled(tmp_path), scribble))

    assert response.asked.supplements == ()
    assert "required-missing" not in [problem.code for problem in problems]


def test_a_row_under_the_wrong_address_overrides_nothing(tmp_path: Path) -> None:
    def claim(book: Book) -> None:
        sheet = book["电子信息补充"]
        (row,) = (cell.row for cell in sheet["A"] if cell.value == "ict/T1.1")
        sheet.cell(row, 1).value = "ict/E1.1"

    response, _ = read(changed(carried(tmp_path), claim))

    assert response.answer_to["E1.1"] == FILLED.answer_to["E1.1"]


def test_ids_lost_on_one_sheet_are_found_by_their_names(tmp_path: Path) -> None:
    def empty(book: Book) -> None:
        for cell in book["电子信息补充"]["A"]:
            cell.value = None

    response, problems = read(changed(carried(tmp_path), empty))

    assert response.answer_to["T1.1"].said == 2
    assert "sheet-lost" not in [problem.code for problem in problems]


def test_a_name_never_reads_the_row_of_another_question(tmp_path: Path) -> None:
    """Rows were sorted, names stayed where they were, and one id is gone."""

    def swap(book: Book) -> None:
        sheet = book["员工责任"]
        rows = {cell.value: cell.row for cell in sheet["A"] if cell.value}
        one, other = rows["sme/E1.1"], rows["sme/E1.2"]
        for place in range(1, 12):
            first, second = sheet.cell(one, place), sheet.cell(other, place)
            first.value, second.value = second.value, first.value
        sheet.cell(other, 1).value = None

    response, _ = read(changed(filled(tmp_path), swap))

    assert response.answer_to["E1.2"] == FILLED.answer_to["E1.2"]
    assert "E1.1" not in response.answer_to or (
        response.answer_to["E1.1"].said == FILLED.answer_to["E1.1"].said
    )


def test_a_tier_that_the_rows_belie_is_not_believed(tmp_path: Path) -> None:
    whole = load_questionnaire("sme", tier="basic")
    path = tmp_path / "basic.xlsx"
    answers = (*FILLED.answers, Answer("RM4.1", 3))
    write_template(whole, path, lang="zh", response=replace(FILLED, answers=answers))

    def lie(book: Book) -> None:
        marks = book["_zeren"]
        (row,) = (row for row in marks.iter_rows(max_col=2) if row[0].value == "tier")
        row[1].value = "quick"

    response, problems = read(changed(path, lie))

    assert response.asked.tier == "basic"
    assert response.answer_to["RM4.1"].said == 3
    assert "other-tier" in [problem.code for problem in problems]


def test_marks_that_are_none_reach_no_response(tmp_path: Path) -> None:
    def scribble(book: Book) -> None:
        for row in book["_zeren"].iter_rows(max_col=2):
            if row[0].value in {"tier", "sha256"}:
                row[1].value = "x" * 500

    response, _ = read(changed(filled(tmp_path), scribble))

    assert response.asked.tier == "quick"
    assert response.asked.sha256 == SME.sha256


def test_a_supplement_that_we_do_not_know_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    def rename(book: Book) -> None:
        marks = book["_zeren"]
        (row,) = (row for row in marks.iter_rows(max_col=2) if row[0].value == "supplements")
        row[1].value = "ict bank"

    response, problems = read(changed(carried(tmp_path), rename))

    assert response.answer_to["T1.1"].said == 2
    assert "supplement-unknown" in [problem.code for problem in problems]
