"""The two kinds of sheet: a form with a line a value, and a grid with a row a table."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from zeren.files.drafts.columns import Column, Way, columns_of
from zeren.files.drafts.paper import FIRST, LAST_ROW, Pen, offer
from zeren.files.drafts.sheets import LEADS
from zeren.files.workbook.layout import height
from zeren.standards.drafts.draft import Row
from zeren.standards.drafts.forms import TITLES
from zeren.standards.drafts.shapes import Both, SomeOf
from zeren.text import Text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_KEYS, _TITLE, _LEAD, _BANDS, _HEADERS, _HINTS = range(FIRST)
_BLANK: Final = {"clause": 150, "question": 30}
_FEW: Final = 20
_ONE_PAGE: Final = 300.0  # standard characters that are still read on one A3 page
_FORM: Final = (2.0, 24.0, 46.0, 46.0, 44.0, 50.0)
_FROZEN: Final = {"question": 2}
_HAN: Final = re.compile(r"[\u3400-\u9fff]")
_EXAMPLE: Final = Text("例（演示，不会导入）", "Example (fictitious, not imported)")
_CHINESE: Final = Text("中文，或不分语言的内容", "Chinese, or what has no language")
_ENGLISH: Final = Text("英文", "English")
_WHAT: Final = Text("项目", "What")
_HINT: Final = Text("怎么填", "How to fill it in")


def write_grid(pen: Pen, kind: str, rows: Sequence[Row], example: Row | None) -> None:
    """A sheet with a row a table, its example first; the keys of its columns stand in a hidden row."""
    columns = columns_of(kind)
    paper = pen.book.add_worksheet(pen.sheets[kind])
    paper.hide_gridlines(2)
    _head(pen, paper, kind, columns)
    filled = [(example, "example")] if example else []
    filled += [(row, "entry") for row in rows]
    for number, (row, style) in enumerate(filled, start=FIRST):
        _write_row(pen, paper, number, row, columns, style=style)
    blank = max(_BLANK.get(kind, _FEW) - len(rows), 3)
    for number in range(FIRST + len(filled), FIRST + len(filled) + blank):
        for place in range(len(columns)):
            paper.write_blank(number, place, None, pen.style("entry"))
    for place, column in enumerate(columns):
        offer(pen, paper, column, rows=(FIRST, LAST_ROW - 1), place=place)
    paper.freeze_panes(_HINTS + 1, _FROZEN.get(kind, 1))
    paper.set_landscape()
    paper.set_paper(8)
    paper.repeat_rows(_HEADERS)
    if sum(column.width for column in columns) <= _ONE_PAGE:
        paper.fit_to_pages(1, 0)


def _head(pen: Pen, paper: Worksheet, kind: str, columns: Sequence[Column]) -> None:
    paper.set_row(_KEYS, None, None, {"hidden": True})
    banded = any(column.band for column in columns)
    paper.set_row(_BANDS, 22 if banded else 6)
    paper.set_row(_TITLE, 30)
    paper.write_string(_TITLE, 0, pen.words(TITLES[kind]), pen.look["title"])
    plain = pen.look.of("lead-line", {"font_color": "#5b6a70", "valign": "vcenter"})
    paper.write_string(_LEAD, 0, pen.words(LEADS[kind]), plain)
    headers = [_header(pen, column) for column in columns]
    hints = [pen.words(column.help, between="\n") for column in columns]
    for place, column in enumerate(columns):
        paper.set_column(place, place, column.width)
        paper.write_string(_KEYS, place, column.key, pen.look["hidden"])
        if banded:
            paper.write_blank(_BANDS, place, None, pen.look["section"])
        if column.band:
            paper.write_string(_BANDS, place, pen.words(column.band), pen.look["section"])
        style = pen.style("needed" if column.needed else "optional")
        paper.write_string(_HEADERS, place, headers[place], style)
        paper.write_string(_HINTS, place, hints[place], pen.style("hint"))
    widths = [column.width for column in columns]
    paper.set_row(_HEADERS, height(zip(headers, widths, strict=True), least=24))
    paper.set_row(_HINTS, height(zip(hints, widths, strict=True), size=9))


def _header(pen: Pen, column: Column) -> str:
    words = pen.words(column.label, between="\n")
    return f"＊{words}" if column.needed else words


def _write_row(
    pen: Pen, paper: Worksheet, number: int, row: Row, columns: Sequence[Column], *, style: str
) -> None:
    shown = [shown_at(pen, row, column) for column in columns]
    for place, words in enumerate(shown):
        if words:
            paper.write_string(number, place, words, pen.style(style))
        else:
            paper.write_blank(number, place, None, pen.style(style))
    widths = (column.width for column in columns)
    paper.set_row(number, height(zip(shown, widths, strict=True)))


def shown_at(pen: Pen, row: Row, column: Column) -> str:
    """What the cell of a column shows of a table; empty where the table has nothing there."""
    value = _at(row, column.way, column)
    if column.lang == "en" and value == _at(row, (*column.way[:-1], "zh"), column):
        value = None if _HAN.search(str(value)) else value  # Chinese that stands in for English
    return "" if value is None or value in ("", []) else pen.shown(value, column)


def _at(row: Row, way: Way, column: Column) -> Any:  # noqa: ANN401 - whatever the form holds
    value: Any = row
    for step in way:
        if isinstance(column.shape, SomeOf) and column.shape.cells > 1 and isinstance(step, int):
            return _share(value, step, column.shape.cells)
        if isinstance(step, int):
            value = value[step] if isinstance(value, list | tuple) and step < len(value) else None
        else:
            value = value.get(step) if isinstance(value, Mapping) else None
        if value is None:
            return None
    return value


def _share(codes: Sequence[str], number: int, cells: int) -> list[str]:
    """The codes of one of several drop-downs: one each, the last has what is left."""
    return list(codes[number:] if number == cells - 1 else codes[number : number + 1])


def write_form(pen: Pen, kind: str, row: Row, example: Row) -> None:
    """A sheet with a line a value; a hidden column holds the keys, the example stands on the right."""
    paper = pen.book.add_worksheet(pen.sheets[kind])
    paper.hide_gridlines(2)
    for place, width in enumerate(_FORM):
        paper.set_column(place, place, width, None, {"hidden": place == 0})
    paper.set_row(0, 30)
    paper.write_string(0, 1, pen.words(TITLES[kind]), pen.look["title"])
    plain = pen.look.of("lead-line", {"font_color": "#5b6a70", "valign": "vcenter"})
    paper.write_string(1, 1, pen.words(LEADS[kind]), plain)
    headers = (_WHAT, _CHINESE, _ENGLISH, _HINT, _EXAMPLE)
    paper.set_row(2, 24)
    for place, header in enumerate(headers, start=1):
        paper.write_string(2, place, pen.words(header), pen.style("needed"))
    groups = groupby(columns_of(kind), key=_line)
    for number, (_, columns) in enumerate(groups, start=3):
        _write_line(pen, paper, number, list(columns), row=row, example=example)
    paper.freeze_panes(3, 2)
    paper.set_landscape()
    paper.set_paper(9)
    paper.fit_to_pages(1, 0)


def _line(column: Column) -> Way:
    """The two languages of a phrase share a line."""
    return column.way[:-1] if isinstance(column.shape, Both) else column.way


def _write_line(
    pen: Pen,
    paper: Worksheet,
    number: int,
    columns: Sequence[Column],
    *,
    row: Row,
    example: Row,
) -> None:
    first = columns[0]
    label = pen.words(_bare(first), between="\n")
    label = f"＊{label}" if first.needed else label
    hint = pen.words(first.help, between="\n")
    sample = "\n".join(filter(None, (shown_at(pen, example, column) for column in columns)))
    paper.write_string(number, 0, first.key, pen.look["hidden"])
    paper.write_string(number, 1, label, pen.look["strong"])
    shown = [shown_at(pen, row, column) for column in columns]
    for place, words in enumerate(shown, start=2):
        paper.write_string(number, place, words, pen.style("entry"))
    if len(columns) == 1:
        paper.write_blank(number, 3, None, pen.look["text"])
        offer(pen, paper, first, rows=(number, number), place=2)
    paper.write_string(number, 4, hint, pen.style("hint"))
    paper.write_string(number, 5, sample, pen.style("example"))
    cells = [(label, _FORM[1]), (hint, _FORM[4] * 1.1), (sample, _FORM[5])]
    cells += [(words, _FORM[2]) for words in shown]
    paper.set_row(number, height(cells, least=30))


def _bare(column: Column) -> Text:
    """The label without its language, which the header of the form names."""
    zh, en = column.label.zh, column.label.en
    if isinstance(column.shape, Both):
        return Text(zh.removesuffix("（中文）"), en.removesuffix(" (Chinese)"))
    return Text(zh, en)
