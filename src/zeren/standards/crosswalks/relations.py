"""What a clause of one standard has to do with a clause of another, and how sure we are of it.

The four relations are those of NIST IR 8477, read from the first to the second: the first is equal
to the second, a subset of it, a superset of it, or the two intersect.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final, Literal, get_args

from zeren.text import Text

Kind = Literal["equal", "subset", "superset", "intersect"]
Basis = Literal["official", "title", "judgement"]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
BASES: Final[tuple[Basis, ...]] = get_args(Basis)  # the surest first

KIND_WORDS: Final[Mapping[Kind, Text]] = {
    "equal": Text("等同", "equal"),
    "subset": Text("包含于", "subset of"),
    "superset": Text("包含", "superset of"),
    "intersect": Text("部分重合", "intersects"),
}
BASIS_WORDS: Final[Mapping[Basis, Text]] = {
    "official": Text("官方对照", "official table"),
    "title": Text("按名称", "by title"),
    "judgement": Text("我们的判断", "our judgement"),
}
SURE_STRENGTH: Final = 5  # from this strength on a relation is the best one for both of its clauses

_OTHER_WAY: Final[Mapping[Kind, Kind]] = {"subset": "superset", "superset": "subset"}


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """A clause by its standard: gri-standards 305-1. Questions count as clauses of their own list."""

    standard: str
    clause: str

    def __str__(self) -> str:
        return f"{self.standard} {self.clause}"


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a clause to another. `strength` 1–10; `topics` where the step goes through them."""

    source: Ref
    target: Ref
    kind: Kind
    strength: int
    basis: Basis
    topics: tuple[str, ...] = ()
    why: Text | None = None

    def reversed(self) -> Step:
        return replace(
            self,
            source=self.target,
            target=self.source,
            kind=_OTHER_WAY.get(self.kind, self.kind),
        )

    def as_json(self) -> dict[str, object]:
        return {
            "from": _ref_as_json(self.source),
            "to": _ref_as_json(self.target),
            "relation": self.kind,
            "strength": self.strength,
            "basis": self.basis,
            "topics": list(self.topics),
            "why": self.why.as_json() if self.why else None,
        }


@dataclass(frozen=True)
class Relation:
    """The way from a clause to another, of one or more steps; it is as sure as its weakest one."""

    steps: tuple[Step, ...]

    @property
    def source(self) -> Ref:
        return self.steps[0].source

    @property
    def target(self) -> Ref:
        return self.steps[-1].target

    @property
    def kind(self) -> Kind:
        """Equal changes nothing; twice subset is subset; anything else can only be said to intersect."""
        kinds = {step.kind for step in self.steps} - {"equal"}
        if not kinds:
            return "equal"
        (first, *others) = kinds
        return "intersect" if others else first

    @property
    def weakest(self) -> Step:
        return min(self.steps, key=lambda step: (step.strength, -BASES.index(step.basis)))

    @cached_property
    def strength(self) -> int:
        return self.weakest.strength

    @property
    def basis(self) -> Basis:
        return max((step.basis for step in self.steps), key=BASES.index)

    @cached_property
    def is_direct(self) -> bool:
        """Whether a table states it, rather than topics suggesting it."""
        return not any(step.topics for step in self.steps)

    def then(self, step: Step) -> Relation:
        return Relation((*self.steps, step))

    def as_json(self) -> dict[str, object]:
        return {
            "relation": self.kind,
            "strength": self.strength,
            "basis": self.basis,
            "direct": self.is_direct,
            "steps": [step.as_json() for step in self.steps],
        }


def _ref_as_json(ref: Ref) -> dict[str, str]:
    return {"standard": ref.standard, "clause": ref.clause}
