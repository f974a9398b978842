"""What the values of a draft may be: a word, a phrase in both languages, one of a list, and so on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zeren.text import Text

NOTHING: Final = Text("", "")


@dataclass(frozen=True, slots=True)
class Word:
    """A short name that must match a pattern; `like` says in words what it looks like."""

    pattern: str
    like: Text


@dataclass(frozen=True, slots=True)
class Both:
    """A phrase in both languages; beyond so many characters (zh) or words (en) it is called long."""

    zh: int
    en: int


@dataclass(frozen=True, slots=True)
class OneOf:
    """A code of a closed list, by the list's name in `Known`."""

    list: str


@dataclass(frozen=True, slots=True)
class SomeOf:
    """Codes of a closed list, each once; `cells` is how many drop-downs a workbook offers for it."""

    list: str
    least: int = 0
    cells: int = 1


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number; where a list is named, its words explain what each number means."""

    least: int
    most: int
    list: str = ""


@dataclass(frozen=True, slots=True)
class Digits:
    """A decimal number, kept as the digits that were written."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date; where it need not be exact, a year or a month will do."""

    exact: bool = True


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes or no."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words that are the same in both languages, such as an address on the web."""

    most: int = 300


@dataclass(frozen=True, slots=True)
class Several:
    """A list of equal things; a workbook has room for so many `cells`, counted from `first`."""

    shape: Both | Part
    least: int
    most: int
    cells: int
    first: int = 1

    @property
    def is_fixed(self) -> bool:
        """Whether each has its own place, as the five levels: what is missing leaves a gap."""
        return self.least == self.most


@dataclass(frozen=True, slots=True)
class Part:
    """A table inside a table."""

    keys: tuple[Key, ...]


Shape = Word | Both | OneOf | SomeOf | Whole | Digits | Day | YesNo | Line | Several | Part


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a table: what people call it, what it may be, and how they are helped with it.

    `band` is the heading under which a workbook shows it; it goes on until the next one.
    `default` is what stands for an empty cell.
    """

    name: str
    label: Text
    shape: Shape
    help: Text = NOTHING
    needed: bool = True
    default: str | int | bool | None = None
    width: float = 14
    band: Text | None = None


def numbered(label: Text, number: int | str) -> Text:
    """“{n} 级” with its number; without one, what remains."""
    words = label.format(n=number)
    return Text(words.zh.strip(), words.en.strip())
