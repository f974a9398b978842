"""Where the cells of a draft stand in a workbook that came back: by their keys, else by their headers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from zeren.files.drafts.columns import Column, Way, columns_of
from zeren.files.drafts.sheets import sheet_name
from zeren.files.workbook.words import BOOK_LANGS, forms, key
from zeren.files.xlsx.cells import Area, Sheet, Workbook
from zeren.standards.drafts.draft import DraftKind
from zeren.standards.drafts.forms import FORMS, KINDS

_KEY: Final = re.compile(r"([a-z_]{4,10})/([a-z_]{2,20}(?:\.[a-z0-9_]{1,20}){0,3})")
_WITHIN: Final = 30  # rows from the top
_NEEDED: Final = 2

Cells = Mapping[Way, tuple[int, int]]  # row and column by where the value belongs


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one table of a draft."""

    kind: str
    sheet: Sheet
    cells: Cells


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet with a row a table: its header's row and its columns."""

    kind: str
    sheet: Sheet
    below: int
    columns: Mapping[Way, int]

    def rows(self) -> Iterator[Row]:
        """Every row under the header in which one of our columns is filled."""
        ours = set(self.columns.values())
        filled = {
            row for row, column, _ in self.sheet.filled() if row > self.below and column in ours
        }
        for number in sorted(filled):
            yield Row(
                self.kind,
                self.sheet,
                {way: (number, column) for way, column in self.columns.items()},
            )


@dataclass(slots=True)
class Found:
    """The sheets of a draft: forms, which are one table each, and grids."""

    forms: list[Row] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)

    @property
    def kind(self) -> DraftKind | None:
        """What the workbook holds, as most of its sheets say."""
        met = [row.kind for row in self.forms] + [grid.kind for grid in self.grids]
        count = {kind: sum(one in kinds for one in met) for kind, kinds in KINDS.items()}
        best = max(count, key=lambda kind: count[kind])
        return best if count[best] else None


def find(book: Workbook) -> Found:
    """Every sheet of a draft, wherever it was moved and whatever it is called now."""
    found = Found()
    for name in book.sheets:
        sheet = book.sheet(name)
        keys = _keys(sheet)
        if not keys:
            if grid := _by_headers(sheet):
                found.grids.append(grid)
            continue
        kind = next(iter(keys))[0]
        if kind in KINDS:
            cells = {way: place for (one, way), place in keys.items() if one == kind}
            found.forms.append(Row(kind, sheet, _form_cells(kind, cells)))
        else:
            columns = {way: place[1] for (one, way), place in keys.items() if one == kind}
            below = max(row for row, _ in keys.values())
            found.grids.append(Grid(kind, sheet, _header_end(sheet, kind, below), columns))
    return found


def _keys(sheet: Sheet) -> dict[tuple[str, Way], tuple[int, int]]:
    """The keys that stand in the sheet, with their cells; of a copied one the first."""
    found: dict[tuple[str, Way], tuple[int, int]] = {}
    ways = {column.key: column.way for kind in FORMS for column in columns_of(kind)}
    for row, column, value in sheet.filled():
        if isinstance(value, str) and _KEY.fullmatch(value) and value in ways:
            found.setdefault((value.partition("/")[0], ways[value]), (row, column))
    return found


def _form_cells(kind: str, cells: Cells) -> Cells:
    """In a form the key stands two cells left of the value; English stands right of Chinese."""
    placed: dict[Way, tuple[int, int]] = {}
    for column in columns_of(kind):
        if column.way in cells:
            row, left = cells[column.way]
            placed[column.way] = (row, left + 2)
            if column.lang == "zh":
                placed[(*column.way[:-1], "en")] = (row, left + 3)
    return placed


def _header_end(sheet: Sheet, kind: str, keys: int) -> int:
    """The last row above the entries: of headers and what explains them, as we wrote them."""
    last = keys
    labels = _labels(kind)
    helps = {form for column in columns_of(kind) for form in forms(column.help)} - {""}
    for row in range(keys + 1, keys + _WITHIN):
        words = [key(value) for value in sheet.row(row).values() if isinstance(value, str)]
        known = sum(word in labels or word in helps for word in words)
        if known >= _NEEDED:
            last = row
    return last


def _by_headers(sheet: Sheet) -> Grid | None:
    """A grid whose keys are gone: its kind by the sheet's name, its columns by their headers."""
    named = [
        kind
        for kind in FORMS
        if kind not in KINDS and sheet.name in {sheet_name(kind, lang) for lang in BOOK_LANGS}
    ]
    for kind in named:
        labels = _labels(kind)
        for row in range(1, _WITHIN):
            columns: dict[Way, int] = {}
            area = Area(sheet.name, row, 1, row, sheet.last_column)
            for _, place, value in sheet.filled(area):
                if isinstance(value, str) and key(value) in labels:
                    columns.setdefault(labels[key(value)].way, place)
            if len(columns) >= _NEEDED:
                return Grid(kind, sheet, _header_end(sheet, kind, row), columns)
    return None


def _labels(kind: str) -> Mapping[str, Column]:
    """The headers of a kind as they may come back, the ＊ of what must be filled aside."""
    return {
        form: column
        for column in columns_of(kind)
        for plain in forms(column.label)
        for form in (plain, f"*{plain}", f"＊{plain}")
    }
