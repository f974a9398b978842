"""Units as XBRL names them, and the exact step to them from those of VSME facts."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from zeren.collect.facts import moved, plain
from zeren.publish.filing.values import PURE
from zeren.publish.wording import unit_words
from zeren.standards.taxonomy import Kind, currencies
from zeren.text import Text

# Each unit of a VSME fact: XBRL's, and the power of ten between them.
_STEPS: Final = {
    "": (PURE, 0),
    "%": (PURE, -2),
    "1": (PURE, 0),
    "MWh": ("utr:MWh", 0),
    "t": ("utr:t", 0),
    "kg": ("utr:kg", 0),
    "m3": ("utr:m3", 0),
    "ha": ("utr:ha", 0),
    "m2": ("utr:sqm", 0),
    "tCO2e": ("utr:tCO2e", 0),
}
_FITTING: Final[dict[Kind, re.Pattern[str]]] = {
    "area": re.compile(r"utr:(ha|sqm)"),
    "emissions": re.compile(r"utr:tCO2e"),
    "energy": re.compile(r"utr:MWh"),
    "intensity": re.compile(r"utr:tCO2e/iso4217:[A-Z]{3}"),
    "mass": re.compile(r"utr:(t|kg)"),
    "money": re.compile(r"iso4217:[A-Z]{3}"),
    "number": re.compile(re.escape(PURE)),
    "share": re.compile(re.escape(PURE)),
    "volume": re.compile(r"utr:m3"),
}
_CODES: Final = {"utr:sqm": "m2"}  # XBRL's names of units that differ from ours
_CURRENCY: Final = re.compile(r"(tCO2e/)?([A-Z]{3})")


def fits(unit: str, kind: Kind) -> bool:
    """Whether a number of this kind may have this unit; only numbers have one."""
    fitting = _FITTING.get(kind)
    if fitting is None:
        return unit == ""
    if not fitting.fullmatch(unit):
        return False
    return "iso4217:" not in unit or unit.rpartition(":")[2] in currencies()


def is_number(kind: Kind) -> bool:
    return kind in _FITTING


def stated(number: Decimal, unit: str) -> tuple[str, str, str]:
    """A VSME fact's number as XBRL states it: digits, unit, and the decimals down to which it is given.

    Nothing is rounded: only the point moves. Decimals are the places that the company wrote, so
    12.5 % becomes 0.125 with three. A unit that we do not know stays as it is.
    """
    name, power = _step(unit)
    found = moved(number, power)
    return plain(found), name, str(-int(found.as_tuple().exponent))


def _step(unit: str) -> tuple[str, int]:
    currency = _CURRENCY.fullmatch(unit)
    if currency is None:
        return _STEPS.get(unit, (unit, 0))
    money = f"iso4217:{currency[2]}"
    return (f"utr:tCO2e/{money}" if currency[1] else money), 0


def in_words(unit: str, kind: Kind) -> Text:
    """The unit beside a figure as people write it; a plain number has none, a share has %."""
    if unit == PURE:
        return unit_words("%" if kind == "share" else "")
    parts = [unit_words(_CODES.get(part, part.rpartition(":")[2])) for part in unit.split("/")]
    return Text(" / ".join(part.zh for part in parts), " / ".join(part.en for part in parts))
