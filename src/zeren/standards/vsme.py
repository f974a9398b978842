"""The concepts of EFRAG's VSME taxonomy: which disclosure and topics each belongs to, and its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from zeren.standards.ours import read_ours
from zeren.text import Text

VSME: Final = "efrag-vsme"  # the standard's id in the catalogue
_DATA: Final = Path(__file__).parent / "data" / "vsme" / "concepts.toml"


@dataclass(frozen=True, slots=True)
class Concept:
    """A reportable concept, `vsme:NumberOfEmployees`; the English label is EFRAG's, the Chinese ours."""

    code: str
    disclosure: str
    topics: tuple[str, ...]
    paragraphs: tuple[
        str, ...
    ]  # clauses of the standard, `B3 30 scope 1`, as the taxonomy refers to them
    is_conditional: bool  # its paragraph can be complete without it
    label: Text


@cache
def load_concepts() -> Mapping[str, Concept]:
    """All 143 concepts by code, in the taxonomy's order."""
    tables = read_ours(_DATA)["concept"]
    return {
        table["code"]: Concept(
            code=table["code"],
            disclosure=table["disclosure"],
            topics=tuple(table["topics"]),
            paragraphs=tuple(table["paragraphs"]),
            is_conditional=table.get("conditional", False),
            label=Text.of(table["label"]),
        )
        for table in tables
    }
