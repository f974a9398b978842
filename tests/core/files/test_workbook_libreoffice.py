"""LibreOffice opens our workbook, calculates it, and saves it with nothing lost."""

import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook as Book
from tests.core.files.made_draft import book_of, questionnaire_draft, standard_draft
from tests.core.files.made_workbook import FILLED, cell_of, changed, filled, read
from tests.core.files.test_declaration_form import INDEX, hashed, written
from tests.tools import needs

from zeren.files.declaration_form.reading import read_form
from zeren.files.drafts.importing import read_ready
from zeren.files.workbook.words import BookLang
from zeren.standards.drafts.draft import Draft

KEPT = ("sheetProtection", "dataValidation ", "cfRule", "definedName ", "legacyDrawing")


def through_libreoffice(path: Path, folder: Path) -> Path:
    """Open and save it, headless, with a profile of its own."""
    target = folder / "saved"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(target)]
    subprocess.run([*convert, str(path)], check=True, capture_output=True, timeout=180)  # noqa: S603 - our own file
    return target / path.name


def marks(path: Path) -> dict[str, int]:
    """How often each feature stands in the XML of the sheets and the workbook."""
    with zipfile.ZipFile(path) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/work")]
        content = "".join(parts.read(name).decode() for name in sheets if name.endswith(".xml"))
        comments = sum("comments" in name and name.endswith(".xml") for name in parts.namelist())
    return {mark.strip(): content.count(f"<{mark}") for mark in KEPT} | {"comments": comments}


@needs("soffice")
@pytest.mark.parametrize("lang", ["zh", "both"])
def test_it_comes_back_whole(tmp_path: Path, lang: BookLang) -> None:
    path = filled(tmp_path, lang=lang)

    saved = through_libreoffice(path, tmp_path)

    response, problems = read(saved)
    assert response == FILLED
    assert [problem.code for problem in problems] == ["number-unusual"]
    before, after = marks(path), marks(saved)
    assert after["sheetProtection"] == before["sheetProtection"]
    assert after["comments"] == before["comments"]
    assert all(after[mark] > 0 for mark in after)


@needs("soffice")
def test_its_formulas_count_and_grey_what_is_not_asked(tmp_path: Path) -> None:
    def answer(book: Book) -> None:
        book["企业概况"][cell_of(book["企业概况"], "dormitory", "填写")] = "否"
        book["员工责任"][cell_of(book["员工责任"], "E1.1", "回答")] = "3"
        book["数据"][cell_of(book["数据"], "insured", "填写")] = 52
        book["企业概况"][cell_of(book["企业概况"], "employees-women", "填写")] = 34
        book["企业概况"][cell_of(book["企业概况"], "employees-men", "填写")] = 26

    path = changed(filled(tmp_path, response=None), answer)

    book = openpyxl.load_workbook(through_libreoffice(path, tmp_path), data_only=True)
    people, numbers, guide = book["员工责任"], book["数据"], book["说明"]
    counts = {row[1].value: (row[2].value, row[3].value) for row in guide.iter_rows()}
    assert people[cell_of(people, "E1.1", "状态")].value == "✓ 已填"
    assert people[cell_of(people, "E3.3", "状态")].value == "– 不用填"
    assert numbers[cell_of(numbers, "insured", "状态")].value == "! 请核对"
    assert counts["员工责任"] == (1, 7)
    assert counts["数据"] == (1, 13)


@needs("soffice")
@pytest.mark.parametrize(
    "draft", [standard_draft(), questionnaire_draft()], ids=lambda draft: draft.id
)
def test_a_draft_comes_back_whole(tmp_path: Path, draft: Draft) -> None:
    saved = through_libreoffice(book_of(tmp_path, draft), tmp_path)

    ready = read_ready(saved, tmp_path / "library")

    assert ready.problems == ()
    assert {kind: list(rows) for kind, rows in ready.draft.tables.items()} == draft.tables


@needs("soffice")
def test_the_form_of_a_declaration_comes_back_whole(tmp_path: Path) -> None:
    saved = through_libreoffice(written(tmp_path), tmp_path)
    shutil.copy(tmp_path / INDEX, saved.parent)

    found = read_form(saved)

    assert found.form == hashed()
    assert found.problems == ()
