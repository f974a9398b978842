"""A draft: the tables of a standard or of a questionnaire before anybody has looked at them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from zeren.problems import Level, Place, Problem
from zeren.text import Text, listed

Row = Mapping[str, Any]
DraftKind = Literal["standard", "supplement"]
Path = tuple[
    str | int, ...
]  # kind of table, its number, key, and so on: ("question", 3, "title", "en")


@dataclass(frozen=True, slots=True)
class Draft:
    """Tables by kind, in order. The one table of kind `standard` or `supplement` says what it is."""

    kind: DraftKind
    tables: Mapping[str, Sequence[Row]]

    @property
    def head(self) -> Row:
        return self.tables[self.kind][0]

    @property
    def id(self) -> str:
        return str(self.head.get("id", ""))

    def of(self, kind: str) -> Sequence[Row]:
        return self.tables.get(kind, ())


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one spot of a draft; `{elsewhere}` in its words becomes the other spots."""

    path: Path
    code: str
    level: Level
    what: Text
    remedy: Text
    elsewhere: tuple[Path, ...] = ()

    def at(self, place_of: Callable[[Path], Place]) -> Problem:
        """The problem as whoever wrote the draft can find it."""
        what = self.what
        if self.elsewhere:
            found = listed(place_of(path).words() for path in self.elsewhere)
            en = found.en[:1].lower() + found.en[1:]
            what = Text(
                what.zh.replace("{elsewhere}", found.zh), what.en.replace("{elsewhere}", en)
            )
        return Problem(self.code, self.level, place_of(self.path), what, self.remedy)
