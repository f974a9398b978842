"""Writing the workbook in which an association drafts a standard or a questionnaire of its own.

The same kind, language and draft give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.files.drafts.example import EXAMPLES
from zeren.files.drafts.grid import write_form, write_grid
from zeren.files.drafts.guide import write_guide, write_topics
from zeren.files.drafts.paper import Pen
from zeren.files.drafts.sheets import HIDDEN, NAMES, VERSION, sheet_name
from zeren.files.workbook.layout import Look
from zeren.files.workbook.sheet import Lists
from zeren.files.workbook.words import BookLang, shown
from zeren.files.writing import write_whole
from zeren.standards.drafts.draft import Draft, DraftKind
from zeren.standards.drafts.forms import KINDS
from zeren.standards.drafts.known import Known

if TYPE_CHECKING:
    import xlsxwriter

_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed mark, so that equal drafts are equal files


def write_draft(
    kind: DraftKind, path: Path, known: Known, *, lang: BookLang, draft: Draft | None = None
) -> None:
    """Write an empty workbook, or one that holds a draft; whole or not at all."""
    write_whole(path, _workbook(kind, known, lang, draft))


def _workbook(kind: DraftKind, known: Known, lang: BookLang, draft: Draft | None) -> bytes:
    import xlsxwriter

    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": shown(NAMES[kind], lang), "created": _MADE})
    book.set_size(2400, 1300)
    names = {one: sheet_name(one, lang) for one in KINDS[kind]}
    pen = Pen(book, Look(book, lang), lang, Lists(HIDDEN), known, names)
    write_guide(pen, kind)
    for one in KINDS[kind]:
        rows = draft.of(one) if draft else ()
        if one == kind:
            write_form(pen, one, rows[0] if rows else {}, EXAMPLES[one])
        else:
            write_grid(pen, one, rows, None if draft else EXAMPLES[one])
    write_topics(pen)
    _write_hidden(book, pen.lists, {"draft": kind, "template": VERSION, "lang": lang})
    book.close()
    return target.getvalue()


def _write_hidden(book: xlsxwriter.Workbook, lists: Lists, marks: Mapping[str, str]) -> None:
    paper = book.add_worksheet(HIDDEN)
    for row, (name, value) in enumerate(marks.items()):
        paper.write_string(row, 0, name)
        paper.write_string(row, 1, value)
    for place, entries in enumerate(lists.columns, start=3):
        for row, words in enumerate(entries):
            paper.write_string(row, place, words)
    paper.protect("")
    paper.very_hidden()
