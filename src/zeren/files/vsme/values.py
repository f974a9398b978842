"""From a cell to a value: numbers exact, dates as ISO, words as they stand; raises `Mistake`."""

from __future__ import annotations

import math
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from zeren.files.vsme.choices import Choices
from zeren.files.vsme.mistakes import Mistake
from zeren.files.xlsx.cells import Cell
from zeren.standards.taxonomy import Shape
from zeren.text import Said, Text

_NOTHING: Final = frozenset({"", "-", "–", "—"})
_DIGITS: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_DAY_FIRST: Final = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_YEARS: Final = range(1950, 2151)
_MAY_BE_NEGATIVE: Final = frozenset({"PercentageGapInPayBetweenFemaleAndMaleEmployees"})
_MAY_PASS_100: Final = frozenset({"EmployeeTurnoverRate"})


def is_empty(cell: Cell) -> bool:
    """Nothing, blanks, or the dash by which the template says nothing."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _NOTHING)


def said(cell: Cell) -> str:
    """The cell as a person sees it, cut short for a message."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    words = plain_words(cell)
    return words if len(words) <= 40 else f"{words[:39]}…"  # noqa: PLR2004


def plain_words(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


def number(cell: Cell, concept: str, shape: Shape) -> Decimal:
    """The digits that the cell shows, never rounded; a share in per cent."""
    value = _decimal(cell)
    if shape.kind == "share":
        value *= 100
        if value > 100 and concept not in _MAY_PASS_100:  # noqa: PLR2004
            raise Mistake("vsme-over-100", said=f"{value.normalize():f}")
    if value < 0 and concept not in _MAY_BE_NEGATIVE:
        raise Mistake("vsme-negative", said=said(cell))
    return value


def _decimal(cell: Cell) -> Decimal:
    if isinstance(cell, float) and math.isfinite(cell):
        return Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell))
    if isinstance(cell, int) and not isinstance(cell, bool):
        return Decimal(cell)
    if isinstance(cell, str) and _DIGITS.fullmatch(cell.strip()):
        return Decimal(cell.strip())
    raise Mistake("vsme-not-a-number", said=said(cell))


def iso_date(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, str):
        words = cell.strip()
        match = _DAY_FIRST.fullmatch(words)
        try:
            if match:
                return date(int(match[3]), int(match[2]), int(match[1])).isoformat()
            return date.fromisoformat(words).isoformat()
        except ValueError:
            pass
    raise Mistake("vsme-not-a-date", said=said(cell))


def year(cell: Cell) -> str:
    words = plain_words(cell)
    if isinstance(cell, (date, datetime)):
        words = f"{cell.year}"
    if words.isascii() and words.isdigit() and int(words) in _YEARS:
        return words
    raise Mistake("vsme-not-a-year", said=said(cell))


def yes_or_no(cell: Cell, choices: Choices) -> bool:
    answer = cell if isinstance(cell, bool) else choices.yes(plain_words(cell))
    if answer is None:
        raise Mistake("vsme-not-yes-no", said=said(cell))
    return answer


def member(cell: Cell, domain: str, choices: Choices) -> str:
    code = choices.member(str(cell), domain) if not isinstance(cell, bool) else None
    if code is None:
        near = choices.near(str(cell), domain)
        hint = Text(f"，例如“{near}”", f", for example “{near}”") if near else Text("", "")
        raise Mistake("vsme-unknown-choice", said=said(cell), near=hint)
    return code


def words_of(cell: Cell) -> Said:
    return Said.of(plain_words(cell))
