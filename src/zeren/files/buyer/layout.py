"""Where a buyer's sheet asks and where it wants the answer: guessed, shown, and correctable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from zeren.files.buyer.headers import ROLES, TICKS, Role, role_of, year_of
from zeren.files.xlsx.cells import Sheet
from zeren.publish.reply.clauses import standard_named
from zeren.standards.library import OURS_ALONE, Library

_SEARCHED: Final = 60  # rows in which a first header is looked for
_FEWEST: Final = 3  # questions of a table without a header
_SHORTEST: Final = 6  # weight of a text that may be a question there
_HAN: Final = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table on a sheet, by number; `header` is 0 for a table without one.

    `years`: columns for the figures of single years. `ticks`: columns to tick, by their heads.
    """

    header: int
    columns: Mapping[Role, int]
    ticks: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[int, int] = field(default_factory=dict)
    standard: str = ""
    heads: Mapping[int, str] = field(default_factory=dict)
    guessed: bool = True

    def column(self, role: Role) -> int | None:
        return self.columns.get(role)

    @property
    def can_be_answered(self) -> bool:
        return bool("answer" in self.columns or self.ticks or self.years)


def layouts(sheet: Sheet, library: Library = OURS_ALONE) -> tuple[Layout, ...]:
    """The tables of a sheet from top to bottom; nothing where no questions are found."""
    found: list[Layout] = []
    for row in range(sheet.top, sheet.last_row + 1):
        layout = _by_header(sheet, row, library)
        if layout is not None and (found or row <= _SEARCHED):
            found.append(layout)
    if found:
        return tuple(found)
    plain = _without_header(sheet, library)
    return (plain,) if plain else ()


def _by_header(sheet: Sheet, row: int, library: Library) -> Layout | None:
    """The table under a row of heads: a question and somewhere to answer it must be among them."""
    heads = {
        column: " ".join(cell.split()) if isinstance(cell, str) else f"{cell:.0f}"
        for column, cell in sheet.row(row).items()
        if isinstance(cell, (str, float)) and not isinstance(cell, bool)
    }
    columns: dict[Role, int] = {}
    ticks: dict[str, int] = {}
    years: dict[int, int] = {}
    for column, head in heads.items():
        role, year = role_of(head), year_of(head)
        if role in TICKS:
            ticks.setdefault(head, column)
        elif year is not None and role in {None, "answer"}:
            years.setdefault(year, column)
        elif role is not None:
            columns.setdefault(role, column)
    if "question" not in columns or not ("answer" in columns or ticks or years):
        return None
    if len(columns) + len(ticks) + len(years) < 2:  # noqa: PLR2004 - one word is no header
        return None
    columns["question"] = _wordiest(sheet, row, columns, heads)
    return Layout(
        row,
        columns,
        ticks if len(ticks) > 1 else {},
        years,
        _standard(sheet, row, heads, library),
        heads,
    )


def _wordiest(sheet: Sheet, row: int, columns: Mapping[Role, int], heads: Mapping[int, str]) -> int:
    """Of several columns that may hold the questions, the one with the longest words below."""
    asking = [column for column, head in heads.items() if role_of(head) == "question"]
    return (
        max(asking, key=lambda column: (_weight_below(sheet, row, column), -column))
        if asking
        else columns["question"]
    )


def _weight_below(sheet: Sheet, row: int, column: int) -> int:
    cells = (sheet.at(below, column) for below in range(row + 1, min(row + 40, sheet.last_row) + 1))
    return sum(_weight(cell) for cell in cells if isinstance(cell, str))


def _weight(words: str) -> int:
    """Its length as an English reader counts: a Chinese character says as much as three letters."""
    return len(words) + 2 * len(_HAN.findall(words))


def _standard(sheet: Sheet, row: int, heads: Mapping[int, str], library: Library) -> str:
    """The standard named in a head, in the sheet's name or in the lines above the table."""
    above = [
        cell
        for line in range(max(sheet.top, row - 12), row)
        for cell in sheet.row(line).values()
        if isinstance(cell, str)
    ]
    return next(
        (
            found
            for words in (*heads.values(), sheet.name, *above)
            if (found := standard_named(words, library))
        ),
        "",
    )


def _without_header(sheet: Sheet, library: Library) -> Layout | None:
    """A bare list of questions: the wordiest column, answered in the first empty one behind it."""
    weights: dict[int, list[int]] = {}
    for row, column, cell in sheet.filled():
        if isinstance(cell, str) and _weight(cell) >= _SHORTEST and _asks(cell):
            weights.setdefault(column, []).append(row)
    if not weights:
        return None
    column = max(weights, key=lambda one: (len(weights[one]), -one))
    rows = weights[column]
    if len(rows) < _FEWEST:
        return None
    answer = next(
        one
        for one in range(column + 1, sheet.last_column + 2)
        if sum(sheet.at(row, one) is not None for row in rows) <= len(rows) // 5
    )
    standard = standard_named(sheet.name, library)
    return Layout(0, {"question": column, "answer": answer}, standard=standard)


def _asks(words: str) -> bool:
    return words.rstrip().endswith(("?", "？", "吗", ":", "：")) or bool(
        re.match(
            r"(?:please|describe|do|does|is|are|have|how|what|which|who|when|if|in which)\b",
            words,
            re.IGNORECASE,
        )
        or re.search(r"是否|如何|请", words)
    )


def spans(sheet: Sheet, found: tuple[Layout, ...]) -> Iterator[tuple[Layout, range]]:
    """Each table with its rows, down to the next header."""
    for number, layout in enumerate(found):
        last = found[number + 1].header - 1 if number + 1 < len(found) else sheet.last_row
        yield layout, range(layout.header + 1 if layout.header else sheet.top, last + 1)


__all__ = ["ROLES", "Layout", "layouts", "replace", "spans"]
