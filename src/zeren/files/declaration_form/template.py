"""Writing the form: a guide, the declaration line by line, sites, standards, documents.

The same form, language and standards give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.declare.form import LINES, DocumentRow, Form, Line
from zeren.files.declaration_form.sheets import (
    CHINESE,
    DECLARATION,
    DECLARATION_LEAD,
    ENGLISH,
    GRIDS,
    GUIDE,
    HELP,
    HIDDEN,
    HINT,
    NO_CLAIM,
    SECTIONS,
    STANDARD_HEADERS,
    STANDARDS,
    STANDARDS_LEAD,
    TITLE,
    VERSION,
    WARNING,
    WHAT,
    Grid,
    claim_key,
    grid_key,
    line_key,
)
from zeren.files.workbook.layout import Look, Style, height
from zeren.files.workbook.sheet import Lists, protect
from zeren.files.workbook.words import BookLang, shown
from zeren.files.writing import write_whole
from zeren.standards.catalogue import Standard, load_standards
from zeren.standards.claims import CLAIM_WORDS, may_be_declared
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import Text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

_MADE: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed mark, so that equal forms are equal files
_FORM: Final = (2.0, 26.0, 48.0, 48.0, 40.0)
_STANDARDS: Final = (2.0, 30.0, 26.0, 44.0, 20.0, 44.0)
_GUIDE_WIDTH: Final = 108.0
_STYLES: Final[Mapping[str, Style]] = {
    "day": "input-date",
    "count": "input-number",
    "code": "input-text",
    "words": "input-text",
    "both": "input-text",
}
_CHOOSE: Final = Text("请从列表中选", "Choose from the list")
_ARROW: Final = Text(
    "这个标准只允许列表里的说法。", "This standard permits only what is in the list."
)


def write_form(
    form: Form, path: Path | str, *, lang: BookLang, library: Library = OURS_ALONE
) -> None:
    """Write a form with what is known beforehand; whole or not at all."""
    write_whole(Path(path), _workbook(form, lang, library))


@dataclass(frozen=True, slots=True)
class _Pen:
    book: xlsxwriter.Workbook
    look: Look
    lang: BookLang
    lists: Lists = field(default_factory=lambda: Lists(HIDDEN))

    def words(self, text: Text, *, between: str = " ") -> str:
        return shown(text, self.lang, between=between)

    def lines(self, text: Text) -> tuple[str, ...]:
        return (text.zh, text.en) if self.lang == "both" else (text.to(self.lang),)

    def sheet(self, name: Text, widths: Sequence[float], *, hidden: int = 1) -> Worksheet:
        paper = self.book.add_worksheet(self.words(name))
        paper.hide_gridlines(2)
        for place, width in enumerate(widths):
            paper.set_column(place, place, width, None, {"hidden": place < hidden})
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        return paper

    def head(self, paper: Worksheet, title: Text, lead: Text, *, row: int, place: int) -> int:
        """Title and lead; the next free row."""
        paper.set_row(row, 30)
        paper.write_string(row, place, self.words(title), self.look["title"])
        plain = self.look.of("lead-line", {"font_color": "#5b6a70", "valign": "vcenter"})
        for line in self.lines(lead):
            row += 1
            paper.set_row(row, 17)
            paper.write_string(row, place, line, plain)
        return row + 1

    def section(self, paper: Worksheet, row: int, words: Text, *, last: int) -> None:
        paper.set_row(row, 22)
        for place in range(1, last + 1):
            paper.write_blank(row, place, None, self.look["section"])
        paper.write_string(row, 1, self.words(words), self.look["section"])

    def put(self, paper: Worksheet, row: int, place: int, words: str, style: Style) -> None:
        """Words stay words, whatever they begin with; only dates and counts become such."""
        if not words:
            paper.write_blank(row, place, None, self.look[style])
        elif style == "input-date":
            paper.write_datetime(row, place, date.fromisoformat(words), self.look[style])
        elif style == "input-number":
            paper.write_number(row, place, int(words), self.look[style])
        else:
            paper.write_string(row, place, words, self.look[style])


def _workbook(form: Form, lang: BookLang, library: Library) -> bytes:
    import xlsxwriter

    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"title": shown(TITLE, lang), "created": _MADE})
    book.set_size(2400, 1300)
    pen = _Pen(book, Look(book, lang), lang)
    _write_guide(pen)
    _write_lines(pen, form)
    sites, documents = GRIDS
    _write_grid(pen, sites, form.sites)
    _write_standards(pen, form, library)
    _write_grid(pen, documents, [_document(row) for row in form.documents])
    _write_hidden(pen)
    book.close()
    return target.getvalue()


def _write_guide(pen: _Pen) -> None:
    paper = pen.sheet(GUIDE, (2.0, _GUIDE_WIDTH), hidden=0)
    paper.set_row(0, 34)
    paper.write_string(0, 1, pen.words(TITLE, between=" · "), pen.look["title"])
    paper.write_string(1, 1, "Zeren 责任", pen.look["lead"])
    plain = pen.look.of("guide-text", {"text_wrap": True, "valign": "top"})
    row = 3
    for title, body in HELP:
        paper.set_row(row, 22)
        paper.write_string(row, 1, pen.words(title), pen.look["section"])
        for line in pen.lines(body):
            row += 1
            paper.write_string(row, 1, line, plain)
            paper.set_row(row, height([(line, _GUIDE_WIDTH)]))
        row += 2
    paper.set_portrait()
    paper.activate()


def _write_lines(pen: _Pen, form: Form) -> None:
    paper = pen.sheet(DECLARATION, _FORM)
    row = pen.head(paper, TITLE, DECLARATION_LEAD, row=0, place=1)
    paper.set_row(row, 24)
    for place, header in enumerate((WHAT, CHINESE, ENGLISH, HINT), start=1):
        paper.write_string(row, place, pen.words(header), pen.look["header"])
    paper.freeze_panes(row + 1, 2)
    paper.repeat_rows(row)
    for line in LINES:
        if line.band:
            row += 1
            pen.section(paper, row, line.band, last=4)
        row += 1
        _write_line(pen, paper, row, line, form.entries)
    protect(paper)


def _write_line(
    pen: _Pen, paper: Worksheet, row: int, line: Line, entries: Mapping[str, str]
) -> None:
    label = pen.words(line.label, between="\n")
    label = f"＊{label}" if line.needed else label
    hint = pen.words(line.help, between="\n")
    paper.write_string(row, 0, line_key(line.code), pen.look["hidden"])
    paper.write_string(row, 1, label, pen.look["strong"])
    words = [entries.get(cell, "") for cell in line.cells]
    for place, entry in enumerate(words, start=2):
        pen.put(paper, row, place, entry, _STYLES[line.kind])
    if len(words) == 1:
        paper.write_blank(row, 3, None, pen.look["text"])
    paper.write_string(row, 4, hint, pen.look["quiet"])
    cells = [(label, _FORM[1]), (hint, _FORM[4]), *((entry, _FORM[2]) for entry in words)]
    paper.set_row(row, height(cells, least=30))


def _write_grid(pen: _Pen, grid: Grid, rows: Sequence[tuple[str, ...]]) -> None:
    """A row a thing; the keys of its columns stand in a hidden row, so that it may be moved about."""
    widths = [column.width for column in grid.columns]
    paper = pen.sheet(grid.name, widths, hidden=0)
    paper.set_row(0, None, None, {"hidden": True})
    row = pen.head(paper, grid.name, grid.lead, row=1, place=0)
    headers = [pen.words(column.label, between="\n") for column in grid.columns]
    hints = [pen.words(column.hint, between="\n") for column in grid.columns]
    for place, column in enumerate(grid.columns):
        paper.write_string(0, place, grid_key(grid.kind, column.key), pen.look["hidden"])
        paper.write_string(row, place, headers[place], pen.look["header"])
        paper.write_string(row + 1, place, hints[place], pen.look["quiet"])
    paper.set_row(row, height(zip(headers, widths, strict=True), least=24))
    paper.set_row(row + 1, height(zip(hints, widths, strict=True)))
    paper.freeze_panes(row + 2, 1)
    paper.repeat_rows(row)
    first = row + 2
    for number in range(first, first + max(grid.rows, len(rows) + 3)):
        entries = rows[number - first] if number - first < len(rows) else ("",) * len(widths)
        for place, entry in enumerate(entries):
            pen.put(paper, number, place, entry, "input-text")
        paper.set_row(number, height(zip(entries, widths, strict=True)))


def _document(row: DocumentRow) -> tuple[str, ...]:
    return (row.title, row.file, row.sha256, row.question)


def _write_standards(pen: _Pen, form: Form, library: Library) -> None:
    paper = pen.sheet(STANDARDS, _STANDARDS)
    row = pen.head(paper, STANDARDS, STANDARDS_LEAD, row=0, place=1)
    paper.set_row(row, 24)
    for place, header in enumerate(STANDARD_HEADERS, start=1):
        paper.write_string(row, place, pen.words(header), pen.look["header"])
    paper.freeze_panes(row + 1, 2)
    paper.repeat_rows(row)
    chosen = dict(form.claims)
    for kind, standards in _sections(library):
        row += 1
        pen.section(paper, row, SECTIONS[kind], last=5)
        if kind == "conforms":
            row += 1
            _write_warning(pen, paper, row)
        for one in standards:
            row += 1
            _write_standard(pen, paper, row, one, kind=chosen.get(one.id, "none"))
    protect(paper)


def _sections(library: Library) -> Iterator[tuple[str, list[Standard]]]:
    """What may be spoken of in a declaration; of a standard that was replaced, the newer one."""
    offered = [
        one for one in load_standards(library) if may_be_declared(one) and not one.superseded_by
    ]
    yield "others", [one for one in offered if one.claim.kind != "conforms"]
    yield "conforms", [one for one in offered if one.claim.kind == "conforms"]


def _write_warning(pen: _Pen, paper: Worksheet, row: int) -> None:
    words = "\n".join(pen.lines(WARNING))
    paper.merge_range(row, 1, row, 5, words, pen.look["warning"])
    paper.set_row(row, height([(words, sum(_STANDARDS[1:]))]))


def _write_standard(pen: _Pen, paper: Worksheet, row: int, one: Standard, *, kind: str) -> None:
    title, edition, said, limit = (
        pen.words(words, between="\n")
        for words in (one.title, one.edition, one.claim.words, one.claim.limit)
    )
    offered = [pen.words(NO_CLAIM), pen.words(CLAIM_WORDS[one.claim.kind])]
    paper.write_string(row, 0, claim_key(one.id), pen.look["hidden"])
    paper.write_string(row, 1, title, pen.look["strong"])
    paper.write_string(row, 2, edition, pen.look["quiet"])
    paper.write_string(row, 3, said, pen.look["text"])
    pen.put(paper, row, 4, offered[kind == one.claim.kind], "input-text")
    paper.write_string(row, 5, limit, pen.look["quiet"])
    paper.data_validation(
        row,
        4,
        row,
        4,
        {
            "validate": "list",
            "source": pen.lists.range_of(offered),
            "error_type": "stop",
            "error_title": pen.words(_CHOOSE),
            "error_message": pen.words(_ARROW),
        },
    )
    cells = (title, edition, said, "", limit)
    paper.set_row(row, height(zip(cells, _STANDARDS[1:], strict=True)))


def _write_hidden(pen: _Pen) -> None:
    """What the reader wants to know about this workbook, and the drop-down lists."""
    paper = pen.book.add_worksheet(HIDDEN)
    for row, pair in enumerate((("form", VERSION), ("lang", pen.lang))):
        paper.write_row(row, 0, pair)
    for place, entries in enumerate(pen.lists.columns, start=3):
        for row, words in enumerate(entries):
            paper.write_string(row, place, words)
    paper.protect("")
    paper.very_hidden()
