"""A report as a sheet: everything that is said in it, as words, the same bytes every time."""

from io import BytesIO

from openpyxl import load_workbook
from tests.core.publish.made import answered, questionnaire

from zeren.assess.result import assess
from zeren.files.document_sheet import print_sheet
from zeren.publish.diagnosis import diagnosis
from zeren.publish.document import Document, Look
from zeren.publish.outward import outward_report
from zeren.publish.published import published
from zeren.standards.topics import load_topics
from zeren.text import Lang, Said

FORMULA = "=HYPERLINK(1)"


def outward() -> Document:
    asked = questionnaire()
    response = answered(
        words={"E2.1": Said.of(FORMULA), "E1.1": Said.of("有台账")},
        published=["E1.1", "E2.1", "R1", "sector", "statement"],
    )
    return outward_report(
        published(asked, response),
        areas=asked.areas,
        topics=load_topics(),
        date="2026-11-22",
        look=Look(),
    )


def cells(document: Document, lang: Lang) -> list[list[str]]:
    sheet = load_workbook(BytesIO(print_sheet(document, lang))).active
    assert sheet
    return [[str(one.value or "") for one in row] for row in sheet.iter_rows()]


def test_every_sentence_of_the_report_stands_in_a_row_of_its_own() -> None:
    rows = cells(outward(), "zh")

    told = [row[2] for row in rows]
    assert any("有台账" in words for words in told)
    assert any(FORMULA in words for words in told)
    assert "自评，未经核实" in told
    sheet = load_workbook(BytesIO(print_sheet(outward(), "zh"))).active
    assert sheet
    assert {one.data_type for row in sheet.iter_rows() for one in row} <= {"s", "n"}


def test_words_in_the_other_language_are_marked() -> None:
    assert any("有台账 (original in Chinese)" in row[2] for row in cells(outward(), "en"))


def test_equal_reports_give_equal_bytes() -> None:
    assert print_sheet(outward(), "en") == print_sheet(outward(), "en")


def test_a_diagnosis_with_charts_and_cards_is_told_whole() -> None:
    asked, response = questionnaire(), answered(level=1)
    assessment = assess(asked, response)
    document = diagnosis(asked, response, assessment, date="2026-11-22", look=Look())

    told = " ".join(row[1] + row[2] for row in cells(document, "zh"))

    assert all(risk.question.title.zh in told for risk in assessment.risks)
    assert all(one.question.title.zh in told for one in assessment.near_term)
