"""How often the way through topics is right: its relations against a table's, the table hidden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zeren.standards.crosswalks.between import relations_between
from zeren.standards.crosswalks.tables import direct_steps, looked_at

MEASURED: Final = (
    ("efrag-vsme", "gri-standards"),
    ("rba-code-8", "rba-vap-8.0.2"),
    ("iso-26000-2010", "gbt-36000-2015"),
)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of clauses: in the table, derived, and in both."""

    tabled: int
    derived: int
    both: int

    @property
    def precision(self) -> float:
        """The share of derived pairs that the table has."""
        return self.both / self.derived

    @property
    def recall(self) -> float:
        """The share of the table's pairs that were derived."""
        return self.both / self.tabled


def agreement(one: str, other: str, *, least: int = 1) -> Agreement:
    """Compare for the clauses that the table lists, with relations of at least this strength."""
    listed = looked_at(one, other)
    tabled = {(step.source.clause, step.target.clause) for step in direct_steps(one, other)}
    derived = {
        (relation.source.clause, relation.target.clause)
        for relation in relations_between(one, other, hidden=True)
        if relation.source.clause in listed and relation.strength >= least
    }
    return Agreement(tabled=len(tabled), derived=len(derived), both=len(tabled & derived))
