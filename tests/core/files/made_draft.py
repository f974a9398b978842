"""Drafts of a fictitious association, and their workbooks."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from zeren.files.drafts.example import EXAMPLES
from zeren.files.drafts.importing import Ready, put, read_ready
from zeren.files.drafts.template import write_draft
from zeren.files.workbook.words import BookLang
from zeren.problems import Problem
from zeren.standards.drafts.draft import Draft
from zeren.standards.drafts.known import known_to
from zeren.standards.library import Library
from zeren.standards.library_folder import read_library

Table = dict[str, Any]


def both(zh: str, en: str) -> Table:
    return {"zh": zh, "en": en}


def example(kind: str, /, **changes: Any) -> Table:  # noqa: ANN401 - whatever the form holds
    """The example row of a kind, changed so that it counts."""
    return {**deepcopy(dict(EXAMPLES[kind])), **changes}


def clause(ref: str, title: str, *topics: str, parent: str = "") -> Table:
    table: Table = {"ref": ref, "title": both(title, f"Clause {ref}")}
    table |= {"parent": parent} if parent else {}
    return table | ({"topics": list(topics)} if topics else {})


def standard_draft(*clauses: Table, **head: Any) -> Draft:  # noqa: ANN401 - as above
    """The lamp trade's standard of five clauses, or of those given."""
    own = clauses or (
        clause("5", "员工"),
        clause("5.1", "劳动合同", "E01", parent="5"),
        clause("5.2", "工时、加班和休息日", "E04", "E17", "E05", "E16", parent="5"),
        clause("6", "产品"),
        clause("6.10", "光的质量", "M07", parent="6"),
    )
    about = example(
        "standard", id="lamp-2027", title=both("灯具责任指引", "Guide for lamps"), **head
    )
    return Draft("standard", {"standard": [about], "clause": list(own)})


def question(code: str, **changes: Any) -> Table:  # noqa: ANN401 - as above
    item = f"{code.split('.', maxsplit=1)[0][:-1]}.{code.split('.', maxsplit=1)[0][-1]}"
    title = both(f"问题 {code}", f"Question {code}")
    return example("question", code=code, item=item, title=title, kind="level", **changes)


def questionnaire_draft(**changes: list[Table]) -> Draft:
    """A supplement with two items, three questions, a red line, a fact and a number."""
    tables: dict[str, list[Table]] = {
        "supplement": [
            example("supplement", id="city-x", title=both("某市灯具补充", "Lamps of city X"))
        ],
        "area": [{"code": "N", "title": both("某市灯具", "Lamps of X")}],
        "item": [
            example("item", code="N.1", title=both("光", "Light")),
            example("item", code="N.2", title=both("旧灯", "Old lamps")),
        ],
        "question": [
            question("N1.1"),
            question("N1.2", tier="basic", asked_when=["lamps-sold", "production"]),
            question("N2.1", topics=["V04", "V07"], stuck=both("没地方放。", "No room.")),
        ],
        "red_line": [example("red_line", code="NR1")],
        "fact": [example("fact", code="lamps-sold")],
        "number": [example("number", code="lamps-returned", usual_most="500", per="revenue")],
    }
    return Draft("supplement", tables | changes)


def book_of(folder: Path, draft: Draft, *, lang: BookLang = "both") -> Path:
    """The workbook that holds a draft; of equal drafts it is made once."""
    path = folder / "own.xlsx"
    key = repr((draft.kind, draft.tables, lang))
    if key in _MADE:
        path.write_bytes(_MADE[key])
    else:
        write_draft(draft.kind, path, known_to(), lang=lang, draft=draft)
        _MADE[key] = path.read_bytes()
    return path


_MADE: dict[str, bytes] = {}


def changed(path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    """The workbook after somebody edited it."""
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def sheet_of(book: openpyxl.Workbook, name: str) -> Worksheet:
    """The sheet whose name has this word in it."""
    found = next(sheet for sheet in book.worksheets if name in sheet.title)
    assert isinstance(found, Worksheet)
    return found


def read(folder: Path, draft: Draft, *, one_language: bool = False) -> Ready:
    return read_ready(book_of(folder, draft), folder / "library", one_language=one_language)


def told(ready: Ready) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of every problem."""
    return [(one.code, one.place.sheet, one.place.cell) for one in ready.problems]


def words(problems: tuple[Problem, ...]) -> list[str]:
    return [problem.words("en") for problem in problems]


def library_of(folder: Path, *drafts: Draft) -> Library:
    """A library into which the drafts were imported, each through its workbook."""
    for draft in drafts:
        ready = read(folder, draft)
        assert [one for one in ready.problems if one.level == "error"] == []
        put(ready, folder / "library")
    return read_library(folder / "library")
