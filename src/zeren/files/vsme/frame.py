"""What stands around the facts of a VSME template: its cells by name, version, company, period."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from typing import Final

from zeren.collect.facts import Period
from zeren.files.vsme import values
from zeren.files.vsme.choices import Choices
from zeren.files.vsme.mistakes import Mistake, problem
from zeren.files.vsme.spots import OTHER_NAMES
from zeren.files.xlsx.cells import Area, Cell, Workbook
from zeren.files.xlsx.names import column_number, read_area
from zeren.problems import Problem
from zeren.standards.taxonomy import Taxonomy
from zeren.text import Said

KNOWN_VERSION: Final = "1.3.0"
_SCHEMES: Final = {"lei": "lei", "duns": "duns", "euid": "euid", "permid": "permid"}
_FRAME: Final = (
    "BaselineYearMember",
    "TargetYearMember",
    "template_currency",
    "template_reporting_entity_identifier",
    "template_reporting_entity_identifier_scheme",
    "template_reporting_entity_name",
    "template_reporting_period_enddate",
    "template_reporting_period_startdate",
    "template_reporting_template_version",
)


@dataclass(frozen=True)
class Frame:
    """A template's cells by name and what they say about the report as a whole."""

    book: Workbook
    areas: Mapping[str, Area]
    lost: tuple[str, ...]  # concepts whose cells cannot be found
    by_place: bool  # some names were lost, and the cells found where the version has them

    def cell(self, name: str) -> Cell:
        """The first filled cell of a named area; None where there is none."""
        area = self.areas.get(name)
        if area is None:
            return None
        filled = (cell for *_, cell in self.book.sheet(area.sheet).filled(area))
        return next((cell for cell in filled if not values.is_empty(cell)), None)

    def text(self, name: str) -> str:
        cell = self.cell(name)
        return "" if cell is None else values.plain_words(cell)

    @property
    def version(self) -> str:
        return self.text("template_reporting_template_version")

    @property
    def currency(self) -> str:
        return self.text("template_currency")

    def date(self, name: str) -> str | None:
        """The date in a named cell, or in the year, month and day above it; None if there is none.

        The template computes the named cell; a program that saves no results leaves it empty.
        """
        try:
            return values.iso_date(self.cell(name))
        except Mistake:
            pass
        area = self.areas.get(name)
        if area is None:
            return None
        sheet = self.book.sheet(area.sheet)
        parts = [values.plain_words(sheet.at(area.top - above, area.left)) for above in (3, 2, 1)]
        try:
            return date(*map(int, parts)).isoformat()
        except (ValueError, OverflowError):
            return None

    def period(self) -> Period | None:
        """The reporting period; None if a date is missing or both are the wrong way round."""
        start = self.date("template_reporting_period_startdate")
        end = self.date("template_reporting_period_enddate")
        if start is None or end is None or start > end:
            return None
        return Period(start=start, end=end)

    def profile(self, choices: Choices) -> Mapping[str, str | bool | Said]:
        """What a report says of the company; `country` is its ISO code."""
        found: dict[str, str | bool | Said] = {}
        name = Said.of(self.text("template_reporting_entity_name"))
        if name.text:
            found[f"name-{name.lang}"] = name
        words = self.text("CountryOfPrimaryOperationsAndLocationOfSignificantAssets")
        country = choices.member(words, "country") if words else None
        if country:
            found["country"] = country.removeprefix("country:")
        if self.currency:
            found["currency"] = self.currency
        scheme = self.text("template_reporting_entity_identifier_scheme").replace(" ", "").lower()
        identifier = self.text("template_reporting_entity_identifier")
        if identifier and scheme in _SCHEMES:
            found[_SCHEMES[scheme]] = identifier
        return found

    def problems(self) -> Iterator[Problem]:
        """What is wrong with the frame itself."""
        file = self.book.file
        if self.version and self.version != KNOWN_VERSION:
            area = self.areas.get("template_reporting_template_version")
            yield problem(
                "vsme-other-version",
                file=file,
                area=area,
                version=self.version,
                known=KNOWN_VERSION,
            )
        if self.by_place:
            yield problem("vsme-read-by-position", file=file, version=KNOWN_VERSION)
        if self.lost and (self.version or "1").startswith("1"):
            yield problem("vsme-names-lost", file=file, count=len(self.lost))
            if "template_reporting_period_enddate" not in self.areas:
                return
        if not self.text("template_reporting_entity_name"):
            area = self.areas.get("template_reporting_entity_name")
            yield problem("vsme-no-company", file=file, area=area)
        yield from self._period_problems()

    def _period_problems(self) -> Iterator[Problem]:
        file = self.book.file
        dates = []
        for name in ("template_reporting_period_startdate", "template_reporting_period_enddate"):
            dates.append(self.date(name))
            if dates[-1] is None:
                yield problem("vsme-no-period", file=file, area=self.areas.get(name))
        start, end = dates
        if start and end and start > end:
            area = self.areas["template_reporting_period_startdate"]
            yield problem("vsme-period-order", file=file, area=area, start=start, end=end)


def read_frame(book: Workbook, taxonomy: Taxonomy) -> Frame:
    """Find the template's cells by their names; where those are lost, by their places."""
    wanted = set(_FRAME) | set(OTHER_NAMES)
    for table in taxonomy.tables:
        wanted |= {table.name, *table.typed, *table.explicit}
    areas: dict[str, Area] = {}
    for name in book.names:
        if name in wanted or name.partition("_")[0] in taxonomy.shapes:
            area = book.area(name)
            if area is not None:
                areas[name] = area
    lost = _lost(areas, taxonomy)
    placed = _by_place(book) if lost else {}
    areas = {**placed, **areas}
    return Frame(book, areas, _lost(areas, taxonomy), by_place=bool(placed))


def _lost(areas: Mapping[str, Area], taxonomy: Taxonomy) -> tuple[str, ...]:
    found = {OTHER_NAMES.get(name, name).partition("_")[0] for name in areas}
    return tuple(sorted(set(taxonomy.shapes) - found))


def _by_place(book: Workbook) -> dict[str, Area]:
    """The cells of the known version, if every landmark of its sheets stands in its place."""
    source = files("zeren.standards") / "data" / "vsme" / f"template-{KNOWN_VERSION}.json"
    template = json.loads(source.read_text(encoding="utf-8"))
    for name, marks in template["landmarks"].items():
        if name not in book.sheets:
            return {}
        sheet = book.sheet(name)
        for ref, words in marks.items():
            letters = ref.rstrip("0123456789")
            cell = sheet.at(int(ref[len(letters) :]), column_number(letters))
            if values.is_empty(cell) or values.plain_words(cell) != words:
                return {}
    areas = ((name, read_area(ref)) for name, ref in template["names"].items())
    return {name: area for name, area in areas if area and area.sheet in book.sheets}


def same_days(period: Period, year: int) -> Period:
    """The period of the same length of a year that ends on the same day of another year."""
    end = date.fromisoformat(period.end)
    last = _in_year(end, year)
    first = _in_year(end, year - 1) + timedelta(days=1)
    return Period(start=first.isoformat(), end=last.isoformat())


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)
