"""Crosswalk tables as somebody wrote them down, clause by clause; they win over topics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from zeren.standards.crosswalks.relations import BASES, KINDS, Basis, Kind, Ref, Step
from zeren.standards.ours import read_ours
from zeren.text import Text

_DATA: Final = Path(__file__).parents[1] / "data" / "crosswalks"


@dataclass(frozen=True, slots=True)
class CrosswalkTable:
    """A table between two standards, or between two editions within one.

    `looked_at` holds the clauses of `source` that it lists, those without any counterpart included:
    of these it says all there is to say.
    """

    id: str
    source: str
    target: str
    origin: Text
    steps: tuple[Step, ...]
    looked_at: frozenset[str]


@cache
def load_tables() -> tuple[CrosswalkTable, ...]:
    """Every table, by file name."""
    return tuple(_table(path) for path in sorted(_DATA.glob("*.toml")))


@cache
def direct_steps(source: str, target: str) -> tuple[Step, ...]:
    """What the tables say from one standard to the other, in whichever direction they were written."""
    found: dict[tuple[Ref, Ref], Step] = {}
    for table in load_tables():
        if (table.source, table.target) == (source, target):
            found |= {(step.source, step.target): step for step in table.steps}
        elif (table.target, table.source) == (source, target):
            found |= {(step.target, step.source): step.reversed() for step in table.steps}
    return tuple(found.values())


@cache
def looked_at(source: str, target: str) -> frozenset[str]:
    """The clauses of `source` about whose counterparts in `target` a table leaves nothing open."""
    return frozenset[str]().union(
        *(
            table.looked_at
            for table in load_tables()
            if (table.source, table.target) == (source, target) and source != target
        )
    )


def origins(source: str, target: str) -> tuple[Text, ...]:
    """Where the tables between two standards come from."""
    return tuple(
        table.origin for table in load_tables() if {table.source, table.target} == {source, target}
    )


def _table(path: Path) -> CrosswalkTable:
    table = read_ours(path)
    return CrosswalkTable(
        id=path.stem,
        source=table["source"],
        target=table["target"],
        origin=Text.of(table["origin"]),
        steps=tuple(step for row in table["row"] for step in _steps(table, row)),
        looked_at=frozenset(row["source"] for row in table["row"]),
    )


def _steps(table: Mapping[str, Any], row: Mapping[str, Any]) -> Iterator[Step]:
    for clause in row["targets"]:
        yield Step(
            source=Ref(table["source"], row["source"]),
            target=Ref(table["target"], clause),
            kind=cast("Kind", _one_of(row["relation"], KINDS)),
            strength=row["strength"],
            basis=cast("Basis", _one_of(row.get("basis", table["basis"]), BASES)),
            why=Text.of(row["why"]) if "why" in row else None,
        )


def _one_of(word: str, known: tuple[str, ...]) -> str:
    if word not in known:
        message = f"{word!r} is none of {known}"
        raise ValueError(message)
    return word
