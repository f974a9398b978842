"""Reading the form that came back: what it holds, where each cell is, and what could not be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Final

from zeren.collect.facts import plain
from zeren.declare.form import LINES, DocumentRow, Form, Kind
from zeren.declare.from_response import Filled
from zeren.files.characters import printable
from zeren.files.declaration_form.documents import hash_beside
from zeren.files.declaration_form.remarks import copied, not_a_form, not_whole
from zeren.files.declaration_form.sheets import (
    GRIDS,
    NO_CLAIM,
    Grid,
    claim_key,
    grid_key,
    line_key,
)
from zeren.files.drafts.remarks import formula_fails
from zeren.files.workbook.values import (
    Complaint,
    code_of,
    date_of,
    number_of,
    unfinished,
    words_of,
)
from zeren.files.workbook.words import forms, key
from zeren.files.xlsx.cells import Cell, Sheet, Workbook, cell_ref, read_cells
from zeren.problems import Place, Problem, Refused
from zeren.standards.catalogue import Standard, load_standards, standard, standard_ids
from zeren.standards.claims import CLAIM_WORDS
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import Text

_PERSONS: Final = Text("人", "persons")
_CLAIM: Final = "claim/"
_TITLE, _SAID = 1, 4  # columns of a standard's row, counted from its key
_WITHIN: Final = 12  # rows between the keys of a grid and its headers
_MOST_ROWS: Final = 2_000

At = tuple[Sheet, int, int]


def read_form(path: Path, *, library: Library = OURS_ALONE) -> Filled:
    """Read a form through the guard; raises `Refused` for what is none or cannot be opened.

    Documents that it names by file are looked for in the form's own folder.
    """
    book = read_cells(path)
    keys = _keys(book)
    if not any(found.startswith("line/") for found in keys):
        raise Refused(not_a_form(book.file))
    return _Reading(keys, path.absolute().parent, library).read()


def _keys(book: Workbook) -> dict[str, list[At]]:
    """Every key that stands in the workbook, wherever sheets and rows were moved, with its cell."""
    known = {line_key(line.code) for line in LINES}
    known |= {grid_key(grid.kind, column.key) for grid in GRIDS for column in grid.columns}
    found: dict[str, list[At]] = {}
    for name in book.sheets:
        sheet = book.sheet(name)
        for row, column, value in sheet.filled():
            if isinstance(value, str) and (value in known or value.startswith(_CLAIM)):
                found.setdefault(value, []).append((sheet, row, column))
    return found


@dataclass(slots=True)
class _Reading:
    """What was read so far."""

    keys: Mapping[str, list[At]]
    folder: Path
    library: Library
    places: dict[str, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def read(self) -> Filled:
        doubled = [at for found in self.keys.values() for at in found[1:]]
        self.problems += map(copied, dict.fromkeys(sheet.name for sheet, _, _ in doubled))
        entries = dict(self._entries())
        sites = [(name, address) for name, address in self._rows(GRIDS[0])]
        claims = tuple(self._claims())
        documents = tuple(self._documents())
        form = Form(entries, tuple(sites), claims, documents)
        return Filled(form, self.places, tuple(self.problems))

    def _entries(self) -> Iterator[tuple[str, str]]:
        for line in LINES:
            for sheet, row, column in self.keys.get(line_key(line.code), [])[:1]:
                for right, name in enumerate(line.cells, start=2):
                    words = self._cell(sheet, row, column + right, name, line.kind)
                    if words:
                        yield name, words

    def _cell(self, sheet: Sheet, row: int, column: int, name: str, kind: Kind = "words") -> str:
        """The words of a cell as its kind wants them, "" for what is empty or cannot be read."""
        place = self.places[name] = Place(sheet=sheet.name, cell=cell_ref(row, column))
        if place.cell in sheet.broken:
            return self._complain(formula_fails(sheet.broken[place.cell]), place)
        if place.cell in sheet.unfinished:
            return self._complain(unfinished(), place)
        value = _READ[kind](sheet.at(row, column))
        return self._complain(value, place) if isinstance(value, Complaint) else value

    def _complain(self, complaint: Complaint, place: Place) -> str:
        self.problems.append(complaint.at(place))
        return ""

    def _rows(self, grid: Grid) -> Iterator[tuple[str, ...]]:
        """The filled rows under a grid's headers, each with the words of all its columns."""
        ats = [self.keys.get(grid_key(grid.kind, one.key), [])[:1] for one in grid.columns]
        columns = [at[0] if at else None for at in ats]
        sheet = next((at[0] for at in columns if at), None)
        if sheet is None:
            return
        self.places[f"{grid.kind}s"] = Place(sheet=sheet.name)
        number = 0
        for row in range(_below(sheet, grid, columns) + 1, sheet.last_row + 1)[:_MOST_ROWS]:
            ours = [at[2] for at in columns if at]
            if not any(words_of(sheet.at(row, column)) for column in ours):
                continue
            yield tuple(
                self._cell(sheet, row, at[2], f"{grid.kind}s.{number}.{one.key}") if at else ""
                for one, at in zip(grid.columns, columns, strict=True)
            )
            number += 1

    def _claims(self) -> Iterator[tuple[str, str]]:
        """A standard and what was chosen for it, where anything was; rows that people added, too."""
        ids = {claim_key(name): name for name in standard_ids(self.library)}
        number = 0
        for sheet, row, column in self._standard_rows():
            place = f"claims.{number}"
            said = self._cell(sheet, row, column + _SAID, place)
            if key(said) in {"", *forms(NO_CLAIM)}:
                continue
            own = words_of(sheet.at(row, column))
            title = printable(words_of(sheet.at(row, column + _TITLE)))
            known = (
                standard(ids[own], library=self.library)
                if own in ids
                else _by_title(self.library).get(key(title))
            )
            kind = _kind_of(said, known)
            if kind != "none":
                yield known.id if known else title or own.removeprefix(_CLAIM), kind
                number += 1

    def _standard_rows(self) -> Iterator[At]:
        """From the first row with a key to the end of the sheet: a title and something said of it."""
        ats = [at for found, all_ in self.keys.items() if found.startswith(_CLAIM) for at in all_]
        if not ats:
            return
        sheet, first, column = min(ats, key=lambda at: at[1])
        self.places["claims"] = Place(sheet=sheet.name)
        for row in range(first, sheet.last_row + 1)[:_MOST_ROWS]:
            if words_of(sheet.at(row, column + _SAID)):
                yield sheet, row, column

    def _documents(self) -> Iterator[DocumentRow]:
        for number, (title, file, sha256, question) in enumerate(self._rows(GRIDS[1])):
            given = "".join(sha256.split()).lower()
            worked_out = hash_beside(self.folder, file, given=given) if file else given
            if isinstance(worked_out, Complaint):
                self._complain(worked_out, self.places[f"documents.{number}.file"])
                worked_out = ""
            yield DocumentRow(title, file, worked_out, question)


