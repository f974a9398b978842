"""Where things stand in a workbook that came back: rows by their ids, columns by their headers.

Sorted, moved, renamed, with columns added or rows deleted, rows are still found by the id in one of
their cells. Where the ids are gone, the defined names serve.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final, NamedTuple

from zeren.collect.facts import Source
from zeren.files.workbook.words import BOOK_LANGS, BookLang, awaits, header_of
from zeren.files.xlsx.cells import Area, Cell, Sheet, Workbook, cell_ref
from zeren.problems import Place
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import OUR_SUPPLEMENTS, supplements_of

# How far right of its id a value stands where the headers are gone; a test holds them together.
QUESTION: Final = {"answer": 7, "words": 8, "publish": 9, "reason": 10}
RED_LINE: Final = {"answer": 2, "words": 3, "publish": 4}
FIELD: Final = {"entry": 2, "publish": 5}

_CODE: Final = r"(?:[A-Z]{1,3}\d{1,2}(?:\.\d{1,2})?|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)"
_HOME: Final = r"(?=[a-z0-9.-]{1,31}[/_])[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_ID: Final = re.compile(rf"({_HOME})/({_CODE})")
_NAME: Final = re.compile(rf"({_HOME.replace('(?:-', '(?:[.]')})_({_CODE.replace('(?:-', '(?:_')})")
_MARKS: Final = (
    "questionnaire",
    "edition",
    "tier",
    "sha256",
    "lang",
    "template",
    "supplements",
    "response",
    "versions",
)
_HEADERS_NEEDED: Final = 3
_HEADERS_WITHIN: Final = 60  # rows from the top
_IDS_NEEDED: Final = 3

Address = tuple[str, str]  # questionnaire and code


@dataclass(frozen=True)
class Page:
    """A sheet with the columns that its header row names; columns count from 1."""

    sheet: Sheet

    @property
    def name(self) -> str:
        return self.sheet.name

    @cached_property
    def header(self) -> tuple[int, Mapping[str, int]]:
        """The header's row (0 where there is none) and its columns."""
        found: dict[int, dict[str, int]] = {}
        top = Area(self.name, 1, 1, _HEADERS_WITHIN, self.sheet.last_column)
        for row, column, value in self.sheet.filled(top):
            name = header_of(value) if isinstance(value, str) else None
            if name:
                found.setdefault(row, {}).setdefault(name, column)
        rows = [(row, names) for row, names in found.items() if len(names) >= _HEADERS_NEEDED]
        return rows[0] if rows else (0, {})

    @property
    def columns(self) -> Mapping[str, int]:
        return self.header[1]


class Row(NamedTuple):
    """The row of one question or field. `left` is the column of its id, 0 where only a name led here.

    `named` is the cell that the defined name points to, used for what has no other column.
    """

    page: Page
    row: int
    left: int
    named: int = 0

    def column(self, key: str, offsets: Mapping[str, int]) -> int:
        """The column of a value: as the header says, else as far from the id as we wrote it."""
        given = self.page.columns.get(key)
        if given is not None:
            return given
        first = next(iter(offsets))
        if self.left:
            return self.left + offsets[key]
        return self.named + offsets[key] - offsets[first]

    def value(self, key: str, offsets: Mapping[str, int]) -> Cell:
        """What stands there; nothing where the column is gone and its neighbour stands in its place."""
        column = self.column(key, offsets)
        if key not in self.page.columns and column in self.page.columns.values():
            return None
        return self.page.sheet.at(self.row, column)

    @property
    def awaits(self) -> bool:
        """Whether it was carried from an earlier response, and nobody has said that it still holds."""
        column = self.page.columns.get("carried")
        written = self.page.sheet.at(self.row, column) if column else None
        return isinstance(written, str) and awaits(written)

    def source(self, key: str, offsets: Mapping[str, int]) -> Source:
        return Source(sheet=self.page.name, cell=cell_ref(self.row, self.column(key, offsets)))

    def place(self, key: str, offsets: Mapping[str, int]) -> Place:
        source = self.source(key, offsets)
        return Place(sheet=source.sheet, cell=source.cell)


class Found(NamedTuple):
    """Everything that was found in a workbook before a word of it is understood."""

    pages: tuple[Page, ...]
    rows: Mapping[str, tuple[Row, ...]]  # by code; more than one where a row was copied
    marks: Mapping[str, str]  # what the hidden sheet says, empty where it is gone
    questionnaire: str  # "" where nothing was recognised
    supplements: tuple[str, ...] = ()  # those whose rows are there, or were once
    unknown: tuple[str, ...] = ()  # supplements of which we know nothing
    strange: Mapping[str, tuple[Row, ...]] = MappingProxyType({})  # their rows, by address
    by_name: bool = False  # the ids were gone

    @property
    def awaiting(self) -> frozenset[str]:
        """The codes that were carried from an earlier response and that nobody has confirmed."""
        return frozenset(code for code, rows in self.rows.items() if rows[0].awaits)

    def place(self, code: str) -> Place:
        """The cell in which the field of this code is filled in; without its row, only its code."""
        rows = self.rows.get(code)
        return rows[0].place("entry", FIELD) if rows else Place(field=code)

    @property
    def lang(self) -> BookLang:
        """The language it was made in; where that is lost, both."""
        return next((lang for lang in BOOK_LANGS if lang == self.marks.get("lang")), "both")


