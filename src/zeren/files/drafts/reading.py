"""Reading a draft's workbook: its tables as they were meant, and the cell of everything in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from typing import Any, Final

from zeren.files.drafts.cells import NO_CHOICES, Choices, units, value_of
from zeren.files.drafts.columns import Column, Way, columns_of
from zeren.files.drafts.example import EXAMPLES
from zeren.files.drafts.found import Found, Row, find
from zeren.files.drafts.remarks import (
    date_in_code,
    form_copied,
    formula_fails,
    not_a_draft,
    number_in_code,
)
from zeren.files.drafts.sheets import sheet_name
from zeren.files.workbook.values import unfinished, words_of
from zeren.files.xlsx.cells import Cell, Workbook, cell_ref
from zeren.problems import Place, Problem, Refused
from zeren.standards.drafts.draft import Draft, DraftKind, Path
from zeren.standards.drafts.forms import FORMS, KINDS, ROWS
from zeren.standards.drafts.known import Known, Names
from zeren.standards.drafts.shapes import Key, OneOf, Part, Several, SomeOf, Whole, Word

Table = dict[str, Any]
_OWN: Final = ("parent", "item")  # columns that name a code of another row
_NAMING: Final = ("area", "item", "fact")  # what other tables name by code is read first


@dataclass(slots=True)
class ReadDraft:
    """A draft as it was read, with the cell of each of its values and what could not be read."""

    draft: Draft
    rows: Mapping[tuple[str, int], Row]
    moved: Mapping[Path, Way]  # where a value stands that has no cell of its own
    sheets: Mapping[str, str]
    problems: tuple[Problem, ...]

    def place(self, path: Path) -> Place:
        """The cell of a value; of what is not there, the cell in which it should stand."""
        kind, *rest = path
        row = self.rows.get((str(kind), rest[0])) if rest and isinstance(rest[0], int) else None
        if row is None:
            return Place(sheet=self.sheets.get(str(kind), ""))
        way = self.moved.get(path, tuple(rest[1:]))
        at = _nearest(row, way)
        return Place(sheet=row.sheet.name, cell=cell_ref(*at) if at else "")


def _nearest(row: Row, way: Way) -> tuple[int, int] | None:
    """The cell of a way, the first of what it holds, or the first of what holds it."""
    for length in range(len(way), 0, -1):
        inside = [place for own, place in row.cells.items() if own[:length] == way[:length]]
        if inside:
            return inside[0]
    return next(iter(row.cells.values()), None)


def read_draft(book: Workbook, known: Known) -> ReadDraft:
    """Read every table of a draft; raises `Refused` where the workbook holds none."""
    found = find(book)
    if found.kind is None:
        raise Refused(not_a_draft())
    return _Reading(found.kind, found, known).read()


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    kind: DraftKind
    found: Found
    known: Known
    tables: dict[str, list[Table]] = field(default_factory=dict)
    rows: dict[tuple[str, int], Row] = field(default_factory=dict)
    moved: dict[Path, Way] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lists: dict[str, tuple[Names, Choices]] = field(default_factory=dict)

    def read(self) -> ReadDraft:
        self.tables = {kind: [] for kind in KINDS[self.kind]}
        for kind in sorted(self.tables, key=lambda kind: kind not in _NAMING):
            for row in self._rows(kind):
                self._take(kind, row)
            self.known = self.known.with_own(Draft(self.kind, self.tables))
        if not self.tables[self.kind]:
            self.tables[self.kind].append({})
        sheets = {kind: sheet_name(kind, "both") for kind in KINDS[self.kind]}
        sheets |= {grid.kind: grid.sheet.name for grid in self.found.grids}
        sheets |= {row.kind: row.sheet.name for row in self.found.forms}
        draft = Draft(self.kind, self.tables)
        return ReadDraft(draft, self.rows, self.moved, sheets, tuple(self.problems))

    def _rows(self, kind: str) -> Iterator[Row]:
        """Of a sheet that somebody copied, the rows of both: what stands in both is told as double."""
        if kind in KINDS:
            forms = [row for row in self.found.forms if row.kind == kind]
            self.problems += [form_copied(row.sheet.name) for row in forms[1:]]
            yield from forms[:1]
            return
        rows = (row for grid in self.found.grids if grid.kind == kind for row in grid.rows())
        yield from islice(rows, ROWS + 1)

    def _take(self, kind: str, row: Row) -> None:
        """One table, unless its row is empty or is the example as we wrote it."""
        table, moved, problems = self._table(kind, row)
        if kind not in KINDS and (not table or table == EXAMPLES[kind]):
            return
        number = len(self.tables[kind])
        self.tables[kind].append(_with_defaults(table, FORMS[kind]))
        self.rows[kind, number] = row
        self.moved |= {(kind, number, *way): own for way, own in moved.items()}
        self.problems += problems

    def _table(self, kind: str, row: Row) -> tuple[Table, dict[Way, Way], list[Problem]]:
        table: Table = {}
        moved: dict[Way, Way] = {}
        problems: list[Problem] = []
        for column in columns_of(kind):
            if column.way not in row.cells:
                continue
            at = row.cells[column.way]
            cell = row.sheet.at(*at)
            place = Place(sheet=row.sheet.name, cell=cell_ref(*at))
            problems += self._complaints(column, cell, place, row)
            if words_of(cell):
                value = value_of(cell, column, self._choices(column))
                if value not in ("", []):
                    _put(table, column, value, moved)
        for key in FORMS[kind]:
            _close_gaps(table, key, moved)
        return table, moved, problems

    def _complaints(self, column: Column, cell: Cell, place: Place, row: Row) -> Iterator[Problem]:
        """What a spreadsheet did to the cell before we saw it."""
        if place.cell in row.sheet.broken:
            yield formula_fails(row.sheet.broken[place.cell]).at(place)
        elif place.cell in row.sheet.unfinished:
            yield unfinished().at(place)
        coded = isinstance(column.shape, Word) or column.way[-1] in _OWN
        if coded and isinstance(cell, datetime | date | time | timedelta):
            yield date_in_code(place, words_of(cell))
        elif coded and isinstance(cell, float) and not cell.is_integer():
            yield number_in_code(place, words_of(cell))

    def _choices(self, column: Column) -> Choices:
        shape = column.shape
        if not isinstance(shape, OneOf | SomeOf | Whole) or not shape.list:
            return NO_CHOICES
        names = self.known.lists.get(shape.list, {})
        kept = self.lists.get(shape.list)
        if kept is None or kept[0] is not names:
            kept = names, Choices(units(names) if shape.list == "units" else names)
            self.lists[shape.list] = kept
        return kept[1]


def _put(table: Table, column: Column, value: Any, moved: dict[Way, Way]) -> None:  # noqa: ANN401
    """Set the value at its place; codes of several drop-downs are put together into one list."""
    *steps, last = column.way
    if isinstance(column.shape, SomeOf) and column.shape.cells > 1:
        codes = table.setdefault(str(steps[0]), [])
        for code in value:
            moved[*steps, len(codes)] = column.way
            codes.append(code)
        return
    holder: Any = table
    for step, following in zip(steps, column.way[1:], strict=True):
        fresh: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int):
            holder += [None] * (step + 1 - len(holder))
            holder[step] = fresh if holder[step] is None else holder[step]
            holder = holder[step]
        else:
            holder = holder.setdefault(step, fresh)
    holder[last] = value


def _close_gaps(table: Table, key: Key, moved: dict[Way, Way]) -> None:
    """Where entries have no place of their own, as evidence has none, an empty one is no gap."""
    if not isinstance(key.shape, Several) or key.shape.is_fixed or key.name not in table:
        return
    entries: Sequence[Any] = table[key.name]
    kept = [number for number, entry in enumerate(entries) if entry]
    table[key.name] = [entries[number] for number in kept]
    for new, old in enumerate(kept):
        if new != old:
            _move(entries[old], (key.name, new), (key.name, old), moved)


def _move(value: Any, new: Way, old: Way, moved: dict[Way, Way]) -> None:  # noqa: ANN401
    moved[new] = old
    parts = value.items() if isinstance(value, Mapping) else ()
    for name, inner in parts:
        _move(inner, (*new, name), (*old, name), moved)


def _with_defaults(table: Table, keys: Sequence[Key]) -> Table:
    """The table with what its empty cells mean, in the order of its form."""
    ordered: Table = {}
    for key in keys:
        value = table.get(key.name, key.default)
        if value is None:
            continue
        if isinstance(key.shape, Part) and isinstance(value, dict):
            value = _with_defaults(value, key.shape.keys)
        ordered[key.name] = value
    return ordered
