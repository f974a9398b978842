"""Filling EFRAG's empty VSME template from facts: every fact in its own cells, or named as left over.

The template's own words are chosen from its lists. What it works out by formulas is not written
over: only the result is set that follows from the cells that were filled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from zeren.collect.facts import Fact
from zeren.collect.responses import Response
from zeren.files.vsme import values
from zeren.files.vsme.choices import Choices
from zeren.files.vsme.frame import Frame, read_frame, same_days
from zeren.files.vsme.mistakes import problem
from zeren.files.vsme.places import Places
from zeren.files.vsme.spots import Spot, find_spots
from zeren.files.xlsx.cells import Area, Workbook
from zeren.files.xlsx.editing import Entry, edited
from zeren.files.xlsx.rewriting import recalculated, rewritten
from zeren.problems import Problem, Refused
from zeren.standards.taxonomy import Taxonomy, load_taxonomy
from zeren.text import Said, Text

_YEARS: Final = ("BaselineYearMember", "TargetYearMember")
_NO_PLACE: Final = Text("模板里没有放这一项的格子。", "The template has no cell for this figure.")
_WORKED_OUT: Final = Text(
    "这一格由模板用别的格子算出，而那些格子的内容不在您的数据里。请直接在模板里填那些格子。",
    "The template works this cell out from others that your facts do not hold. Enter those in the template itself.",
)
_OTHER_UNIT: Final = Text(
    "模板里这一项用的单位不同，换算不了。",
    "The template uses another unit here, and it cannot be converted.",
)
_NO_WORD: Final = Text(
    "模板的下拉列表里没有对应的选项。", "The template's drop-down list has no such entry."
)
_NO_ROW: Final = Text("模板的这张表已经没有空行。", "The template's table has no row left.")
_OTHER_PERIOD: Final = Text(
    "这个数字的期间与报告期不同，模板里没有它的位置。",
    "Its period is not that of the report, and the template has no place for another.",
)
_KILOGRAMS: Final = Decimal(1000)


@dataclass(frozen=True, slots=True)
class Leftover:
    """A fact that the template could not take, and why."""

    fact: Fact
    why: Text


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """The filled workbook's bytes, the facts in it, those left over, and presets that were emptied."""

    content: bytes
    facts: tuple[tuple[Fact, str, str], ...]  # with sheet and cell
    left: tuple[Leftover, ...]
    emptied: tuple[tuple[str, str, str], ...]  # sheet, cell, what the template said there
    problems: tuple[Problem, ...] = ()


class _NoPlace(Exception):  # noqa: N818 - the fact is sound; the template has no room for it
    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why: Final = why


def fill_vsme(book: Workbook, response: Response) -> FilledTemplate:
    """Fill the template; `response` holds VSME facts (`vsme:…`), the company and its period.

    Raises `Refused` for a template that somebody has filled before: nothing is written over.
    """
    filler = _Filler(book, response)
    filler.refuse_filled()
    filler.fill_frame()
    for fact in response.facts:
        filler.place(fact)
    filler.settle()
    filler.empty_presets()
    changed = {}
    for name, entries in filler.by_sheet().items():
        markup = filler.places.markup(name)
        changed[markup.part] = edited(markup, entries).encode()
    changed |= recalculated(book.package)
    return FilledTemplate(
        rewritten(book.package, changed),
        tuple(filler.placed),
        tuple(filler.left),
        tuple(filler.emptied),
        tuple(filler.problems),
    )


