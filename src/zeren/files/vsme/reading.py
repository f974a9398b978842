"""Reading a filled VSME template: its facts with cell, period, unit and breakdown, and its profile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from zeren.collect.facts import Fact, FactKind, Period, Source, Value, sorted_dimensions
from zeren.collect.responses import Asked, Response
from zeren.files.cells import Area, Cell, Sheet, Workbook, cell_ref
from zeren.files.vsme import values
from zeren.files.vsme.choices import Choices
from zeren.files.vsme.mistakes import Mistake, problem
from zeren.files.vsme.spots import Axis, Spot, find_spots
from zeren.problems import Problem, Refused
from zeren.standards.taxonomy import UNITS, load_taxonomy
from zeren.standards.vsme import load_concepts
from zeren.text import Said

KNOWN_VERSION: Final = "1.3.0"
_SHEETS: Final = ("General Information", "Environmental Disclosures", "Social Disclosures")
_KINDS: Final[Mapping[str, FactKind]] = {
    "choice": "choice",
    "choices": "choice",
    "date": "date",
    "words": "words",
    "year": "date",
    "yes-no": "yes-no",
}
_IDENTIFIERS: Final = {"lei": "lei", "duns": "duns", "euid": "euid", "permid": "permid"}


def is_vsme(book: Workbook) -> bool:
    """Whether this is EFRAG's template, by its names or, where a program lost them, its sheets."""
    known = "template_reporting_period_enddate" in book.names and "Turnover" in book.names
    return known or set(_SHEETS) <= set(book.sheets)


def read_vsme(book: Workbook) -> tuple[Response, tuple[Problem, ...]]:
    """Every fact of the template, and everything wrong with it; what is right is kept.

    Raises `Refused`, with all the problems found, if the reporting period is unknown.
    """
    return _Reading(book).response()