@lru_cache(maxsize=4)
def _by_title(library: Library) -> Mapping[str, Standard]:
    """All standards, for rows that lost their key or were added; the others are read one by one."""
    standards = load_standards(library)
    return {form: one for one in standards for form in forms(one.title) | {key(one.id)}}


def _below(sheet: Sheet, grid: Grid, columns: list[At | None]) -> int:
    """The last row of headers and what explains them, as we wrote them."""
    keys = max(at[1] for at in columns if at)
    ours = {form for one in grid.columns for text in (one.label, one.hint) for form in forms(text)}
    last = keys
    for row in range(keys + 1, keys + _WITHIN):
        words = [key(value) for value in sheet.row(row).values() if isinstance(value, str)]
        if sum(word in ours for word in words) >= 2:  # noqa: PLR2004 - one may be an entry alike
            last = row
    return last


def _kind_of(said: str, known: Standard | None) -> str:
    """The kind of claim that was chosen or written; what is none stays as it was written."""
    found = key(said)
    if known and found in forms(known.claim.words):
        return known.claim.kind
    kinds = (kind for kind, words in CLAIM_WORDS.items() if found in forms(words) | {key(kind)})
    return next(kinds, said)


def _text(cell: Cell) -> str:
    return printable(words_of(cell)).strip()


def _day(cell: Cell) -> str | Complaint:
    return date_of(cell) or ""


def _code(cell: Cell) -> str | Complaint:
    found = code_of(cell)
    return found if isinstance(found, Complaint) else printable(found or "").strip()


def _count(cell: Cell) -> str | Complaint:
    found = number_of(cell, unit=_PERSONS, also=("名", "个", "people"))
    if found is None or isinstance(found, Complaint):
        return found or ""
    return (
        plain(found)
        if found == found.to_integral_value() and found >= 0
        else not_whole(plain(found))
    )


_READ: Final[Mapping[Kind, Callable[[Cell], str | Complaint]]] = {
    "words": _text,
    "both": _text,
    "code": _code,
    "count": _count,
    "day": _day,
}
