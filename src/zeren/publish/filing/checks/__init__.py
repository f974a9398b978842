"""What would be wrong with a filing, told before anybody else finds it; in milliseconds, offline."""

from __future__ import annotations

from zeren.problems import Problem
from zeren.publish.filing.checks import across, breakdowns, identifiers, single
from zeren.publish.filing.values import Filing
from zeren.standards.taxonomy import load_taxonomy

__all__ = ["check"]


def check(filing: Filing) -> tuple[Problem, ...]:
    """Every error, and a note for each sum that does not add up, in the order of the facts."""
    taxonomy = load_taxonomy()
    found = [*identifiers.problems_of(filing.entity, taxonomy)]
    for fact in filing.facts:
        shape = taxonomy.shapes.get(fact.concept.removeprefix("vsme:"))
        if shape is None or not fact.concept.startswith("vsme:"):
            found.append(single.unknown(fact, taxonomy))
            continue
        found += single.problems_of(fact, shape, taxonomy)
        found += breakdowns.problems_of(fact, taxonomy)
    found += across.contradictions(filing.facts)
    found += across.sums(filing.facts, taxonomy)
    return tuple(found)
