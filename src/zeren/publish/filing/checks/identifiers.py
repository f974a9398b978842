"""Is the company's identifier one of its scheme?"""

from __future__ import annotations

from collections.abc import Iterator

from zeren.collect import lei, uscc
from zeren.problems import Problem
from zeren.publish.filing.messages import problem
from zeren.publish.filing.values import USCC_SCHEME, Entity
from zeren.standards.taxonomy import Taxonomy


def problems_of(entity: Entity, taxonomy: Taxonomy) -> Iterator[Problem]:
    known = {**taxonomy.schemes, "uscc": USCC_SCHEME}
    if known.get(entity.kind) != entity.scheme:
        yield problem("filing-unknown-scheme", place=entity.place, said=entity.scheme)
    if not entity.identifier or not entity.identifier.isprintable() or " " in entity.identifier:
        yield problem("filing-identifier-wrong", place=entity.place, said=entity.identifier)
    elif entity.kind == "lei":
        yield from lei.problems_of(entity.identifier, place=entity.place)
    elif entity.kind == "uscc":
        yield from uscc.problems_of(entity.identifier, place=entity.place)
