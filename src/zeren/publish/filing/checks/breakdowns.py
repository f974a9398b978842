"""Is a fact broken down as the taxonomy's tables allow?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from zeren.problems import Problem
from zeren.publish.filing.messages import of_fact
from zeren.publish.filing.values import Tagged
from zeren.standards.taxonomy import Table, Taxonomy, axis_label, load_taxonomy


def problems_of(fact: Tagged, taxonomy: Taxonomy) -> Iterator[Problem]:
    """A concept stands in one table, or in none and is then not broken down at all."""
    tables = tables_of(fact.concept.removeprefix("vsme:"))
    if len({axis for axis, _ in fact.dimensions}) < len(fact.dimensions):
        yield of_fact("filing-extra-axis", fact, axis=axis_label(_repeated(fact)))
        return
    if not tables:
        for axis, _ in fact.dimensions:
            yield of_fact("filing-extra-axis", fact, axis=axis_label(_local(axis)))
        return
    tried = [tuple(_against(fact, table, taxonomy)) for table in tables]
    yield from min(tried, key=len)


@cache
def tables_of(concept: str) -> tuple[Table, ...]:
    return tuple(table for table in load_taxonomy().tables if concept in table.items)


def _against(fact: Tagged, table: Table, taxonomy: Taxonomy) -> Iterator[Problem]:
    given = dict(fact.dimensions)
    for axis in given:
        if not axis.startswith("vsme:") or _local(axis) not in {*table.typed, *table.explicit}:
            yield of_fact("filing-extra-axis", fact, axis=axis_label(_local(axis)))
    for name in table.typed:
        if not given.get(f"vsme:{name}", "").strip():
            yield of_fact("filing-missing-axis", fact, axis=axis_label(name))
    for name, domain in table.explicit.items():
        default = taxonomy.defaults.get(name)
        member = given.get(f"vsme:{name}")
        if member is None:
            if default is None:
                yield of_fact("filing-missing-axis", fact, axis=axis_label(name))
        elif member == default:
            yield of_fact("filing-default-part", fact, said=member)
        elif member not in _members(domain):
            yield of_fact("filing-wrong-part", fact, said=member, axis=axis_label(name))


@cache
def _members(domain: str) -> frozenset[str]:
    return frozenset(load_taxonomy().members(domain))


def _repeated(fact: Tagged) -> str:
    axes = [axis for axis, _ in fact.dimensions]
    return _local(next(axis for axis in axes if axes.count(axis) > 1))


def _local(code: str) -> str:
    return code.rpartition(":")[2]
