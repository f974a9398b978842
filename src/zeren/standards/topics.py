"""The 65 topics on which all standards meet: a company speaks of one once, every standard listens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from zeren.standards.catalogue import standard
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.ours import read_ours
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


@lru_cache(maxsize=64)
def load_topics(library: Library = OURS_ALONE) -> tuple[Topic, ...]:
    """All topics, in the order of the catalogue, with the clauses of a library's standards too."""
    if not library.standards:
        return _our_topics()
    return tuple(
        replace(topic, clauses={**topic.clauses, **_clauses_on(topic.id, library)})
        for topic in _our_topics()
    )


@cache
def _our_topics() -> tuple[Topic, ...]:
    source = Path(__file__).parent / "data" / "topics.toml"
    return tuple(
        Topic(
            id=table["id"],
            title=Text.of(table["title"]),
            about=Text.of(table["about"]),
            clauses={standard: tuple(refs) for standard, refs in table["clauses"].items()},
            note=Text.of(table["note"]) if "note" in table else None,
        )
        for table in read_ours(source)["topic"]
    )


def _clauses_on(topic: str, library: Library) -> Mapping[str, tuple[str, ...]]:
    """By standard of the library: the refs of its clauses that name the topic."""
    found = {
        name: tuple(
            clause.ref
            for clause in standard(name, library=library).clauses
            if topic in clause.topics
        )
        for name in sorted(library.standards)
    }
    return {name: refs for name, refs in found.items() if refs}


@lru_cache(maxsize=1024)
def topics_by_clause(
    standard: str, *, library: Library = OURS_ALONE
) -> Mapping[str, tuple[Topic, ...]]:
    """For each clause of a standard that any topic speaks of: its topics."""
    found: dict[str, list[Topic]] = {}
    for topic in load_topics(library):
        for ref in topic.clauses.get(standard, ()):
            found.setdefault(ref, []).append(topic)
    return {ref: tuple(topics) for ref, topics in found.items()}
