"""Entries that could not be read are told to whoever opens the internal document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from zeren.assess import assess
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.problems import Level, Place, Problem
from zeren.publish.diagnosis import diagnosis
from zeren.publish.document import Callout, Document, Look, Table
from zeren.publish.facts_only import facts_diagnosis, published_facts
from zeren.publish.unread import unread_notice, unread_table
from zeren.standards.catalogue import standard
from zeren.text import Text

TABLE, ASKED = read_toml(Path(__file__).parents[3] / "examples" / "pcb-shop" / "answers.toml")
GIVEN = response_from_toml(TABLE, ASKED)
CHAPTER = Text("全部回答", "All answers")


def found(cell: str, level: Level = "error") -> Problem:
    what, remedy = Text("不是数字。", "Not a number."), Text("写数字。", "Write digits.")
    return Problem("number", level, Place("a.xlsx", "Numbers", cell), what, remedy)


def with_levels(*problems: Problem) -> Document:
    return diagnosis(
        ASKED, GIVEN, assess(ASKED, GIVEN), date="2026-11-28", look=Look(), problems=problems
    )


def with_facts_only(*problems: Problem) -> Document:
    vsme = standard("efrag-vsme")
    content = published_facts(replace(GIVEN, facts=()), standard=vsme, concepts={})
    return facts_diagnosis(
        content, (), standard=vsme, date="2026-11-28", look=Look(), problems=problems
    )


@pytest.mark.parametrize(
    ("write", "chapter"), [(with_levels, "answers"), (with_facts_only, "facts")]
)
def test_the_first_page_leads_to_the_list(write: Callable[..., Document], chapter: str) -> None:
    document = write(found("C8"), found("C9", "note"))
    sections = {section.code: section for section in document.sections}

    notices = [block for block in sections["short"].blocks if isinstance(block, Callout)]
    listed = sections[chapter].blocks[0]
    assert any("1 entry has to be mended" in notice.title.en for notice in notices)
    assert any(sections[chapter].title.zh in repr(notice.words) for notice in notices)
    assert isinstance(listed, Table)
    assert "C8" in repr(listed)
    assert "a.xlsx" not in repr(listed)
    assert "C9" not in repr(listed)


def test_where_everything_was_read_nothing_is_said() -> None:
    assert unread_notice([found("C9", "note")], CHAPTER) == ()
    assert unread_table([found("C9", "note")]) == ()
    assert with_levels(found("C9", "note")) == with_levels()


def test_a_thousand_mistakes_make_no_thousand_lines() -> None:
    (table,) = unread_table([found(f"C{row}") for row in range(1000)])

    assert len(table.rows) == 41
    assert "960 more" in repr(table.rows[-1])
