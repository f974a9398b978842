"""The buyer's workbook with the answers in it: filled cells and their comments, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zeren.files.buyer.questions import Buyer
from zeren.files.xlsx.comments import Comment, Commenter
from zeren.files.xlsx.editing import Entry, edited
from zeren.files.xlsx.rewriting import recalculated, rewritten
from zeren.publish.reply.reply import Line

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
        markup = buyer.markups[name]
        writings = [one for line in by_sheet[name] for one in line.writings]
        text = edited(markup, (Entry(*one.cell, one.value) for one in writings))
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