def find(book: Workbook, library: Library = OURS_ALONE) -> Found:
    pages = tuple(Page(book.sheet(name)) for name in book.sheets)
    marks = next(filter(None, map(_marks, pages)), {})
    ids = [(found, row) for page in pages for found, row in _ids(page)]
    names = list(_named(book, pages))
    present = Counter(found[0] for found, _ in (*ids, *names))
    base = marks.get("questionnaire") or _base(_commonest(present), library)
    supplements, unknown = _supplements(supplements_of(base, library), marks, present)
    by_id = _of((base, *supplements), ids)
    taken = {(row.page.name, row.row) for rows in by_id.values() for row in rows}
    left = [(found, row) for found, row in names if (row.page.name, row.row) not in taken]
    rows = {**_of((base, *supplements), left), **by_id}
    return Found(
        pages,
        rows=rows,
        marks=marks,
        questionnaire=base if rows else "",
        supplements=supplements,
        unknown=unknown,
        strange=_strange(unknown, (*ids, *left)),
        by_name=not by_id,
    )


def _supplements(
    known: tuple[str, ...], marks: Mapping[str, str], present: Counter[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those carried, and those named that we do not know: as the hidden sheet says, else as the ids."""
    if not marks:
        return tuple(name for name in known if present[name] >= _IDS_NEEDED), ()
    named = dict.fromkeys(marks.get("supplements", "").split())
    return tuple(name for name in known if name in named), tuple(
        name for name in named if name not in known
    )


def _base(prefix: str, library: Library) -> str:
    """The questionnaire that a supplement belongs to; any other is its own."""
    bases = (base for base in OUR_SUPPLEMENTS if prefix in supplements_of(base, library))
    return next(bases, prefix)


def _of(
    prefixes: Iterable[str], found: Iterable[tuple[Address, Row]]
) -> dict[str, tuple[Row, ...]]:
    """Rows by code. A code has one home: where two questionnaires claim it, the first of `prefixes`."""
    rows: dict[str, tuple[Row, ...]] = {}
    found = tuple(found)
    for prefix in prefixes:
        own: dict[str, list[Row]] = {}
        for (questionnaire, code), row in found:
            if questionnaire == prefix and code not in rows:
                own.setdefault(code, []).append(row)
        rows |= {code: tuple(members) for code, members in own.items()}
    return rows


def _strange(
    unknown: tuple[str, ...], found: Iterable[tuple[Address, Row]]
) -> dict[str, tuple[Row, ...]]:
    """Rows of supplements of which we know nothing, by “supplement/code”, each row once."""
    rows: dict[str, dict[tuple[str, int], Row]] = {}
    for (home, code), row in found:
        if home in unknown:
            rows.setdefault(f"{home}/{code}", {}).setdefault((row.page.name, row.row), row)
    return {address: tuple(members.values()) for address, members in rows.items()}


def _marks(page: Page) -> Mapping[str, str]:
    """What the hidden sheet says, under whatever name it came back."""
    sheet = page.sheet
    if sheet.at(1, 1) != _MARKS[0]:
        return {}
    pairs = ((sheet.at(row, 1), sheet.at(row, 2)) for row in range(1, len(_MARKS) + 1))
    return {
        name: format(value, ".0f") if isinstance(value, float) else str(value)
        for name, value in pairs
        if isinstance(name, str) and value is not None
    }


def _ids(page: Page) -> Iterator[tuple[Address, Row]]:
    for row, column, value in page.sheet.filled():
        if isinstance(value, str) and "/" in value:
            match = _ID.fullmatch(value.strip())
            if match:
                yield (match[1], match[2]), Row(page, row, column)


def _named(book: Workbook, pages: tuple[Page, ...]) -> Iterator[tuple[Address, Row]]:
    by_name = {page.name: page for page in pages}
    for name in book.names:
        match, area = _NAME.fullmatch(name), book.area(name)
        if match and area and area.sheet in by_name:
            row = Row(by_name[area.sheet], area.top, 0, named=area.left)
            yield (match[1].replace(".", "-"), match[2].replace("_", "-")), row


def _commonest(prefixes: Counter[str]) -> str:
    counted = prefixes.most_common(1)
    return counted[0][0] if counted and counted[0][1] >= _IDS_NEEDED else ""
