"""The same mistake all down a column is told once, with every cell in which it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from zeren.files.xlsx.names import cell_ref, column_number
from zeren.problems import Problem

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_FEW: Final = 12  # runs of cells that are named


def grouped(problems: Iterable[Problem]) -> list[Problem]:
    """Equal problems of one column become one; its place names the cells, `D5:D9, D12`."""
    groups: dict[object, list[Problem]] = {}
    for problem in problems:
        cell = _CELL.fullmatch(problem.place.cell)
        column = cell[1] if cell else problem.place.cell
        same = (
            problem.code,
            problem.level,
            problem.place.sheet,
            column,
            problem.what,
            problem.remedy,
        )
        groups.setdefault(same, []).append(problem)
    return [_one(group) for group in groups.values()]


def _one(group: Sequence[Problem]) -> Problem:
    first = group[0]
    if len(group) == 1:
        return first
    rows = sorted({int(cell[2]) for one in group if (cell := _CELL.fullmatch(one.place.cell))})
    letters = str(_CELL.fullmatch(first.place.cell)[1])  # type: ignore[index]
    column = column_number(letters)
    runs = list(_runs(rows))
    named = [
        cell_ref(start, column)
        if start == end
        else f"{cell_ref(start, column)}:{cell_ref(end, column)}"
        for start, end in runs[:_FEW]
    ]
    more = ["…"] if len(runs) > _FEW else []
    return first._replace(place=first.place._replace(cell=", ".join([*named, *more])))


def _runs(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    start = end = rows[0]
    for row in rows[1:]:
        if row != end + 1:
            yield start, end
            start = row
        end = row
    yield start, end
