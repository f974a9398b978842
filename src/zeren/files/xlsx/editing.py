"""Writing into single cells of a sheet that somebody else made, and into nothing else.

The sheet's XML is cut at the cells that are filled; every other byte of it stays. A filled cell
keeps its style; texts stand in the cell itself, so the shared texts are not touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from html import escape
from types import MappingProxyType
from typing import Final

from zeren.collect.facts import plain
from zeren.files.characters import printable
from zeren.files.xlsx.markup import Line, Markup
from zeren.files.xlsx.names import Area, cell_ref, read_area

MOST_CHARACTERS: Final = 32_767  # in one cell, in every spreadsheet program

Content = str | Decimal | bool | None


@dataclass(frozen=True, slots=True)
class Entry:
    """What goes into a cell, None to empty it.

    `shown`: the cell holds a formula, which stays; the value is the result it will have.
    """

    row: int
    column: int
    value: Content
    shown: bool = False

    @property
    def ref(self) -> str:
        return cell_ref(self.row, self.column)


def edited(
    markup: Markup, entries: Iterable[Entry], *, heights: Mapping[int, float] = MappingProxyType({})
) -> str:
    """The sheet's XML with these cells filled; a second entry for a cell replaces the first.

    `heights`: how high a row must be for its words; a row that somebody set by hand stays.
    """
    by_row: dict[int, dict[int, Entry]] = {}
    for entry in entries:
        by_row.setdefault(entry.row, {})[entry.column] = entry
    pieces: list[str] = []
    start, end = markup.data
    at = 0
    numbers = sorted({*markup.lines, *by_row})
    for number in numbers:
        row = by_row.get(number)
        line = markup.lines.get(number)
        if row is None:
            continue
        if line is None:
            place = _place_of_new_row(markup, number, end)
            pieces += (markup.text[at:place], _new_row(markup, number, row, heights.get(number)))
            at = place
        else:
            pieces += (markup.text[at : line.start], _row(markup, line, row, heights.get(number)))
            at = line.end
    pieces.append(markup.text[at:])
    return _reaching("".join(pieces), by_row, start=start)


def _place_of_new_row(markup: Markup, number: int, end: int) -> int:
    return min((line.start for line in markup.lines.values() if line.number > number), default=end)


def _new_row(markup: Markup, number: int, row: Mapping[int, Entry], height: float | None) -> str:
    cells = "".join(_cell(markup, row[column], "") for column in sorted(row))
    high = f' ht="{height:g}"' if height else ""
    return f'<{markup.prefix}row r="{number}"{high}>{cells}</{markup.prefix}row>'


def _row(markup: Markup, line: Line, row: Mapping[int, Entry], height: float | None) -> str:
    """The row with its cells in order, new ones among them; its tag stays but for span and height."""
    p = markup.prefix
    text = markup.text[line.start : line.end]
    if text.endswith("/>") and f"</{p}row>" not in text:
        text = f"{text[:-2].rstrip()}></{p}row>"
    head, rest = text[: text.index(">") + 1], text[text.index(">") + 1 :]
    pieces, at, waiting = [_growing(_spanning(head, row), height)], 0, sorted(row)
    offset = line.start + len(markup.text[line.start : line.end]) - len(rest)
    for column, cell in markup.cells_of(line):
        while waiting and waiting[0] < column:
            place = cell.start - offset
            pieces += (rest[at:place], _cell(markup, row[waiting.pop(0)], ""))
            at = place
        if waiting and waiting[0] == column:
            place = cell.start - offset
            pieces += (
                rest[at:place],
                _cell(markup, row[waiting.pop(0)], markup.text[cell.start : cell.end]),
            )
            at = cell.end - offset
    close = rest.rindex(f"</{p}row>")
    pieces.append(rest[at:close])
    pieces += (_cell(markup, row[column], "") for column in waiting)
    pieces.append(rest[close:])
    return "".join(pieces)


def _spanning(head: str, row: Mapping[int, Entry]) -> str:
    """The row's tag whose `spans` reaches all cells; programs may skip what lies outside it."""

    def wider(match: re.Match[str]) -> str:
        first, last = min(int(match[1]), *row), max(int(match[2]), *row)
        return f'spans="{first}:{last}"'

    return re.sub(r'spans="(\d+):(\d+)"', wider, head, count=1)


def _growing(head: str, height: float | None) -> str:
    """The row's tag with room for what was filled, unless its height was set by hand or is enough."""
    said = re.search(r'\sht="([\d.]+)"', head)
    if height is None or re.search(r'\scustomHeight="(?:1|true)"', head):
        return head
    if said:
        if float(said[1]) >= height:
            return head
        return f"{head[: said.start(1)]}{height:g}{head[said.end(1) :]}"
    return f'{head[:-1].rstrip()} ht="{height:g}">'


def _cell(markup: Markup, entry: Entry, old: str) -> str:
    """The cell anew, in the style that it, its row or its column had."""
    p = markup.prefix
    if entry.shown and old:
        return _with_result(p, entry, old)
    style = markup.style(entry.row, entry.column)
    look = f' s="{style}"' if style else ""
    head = f'<{p}c r="{entry.ref}"{look}'
    if entry.value is None:
        return f"{head}/>"
    if isinstance(entry.value, bool):
        return f'{head} t="b"><{p}v>{int(entry.value)}</{p}v></{p}c>'
    if isinstance(entry.value, Decimal):
        return f"{head}><{p}v>{plain(entry.value)}</{p}v></{p}c>"
    words = escape(printable(entry.value)[:MOST_CHARACTERS], quote=False)
    return f'{head} t="inlineStr"><{p}is><{p}t xml:space="preserve">{words}</{p}t></{p}is></{p}c>'


def _with_result(p: str, entry: Entry, old: str) -> str:
    """The same cell and formula with the result that follows from what was filled."""
    numeric = isinstance(entry.value, Decimal)
    words = plain(entry.value) if isinstance(entry.value, Decimal) else escape(str(entry.value))
    head, rest = old[: old.index(">")], old[old.index(">") :]
    head = re.sub(r'\st="\w+"', "", head) + ("" if numeric else ' t="str"')
    result = f"<{p}v>{words}</{p}v>"
    rest = re.sub(rf"<{p}v\b[^>]*?(?:/>|>.*?</{p}v>)", "", rest, flags=re.DOTALL)
    return f"{head}{rest.removesuffix(f'</{p}c>')}{result}</{p}c>"


def _reaching(text: str, by_row: Mapping[int, Mapping[int, Entry]], *, start: int) -> str:
    """Let the sheet's announced size reach what was filled: some readers see nothing beyond it."""
    found = re.search(r'<(?:\w+:)?dimension ref="([A-Z]+\d+(?::[A-Z]+\d+)?)"', text[:start])
    said = read_area(f"s!{found[1]}") if found else None
    if found is None or said is None or not by_row:
        return text
    columns = [said.left, said.right, *(column for row in by_row.values() for column in row)]
    rows = [said.top, said.bottom, *by_row]
    wide = Area("s", min(rows), min(columns), max(rows), max(columns))
    return text if wide == said else text[: found.start(1)] + wide.ref + text[found.end(1) :]
