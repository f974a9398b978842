"""What could not be taken from a workbook, as a list to keep: where it stands, what it says, why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final, NamedTuple

from zeren.files.list_book import print_list
from zeren.files.list_sheet import Column
from zeren.text import Text, same

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
    cells = (
        (same(row.sheet), same(row.cell), row.title, same(row.written), row.why) for row in rows
    )
    return print_list(_SHEET, _LEAD, _COLUMNS, cells, day=day)
