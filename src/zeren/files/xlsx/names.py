"""The sheets and defined names of a workbook, as `xl/workbook.xml` lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple
from xml.parsers import expat

LAST_ROW: Final = 1_048_576
LAST_COLUMN: Final = 16_384

_REF: Final = re.compile(
    r"(?:'((?:[^']|'')+)'|([^'!:,()\[\]#]+))!"
    r"\$?([A-Z]{1,3})?\$?([0-9]{1,7})?(?::\$?([A-Z]{1,3})?\$?([0-9]{1,7})?)?"
)


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells on one sheet; rows and columns count from 1 and are included."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    def __contains__(self, other: Area) -> bool:
        return (
            self.sheet == other.sheet
            and self.top <= other.top
            and self.left <= other.left
            and self.bottom >= other.bottom
            and self.right >= other.right
        )

    @property
    def ref(self) -> str:
        """`D14` for one cell, `D14:F20` for several."""
        first, last = cell_ref(self.top, self.left), cell_ref(self.bottom, self.right)
        return first if first == last else f"{first}:{last}"


class Contents(NamedTuple):
    """Sheet names with the part each is in, and the defined names with what they refer to.

    Of a name defined for the whole workbook and for one sheet, the workbook's counts.
    """

    sheets: Mapping[str, str]
    names: Mapping[str, str]

    def area(self, name: str) -> Area | None:
        """The cells of a defined name; None if it is not defined or names no one rectangle."""
        area = read_area(self.names.get(name, ""))
        return area if area is not None and area.sheet in self.sheets else None


def read_contents(workbook: bytes, relations: bytes) -> Contents:
    """Read both parts, already checked by the guard; raises `expat.ExpatError` for broken XML."""
    found = _Found()
    found.read(workbook)
    targets = dict(_targets(relations))
    sheets = {name: targets.get(relation, "") for name, relation in found.sheets}
    return Contents(sheets, {**dict(found.local), **dict(found.everywhere)})


def read_area(text: str) -> Area | None:
    """The one rectangle that a reference such as `'Two words'!$C$12:$F$14` names, else None."""
    match = _REF.fullmatch(text.strip().removeprefix("="))
    if match is None:
        return None
    quoted, plain, left, top, right, bottom = match.groups()
    if (left is None and top is None) or (":" not in match[0] and None in (left, top)):
        return None
    rows = int(top or 1), int(bottom or top or LAST_ROW)
    columns = column_number(left or "A"), column_number(right or left or "XFD")
    if max(*rows) > LAST_ROW or max(*columns) > LAST_COLUMN or min(*rows, *columns) < 1:
        return None
    sheet = quoted.replace("''", "'") if quoted else plain
    return Area(sheet, min(rows), min(columns), max(rows), max(columns))


@lru_cache(maxsize=LAST_COLUMN)
def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def cell_ref(row: int, column: int) -> str:
    """The cell's address, both counted from 1: (14, 4) → D14."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


class _Found:
    """What the parser met: sheets with their relation, names with their reference."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.everywhere: list[tuple[str, str]] = []
        self.local: list[tuple[str, str]] = []
        self._name: tuple[str, bool] | None = None
        self._text: list[str] = []

    def read(self, xml: bytes) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text.append
        parser.Parse(xml, True)  # noqa: FBT003 - expat takes it by position only

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._text.clear()
        match tag.rpartition(":")[2]:
            case "sheet":
                relation = next(
                    (value for key, value in attributes.items() if key.endswith(":id")), ""
                )
                self.sheets.append((attributes.get("name", ""), relation))
            case "definedName":
                self._name = attributes.get("name", ""), "localSheetId" in attributes

    def _end(self, tag: str) -> None:
        if self._name is not None and tag.rpartition(":")[2] == "definedName":
            name, local = self._name
            (self.local if local else self.everywhere).append((name, "".join(self._text)))
            self._name = None


def _targets(relations: bytes) -> Iterator[tuple[str, str]]:
    found: list[tuple[str, str]] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "Relationship":
            target = attributes.get("Target", "")
            part = target[1:] if target.startswith("/") else f"xl/{target}"
            found.append((attributes.get("Id", ""), part))

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.Parse(relations, True)  # noqa: FBT003 - expat takes it by position only
    yield from found
