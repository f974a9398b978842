"""How far the filled cells of a workbook reach and how much text they hold, measured exactly.

For workbooks that the guard's quick look cannot judge. It follows the reader behind the guard: a
cell without an address stands right of the one before, a row without a number below the last.
"""

from __future__ import annotations

import re
from array import array
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from zeren.files.guard import TEXTS, Package
from zeren.files.names import LAST_COLUMN, LAST_ROW, cell_ref, column_number
from zeren.files.refusals import refuse
from zeren.files.zipped import MAX_INFLATED, MEGABYTE, Part, inflated

MAX_CELLS: Final = 500_000
_REF: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


def measure(package: Package, *, max_area: int, max_text: int) -> None:
    """Refuse a workbook one of whose sheets is too wide a rectangle, or whose texts are too long."""
    lengths = _text_lengths(package)
    sheets = {part.lower(): name for name, part in package.contents().sheets.items()}
    walk = _Walk(package.file, lengths, max_area, max_text)
    for name, part in package.parts.items():
        if name.endswith((".xml", ".rels", ".vml")) and name != TEXTS:
            walk.through(package, part, sheet=sheets.get(name, ""))


def _text_lengths(package: Package) -> array[int]:
    lengths = array("Q")

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(characters: str) -> None:
        if lengths:
            lengths[-1] += len(characters)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    part = package.parts.get(TEXTS)
    if part is not None:
        _parse(parser, package, part)
    return lengths


def _parse(parser: expat.XMLParserType, package: Package, part: Part) -> None:
    try:
        for chunk in inflated(package.data, part, budget=MAX_INFLATED, file=package.file):
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only
        if part.size:
            parser.Parse(b"", True)  # noqa: FBT003
    except expat.ExpatError as fault:
        raise refuse("file-damaged", file=package.file, part=part.name) from fault


@dataclass(slots=True)
class _Walk:
    """Where the walk through the sheets stands."""

    file: str
    lengths: array[int]
    max_area: int
    max_text: int
    sheet: str = ""
    cells: int = 0
    text: int = 0
    row: int = 0
    column: int = 0
    shared: bool = False
    index: list[str] = field(default_factory=list)
    in_value: bool = False
    box: tuple[int, int, int, int] | None = None

    def through(self, package: Package, part: Part, *, sheet: str) -> None:
        self.sheet, self.row, self.column, self.box = sheet, 0, 0, None
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end
        parser.CharacterDataHandler = self.characters
        _parse(parser, package, part)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        match tag.rpartition(":")[2]:
            case "c":
                self._cell(attributes)
            case "v" | "is":
                self._filled()
            case "row":
                self._row(attributes)

    def end(self, tag: str) -> None:
        if self.in_value and tag.rpartition(":")[2] == "v":
            self.in_value = False
            index = "".join(self.index).strip()
            if index.isascii() and index.isdigit() and len(index) < len("1000000"):
                self.text += self.lengths[int(index)] if int(index) < len(self.lengths) else 0
            if self.text > self.max_text:
                limit = self.max_text // MEGABYTE
                raise refuse("workbook-too-much-text", file=self.file, limit=limit)

    def characters(self, text: str) -> None:
        if self.in_value:
            self.index.append(text)

    def _row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self.row = int(number) if number.isascii() and number.isdigit() else self.row + 1
        self.column = 0
        if not 0 < self.row <= LAST_ROW:
            self._odd(number)

    def _cell(self, attributes: dict[str, str]) -> None:
        self.cells += 1
        if self.cells > MAX_CELLS:
            raise refuse("workbook-too-many-cells", file=self.file, limit=f"{MAX_CELLS:,}")
        ref = attributes.get("r")
        self.column += 1
        self.shared = attributes.get("t") == "s"
        if ref is not None:
            match = _REF.fullmatch(ref)
            if match is None:
                self._odd(ref)
            else:
                self.column, self.row = column_number(match[1].upper()), int(match[2])
        if not (0 < self.row <= LAST_ROW and 0 < self.column <= LAST_COLUMN):
            self._odd(ref or "")

    def _filled(self) -> None:
        if self.shared:
            self.in_value = True
            self.index.clear()
        top, left, bottom, right = self.box or (self.row, self.column, self.row, self.column)
        top, left = min(top, self.row), min(left, self.column)
        bottom, right = max(bottom, self.row), max(right, self.column)
        self.box = top, left, bottom, right
        if (bottom - top + 1) * (right - left + 1) > self.max_area:
            raise refuse(
                "workbook-too-far",
                file=self.file,
                sheet=self.sheet,
                cell=cell_ref(bottom, right),
                limit=f"{self.max_area:,}",
            )

    def _odd(self, cell: str) -> None:
        raise refuse("workbook-odd-cell", file=self.file, sheet=self.sheet, cell=cell[:20])
