"""How far the filled cells of a workbook reach and how much text they hold, measured exactly.

For workbooks that the guard's quick look cannot judge. It follows the reader behind the guard: a
cell without an address stands right of the one before, a row without a number below the last.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterator
from typing import Final
from xml.parsers import expat

from zeren.files.xlsx.names import LAST_COLUMN, LAST_ROW, cell_ref, column_number
from zeren.files.xlsx.package import MARKUP, TEXTS, Package
from zeren.files.xlsx.refusals import refuse
from zeren.files.xlsx.zipped import MAX_INFLATED, MEGABYTE, Part, inflated

MAX_CELLS: Final = 300_000
_TAGS_A_CELL: Final = 4
_REF: Final = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_INDEX: Final = re.compile(r"\s*[0-9]{1,9}\s*")


def measure(package: Package, *, max_area: int, max_text: int) -> None:
    """Refuse a workbook with a sheet that is too large a rectangle, or with too much text."""
    sheets = {part.lower(): name for name, part in package.contents().sheets.items()}
    budget = _Budget(package)
    walk = _Walk(package.file, _text_lengths(package, budget), max_area, max_text)
    for name, part in package.parts.items():
        if name.endswith(MARKUP) and name != TEXTS:
            walk.through(budget, part, sheet=sheets.get(name, ""))


class _Budget:
    """Hands out the parts' content and stops when there are more tags than cells could need."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._tags = MAX_CELLS * _TAGS_A_CELL

    def parse(self, parser: expat.XMLParserType, part: Part) -> None:
        file = self.package.file
        try:
            for chunk in self._chunks(part):
                parser.Parse(chunk, False)  # noqa: FBT003 - expat takes it by position only
            if part.size:
                parser.Parse(b"", True)  # noqa: FBT003
        except expat.ExpatError as fault:
            raise refuse("file-damaged", file=file, part=part.name) from fault

    def _chunks(self, part: Part) -> Iterator[bytes]:
        file = self.package.file
        for chunk in inflated(self.package.data, part, budget=MAX_INFLATED, file=file):
            self._tags -= chunk.count(b"<")
            if self._tags < 0:
                raise refuse("workbook-too-many-cells", file=file, limit=f"{MAX_CELLS:,}")
            yield chunk


def _text_lengths(package: Package, budget: _Budget) -> array[int]:
    """How long each shared text is, in characters."""
    lengths = array("Q")

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == "si":
            lengths.append(0)

    def text(characters: str) -> None:
        if lengths:
            lengths[-1] += len(characters)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    if TEXTS in package.parts:
        budget.parse(parser, package.parts[TEXTS])
    return lengths


class _Walk:
    """Where the walk through the sheets stands."""

    def __init__(self, file: str, lengths: array[int], max_area: int, max_text: int) -> None:
        self._file = file
        self._lengths = lengths
        self._max_area = max_area
        self._max_text = max_text
        self._text = 0

    def through(self, budget: _Budget, part: Part, *, sheet: str) -> None:
        self._sheet = sheet
        self._row = self._column = 0
        self._box = (LAST_ROW + 1, LAST_COLUMN + 1, 0, 0)
        self._shared = False
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = self._starter(parser)
        budget.parse(parser, part)

    def _starter(self, parser: expat.XMLParserType) -> Callable[[str, dict[str, str]], None]:
        def start(tag: str, attributes: dict[str, str]) -> None:
            if ":" in tag:
                tag = tag.rpartition(":")[2]
            if tag == "c":
                self._cell(attributes)
            elif tag in {"v", "is"}:
                self._filled()
                if self._shared:
                    read_index()
            elif tag == "row":
                self._next_row(attributes.get("r"))

        def read_index() -> None:
            said: list[str] = []

            def end(_: str) -> None:
                parser.CharacterDataHandler = parser.EndElementHandler = None
                self._add_text("".join(said))

            parser.CharacterDataHandler = said.append
            parser.EndElementHandler = end

        return start

    def _next_row(self, number: str | None) -> None:
        self._row = int(number) if number and _INDEX.fullmatch(number) else self._row + 1
        self._column = 0
        if not 0 < self._row <= LAST_ROW:
            self._refuse_odd(number)

    def _cell(self, attributes: dict[str, str]) -> None:
        ref = attributes.get("r")
        self._shared = attributes.get("t") == "s"
        self._column += 1
        if ref is not None:
            match = _REF.fullmatch(ref)
            if match is None:
                self._refuse_odd(ref)
            else:
                letters, row = match.groups()
                self._column, self._row = column_number(letters.upper()), int(row)
        if not (0 < self._row <= LAST_ROW and 0 < self._column <= LAST_COLUMN):
            self._refuse_odd(ref)

    def _filled(self) -> None:
        top, left, bottom, right = self._box
        row, column = self._row, self._column
        if top <= row <= bottom and left <= column <= right:
            return
        self._box = min(top, row), min(left, column), max(bottom, row), max(right, column)
        top, left, bottom, right = self._box
        if (bottom - top + 1) * (right - left + 1) > self._max_area:
            raise refuse(
                "workbook-too-far",
                file=self._file,
                sheet=self._sheet,
                cell=cell_ref(bottom, right),
                limit=f"{self._max_area:,}",
            )

    def _add_text(self, index: str) -> None:
        if _INDEX.fullmatch(index) and int(index) < len(self._lengths):
            self._text += self._lengths[int(index)]
        if self._text > self._max_text:
            limit = self._max_text // MEGABYTE
            raise refuse("workbook-too-much-text", file=self._file, limit=limit)

    def _refuse_odd(self, cell: str | None) -> None:
        raise refuse(
            "workbook-odd-cell", file=self._file, sheet=self._sheet, cell=(cell or "?")[:20]
        )
