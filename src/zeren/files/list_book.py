"""A plain list as a workbook of its own, a sheet in each language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from zeren.files.list_sheet import Column, ListSheet, Value, new_book
from zeren.files.workbook.layout import Look
from zeren.text import LANGS, Text


def print_list(
    title: Text,
    lead: Text,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    day: date,
) -> bytes:
    """An xlsx in which words stay words, whatever they begin with. Equal rows, equal bytes."""
    target, rows = BytesIO(), tuple(rows)
    book = new_book(target, title=f"{title.zh} {title.en}", day=day)
    for lang in LANGS:
        paper = book.add_worksheet(title.to(lang))
        sheet = ListSheet(Look(book, lang), paper, lang, columns)
        sheet.head(title, lead, frozen=2)
        for place, row in enumerate(rows, start=sheet.first):
            sheet.row(place, row)
        if rows:
            paper.autofilter(sheet.header, 0, sheet.header + len(rows), len(columns) - 1)
        sheet.set_page(title)
    book.close()
    return target.getvalue()
