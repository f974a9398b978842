"""The printed questionnaire: the same care for readers with and without sight as the reports."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.core.files.test_html import AXE_ANSWER, AXE_SCRIPT, seen_in_chromium
from tests.tools import needs

from zeren.files.html import print_html
from zeren.files.pdf import print_pdf
from zeren.publish.document import Document, Look
from zeren.publish.questionnaire import questionnaire_document
from zeren.standards.load import load_questionnaire
from zeren.text import LANGS, Lang

QUICK = load_questionnaire("sme", tier="quick", supplements=("ict",))


def document(*, advice: bool = True) -> Document:
    return questionnaire_document(QUICK, date="2026-11-28", look=Look(), advice=advice)


@pytest.mark.parametrize("lang", LANGS)
def test_machine_checks_of_the_pdf_find_no_error(lang: Lang, tmp_path: Path) -> None:
    pdfua = pytest.importorskip("pdfua", reason="pdfua is not installed")
    outloud = pytest.importorskip("outloud", reason="outloud is not installed")
    file = tmp_path / "questionnaire.pdf"
    file.write_bytes(print_pdf(document(), lang))

    assert list(pdfua.validate(str(file)).findings) == []
    assert outloud.check(str(file)).errors == 0


@needs("chromium", "axe-core")
@pytest.mark.parametrize("at", ["zh-area-t", "en-red-lines"])
@pytest.mark.parametrize("width", [320, 1280])
def test_machines_find_no_barrier_on_the_page(tmp_path: Path, at: str, width: int) -> None:
    page = print_html(document())

    said = seen_in_chromium(tmp_path, page, script=AXE_SCRIPT, width=width, at=at)

    assert said == AXE_ANSWER


def test_nothing_of_a_question_is_left_out() -> None:
    page = print_html(document()).decode()

    for question in QUICK.questions:
        for text in (question.asked, *question.levels, *question.steps, question.helped):
            assert text.zh in page
            assert text.en.replace("&", "&amp;") in page


def test_without_advice_the_way_up_stays_away() -> None:
    page = print_html(document(advice=False)).decode()

    assert QUICK.questions[0].asked.en in page
    assert QUICK.questions[0].steps[0].en not in page
