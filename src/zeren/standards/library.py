"""A library: what an association wrote itself, standards and supplements, beside those of ours.

It is a value, read once from its folder by `library_folder`, and handed to whoever looks something up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from zeren.problems import Problem

Table = Mapping[str, Any]
Files = Mapping[str, Table]  # what the TOML files of a folder hold, by name without ending


@dataclass(frozen=True, eq=False)
class Library:
    """Standards by id, supplements by id with their files; only what is sound stands in it.

    Two libraries with the same hash hold the same. `problems` says what was left out, and why.
    """

    sha256: str = ""
    standards: Mapping[str, Table] = field(default_factory=dict)
    supplements: Mapping[str, Files] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Library) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)


OURS_ALONE: Final = Library()
