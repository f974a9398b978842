"""The 65 topics on which all standards meet: a company speaks of one once, every standard listens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import tomli

from zeren.text import Text

GUIDE: Final = "cn-sme-csr-guide-2"


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter such as E02, forced labour; `clauses` says by standard which refs speak of it."""

    id: str
    title: Text
    about: Text  # one plain sentence for people who have never read a standard
    clauses: Mapping[str, tuple[str, ...]]
    note: Text | None = None

    @property
    def item(self) -> str:
        """The item of the SME guide under which the topic is asked, such as E.1."""
        return self.clauses[GUIDE][0]


@cache
def load_topics() -> tuple[Topic, ...]:
    """All topics, in the order of the catalogue."""
    source = Path(__file__).parent / "data" / "topics.toml"
    return tuple(
        Topic(
            id=table["id"],
            title=Text.of(table["title"]),
            about=Text.of(table["about"]),
            clauses={standard: tuple(refs) for standard, refs in table["clauses"].items()},
            note=Text.of(table["note"]) if "note" in table else None,
        )
        for table in tomli.loads(source.read_text(encoding="utf-8"))["topic"]
    )


@cache
def topics_by_clause(standard: str) -> Mapping[str, tuple[Topic, ...]]:
    """For each clause of a standard that any topic speaks of: its topics."""
    found: dict[str, list[Topic]] = {}
    for topic in load_topics():
        for ref in topic.clauses.get(standard, ()):
            found.setdefault(ref, []).append(topic)
    return {ref: tuple(topics) for ref, topics in found.items()}
