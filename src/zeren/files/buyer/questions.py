"""A buyer's workbook as questions: row by row, with the cell for the answer and what it may hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from zeren.files.buyer.headers import Role, year_of
from zeren.files.buyer.layout import Layout, layouts, spans
from zeren.files.xlsx.cells import Area, Sheet, Workbook
from zeren.files.xlsx.markup import Markup, hidden_sheets, read_markup
from zeren.files.xlsx.names import read_area
from zeren.files.xlsx.refusals import refuse
from zeren.publish.reply.asked import BuyerQuestion, Cell, Obstacle
from zeren.publish.reply.clauses import Ref, bare_clauses, clauses_in
from zeren.publish.reply.units import unit_in
from zeren.standards.library import OURS_ALONE, Library

_SHORTEST: Final = 2
_LONGEST: Final = 1_000  # characters; longer words are instructions
MOST_QUESTIONS: Final = 3_000
_MOST_OPTIONS: Final = 60  # a longer list is no answer to a question of ours


@dataclass(frozen=True)
class Buyer:
    """A buyer's workbook: how each sheet was understood, and the questions in it."""

    book: Workbook
    layouts: Mapping[str, tuple[Layout, ...]]
    questions: tuple[BuyerQuestion, ...]
    hidden: tuple[str, ...] = ()
    markups: Mapping[str, Markup] = field(default_factory=dict)


def refuse_what_would_break(book: Workbook) -> None:
    """Macros and signatures do not survive a change; raises `Refused`."""
    parts = book.package.parts
    if any(name.rpartition("/")[2].startswith("vbaproject") for name in parts):
        raise refuse("file-macros", file=book.file)
    if any(name.startswith("_xmlsignatures/") for name in parts):
        raise refuse("file-signed", file=book.file)


def read_buyer(
    book: Workbook,
    *,
    known: Mapping[str, tuple[Layout, ...]] | None = None,
    year: int = 0,
    library: Library = OURS_ALONE,
) -> Buyer:
    """Read every visible sheet; `known` layouts, from a mapping file, come before guesses.

    `year` is the one that our figures are for: of several columns for years it is taken. Clauses may
    be of our standards and a library's.
    """
    refuse_what_would_break(book)
    hidden = hidden_sheets(book.package)
    found: dict[str, tuple[Layout, ...]] = {}
    markups: dict[str, Markup] = {}
    questions: list[BuyerQuestion] = []
    for name in book.sheets:
        if name in hidden or not book.contents.sheets[name].startswith("xl/worksheets/"):
            continue
        sheet = book.sheet(name)
        tables = (known or {}).get(name)
        tables = layouts(sheet, library) if tables is None else tables
        found[name] = tables
        if tables:
            markups[name] = read_markup(book.package, name=name, part=book.contents.sheets[name])
            reader = _Reader(book, sheet, markups[name], year, library)
            for layout, rows in spans(sheet, tables):
                questions += reader.read(layout, rows)
                if len(questions) > MOST_QUESTIONS:
                    raise refuse("buyer-too-long", file=book.file, limit=f"{MOST_QUESTIONS:,}")
    shut = tuple(name for name in book.sheets if name in hidden)
    return Buyer(book, found, tuple(questions), shut, markups)