class _Filler:
    """Collects what goes into which cell; formulas are settled when all else has its place."""

    def __init__(self, book: Workbook, response: Response) -> None:
        self.placed: list[tuple[Fact, str, str]] = []
        self.left: list[Leftover] = []
        self.emptied: list[tuple[str, str, str]] = []
        self.problems: list[Problem] = []
        self._response = response
        self._file = book.file
        self._taxonomy: Taxonomy = load_taxonomy()
        self._frame: Frame = read_frame(book, self._taxonomy)
        self._choices = Choices(book)
        self._spots = find_spots(self._frame.areas, self._taxonomy)
        self.places = Places(book, self._frame.areas, self._spots)
        self._entries: dict[tuple[str, int, int], Entry] = {}
        self._rows: dict[tuple[Area, ...], dict[tuple[str, ...], int]] = {}
        self._worked_out: list[tuple[Fact, Spot, Area]] = []

    def by_sheet(self) -> Mapping[str, list[Entry]]:
        found: dict[str, list[Entry]] = {}
        for (sheet, _, _), entry in self._entries.items():
            found.setdefault(sheet, []).append(entry)
        return found

    def refuse_filled(self) -> None:
        name = "template_reporting_entity_name"
        if self._frame.text(name) or self._frame.period() is not None:
            area = self._frame.areas[name]
            raise Refused(problem("vsme-not-empty", file=self._file, area=area))

    def fill_frame(self) -> None:
        """Company, identifier, currency and period; they stand above all facts."""
        profile = self._response.profile
        name = profile.get("name-en") or profile.get("name-zh") or ""
        told = {
            "template_reporting_entity_name": name.text if isinstance(name, Said) else str(name),
            "template_currency": str(profile.get("currency", "")),
        }
        for scheme in ("lei", "euid", "duns", "permid"):
            if scheme in profile:
                shown = self._option("template_reporting_entity_identifier_scheme", scheme)
                told["template_reporting_entity_identifier_scheme"] = shown
                told["template_reporting_entity_identifier"] = str(profile[scheme])
                break
        else:
            area = self._frame.areas["template_reporting_entity_identifier"]
            self.problems.append(problem("vsme-no-identifier", file=self._file, area=area))
        for named, words in told.items():
            if words:
                self._put(self._first(self._frame.areas[named]), words)
        period = self._response.period
        self._date("template_reporting_period_startdate", period.start or period.end)
        self._date("template_reporting_period_enddate", period.end)

    def _option(self, named: str, word: str) -> str:
        options = self.places.options(self._first(self._frame.areas[named]))
        plain = (option for option in options if str(option).replace(" ", "").lower() == word)
        return str(next(plain, word.upper()))

    def _date(self, named: str, iso: str) -> None:
        """Year, month and day in the cells that the named one is worked out from."""
        self._enter_date(self._first(self._frame.areas[named]), iso)

    def _enter_date(self, at: Area, iso: str) -> None:
        day = date.fromisoformat(iso)
        cells = self.places.inputs(at)
        if len(cells) != 3:  # noqa: PLR2004 - year, month, day
            self._put(at, iso)
            return
        for cell, number in zip(cells, (day.year, day.month, day.day), strict=True):
            self._put(cell, Decimal(number))
        self._put(at, iso, shown=True)

    def place(self, fact: Fact) -> None:
        try:
            spot, at = self._where(fact)
            if self.places.has_formula(at) and spot.shape.kind != "date":
                self._worked_out.append((fact, spot, at))
            else:
                self._write(fact, spot, at)
        except _NoPlace as missing:
            self.left.append(Leftover(fact, missing.why))

    def _where(self, fact: Fact) -> tuple[Spot, Area]:
        """The spot of a fact and the cell in it; raises `_NoPlace`."""
        concept = fact.code.partition(":")[2]
        dimensions = dict(fact.dimensions)
        for spot in (one for one in self._spots if one.concept == concept):
            if self._divides(spot, dimensions):
                self._check_period(fact, spot)
                row = self._row(spot, dimensions) if spot.in_table else spot.area.top
                left = spot.area.left
                return spot, Area(spot.area.sheet, row, left, row, left)
        raise _NoPlace(_NO_PLACE)

    def _divides(self, spot: Spot, dimensions: Mapping[str, str]) -> bool:
        wanted = set(dimensions)
        if spot.in_table:
            return wanted == {axis.name for axis in spot.axes}
        default = self._taxonomy.defaults.get(spot.axis)
        if not spot.member or f"vsme:{spot.member}" == default:
            return not wanted
        return dimensions == {spot.axis: spot.member}

    def _check_period(self, fact: Fact, spot: Spot) -> None:
        whole = self._response.period
        if spot.member in _YEARS:
            year = int(fact.period.end[:4])
            if fact.period != same_days(whole, year):
                raise _NoPlace(_OTHER_PERIOD)
            self._put(self._first(self._frame.areas[spot.member]), Decimal(year))
            return
        end = whole.end
        if fact.period.end != end or (not spot.shape.instant and fact.period != whole):
            raise _NoPlace(_OTHER_PERIOD)

    def _row(self, spot: Spot, dimensions: Mapping[str, str]) -> int:
        """The row of these members or numbers: the one that names them, or the first free one."""
        areas = tuple(axis.area for axis in spot.axes)
        key = tuple(dimensions[axis.name] for axis in spot.axes)
        taken = self._rows.setdefault(areas, {})
        if key in taken:
            return taken[key]
        for row in range(spot.area.top, spot.area.bottom + 1):
            cells = [Area(area.sheet, row, area.left, row, area.left) for area in areas]
            said = tuple(self.places.said(cell) for cell in cells)
            free = row not in taken.values() and not any(said)
            if said == key or free:
                taken[key] = row
                if free:
                    for axis, cell, value in zip(spot.axes, cells, key, strict=True):
                        self._put(
                            cell,
                            self._word(cell, axis.domain, value) if axis.domain else _typed(value),
                        )
                return row
        raise _NoPlace(_NO_ROW)

    def _word(self, at: Area, domain: str, code: str) -> str:
        """The template's own word for a member, from the list of the cell; raises `_NoPlace`."""
        word = self.places.word_for(at, domain, code.rpartition(":")[2], self._choices)
        if word is None:
            raise _NoPlace(_NO_WORD)
        return word

    def _write(self, fact: Fact, spot: Spot, at: Area) -> None:
        kind, value = spot.shape.kind, fact.value
        if kind == "choices":
            self._write_set(spot, value if isinstance(value, tuple) else ())
        elif kind == "choice":
            self._put(at, self._word(at, spot.shape.domain, str(value)))
        elif kind == "date":
            self._enter_date(at, str(value))
        elif kind == "year":
            self._put(at, Decimal(str(value)))
        elif kind == "yes-no":
            self._put(at, self._yes_or_no(at, yes=value is True))
        elif isinstance(value, Said):
            self._put(at, value.text)
        elif isinstance(value, Decimal):
            self._put(at, self._number(fact, spot, at, value))
        self.placed.append((fact, at.sheet, at.ref))

    def _write_set(self, spot: Spot, codes: tuple[str, ...]) -> None:
        """A tick for each member in the order of the list, or a word to a cell."""
        first = self._first(spot.area)
        if isinstance(self.places.cell(first), bool):
            domain = self._taxonomy.members(spot.shape.domain)
            downward = spot.area.bottom > spot.area.top
            for code in codes:
                place = domain.index(code)
                row = first.top + (place if downward else 0)
                column = first.left + (0 if downward else place)
                self._put(Area(first.sheet, row, column, row, column), True)  # noqa: FBT003 - a tick
            return
        for number, code in enumerate(codes):
            row = first.top + number
            at = Area(first.sheet, row, first.left, row, first.left)
            self._put(at, self._word(at, spot.shape.domain, code))

    def _yes_or_no(self, at: Area, *, yes: bool) -> str | bool:
        options = self.places.options(at)
        ticked = isinstance(self.places.cell(at), bool) or any(
            isinstance(one, bool) for one in options
        )
        return yes if ticked else ("YES" if yes else "NO")

    def _number(self, fact: Fact, spot: Spot, at: Area, value: Decimal) -> Decimal:
        kind = spot.shape.kind
        if kind in {"money", "intensity"}:
            currency = str(self._response.profile.get("currency", ""))
            if fact.unit.rpartition("/")[2] != currency:
                raise _NoPlace(_OTHER_UNIT)
        elif spot.unit is not None:
            value = self._in_unit(fact, spot, at, value)
        return value / 100 if kind == "share" else value

    def _in_unit(self, fact: Fact, spot: Spot, at: Area, value: Decimal) -> Decimal:
        """The value in the unit that stands beside it; the unit is chosen where none stands yet."""
        assert spot.unit is not None  # noqa: S101 - asked before
        area = spot.unit
        row = at.top if area.bottom > area.top else area.top
        where = Area(area.sheet, row, area.left, row, area.left)
        entry = self._entries.get((where.sheet, row, where.left))
        words = str(entry.value) if entry else self.places.said(where)
        standing = self._choices.unit(words) if words else None
        if standing == fact.unit:
            return value
        preset = standing is not None and entry is None
        if standing is not None and not preset:
            return _converted(value, fact.unit, standing)
        options = (str(option) for option in self.places.options(where))
        word = next((one for one in options if self._choices.unit(one) == fact.unit), None)
        if word is None:
            raise _NoPlace(_OTHER_UNIT)
        self._put(where, word)
        return value

    def settle(self) -> None:
        """Set the results of formulas whose cells were filled; the others have no place."""
        while self._worked_out:
            ready = [one for one in self._worked_out if self.places.follows(one[2], self._entries)]
            if not ready:
                break
            for one in ready:
                self._worked_out.remove(one)
                self._show(*one)
        self.left += [Leftover(fact, _WORKED_OUT) for fact, _, _ in self._worked_out]

    def _show(self, fact: Fact, spot: Spot, at: Area) -> None:
        if isinstance(fact.value, tuple) or not isinstance(fact.value, Decimal):
            self.left.append(Leftover(fact, _WORKED_OUT))
            return
        value = fact.value / 100 if spot.shape.kind == "share" else fact.value
        if spot.unit is not None:
            self._show_unit(fact, spot, at)
        self._put(at, value, shown=True)
        self.placed.append((fact, at.sheet, at.ref))

    def _show_unit(self, fact: Fact, spot: Spot, at: Area) -> None:
        assert spot.unit is not None  # noqa: S101 - asked before
        row = at.top if spot.unit.bottom > spot.unit.top else spot.unit.top
        where = Area(spot.unit.sheet, row, spot.unit.left, row, spot.unit.left)
        words = {"t": "metric tonnes (t)", "kg": "kilograms (kg)", "m3": "cubic meters (m³)"}
        if fact.unit in words and (where.sheet, row, where.left) not in self._entries:
            self._put(where, words[fact.unit], shown=self.places.has_formula(where))

    def empty_presets(self) -> None:
        """Take out what the template claims by itself and nobody said; boxes stay unticked."""
        for spot in self._spots:
            at = self._first(spot.area)
            said = self.places.cell(at)
            key = (at.sheet, at.top, at.left)
            claim = isinstance(said, str) and not values.is_empty(said)
            if (
                claim
                and not spot.in_table
                and key not in self._entries
                and not self.places.has_formula(at)
            ):
                self._entries[key] = Entry(at.top, at.left, None)
                self.emptied.append((at.sheet, at.ref, str(said)))

    def _put(self, at: Area, value: str | Decimal | bool, *, shown: bool = False) -> None:  # noqa: FBT001 - a value
        self._entries[at.sheet, at.top, at.left] = Entry(at.top, at.left, value, shown)

    @staticmethod
    def _first(area: Area) -> Area:
        return Area(area.sheet, area.top, area.left, area.top, area.left)


def _typed(value: str) -> str | Decimal:
    return Decimal(value) if value.isascii() and value.isdigit() else value


def _converted(value: Decimal, unit: str, wanted: str) -> Decimal:
    """Tonnes as kilograms and the reverse, exactly; raises `_NoPlace` for any other pair."""
    if (unit, wanted) == ("t", "kg"):
        return value * _KILOGRAMS
    if (unit, wanted) == ("kg", "t"):
        return value / _KILOGRAMS
    raise _NoPlace(_OTHER_UNIT)


__all__ = ["FilledTemplate", "Leftover", "fill_vsme"]
