"""Facts: numbers, dates, yes or no, names and words, each with its unit, period, breakdown and cell."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from zeren.standards.questionnaires import Field, Questionnaire
from zeren.text import Said

FactKind = Literal["number", "date", "yes-no", "choice", "words"]
Value = Decimal | bool | str | tuple[str, ...] | Said


class Period(NamedTuple):
    """An instant (`start` is None) or the days from `start` to `end`, both included; ISO dates."""

    end: str
    start: str | None = None

    def as_json(self) -> dict[str, str]:
        if self.start is None:
            return {"instant": self.end}
        return {"start": self.start, "end": self.end}


class Source(NamedTuple):
    """The cell that a value was read from; a range reads `C12:D14`."""

    file: str = ""
    sheet: str = ""
    cell: str = ""


class Fact(NamedTuple):
    """One value that the company states.

    `code`: an address (`sme/electricity`) or a taxonomy's concept (`vsme:NumberOfEmployees`).
    `value`: Decimal for a number, bool for yes or no, an ISO date, the code or codes of a choice,
    or Said. `unit` is "" where there is none. `dimensions` is sorted by name.
    """

    code: str
    kind: FactKind
    value: Value
    period: Period
    unit: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    topics: tuple[str, ...] = ()
    source: Source = Source()

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "kind": self.kind,
            "value": value_as_json(self.value),
            "unit": self.unit or None,
            "period": self.period.as_json(),
            "dimensions": dict(self.dimensions),
            "topics": list(self.topics),
            "sheet": self.source.sheet,
            "cell": self.source.cell,
        }


def answered_number(
    questionnaire: Questionnaire,
    field: Field,
    value: Decimal,
    *,
    period: Period,
    source: Source = Source(),  # noqa: B008 - a value that nothing changes
) -> Fact:
    """The fact that a number is which somebody gave for a field; an instant is the last day."""
    return Fact(
        code=questionnaire.address(field.code),
        kind="number",
        value=value,
        period=Period(period.end) if field.instant else period,
        unit=field.unit,
        topics=field.topics,
        source=source,
    )


def value_as_json(value: Value) -> object:
    """Decimals travel as plain strings, so that no reader rounds them."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Said):
        return value.as_json()
    if isinstance(value, tuple):
        return list(value)
    return value


def plain(number: Decimal) -> str:
    """Digits without exponent and without trailing zeros after the point: 1200, 0.5."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def moved(number: Decimal, places: int) -> Decimal:
    """The number with its point moved; nothing is rounded, and how exact it was is kept.

    52.3 moved by 4 is 523 thousand, not 523,000.0: its last digit still stands for thousands.
    """
    sign, digits, exponent = number.as_tuple()
    return Decimal((sign, digits, int(exponent) + places))


def sorted_dimensions(dimensions: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(dimensions.items()))
