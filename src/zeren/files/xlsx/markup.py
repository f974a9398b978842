"""The markup of one sheet: which cells are written in it, how they look and what they may hold.

Cells are read by `cells`; here is what only the XML tells: formulas, styles, hidden rows, merged
cells, locks and drop-down lists. Only sheets written as spreadsheet programs write them are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Final, Literal
from xml.parsers import expat

from zeren.files.xlsx.names import Area, cell_ref, column_number, read_area
from zeren.files.xlsx.package import Package
from zeren.files.xlsx.refusals import refuse

_ROOT: Final = re.compile(r"<(?:(\w+):)?worksheet\b[^>]*>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_USUAL_WIDTH: Final = 8.43
_SOURCE: Final = re.compile(
    r"<(?:\w+:)?formula1>\s*(?:<(?:\w+:)?f>)?(.*?)(?:</(?:\w+:)?f>)?\s*</(?:\w+:)?formula1>",
    re.DOTALL,
)
_SQREF: Final = re.compile(r"<(?:\w+:)?sqref>([^<]*)</")
_MERGE: Final = re.compile(r"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]+)\"")
_COLUMN: Final = re.compile(r"<(?:\w+:)?col\b([^>]*)/?>")
_PROTECTED: Final = re.compile(r"<(?:\w+:)?sheetProtection\b[^>]*\bsheet=\"(?:1|true)\"")
_SIGNS: Final = {
    "unlocked": ("protection", "locked", ("0", "false")),
    "wrapped": ("alignment", "wrapText", ("1", "true")),
}
_YES: Final = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Choices:
    """Cells in which only what a list names may stand; `source` is as the sheet writes it."""

    areas: tuple[Area, ...]
    source: str

    def covers(self, row: int, column: int) -> bool:
        return any(
            area.top <= row <= area.bottom and area.left <= column <= area.right
            for area in self.areas
        )


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with what is in it, found by its ends; `inner` is None for one that closes itself."""

    attributes: str
    inner: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Line:
    """A `<row>`: where it stands in the text, and its attributes."""

    number: int
    start: int
    end: int
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class Markup:
    """One sheet's XML as text, with the parts of it that can be asked for."""

    name: str
    part: str
    text: str
    package: Package

    @cached_property
    def prefix(self) -> str:
        """What stands before every tag's name: nothing, or `x:`."""
        root = _ROOT.search(self.text)
        if root is None:
            raise self._odd()
        return f"{root[1]}:" if root[1] else ""

    @cached_property
    def data(self) -> tuple[int, int]:
        """Where the rows begin and end; the same place twice for a sheet without any."""
        p = self.prefix
        found = re.search(
            rf"<{p}sheetData\b[^>]*?(?:/>|>(.*?)</{p}sheetData>)", self.text, re.DOTALL
        )
        if found is None or found[1] is None:
            raise self._odd()
        if "<!" in found[1]:
            raise self._odd()
        return found.span(1)

    @cached_property
    def lines(self) -> Mapping[int, Line]:
        found = {}
        for row in self._elements("row", *self.data):
            attributes = dict(_ATTRIBUTE.findall(row.attributes))
            if not attributes.get("r", "").isdigit():
                raise self._odd()
            number = int(attributes["r"])
            found[number] = Line(number, row.start, row.end, attributes)
        return found

    def cells_of(self, line: Line) -> Iterator[tuple[int, Element]]:
        """Column and tag of each cell."""
        for cell in self._elements("c", line.start, line.end):
            ref = _REF.search(cell.attributes)
            if ref is None:
                raise self._odd()
            yield column_number(ref[1]), cell

    def _elements(
        self, tag: str, start: int, end: int, *, prefix: str | None = None
    ) -> Iterator[Element]:
        """The tags of this name one after another; raises `Refused` where one does not end.

        Looked for end by end: no text, however it is made, takes longer than its length.
        """
        p = self.prefix if prefix is None else prefix
        opening, closing = f"<{p}{tag}", f"</{p}{tag}>"
        text, at = self.text, start
        while (at := text.find(opening, at, end)) >= 0:
            after = at + len(opening)
            if text[after] not in " \t\r\n/>":
                at = after
                continue
            head = text.find(">", after, end)
            alone = text[head - 1] == "/"
            close = head if alone else text.find(closing, head, end)
            if head < 0 or close < 0:
                raise self._odd()
            inner = None if alone else text[head + 1 : close]
            stop = head + 1 if alone else close + len(closing)
            yield Element(text[after : head - alone], inner, at, stop)
            at = stop

    def cell(self, row: int, column: int) -> Element | None:
        return self._cells_by_row.get(row, {}).get(column)

    def holds(self, row: int, column: int) -> bool:
        """Whether anything stands in the cell: a value, or a formula whatever it shows."""
        cell = self.cell(row, column)
        return cell is not None and bool(re.search(r"<(?:\w+:)?(?:f|v|is)[\s/>]", cell.inner or ""))

    def has_formula(self, row: int, column: int) -> bool:
        cell = self.cell(row, column)
        return cell is not None and bool(re.search(r"<(?:\w+:)?f[\s/>]", cell.inner or ""))

    def style(self, row: int, column: int) -> str:
        """The number of the cell's style; of its row or column where no cell is written."""
        cell = self.cell(row, column)
        if cell is not None:
            attributes: dict[str, str] = dict(_ATTRIBUTE.findall(cell.attributes))
            return attributes.get("s", "")
        line = self.lines.get(row)
        if line and line.attributes.get("customFormat") in _YES:
            return line.attributes.get("s", "")
        return next(
            (
                attributes.get("style", "")
                for attributes in self._columns
                if int(attributes["min"]) <= column <= int(attributes["max"])
            ),
            "",
        )

    def width(self, row: int, column: int) -> float:
        """How wide the cell is in standard characters; merged cells count together."""
        merged = self.merged(row, column)
        last = merged.right if merged else column
        return sum(self._width(one) for one in range(column, last + 1))

    def _width(self, column: int) -> float:
        said = re.search(r"defaultColWidth=\"([\d.]+)\"", self.text[: self.data[0]])
        usual = float(said[1]) if said else _USUAL_WIDTH
        return next(
            (
                float(attributes.get("width", usual))
                for attributes in self._columns
                if int(attributes["min"]) <= column <= int(attributes["max"])
            ),
            usual,
        )

    def wraps(self, row: int, column: int) -> bool:
        """Whether words in the cell go on in a second line."""
        style = self.style(row, column)
        return (int(style) if style.isdigit() else 0) in styles_with(self.package, "wrapped")

    def is_hidden(self, row: int, column: int) -> bool:
        line = self.lines.get(row)
        return (line is not None and line.attributes.get("hidden") in _YES) or any(
            attributes.get("hidden") in _YES
            for attributes in self._columns
            if int(attributes["min"]) <= column <= int(attributes["max"])
        )

    def is_locked(self, row: int, column: int) -> bool:
        """Whether a person who opens the workbook could not type here."""
        if not _PROTECTED.search(self.text):
            return False
        style = self.style(row, column)
        return (int(style) if style.isdigit() else 0) not in styles_with(self.package, "unlocked")

    def merged(self, row: int, column: int) -> Area | None:
        """The merged cells that this one belongs to."""
        return next(
            (
                area
                for area in self.merges
                if area.top <= row <= area.bottom and area.left <= column <= area.right
            ),
            None,
        )

    @cached_property
    def merges(self) -> tuple[Area, ...]:
        refs = _MERGE.findall(self.text, self.data[1])
        return tuple(area for area in (read_area(f"s!{ref}") for ref in refs) if area)

    @cached_property
    def choices(self) -> tuple[Choices, ...]:
        """Every drop-down list of the sheet, in the older way of writing them and the newer."""
        found = []
        start, end = self.data[1], len(self.text)
        older = self._elements("dataValidation", start, end)
        newer = self._elements("dataValidation", start, end, prefix="x14:")
        for listed in (*older, *newer):
            named, inside = dict(_ATTRIBUTE.findall(listed.attributes)), listed.inner or ""
            source, cells = _SOURCE.search(inside), _SQREF.search(inside)
            sqref = named.get("sqref") or (cells[1] if cells else "")
            if named.get("type") == "list" and source and sqref:
                areas = (read_area(f"s!{ref}") for ref in sqref.split())
                kept = tuple(area for area in areas if area)
                found.append(Choices(kept, unescape(source[1]).strip()))
        return tuple(found)

    @cached_property
    def _cells_by_row(self) -> Mapping[int, Mapping[int, Element]]:
        return {number: dict(self.cells_of(line)) for number, line in self.lines.items()}

    @cached_property
    def _columns(self) -> tuple[Mapping[str, str], ...]:
        head = self.text[: self.data[0]]
        found = (dict(_ATTRIBUTE.findall(attributes)) for attributes in _COLUMN.findall(head))
        return tuple(one for one in found if {"min", "max"} <= set(one))

    def _odd(self) -> Exception:
        return refuse("sheet-unlike-any", file=self.package.file, sheet=self.name)


