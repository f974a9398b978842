"""What could not be taken from a workbook, as a list to keep: where it stands, what it says, why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from typing import Final, NamedTuple

from zeren.files.list_sheet import Column, ListSheet, new_book
from zeren.files.workbook.layout import Look
from zeren.text import LANGS, Text, same

_SHEET: Final = Text("没有收进来的", "Not taken in")
_LEAD: Final = Text(
    "这些格子没有收进来，原话都在这里。改好后把工作簿再传一次。",
    "These cells were not taken in; every word of them is here. Put them right and hand the workbook in again.",
)
_COLUMNS: Final = (
    Column(Text("工作表", "Sheet"), 18),
    Column(Text("单元格", "Cell"), 10, "strong"),
    Column(Text("问的是什么", "What it is about"), 36),
    Column(Text("里面写的", "What it says"), 60),
    Column(Text("为什么", "Why"), 44),
)


class NotTaken(NamedTuple):
    sheet: str
    cell: str
    title: Text
    written: str
    why: Text


def print_refused(rows: Iterable[NotTaken], *, day: date) -> bytes:
    """An xlsx, a sheet in each language."""
    target, rows = BytesIO(), tuple(rows)
    book = new_book(target, title=f"{_SHEET.zh} {_SHEET.en}", day=day)
    for lang in LANGS:
        paper = book.add_worksheet(_SHEET.to(lang))
        sheet = ListSheet(Look(book, lang), paper, lang, _COLUMNS)
        sheet.head(_SHEET, _LEAD, frozen=2)
        for place, row in enumerate(rows, start=sheet.first):
            sheet.row(
                place, (same(row.sheet), same(row.cell), row.title, same(row.written), row.why)
            )
    book.close()
    return target.getvalue()
