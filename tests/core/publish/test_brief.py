"""The brief for the leadership: counted, small groups left out, two pages however many there are."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from tests.tools import needs

from zeren.files.word import print_word
from zeren.publish.brief import AreaMean, Brief, Common, Progress, brief_document
from zeren.publish.document import Document, KeyFigures, Paragraph, Points, Section, Table
from zeren.text import LANGS, Text, same

BRIEF = Brief(
    body=same("body"),
    cycle=same("cycle"),
    date="2026-11-20",
    last_day="2026-11-30",
    days_left=10,
    least_group=5,
    whole=Progress(same("all"), 60, 40, 30, 12),
    cohorts=(Progress(same("park"), 30, 20, 15, 6),),
    waiting=14,
    returned=4,
    areas=(AreaMean(same("people"), 6250, 30), AreaMean(same("small"), 9900, 4)),
    risks=(Common(same("hours"), 20), Common(same("rare"), 4)),
    priorities=(Common(same("contracts"), 9),),
)


def words(document: Document) -> str:
    """All English words and figures."""
    found: list[str] = []
    for section in document.sections:
        for block in section.blocks:
            assert not isinstance(block, Section)
            if isinstance(block, Paragraph) and isinstance(block.words, Text):
                found.append(block.words.en)
            elif isinstance(block, Points):
                found += [one.en for one in block.items if isinstance(one, Text)]
            elif isinstance(block, Table):
                found += [
                    cell.words.en
                    for row in block.rows
                    for cell in row
                    if isinstance(cell.words, Text)
                ]
            elif isinstance(block, KeyFigures):
                found += [figure.value.en for figure in block.figures]
    return "\n".join(found)


def test_sentences_come_with_their_figures_and_small_groups_are_left_out() -> None:
    said = words(brief_document(BRIEF))

    assert "Of 60 members, 30 have submitted: 12 accepted, 14 waiting for review" in said
    assert "hours (20 companies)" in said
    assert "contracts (9 companies)" in said
    assert "rare" not in said
    assert "small" not in said


def test_under_the_smallest_group_there_is_no_result_at_all() -> None:
    few = replace(BRIEF, areas=(AreaMean(same("people"), 6250, 4),), risks=(Common(same("r"), 4),))

    said = words(brief_document(few))

    assert "no result is shown" in said
    assert "62.5" not in said


@pytest.mark.parametrize(
    ("days", "expected"),
    [(10, "10 days are left"), (20, "when to remind them"), (-1, "are overdue")],
)
def test_what_to_decide_follows_from_the_figures(days: int, expected: str) -> None:
    assert expected in words(brief_document(replace(BRIEF, days_left=days)))


def test_many_cohorts_are_counted_together() -> None:
    many = tuple(Progress(same(f"group {n}"), n, 1, 1, 1) for n in range(1, 31))

    said = words(brief_document(replace(BRIEF, cohorts=many)))

    assert "22 other groups\n253\n22\n22\n22" in said


@needs("soffice", "pdfinfo")
def test_twelve_cohorts_with_the_longest_names_leave_it_at_two_pages(tmp_path: Path) -> None:
    names = [
        Text(f"第{n}批" + "灯饰产业" * 19, f"Batch {n} " + "of a park " * 11) for n in range(12)
    ]
    rest = same("working hours and days of rest " * 2)
    full = replace(
        BRIEF,
        cohorts=tuple(Progress(name, 30, 20, 15, 6) for name in names),
        areas=tuple(AreaMean(same("responsibility to employees"), 50, 9) for _ in range(8)),
        risks=tuple(Common(rest, 20) for _ in range(3)),
        priorities=tuple(Common(rest, 9) for _ in range(3)),
    )
    for lang in LANGS:
        (tmp_path / f"{lang}.docx").write_bytes(print_word(brief_document(full), lang))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "zh.docx", "en.docx"]

    subprocess.run(convert, cwd=tmp_path, capture_output=True, check=True)  # noqa: S603

    assert [pages(tmp_path / f"{lang}.pdf") for lang in LANGS] == [2, 2]


def pages(path: Path) -> int:
    told = subprocess.run(["pdfinfo", path], capture_output=True, check=True, text=True)  # noqa: S603, S607
    return int(re.findall(r"Pages: +([0-9]+)", told.stdout)[0])
