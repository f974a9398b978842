"""Problems in the order in which a person goes through a workbook: sheet, row, column."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from zeren.files.xlsx.names import column_number
from zeren.problems import Problem

_CELL: Final = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")


def in_order(problems: Iterable[Problem], sheets: Sequence[str]) -> tuple[Problem, ...]:
    """Sorted by cell; several of one cell stay as they come, those without a cell stand last."""
    ranks = {name: rank for rank, name in enumerate(sheets)}

    def where(problem: Problem) -> tuple[int, int, int]:
        cell = _CELL.match(problem.place.cell)
        rank = ranks.get(problem.place.sheet)
        if cell is None or rank is None:
            return len(ranks), 0, 0
        return rank, int(cell[2]), column_number(cell[1])

    return tuple(sorted(problems, key=where))
