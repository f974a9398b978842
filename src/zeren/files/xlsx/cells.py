"""The cells and defined names of any workbook, once the guard has let it in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from zeren.files.xlsx.guard import admit
from zeren.files.xlsx.names import Area, Contents, cell_ref, column_number
from zeren.files.xlsx.package import Package
from zeren.files.xlsx.refusals import refuse

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

Made = TypeVar("Made")
MAX_TOTAL_AREA: Final = 5_000_000  # of the rectangles of all sheets that were read

Cell = str | float | bool | date | datetime | time | timedelta | None

_BROKEN: Final = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"[^>]* t="e"[^>]*>'
    rb"(?:<f[^>]*/>|<f[^>]*>[^<]*</f>)?<v>([^<]{1,20})<"
)
_UNFINISHED: Final = re.compile(
    rb'<c r="([A-Z]{1,3}[0-9]{1,7})"([^<>]{0,200})>'
    rb"<f(?:[^<>]*/>|[^<>]*>[^<]*</f>)(<v ?/>|<v></v>|)</c>"
)


@dataclass(frozen=True)
class Sheet:
    """The cells of one sheet; rows and columns count from 1. An empty cell is None.

    A date is a date or datetime, a number a float. A formula is what it last showed; one that
    shows an error is None and in `broken`.
    """

    name: str
    top: int  # where the rectangle around all filled cells begins
    left: int
    rows: Sequence[Sequence[Cell]]  # of that rectangle; an empty text for an empty cell
    part: str
    package: Package

    def at(self, row: int, column: int) -> Cell:
        down, across = row - self.top, column - self.left
        if down < 0 or across < 0 or down >= len(self.rows) or across >= len(self.rows[down]):
            return None
        cell = self.rows[down][across]
        return None if cell == "" else cell

    @cached_property
    def broken(self) -> Mapping[str, str]:
        """Cell → error of every formula that shows one, such as `#REF!`."""
        content = self.package.read(self.part)
        if b' t="e"' not in content:
            return {}
        return {
            cell.decode(): error.decode("ascii", "replace")
            for cell, error in _BROKEN.findall(content)
        }

    @cached_property
    def unfinished(self) -> frozenset[str]:
        """Cells of every formula that no spreadsheet program has worked out yet.

        The result of one that gives a text may well be empty.
        """
        return frozenset(
            cell.decode()
            for cell, attributes, value in _UNFINISHED.findall(self.package.read(self.part))
            if not (value and b't="str"' in attributes)
        )

    @property
    def area(self) -> int:
        """How many cells the rectangle has."""
        return len(self.rows) * len(self.rows[0]) if self.rows else 0

    @property
    def last_row(self) -> int:
        """The last row with anything in it; 0 for an empty sheet."""
        return self.top + len(self.rows) - 1

    @property
    def last_column(self) -> int:
        return self.left + len(self.rows[0]) - 1 if self.rows else 0

    def filled(self, area: Area | None = None) -> Iterator[tuple[int, int, Cell]]:
        """Row, column and value of every cell that is not empty, row by row."""
        area = area or Area(self.name, 1, 1, self.last_row, self.last_column)
        above, before = max(area.top - self.top, 0), max(area.left - self.left, 0)
        below, after = area.bottom - self.top + 1, area.right - self.left + 1
        for row, cells in enumerate(self.rows[above : max(below, 0)], self.top + above):
            for column, cell in enumerate(cells[before : max(after, 0)], self.left + before):
                if cell != "":
                    yield row, column, cell

    def broken_in(self, area: Area) -> Iterator[tuple[int, int, str]]:
        """Row, column and error of every formula in the area that shows an error."""
        for ref, error in self.broken.items():
            letters = ref.rstrip("0123456789")
            row, column = int(ref[len(letters) :]), column_number(letters)
            if area.top <= row <= area.bottom and area.left <= column <= area.right:
                yield row, column, error

    def row(self, number: int) -> Mapping[int, Cell]:
        """The filled cells of a row by column."""
        area = Area(self.name, number, 1, number, self.last_column)
        return {column: value for _, column, value in self.filled(area)}


@dataclass(frozen=True)
class Workbook:
    """A workbook whose sheets are read when they are asked for."""

    package: Package

    @property
    def file(self) -> str:
        return self.package.file

    @cached_property
    def contents(self) -> Contents:
        return self.package.contents()

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets in their order, hidden ones included."""
        return tuple(self.contents.sheets)

    @property
    def names(self) -> Mapping[str, str]:
        """The defined names with what they refer to, as written: `'Two words'!$D$14`."""
        return self.contents.names

    def area(self, name: str) -> Area | None:
        """The cells of a defined name; None where there is none or its cells are gone."""
        return self.contents.area(name)

    def sheet(self, name: str) -> Sheet:
        """The cells of a sheet, all rows whatever the sheet says of its size.

        Raises `KeyError` for a sheet that is not there, `Refused` for one that cannot be read.
        """
        if name not in self._read:
            self._read[name] = self._sheet(name)
        return self._read[name]

    @cached_property
    def _read(self) -> dict[str, Sheet]:
        return {}

    @cached_property
    def _opened(self) -> CalamineWorkbook:
        from python_calamine import CalamineWorkbook

        data = BytesIO(self.package.data)
        return self._tried("xl/workbook.xml", lambda: CalamineWorkbook.from_filelike(data))

    def _sheet(self, name: str) -> Sheet:
        part = self.contents.sheets[name]
        book = self._opened
        found = self._tried(part, lambda: book.get_sheet_by_name(name))
        kept = sum(sheet.area for sheet in self._read.values())
        if kept + found.height * found.width > MAX_TOTAL_AREA:
            limit = f"{MAX_TOTAL_AREA:,}"
            raise refuse("workbook-too-many-cells", file=self.file, limit=limit)
        rows = self._tried(part, lambda: found.to_python(skip_empty_area=True))
        top, left = found.start or (0, 0)
        return Sheet(name, top + 1, left + 1, rows, part, self.package)

    def _tried(self, part: str, work: Callable[[], Made]) -> Made:
        """Whatever goes wrong inside the reader is the file's fault, and is said so.

        The reader is written in Rust: where it panics, what comes is no Exception.
        """
        try:
            return work()
        except (KeyboardInterrupt, SystemExit, MemoryError):
            raise
        except BaseException as fault:
            raise refuse("file-damaged", file=self.file, part=part) from fault


def read_cells(path: Path) -> Workbook:
    """Let the guard look at the file, then open it; raises `Refused` with what is wrong."""
    return Workbook(admit(path))


__all__ = ["Area", "Cell", "Sheet", "Workbook", "cell_ref", "read_cells"]
