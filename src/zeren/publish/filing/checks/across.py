"""Facts beside each other: the same thing said twice, totals and their parts.

A number given down to some decimals stands for everything that rounds to it. Two such numbers
contradict each other where these ranges do not meet; a sum does not add up where the range of the
total and that of its parts together do not.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation, localcontext
from typing import Final

from zeren.collect.facts import plain
from zeren.problems import Problem
from zeren.publish.filing.messages import label_of, of_fact
from zeren.publish.filing.values import Tagged
from zeren.standards.taxonomy import Sum, Taxonomy
from zeren.text import Text, listed

_DECIMALS: Final = re.compile(r"-?[0-9]{1,3}")
_ENOUGH: Final = 70_000  # digits: what a cell holds, moved by as many decimals as there may be
Range = tuple[Decimal, Decimal]


def contradictions(facts: Sequence[Tagged]) -> Iterator[Problem]:
    """Facts that say the same thing with different values; the later one is named."""
    first: dict[tuple[object, ...], Tagged] = {}
    for fact in facts:
        key = (fact.concept, fact.period, tuple(sorted(fact.dimensions)), fact.unit, fact.lang)
        other = first.setdefault(key, fact)
        if other is not fact and not _agree(other, fact):
            yield of_fact("filing-said-twice", fact, said=fact.value, other=other.value)


def _agree(one: Tagged, other: Tagged) -> bool:
    here, there = _range(one), _range(other)
    if here is None or there is None:
        return one.value == other.value
    return here[0] <= there[1] and there[0] <= here[1]


def sums(facts: Sequence[Tagged], taxonomy: Taxonomy) -> Iterator[Problem]:
    """A note for each total that is given and does not equal those of its parts that are given.

    Where a part that is missing may hold the rest, only parts that exceed the total are told.
    """
    groups: dict[tuple[object, ...], dict[str, Tagged]] = defaultdict(dict)
    for fact in facts:
        key = (fact.period, tuple(sorted(fact.dimensions)), fact.unit)
        groups[key].setdefault(fact.concept.removeprefix("vsme:"), fact)
    for one in taxonomy.sums:
        for group in groups.values():
            if one.total in group:
                yield from _sum(group[one.total], one, group)


def _sum(total: Tagged, one: Sum, group: Mapping[str, Tagged]) -> Iterator[Problem]:
    given = [group[part] for part in one.parts if part in group]
    ranges = [_range(part) for part in given]
    stated = _range(total)
    if not given or stated is None or None in ranges:
        return
    known = [part for part in ranges if part is not None]
    with localcontext(prec=_ENOUGH):
        least, most = sum(low for low, _ in known), sum(high for _, high in known)
        may_be_less = one.whole and len(given) < len(one.parts)
        if least > stated[1] or (most < stated[0] and not may_be_less):
            added = sum((Decimal(part.value) for part in given), Decimal(0))
            yield of_fact(
                "filing-sum",
                total,
                said=total.value,
                sum=plain(added),
                parts=listed(_told(part) for part in given),
            )


def _told(part: Tagged) -> Text:
    label = label_of(part.concept)
    return Text(f"{label.zh} {part.value}", f"{label.en} {part.value}")


def _range(fact: Tagged) -> Range | None:
    """The least and the greatest number that the fact may stand for; None for what is no number."""
    if not fact.unit or not fact.decimals:
        return None
    try:
        value = Decimal(fact.value)
        if fact.decimals == "INF":
            return value, value
        if not _DECIMALS.fullmatch(fact.decimals):
            return None
        with localcontext(prec=_ENOUGH):
            half = Decimal(5).scaleb(-int(fact.decimals) - 1)
            return value - half, value + half
    except InvalidOperation:
        return None