class _Reader:
    """Reads the rows of one sheet."""

    def __init__(
        self, book: Workbook, sheet: Sheet, markup: Markup, year: int, library: Library
    ) -> None:
        self._book = book
        self._sheet = sheet
        self._markup = markup
        self._year = year
        self._library = library
        self._lists: dict[str, tuple[str, ...]] = {}

    def read(self, layout: Layout, rows: range) -> Iterator[BuyerQuestion]:
        column = layout.columns["question"]
        for row in rows:
            words = self._sheet.at(row, column)
            if isinstance(words, str) and _SHORTEST <= len(words.strip()) <= _LONGEST:
                question = self._question(layout, row, " ".join(words.split()))
                if question is not None:
                    yield question

    def _question(self, layout: Layout, row: int, words: str) -> BuyerQuestion | None:
        """The question of a row; None for a heading that runs across the answer's column."""
        column = layout.columns["question"]
        target, year = self._target(layout)
        merged = self._markup.merged(row, column)
        if merged and target and merged.left <= target <= merged.right:
            return None
        if merged and row != merged.top:
            return None
        answer = self._cell(row, target)
        remark = self._cell(row, layout.column("remark"))
        ticks = {head: (row, one) for head, one in layout.ticks.items()}
        unit = unit_in(self._text(row, layout.column("unit")), whole=True)
        head = layout.heads.get(target or 0, "")
        return BuyerQuestion(
            sheet=self._sheet.name,
            row=row,
            column=column,
            words=words,
            number=self._text(row, layout.column("number")),
            clauses=self._clauses(layout, row, words),
            answer=answer,
            remark=remark if remark and self._obstacle(remark) == "" else None,
            options=self._options(answer),
            ticks=ticks,
            unit=unit or unit_in(words) or unit_in(head),
            year=year if year is not None else year_of(words),
            obstacle=self._hindrance(answer, ticks),
        )

    def _target(self, layout: Layout) -> tuple[int | None, int | None]:
        """The column to answer in, and the year that it is for."""
        if layout.years:
            year = self._year if self._year in layout.years else max(layout.years)
            return layout.years[year], year
        return layout.column("answer"), year_of(layout.heads.get(layout.column("answer") or 0, ""))

    def _cell(self, row: int, column: int | None) -> Cell | None:
        """The cell, or the first of the merged ones that it belongs to if that is in this row."""
        if column is None:
            return None
        merged = self._markup.merged(row, column)
        if merged is None:
            return row, column
        return (merged.top, merged.left) if merged.top == row else None

    def _hindrance(self, answer: Cell | None, ticks: Mapping[str, Cell]) -> Obstacle:
        if ticks:
            return next((found for cell in ticks.values() if (found := self._obstacle(cell))), "")
        return self._obstacle(answer) if answer else "no-cell"

    def _obstacle(self, cell: Cell) -> Obstacle:
        row, column = cell
        if self._markup.is_hidden(row, column):
            return "hidden"
        if self._sheet.at(row, column) is not None or self._markup.holds(row, column):
            return "taken"
        return "locked" if self._markup.is_locked(row, column) else ""

    def _text(self, row: int, column: int | None) -> str:
        cell = self._sheet.at(row, column) if column else None
        if isinstance(cell, float):
            return f"{cell:.15g}"
        return " ".join(str(cell).split()) if isinstance(cell, str) else ""

    def _clauses(self, layout: Layout, row: int, words: str) -> tuple[Ref, ...]:
        cells = [self._text(row, layout.column(role)) for role in ("clause", "number")]
        named = [ref for text in (words, *cells) for ref in clauses_in(text)]
        if layout.standard:
            clause, number = cells
            bare = (clause, "" if number.isdigit() else number)  # a running number is no clause
            named += [
                ref for text in bare for ref in bare_clauses(text, layout.standard, self._library)
            ]
        return tuple(dict.fromkeys(named))

    def _options(self, cell: Cell | None) -> tuple[str, ...]:
        if cell is None:
            return ()
        for listed in self._markup.choices:
            if listed.covers(*cell):
                return self._listed(listed.source)
        return ()

    def _listed(self, source: str) -> tuple[str, ...]:
        """The entries of a list: written out, in cells, or under a name."""
        if source not in self._lists:
            if source.startswith('"'):
                found = tuple(one.strip() for one in source.strip('"').split(","))
            else:
                found = tuple(self._cells_of(source))[:_MOST_OPTIONS]
            self._lists[source] = found or ("?",)
        return self._lists[source]

    def _cells_of(self, source: str) -> Iterator[str]:
        own = f"'{self._sheet.name}'!{source.removeprefix('=')}"
        area: Area | None = self._book.area(source) or read_area(source) or read_area(own)
        if area is None or area.sheet not in self._book.sheets:
            return
        for _, _, cell in self._book.sheet(area.sheet).filled(area):
            yield (
                cell
                if isinstance(cell, str)
                else f"{cell:.15g}"
                if isinstance(cell, float)
                else str(cell)
            )


__all__ = ["Buyer", "Role", "read_buyer", "refuse_what_would_break"]