_REF: Final = re.compile(r'(?:^|\s)r="([A-Z]{1,3})[0-9]{1,7}"')


def read_markup(package: Package, *, name: str, part: str) -> Markup:
    """A sheet's XML, looked at by the guard before; raises `Refused` where it is no text."""
    try:
        return Markup(name, part, package.read(part).decode("utf-8"), package)
    except UnicodeDecodeError as fault:
        raise refuse("file-damaged", file=package.file, part=part) from fault


def styles_with(package: Package, sign: Literal["unlocked", "wrapped"]) -> frozenset[int]:
    """The numbers of the styles that can be typed into, or that wrap their words."""
    return _styles_with(package.read("xl/styles.xml"), sign)


@lru_cache(maxsize=8)
def _styles_with(content: bytes, sign: str) -> frozenset[int]:
    found: set[int] = set()
    counting: list[int] = []  # the number of the style that is being read; empty outside the list
    name, attribute, values = _SIGNS[sign]

    def start(tag: str, attributes: dict[str, str]) -> None:
        local = tag.rpartition(":")[2]
        if local == "cellXfs":
            counting.append(-1)
        elif counting and local == "xf":
            counting[0] += 1
        elif counting and local == name and attributes.get(attribute) in values:
            found.add(counting[0])

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "cellXfs":
            counting.clear()

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    with suppress(expat.ExpatError):
        parser.Parse(content, True)  # noqa: FBT003 - expat takes it by position only
    return frozenset(found)


def hidden_sheets(package: Package) -> frozenset[str]:
    """The names of the sheets that a person does not see."""
    text = package.read("xl/workbook.xml").decode("utf-8", "replace")
    found = (
        dict(_ATTRIBUTE.findall(one)) for one in re.findall(r"<(?:\w+:)?sheet\s([^>]*)>", text)
    )
    return frozenset(
        unescape(one.get("name", "")) for one in found if one.get("state", "visible") != "visible"
    )


__all__ = ["Choices", "Line", "Markup", "cell_ref", "hidden_sheets", "read_markup"]
