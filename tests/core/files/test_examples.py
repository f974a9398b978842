"""The examples: their workbooks are what their answers say."""

import shutil
import zipfile
from pathlib import Path

import pytest
from tests.core.files.made_workbook import EXAMPLES, read

from zeren.files.declaration_form.example import write_form_example
from zeren.files.declaration_form.reading import read_form
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.files.workbook.template import write_template

FORMS = sorted(path.parent for path in EXAMPLES.glob("*/declaration.toml"))
FOLDERS = sorted(path.parent for path in EXAMPLES.glob("*/answers.toml"))


def parts(path: Path) -> dict[str, bytes]:
    """The content of every part; how it is packed depends on the machine's zlib."""
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_workbook_is_fresh(tmp_path: Path, folder: Path) -> None:
    table, questionnaire = read_toml(folder / "answers.toml")
    fresh = tmp_path / "answers.xlsx"

    response = response_from_toml(table, questionnaire)
    write_template(questionnaire, fresh, lang=table["lang"], response=response)

    assert parts(folder / "answers.xlsx") == parts(fresh), "make it anew: make examples"


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_the_workbook_says_what_the_answers_say(folder: Path) -> None:
    table, questionnaire = read_toml(folder / "answers.toml")

    response, problems = read(folder / "answers.xlsx")

    assert response == response_from_toml(table, questionnaire)
    assert {problem.level for problem in problems} <= {"note"}


@pytest.mark.parametrize("folder", FORMS, ids=lambda folder: folder.name)
def test_the_form_is_fresh_and_its_documents_are_there(tmp_path: Path, folder: Path) -> None:
    for name in ("answers.toml", "declaration.toml"):
        shutil.copy(folder / name, tmp_path)

    fresh = write_form_example(tmp_path)
    found = read_form(folder / "declaration.xlsx")

    assert parts(folder / "declaration.xlsx") == parts(fresh), "make it anew: make examples"
    assert found.problems == ()
    assert all(row.sha256 for row in found.form.documents)
