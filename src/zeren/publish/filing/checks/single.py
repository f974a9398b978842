"""Each fact by itself: value, period, unit, decimals, language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Final

from zeren.collect.facts import Period
from zeren.problems import Problem
from zeren.publish.filing.messages import of_fact
from zeren.publish.filing.units import fits, is_number
from zeren.publish.filing.values import Tagged
from zeren.standards.taxonomy import Kind, Shape, Taxonomy

_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
_LAST_OF_ALL: Final = date.max.isoformat()
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DECIMALS: Final = re.compile(r"INF|-?[0-9]{1,3}")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_FORBIDDEN: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_MAY_BE_NEGATIVE: Final = "vsme:PercentageGapInPayBetweenFemaleAndMaleEmployees"


def unknown(fact: Tagged, taxonomy: Taxonomy) -> Problem:
    return of_fact("filing-unknown-concept", fact, concept=fact.concept, edition=taxonomy.edition)


def problems_of(fact: Tagged, shape: Shape, taxonomy: Taxonomy) -> Iterator[Problem]:
    yield from _value(fact, shape, taxonomy)
    yield from _period(fact, shape)
    yield from _unit(fact, shape)
    yield from _decimals(fact, shape)
    yield from _language(fact, shape)


def _value(fact: Tagged, shape: Shape, taxonomy: Taxonomy) -> Iterator[Problem]:
    if shape.kind in {"choice", "choices"}:
        yield from _members(fact, shape, taxonomy)
    elif _FORBIDDEN.search(fact.value):
        yield of_fact("filing-characters", fact)
    elif not _is_value(fact.value, shape.kind):
        yield of_fact("filing-wrong-type", fact, said=fact.value)
    elif is_number(shape.kind) and _is_negative(fact):
        yield of_fact("filing-negative", fact, said=fact.value)


def _is_negative(fact: Tagged) -> bool:
    below = fact.value.startswith("-") and fact.value.strip("-0.") != ""
    return below and fact.concept != _MAY_BE_NEGATIVE


def _is_value(value: str, kind: Kind) -> bool:
    written = _WRITTEN.get(kind)
    if written:
        return written(value)
    return not is_number(kind) or bool(_NUMBER.fullmatch(value))


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return bool(_DATE.fullmatch(value))


_WRITTEN: Final[Mapping[Kind, Callable[[str], bool]]] = {
    "date": _is_date,
    "year": lambda value: bool(re.fullmatch(r"[0-9]{4}", value)) and value != "0000",
    "yes-no": lambda value: value in {"true", "false", "1", "0"},
}


def _members(fact: Tagged, shape: Shape, taxonomy: Taxonomy) -> Iterator[Problem]:
    chosen = fact.value.split(" ") if fact.value else []
    known = taxonomy.members(shape.domain)
    if shape.kind == "choice" and len(chosen) != 1:
        yield of_fact("filing-wrong-type", fact, said=fact.value)
        return
    for code in chosen:
        if code not in known:
            yield of_fact("filing-unknown-member", fact, said=code)
            return
    if chosen != sorted(set(chosen), key=lambda code: _address(code, taxonomy)):
        yield of_fact("filing-members-order", fact)


def _address(code: str, taxonomy: Taxonomy) -> str:
    prefix, _, name = code.partition(":")
    return f"{taxonomy.namespaces.get(prefix, prefix)}#{name}"


def _period(fact: Tagged, shape: Shape) -> Iterator[Problem]:
    period = fact.period
    if shape.instant and period.start is not None:
        yield of_fact("filing-period-instant", fact)
    elif not shape.instant and period.start is None:
        yield of_fact("filing-period-duration", fact)
    if not _dates_are_right(period):
        said = period.end if period.start is None else f"{period.start} – {period.end}"
        yield of_fact("filing-wrong-date", fact, said=said)


def _dates_are_right(period: Period) -> bool:
    """A day ends when the next begins, so the last day of all has no end."""
    if not _is_date(period.end) or period.end == _LAST_OF_ALL:
        return False
    return period.start is None or (_is_date(period.start) and period.start <= period.end)


def _unit(fact: Tagged, shape: Shape) -> Iterator[Problem]:
    if not is_number(shape.kind):
        if fact.unit:
            yield of_fact("filing-unit-of-words", fact, said=fact.unit)
    elif not fact.unit:
        yield of_fact("filing-no-unit", fact)
    elif not fits(fact.unit, shape.kind):
        yield of_fact("filing-wrong-unit", fact, said=fact.unit)


def _decimals(fact: Tagged, shape: Shape) -> Iterator[Problem]:
    if is_number(shape.kind) and not fact.decimals:
        yield of_fact("filing-no-decimals", fact)
    elif fact.decimals and not (is_number(shape.kind) and _DECIMALS.fullmatch(fact.decimals)):
        yield of_fact("filing-wrong-decimals", fact, said=fact.decimals)


def _language(fact: Tagged, shape: Shape) -> Iterator[Problem]:
    right = _LANGUAGE.fullmatch(fact.lang) if shape.kind == "words" else not fact.lang
    if not right:
        yield of_fact("filing-wrong-language", fact, said=fact.lang)
