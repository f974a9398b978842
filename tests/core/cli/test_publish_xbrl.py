"""`zeren publish --xbrl`: what it adds, what it says, and what happens where it cannot file."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from tests.core.cli.command import LAMP_WORKS, ROOT, zeren
from tests.core.files.made_taxonomy import SOURCE, make_package
from tests.core.files.made_template import FILLED, GENERAL, NAMES, make_template

from zeren.files.publication import Order
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.files.workbook.template import write_template
from zeren.files.xbrl.taxonomy_copy import TaxonomyCopy
from zeren.publish.document import Look

FILED = {"report.xhtml", "report-package.zip", "report.xbrl.json"}
ORDER = ("--date", "2026-11-22", "--no-word")


def test_the_filing_is_written_beside_the_reports_and_only_if_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out"

    ran = zeren("publish", LAMP_WORKS, "--xbrl", "--out", out, *ORDER)

    assert ran.code == 0
    assert {path.name for path in out.iterdir()} >= FILED
    assert "report.xhtml       XBRL filing: a page for people, tags for programs" in ran.out
    assert "note  Not marked “Publish”, so not in the XBRL filing: Annual revenue" in ran.err
    assert "note  In the XBRL filing: 8 facts." in ran.err
    manifest = json.loads((out / "manifest.json").read_bytes())
    assert {file["name"] for file in manifest["files"]} >= FILED
    assert (manifest["order"]["xbrl"], manifest["order"]["taxonomy"]) == (True, None)

    again = zeren("publish", LAMP_WORKS, "--out", out, *ORDER)

    assert again.code == 0
    assert FILED.isdisjoint(path.name for path in out.iterdir())


def test_equal_input_and_date_give_equal_filings_in_either_language(tmp_path: Path) -> None:
    for lang in ("zh", "en"):
        zeren("publish", LAMP_WORKS, "--xbrl", "--out", tmp_path / lang, *ORDER, lang=lang)

    for name in FILED:
        assert (tmp_path / "zh" / name).read_bytes() == (tmp_path / "en" / name).read_bytes()


def test_without_a_public_identifier_the_reports_are_written_and_the_filing_is_not(
    tmp_path: Path,
) -> None:
    content, asked = read_toml(ROOT / "examples" / "lamp-works" / "answers.toml")
    response = response_from_toml(content, asked)
    private = replace(response, published=response.published - {"uscc"})
    book = tmp_path / "answers.xlsx"
    write_template(asked, book, lang="both", response=private)

    ran = zeren("publish", book, "--xbrl", "--out", tmp_path / "out", *ORDER)

    assert ran.code == 1
    assert "is not marked “Publish”, so the XBRL filing" in ran.err
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert "report.html" in names
    assert FILED.isdisjoint(names)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_the_identifier_is_missing_its_cell_and_label_are_named(
    tmp_path: Path, lang: str
) -> None:
    content, asked = read_toml(ROOT / "examples" / "lamp-works" / "answers.toml")
    response = response_from_toml(content, asked)
    profile = {code: said for code, said in response.profile.items() if code != "uscc"}
    book = tmp_path / "answers.xlsx"
    write_template(asked, book, lang="both", response=replace(response, profile=profile))
    [(sheet, row)] = [
        (sheet.title, cell.row)
        for sheet in openpyxl.load_workbook(book)
        for cells in sheet.iter_rows()
        for cell in cells
        if str(cell.value).startswith("统一社会信用代码\n")
    ]

    ran = zeren("publish", book, "--xbrl", "--out", tmp_path / "out", *ORDER, lang=lang)

    [told] = [line for line in ran.err.splitlines() if "LEI" in line]
    assert sheet in told
    assert re.search(rf"\b[A-Z]{row}\b", told)
    label = asked.field_of["uscc"].label
    assert f"“{label.zh if lang == 'zh' else label.en}”" in told
    assert "uscc" not in told


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", "It was carried from last time and is not confirmed yet. Confirm it under"),
        ("zh", "这是上次带过来的，还没有确认。请在“上次的回答”一列确认。"),
    ],
)
def test_what_was_carried_and_waits_is_told_to_wait_not_to_lack_a_tick(
    tmp_path: Path, lang: str, words: str
) -> None:
    book = tmp_path / "carried.xlsx"
    assert zeren("carry", LAMP_WORKS, "--out", book).code == 0

    ran = zeren("publish", book, "--xbrl", "--out", tmp_path / "out", *ORDER, lang=lang)

    assert ran.code == 1
    assert words in " ".join(ran.err.split())
    assert "Code is not marked" not in ran.err
    assert "代码没有选" not in ran.err


def test_a_mistyped_lei_is_told_at_its_cell_and_the_filing_written_to_look_at(
    tmp_path: Path,
) -> None:
    cells = {**FILLED, f"{GENERAL}!E4": "529900T8BM49AURSDO50"}
    book = make_template(tmp_path / "vsme.xlsx", cells)

    ran = zeren("publish", book, "--xbrl", "--out", tmp_path / "out", *ORDER)

    assert ran.code == 1
    told = next(line for line in ran.err.splitlines() if "LEI" in line)
    assert told.startswith(
        'error  File "vsme.xlsx", sheet "General Information", cell E4: The check digits of the LEI'
    )
    assert {path.name for path in (tmp_path / "out").iterdir()} >= FILED


def test_a_total_that_does_not_add_up_is_told_at_its_cell(tmp_path: Path) -> None:
    names = {
        "NumberOfPermanentContractEmployees": f"'{GENERAL}'!$E$60",
        "NumberOfTemporaryContractEmployees": f"'{GENERAL}'!$E$61",
    }
    cells = {**FILLED, f"{GENERAL}!E60": 100, f"{GENERAL}!E61": 41}
    book = make_template(tmp_path / "vsme.xlsx", cells, names={**NAMES, **names})

    ran = zeren("publish", book, "--xbrl", "--out", tmp_path / "out", *ORDER)

    assert (
        'note  File "vsme.xlsx", sheet "General Information", cell E25: “Number of employees” is'
        " 151, but its parts add up to 141" in ran.err
    )


def test_the_taxonomy_package_is_for_the_filing(tmp_path: Path) -> None:
    ran = zeren("publish", LAMP_WORKS, "--taxonomy-package", "x.zip", "--out", tmp_path / "out")

    assert ran.code == 2
    assert "use it with --xbrl" in ran.err


def test_a_file_that_is_no_taxonomy_package_is_refused_before_anything_is_written(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"

    ran = zeren("publish", LAMP_WORKS, "--xbrl", "--taxonomy-package", LAMP_WORKS, "--out", out)

    assert ran.code == 1
    assert "This is no XBRL taxonomy package" in ran.err
    assert not out.exists()


def test_a_package_of_another_edition_is_told(tmp_path: Path) -> None:
    if not SOURCE.exists():
        pytest.skip("EFRAG's data of the taxonomy is not here (../shared/facts/efrag)")
    newer = "https://xbrl.efrag.org/taxonomy/vsme/2027-05-01/vsme-all.xsd"
    package = make_package(tmp_path / "vsme.zip", entry_point=newer)
    shutil.copy(LAMP_WORKS, tmp_path / "answers.xlsx")

    ran = zeren(
        *("publish", tmp_path / "answers.xlsx", "--xbrl", "--taxonomy-package", package),
        *("--out", tmp_path / "out", *ORDER),
    )

    assert ran.code == 1
    assert "This package does not declare it; it declares: " + newer in ran.err


def test_a_folder_without_the_filing_is_not_taken_for_finished() -> None:
    plain = Order(date="2026-11-22", look=Look())
    filed = replace(plain, xbrl=True)
    copy = TaxonomyCopy("vsme.zip", "0" * 64, frozenset(), {})

    marks = [order.fingerprint() for order in (plain, filed, replace(filed, taxonomy=copy))]

    assert [mark for mark in marks if marks.count(mark) > 1] == []
