"""The examples: their workbooks are what their answers say, and the signed one holds."""

import json
import shutil
import zipfile
from pathlib import Path

import pytest
from tests.core.cli.command import zeren
from tests.core.files.made_workbook import EXAMPLES, read

from zeren.files.declaration_form.example import write_form_example
from zeren.files.declaration_form.reading import read_form
from zeren.files.envelope import package_of
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


def test_the_signed_declaration_holds_by_the_association_beside_it() -> None:
    file, trust = EXAMPLES / "lamp-works" / "declaration.zeren", EXAMPLES / "association.pub"

    ran = zeren("verify", file, "--trust", trust, "--at", "2026-12-01", "--json")
    without = zeren("verify", file, "--at", "2026-12-01", "--json")
    later = zeren("verify", file, "--trust", trust, "--at", "2027-01-05", "--json")

    assert (ran.code, without.code, later.code) == (0, 3, 3)  # later its list is too old
    assert json.loads(ran.out)["verdict"] == "holds"
    statement = json.loads(package_of(file).members["statement.json"])
    assert statement["issuer"]["uscc"] == "91440600MADEM0LA17"
    assert b"PRIVATE" not in trust.read_bytes()
    assert all("d" not in one for one in json.loads(trust.read_bytes())["keys"])
