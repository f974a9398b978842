"""The buyer's workbook with the answers in it: filled cells and their comments, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zeren.files.buyer.questions import Buyer
from zeren.files.workbook.layout import height
from zeren.files.xlsx.comments import Comment, Commenter
from zeren.files.xlsx.editing import Entry, edited
from zeren.files.xlsx.markup import Markup, read_markup
from zeren.files.xlsx.rewriting import recalculated, rewritten
from zeren.publish.reply.reply import Line

_SIZE: Final = 11.0  # points; a smaller font leaves some room, a larger one is rare
_ONE_LINE: Final = 22.0
AUTHOR: Final = "Zeren 责任"


def fill_buyer(buyer: Buyer, lines: Iterable[Line], *, comments: bool = True) -> bytes:
    """The workbook's bytes. The same answers and date give the same bytes."""
    by_sheet: dict[str, list[Line]] = {}
    for line in lines:
        if line.writings:
            by_sheet.setdefault(line.question.sheet, []).append(line)
    commenter = Commenter(buyer.book.package)
    changed: dict[str, bytes] = {}
    for name in buyer.book.sheets:
        if name not in by_sheet:
            continue
        markup = buyer.markups.get(name) or _markup(buyer, name)
        writings = [one for line in by_sheet[name] for one in line.writings]
        entries = [Entry(*one.cell, one.value) for one in writings]
        text = edited(markup, entries, heights=_heights(markup, entries))
        if comments:
            notes = tuple(Comment(*one.cell, one.comment) for one in writings)
            text = commenter.add(markup, text, notes, author=AUTHOR)
        changed[markup.part] = text.encode()
    if not changed:
        return buyer.book.package.data
    commenter.content_types()
    return rewritten(
        buyer.book.package, {**changed, **commenter.parts, **recalculated(buyer.book.package)}
    )


def _markup(buyer: Buyer, name: str) -> Markup:
    return read_markup(buyer.book.package, name=name, part=buyer.book.contents.sheets[name])


def _heights(markup: Markup, entries: Iterable[Entry]) -> dict[int, float]:
    """How high the rows must be for the words in them, where their cells wrap words at all."""
    pairs: dict[int, list[tuple[str, float]]] = {}
    for entry in entries:
        if isinstance(entry.value, str) and markup.wraps(entry.row, entry.column):
            width = markup.width(entry.row, entry.column)
            pairs.setdefault(entry.row, []).append((entry.value, width))
    found = {row: height(cells, size=_SIZE, least=0) for row, cells in pairs.items()}
    return {row: high for row, high in found.items() if high > _ONE_LINE}
