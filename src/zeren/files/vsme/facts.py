"""From the template's cells to facts: unit, period and breakdown come from the cells beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zeren.collect.facts import Fact, FactKind, Period, Source, Value, sorted_dimensions
from zeren.files.vsme import values
from zeren.files.vsme.choices import Choices
from zeren.files.vsme.frame import Frame, same_days
from zeren.files.vsme.mistakes import Mistake, problem
from zeren.files.vsme.spots import Axis, Spot, find_spots
from zeren.files.xlsx.cells import Area, Cell, Sheet
from zeren.problems import Problem
from zeren.standards.taxonomy import UNITS, Taxonomy, axis_label
from zeren.standards.vsme import load_concepts

_KINDS: Final[Mapping[str, FactKind]] = {
    "choice": "choice",
    "choices": "choice",
    "date": "date",
    "words": "words",
    "year": "date",
    "yes-no": "yes-no",
}
_YEARS: Final = ("BaselineYearMember", "TargetYearMember")


def read_facts(
    frame: Frame, taxonomy: Taxonomy, *, period: Period, choices: Choices
) -> tuple[tuple[Fact, ...], tuple[Problem, ...]]:
    """All facts in the order of the sheets, and what is wrong with the cells that give none."""
    reader = _Reader(frame, taxonomy, period, choices)
    for spot in find_spots(frame.areas, taxonomy):
        reader.read(spot)
    order = {name: number for number, name in enumerate(frame.book.sheets)}
    placed = sorted(
        reader.found.values(),
        key=lambda found: (order[found[0].sheet], found[0].top, found[0].left, found[1].code),
    )
    return tuple(fact for _, fact in placed), tuple(reader.problems.values())


class _NotMeant(Exception):  # noqa: N818 - no error: the cell is another concept's
    """The cell answers the other concept that shares it."""


class _Reader:
    """Goes through the spots once; keeps facts by what they state and problems by their place."""

    def __init__(self, frame: Frame, taxonomy: Taxonomy, period: Period, choices: Choices) -> None:
        self.found: dict[tuple[object, ...], tuple[Area, Fact]] = {}
        self.problems: dict[tuple[str, Area | None], Problem] = {}
        self._frame = frame
        self._taxonomy = taxonomy
        self._period = period
        self._choices = choices

    def read(self, spot: Spot) -> None:
        sheet = self._frame.book.sheet(spot.area.sheet)
        self._report_broken(sheet, spot.area)
        if spot.in_table:
            for area in _rows(spot.area, sheet.last_row):
                self._read_one(spot, sheet, area)
        elif spot.shape.kind == "choices":
            self._read_set(spot, sheet)
        else:
            self._read_one(spot, sheet, spot.area)

    def _read_one(self, spot: Spot, sheet: Sheet, area: Area) -> None:
        """One value in these cells: a single cell, or several of which the template merges most."""
        filled = _filled(sheet, area)
        if not filled:
            return
        at, cell = filled[0]
        if len(filled) > 1:
            self._report(Mistake("vsme-several-values"), at)
            return
        try:
            dimensions = self._dimensions(spot, sheet, at, cell)
            if dimensions is None:
                return
            value, unit = self._value(spot, at, cell)
            self._keep(spot, at, value=value, unit=unit, dimensions=dimensions)
        except _NotMeant:
            return
        except Mistake as mistake:
            self._report(mistake, at)

    def _read_set(self, spot: Spot, sheet: Sheet) -> None:
        """Several choices: one to a cell, or ticks in the order of the taxonomy's list."""
        domain = self._taxonomy.members(spot.shape.domain)
        chosen: list[str] = []
        used: list[Area] = []
        nothing = False
        for at, cell in _filled(sheet, spot.area):
            try:
                code = self._chosen(spot, domain, at, cell)
            except Mistake as mistake:
                self._report(mistake, at)
                continue
            if code is not None:
                used.append(at)
                nothing = nothing or not code
                chosen += [code] if code else []
        if nothing and chosen:
            self._report(Mistake("vsme-nothing-and-more"), spot.area)
        elif used:
            value = tuple(dict.fromkeys(chosen))
            cells = Area(sheet.name, used[0].top, used[0].left, used[-1].bottom, used[-1].right)
            self._keep(spot, cells, value=value, unit="", dimensions={})

    def _chosen(self, spot: Spot, domain: tuple[str, ...], at: Area, cell: Cell) -> str | None:
        """The member of a cell, "" for “None”, None for a box that is not ticked."""
        if isinstance(cell, bool):
            down, across = at.top - spot.area.top, at.left - spot.area.left
            place = down if spot.area.bottom > spot.area.top else across
            return domain[place] if cell and place < len(domain) else None
        if self._choices.nothing(str(cell), spot.shape.domain):
            return ""
        return values.member(cell, spot.shape.domain, self._choices)

    def _value(self, spot: Spot, at: Area, cell: Cell) -> tuple[Value, str]:
        shape = spot.shape
        value: Value
        match shape.kind:
            case "choice" | "choices":
                code = values.member(cell, shape.domain, self._choices)
                value = code if shape.kind == "choice" else (code,)
            case "date":
                value = values.iso_date(cell)
            case "year":
                value = values.year(cell)
            case "yes-no":
                value = values.yes_or_no(cell, self._choices)
            case "words":
                value = values.words_of(cell)
            case _:
                unit = self._unit(spot, at, cell)
                return values.number(cell, spot.concept, shape), unit
        return value, ""

    def _unit(self, spot: Spot, at: Area, cell: Cell) -> str:
        kind = spot.shape.kind
        if kind in {"money", "intensity"}:
            currency = self._frame.currency
            if not currency:
                self._report(
                    Mistake("vsme-no-currency"), self._frame.areas.get("template_currency")
                )
                raise _NotMeant
            return currency if kind == "money" else f"tCO2e/{currency}"
        if spot.unit is None:
            return UNITS[kind][0]
        where = _same_row(spot.unit, at)
        filled = _filled(self._frame.book.sheet(where.sheet), where)
        if not filled:
            if cell != 0:
                self._report(Mistake("vsme-no-unit", said=values.said(cell)), where)
            raise _NotMeant
        words = values.plain_words(filled[0][1])
        unit = self._choices.unit(words)
        if unit in UNITS[kind]:
            return unit or ""
        if unit is None or not spot.shared:
            self._report(Mistake("vsme-unknown-unit", said=words), filled[0][0])
        raise _NotMeant

    def _dimensions(
        self, spot: Spot, sheet: Sheet, at: Area, cell: Cell
    ) -> Mapping[str, str] | None:
        """Axis → member or typed value; None for a row that says nothing."""
        found = {}
        if spot.member and f"vsme:{spot.member}" != self._taxonomy.defaults.get(spot.axis):
            found[spot.axis] = spot.member
        for axis in spot.axes:
            where = _same_row(axis.area, at)
            filled = _filled(sheet, where)
            if not filled:
                if cell is not False and cell != 0:
                    self._report(
                        Mistake(
                            "vsme-row-without-key",
                            said=values.said(cell),
                            axis=axis_label(axis.name),
                        ),
                        where,
                    )
                return None
            value = self._axis_value(axis, *filled[0])
            if value is None:
                return None
            if value != self._taxonomy.defaults.get(axis.name):
                found[axis.name] = value.partition(":")[2] if axis.domain else value
        return found

    def _axis_value(self, axis: Axis, at: Area, cell: Cell) -> str | None:
        if not axis.domain:
            return values.plain_words(cell)
        try:
            return values.member(cell, axis.domain, self._choices)
        except Mistake as mistake:
            self._report(mistake, at)
            return None

    def _keep(
        self, spot: Spot, at: Area, *, value: Value, unit: str, dimensions: Mapping[str, str]
    ) -> None:
        period = self._period_of(spot)
        if period is None:
            return
        code = f"vsme:{spot.concept}"
        concept = load_concepts().get(code)
        fact = Fact(
            code=code,
            kind=_KINDS.get(spot.shape.kind, "number"),
            value=value,
            period=period,
            unit=unit,
            dimensions=sorted_dimensions(dimensions),
            topics=concept.topics if concept else (),
            source=Source(self._frame.book.file, at.sheet, at.ref),
        )
        key = (code, fact.dimensions, period, unit)
        first = self.found.setdefault(key, (at, fact))
        if first[1].value != value:
            self._report(Mistake("vsme-said-twice", other=first[0].ref), at)

    def _period_of(self, spot: Spot) -> Period | None:
        if spot.member in _YEARS:
            try:
                year = values.year(self._frame.cell(spot.member))
            except Mistake:
                self._report(Mistake("vsme-no-year"), self._frame.areas.get(spot.member))
                return None
            return same_days(self._period, int(year))
        return Period(end=self._period.end) if spot.shape.instant else self._period

    def _report(self, mistake: Mistake, at: Area | None) -> None:
        self.problems.setdefault(
            (mistake.code, at),
            problem(mistake.code, file=self._frame.book.file, area=at, **mistake.values),
        )

    def _report_broken(self, sheet: Sheet, area: Area) -> None:
        """One problem for all the broken formulas of an area, at the cells from first to last."""
        broken = sorted(sheet.broken_in(area))
        if broken:
            (top, left, error), (bottom, right, _) = broken[0], broken[-1]
            at = Area(sheet.name, top, min(left, right), bottom, max(left, right))
            self._report(Mistake("vsme-broken-formula", said=error), at)


def _rows(area: Area, last: int) -> Iterator[Area]:
    for row in range(area.top, min(area.bottom, last) + 1):
        yield Area(area.sheet, row, area.left, row, area.right)


def _same_row(area: Area, at: Area) -> Area:
    """The part of an area beside this cell; all of it if it is a single row for all."""
    if area.top == area.bottom:
        return area
    return Area(area.sheet, at.top, area.left, at.top, area.right)


def _filled(sheet: Sheet, area: Area) -> list[tuple[Area, Cell]]:
    return [
        (Area(sheet.name, row, column, row, column), cell)
        for row, column, cell in sheet.filled(area)
        if not values.is_empty(cell)
    ]
