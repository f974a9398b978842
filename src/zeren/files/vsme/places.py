"""What the cells of an empty template are like: their lists, presets, formulas, and what feeds them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from html import unescape
from typing import Final

from zeren.files.vsme import values
from zeren.files.vsme.choices import Choices
from zeren.files.vsme.spots import Spot
from zeren.files.xlsx.cells import Area, Cell, Workbook
from zeren.files.xlsx.markup import Markup, read_markup
from zeren.files.xlsx.names import column_number, read_area
from zeren.standards.taxonomy import load_taxonomy, member_label

_REF: Final = re.compile(
    r"(?:(?:'([^']+)'|(\w+))!)?(\$?[A-Z]{1,3})(\$?[0-9]{1,7})(?::(\$?[A-Z]{1,3})(\$?[0-9]{1,7}))?(?![\w(])"
)
_FORMULA: Final = re.compile(r"<f\b([^>]*?)(?:/>|>(.*?)</f>)", re.DOTALL)
_SHARED: Final = re.compile(r'\bsi="(\d+)"')
_NAME: Final = re.compile(r"(?<![\w!'\".])([A-Z][A-Za-z]{6,})(?![\w(!])")
_WORDS: Final = re.compile(r'"[^"]*"')
_SCOPE_3: Final = "G29"  # the box that adds scope 3 to the totals; unticked it changes nothing


class Places:
    """The cells of a template, asked for by area; an area is taken at its first cell."""

    def __init__(self, book: Workbook, areas: Mapping[str, Area], spots: Iterable[Spot]) -> None:
        self._book = book
        self._named = areas
        self._known = [
            *(spot.area for spot in spots),
            *(axis.area for spot in spots for axis in spot.axes),
            *(spot.unit for spot in spots if spot.unit is not None),
        ]
        self._markups: dict[str, Markup] = {}
        self._options: dict[tuple[str, str], tuple[Cell, ...]] = {}

    def markup(self, sheet: str) -> Markup:
        if sheet not in self._markups:
            part = self._book.contents.sheets[sheet]
            self._markups[sheet] = read_markup(self._book.package, name=sheet, part=part)
        return self._markups[sheet]

    def cell(self, at: Area) -> Cell:
        return self._book.sheet(at.sheet).at(at.top, at.left)

    def said(self, at: Area) -> str:
        cell = self.cell(at)
        return "" if values.is_empty(cell) else values.plain_words(cell)

    def has_formula(self, at: Area) -> bool:
        return self.markup(at.sheet).has_formula(at.top, at.left)

    def options(self, at: Area) -> tuple[Cell, ...]:
        """What the cell's drop-down list offers; nothing where it has none."""
        for listed in self.markup(at.sheet).choices:
            if listed.covers(at.top, at.left):
                return self._listed(at.sheet, listed.source)
        return ()

    def _listed(self, sheet: str, source: str) -> tuple[Cell, ...]:
        if (sheet, source) not in self._options:
            if source.startswith('"'):
                found: tuple[Cell, ...] = tuple(one.strip() for one in source.strip('"').split(","))
            else:
                area = self._book.area(source) or read_area(source)
                cells = self._book.sheet(area.sheet).filled(area) if area else ()
                found = tuple(cell for _, _, cell in cells)
            self._options[sheet, source] = found
        return self._options[sheet, source]

    def word_for(self, at: Area, domain: str, code: str, choices: Choices) -> str | None:
        """The entry of the cell's list that means this member, or of the template's list of wastes."""
        options = self.options(at)
        if not options and domain == "waste":
            area = self._book.area("enum_ListTypeOfWastes")
            options = (
                tuple(cell for _, _, cell in self._book.sheet(area.sheet).filled(area))
                if area
                else ()
            )
        for option in options:
            if isinstance(option, str):
                found = choices.member(option, domain)
                if found is not None and found.rpartition(":")[2] == code:
                    return option
        known = {one.rpartition(":")[2] for one in load_taxonomy().members(domain)}
        return member_label(code).en if not options and code in known else None

    def inputs(self, at: Area) -> tuple[Area, ...]:
        """The different cells that the formula here uses, in their order."""
        return tuple(dict.fromkeys(self._inputs(at)))

    def _inputs(self, at: Area) -> Iterable[Area]:
        formula, down, right_by = self._formula(at)
        if "G29=TRUE" in formula.replace(" ", ""):
            formula = formula.replace(_SCOPE_3, "")
        for quoted, plain, left, top, right, bottom in _REF.findall(formula):
            sheet = quoted or plain or at.sheet
            area = read_area(f"'{sheet}'!{left}{top}:{right or left}{bottom or top}")
            if area is not None:
                yield _moved(area, 0 if "$" in top else down, 0 if "$" in left else right_by)
        for name in _NAME.findall(formula):
            if name in self._named:
                yield self._named[name]

    def _formula(self, at: Area) -> tuple[str, int, int]:
        """The formula without its words, and how far it was copied from where it is written out."""
        markup = self.markup(at.sheet)
        cell = markup.cell(at.top, at.left)
        found = _FORMULA.search(cell.inner or "") if cell else None
        if found is None:
            return "", 0, 0
        shared = _SHARED.search(found[1])
        if found[2] or not shared:
            return _WORDS.sub("", unescape(found[2] or "")), 0, 0
        first = re.search(
            rf'<c r="([A-Z]+)(\d+)"[^>]*><f [^>]*\bsi="{shared[1]}"[^>]*>([^<]+)</f>', markup.text
        )
        if first is None:
            return "", 0, 0
        down, right = at.top - int(first[2]), at.left - column_number(first[1])
        return _WORDS.sub("", unescape(first[3])), down, right

    def follows(self, at: Area, entries: Mapping[tuple[str, int, int], object]) -> bool:
        """Whether the formula's result follows from cells that were filled and nothing unknown."""
        return self._rests_on(at, entries, frozenset()) is True

    def _rests_on(
        self,
        at: Area,
        entries: Mapping[tuple[str, int, int], object],
        seen: frozenset[Area],
    ) -> bool | None:
        """True: on filled cells alone; False: on none that is filled; None: on unknown ones."""
        filled = False
        for cell in self.inputs(at):
            if cell in seen:
                continue
            if any(_in(key, cell) for key in entries):
                filled = True
            elif not self._is_known(cell):
                deeper = (
                    self._rests_on(cell, entries, seen | {at}) if self.has_formula(cell) else None
                )
                if deeper is None:
                    return None
                filled = filled or deeper
        return filled

    def _is_known(self, cell: Area) -> bool:
        return any(cell in area for area in self._known)


def _moved(area: Area, down: int, right: int) -> Area:
    return Area(
        area.sheet, area.top + down, area.left + right, area.bottom + down, area.right + right
    )


def _in(key: tuple[str, int, int], area: Area) -> bool:
    sheet, row, column = key
    return (
        sheet == area.sheet and area.top <= row <= area.bottom and area.left <= column <= area.right
    )
