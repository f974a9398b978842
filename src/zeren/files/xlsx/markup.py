"""The markup of one sheet: which cells are written in it, how they look and what they may hold.

Cells are read by `cells`; here is what only the XML tells: formulas, styles, hidden rows, merged
cells, locks and drop-down lists. Only sheets written as spreadsheet programs write them are taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Final

from zeren.files.xlsx.names import Area, cell_ref, column_number, read_area
from zeren.files.xlsx.package import Package
from zeren.files.xlsx.refusals import refuse

_ROOT: Final = re.compile(r"<(?:(\w+):)?worksheet\b[^>]*>")
_ATTRIBUTE: Final = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_STYLES: Final = re.compile(r"<(?:\w+:)?cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", re.DOTALL)
_STYLE: Final = re.compile(r"<(?:\w+:)?xf\b(?:[^>]*/>|.*?</(?:\w+:)?xf>)", re.DOTALL)
_UNLOCKED: Final = re.compile(r"<(?:\w+:)?protection\b[^>]*\blocked=\"(?:0|false)\"")
_WRAPPED: Final = re.compile(r"<(?:\w+:)?alignment\b[^>]*\bwrapText=\"(?:1|true)\"")
_USUAL_WIDTH: Final = 8.43
_LIST: Final = re.compile(
    r"<(?:\w+:)?dataValidation\b([^>]*)>(.*?)</(?:\w+:)?dataValidation>", re.DOTALL
)
_SOURCE: Final = re.compile(
    r"<(?:\w+:)?formula1>\s*(?:<(?:\w+:)?f>)?(.*?)(?:</(?:\w+:)?f>)?\s*</(?:\w+:)?formula1>",
    re.DOTALL,
)
_SQREF: Final = re.compile(r"<(?:\w+:)?sqref>([^<]*)</")
_MERGE: Final = re.compile(r"<(?:\w+:)?mergeCell\b[^>]*\bref=\"([A-Z0-9:]+)\"")
_COLUMN: Final = re.compile(r"<(?:\w+:)?col\b([^>]*)/?>")
_PROTECTED: Final = re.compile(r"<(?:\w+:)?sheetProtection\b[^>]*\bsheet=\"(?:1|true)\"")
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
        start, end = self.data
        p = self.prefix
        pattern = re.compile(rf"<{p}row\b([^>]*?)(?:/>|>.*?</{p}row>)", re.DOTALL)
        found = {}
        for match in pattern.finditer(self.text, start, end):
            attributes = dict(_ATTRIBUTE.findall(match[1]))
            if not attributes.get("r", "").isdigit():
                raise self._odd()
            number = int(attributes["r"])
            found[number] = Line(number, *match.span(), attributes)
        return found

    def cells_of(self, line: Line) -> Iterator[tuple[int, re.Match[str]]]:
        """Column and match of each cell; groups 1 and 2 are its attributes and its content."""
        for match in self._cell.finditer(self.text, line.start, line.end):
            ref = _REF.search(match[1])
            if ref is None:
                raise self._odd()
            yield column_number(ref[1]), match

    def cell(self, row: int, column: int) -> re.Match[str] | None:
        return self._cells_by_row.get(row, {}).get(column)

    def holds(self, row: int, column: int) -> bool:
        """Whether anything stands in the cell: a value, or a formula whatever it shows."""
        cell = self.cell(row, column)
        return cell is not None and bool(re.search(r"<(?:\w+:)?(?:f|v|is)[\s/>]", cell[2] or ""))

    def has_formula(self, row: int, column: int) -> bool:
        cell = self.cell(row, column)
        return cell is not None and bool(re.search(r"<(?:\w+:)?f[\s/>]", cell[2] or ""))

    def style(self, row: int, column: int) -> str:
        """The number of the cell's style; of its row or column where no cell is written."""
        cell = self.cell(row, column)
        if cell is not None:
            attributes: dict[str, str] = dict(_ATTRIBUTE.findall(cell[1]))
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
        return (int(style) if style.isdigit() else 0) in styles_with(self.package, _WRAPPED)

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
        return (int(style) if style.isdigit() else 0) not in styles_with(self.package, _UNLOCKED)

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
        for attributes, inside in _LIST.findall(self.text, self.data[1]):
            named = dict(_ATTRIBUTE.findall(attributes))
            source, cells = _SOURCE.search(inside), _SQREF.search(inside)
            sqref = named.get("sqref") or (cells[1] if cells else "")
            if named.get("type") == "list" and source and sqref:
                areas = (read_area(f"s!{ref}") for ref in sqref.split())
                kept = tuple(area for area in areas if area)
                found.append(Choices(kept, unescape(source[1]).strip()))
        return tuple(found)

    @cached_property
    def _cell(self) -> re.Pattern[str]:
        p = self.prefix
        return re.compile(rf"<{p}c\b([^>]*?)(?:/>|>(.*?)</{p}c>)", re.DOTALL)

    @cached_property
    def _cells_by_row(self) -> Mapping[int, Mapping[int, re.Match[str]]]:
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


def styles_with(package: Package, sign: re.Pattern[str]) -> frozenset[int]:
    """The numbers of the styles in whose XML the sign stands."""
    return _styles_with(package.read("xl/styles.xml"), sign)


@lru_cache(maxsize=8)
def _styles_with(content: bytes, sign: re.Pattern[str]) -> frozenset[int]:
    listed = _STYLES.search(content.decode("utf-8", "replace"))
    styles = _STYLE.findall(listed[1]) if listed else ()
    return frozenset(number for number, style in enumerate(styles) if sign.search(style))


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
