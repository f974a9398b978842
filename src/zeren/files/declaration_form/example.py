"""A filled form written as TOML, easy to read and to compare, and the workbook made from it.

lang = "both"                                   # of the workbook
date = 2026-11-22
sites = [["name", "address"]]
[entries]                                       # by the names of the form's cells
contact = "…"
address = { zh = "…", en = "…" }
[claims]                                        # a standard and the kind of claim
iso-26000-2010 = "used-as-guidance"
[[documents]]
title = "…"
file = "…"

What it does not say is filled in from the answers beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import tomli

from zeren.declare.form import LINE_OF, DocumentRow, Form
from zeren.declare.prefilled import form_from
from zeren.files.declaration_form.template import write_form
from zeren.files.workbook.example import read_toml, response_from_toml

Table = Mapping[str, Any]


def write_form_example(folder: Path) -> Path:
    """Make `declaration.xlsx` beside the `declaration.toml` and the `answers.toml` of a folder."""
    table = tomli.loads((folder / "declaration.toml").read_text(encoding="utf-8"))
    path = folder / "declaration.xlsx"
    write_form(form_from_toml(folder, table), path, lang=table["lang"])
    return path


def form_from_toml(folder: Path, table: Table) -> Form:
    """Build a form; raises KeyError where a line is unknown."""
    response = response_from_toml(*read_toml(folder / "answers.toml"))
    known = form_from(response, day=str(table["date"]))
    return known._replace(
        entries={**known.entries, **_entries(table["entries"])},
        sites=tuple((name, address) for name, address in table["sites"]),
        claims=tuple(table["claims"].items()),
        documents=tuple(DocumentRow(**one) for one in table.get("documents", ())),
    )


def _entries(table: Table) -> dict[str, str]:
    found: dict[str, str] = {}
    for code, words in table.items():
        line = LINE_OF[code]
        if isinstance(words, Mapping):
            found |= {f"{line.code}.{lang}": said for lang, said in words.items()}
        else:
            found[line.code] = str(words)
    return found
