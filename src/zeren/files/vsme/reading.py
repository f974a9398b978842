"""Reading a filled VSME template: its facts with cell, period, unit and breakdown, and its company."""

from __future__ import annotations

from typing import Final

from zeren.collect import personal
from zeren.collect.facts import Period
from zeren.collect.responses import Asked, Response
from zeren.files.order import in_order
from zeren.files.xlsx.cells import Workbook
from zeren.problems import Place, Problem, Refused

_SHEETS: Final = frozenset(
    {"General Information", "Environmental Disclosures", "Social Disclosures"}
)
_SOME_YEAR: Final = Period(start="2000-01-01", end="2000-12-31")


def is_vsme(book: Workbook) -> bool:
    """Whether this is EFRAG's template, by its names or, where a program lost them, its sheets."""
    known = {"template_reporting_period_enddate", "Turnover"} <= set(book.names)
    return known or set(book.sheets) >= _SHEETS


def identifier_place(book: Workbook) -> Place:
    """The cell in which the template asks for the company's identifier."""
    area = book.area("template_reporting_entity_identifier")
    return Place(file=book.file, sheet=area.sheet, cell=area.ref) if area else Place(file=book.file)


def read_vsme(book: Workbook) -> tuple[Response, tuple[Problem, ...]]:
    """Every fact of the template, and everything wrong with it; what is right is kept.

    Raises `Refused`, with all the problems found, if the reporting period is unknown.
    """
    from zeren.files.vsme.choices import Choices
    from zeren.files.vsme.facts import read_facts
    from zeren.files.vsme.frame import read_frame
    from zeren.standards.taxonomy import load_taxonomy

    taxonomy = load_taxonomy()
    frame = read_frame(book, taxonomy)
    choices = Choices(book)
    period = frame.period()
    facts, mistakes = read_facts(frame, taxonomy, period=period or _SOME_YEAR, choices=choices)
    problems = in_order((*frame.problems(), *mistakes), book.sheets)
    if period is None:
        raise Refused(*problems)
    response = Response(
        asked=Asked(id="vsme", edition=frame.version, tier="", sha256=taxonomy.sha256),
        period=period,
        profile=frame.profile(choices),
        answers=(),
        facts=facts,
        published=frozenset(fact.code for fact in facts),
    )
    told = personal.in_facts(response)
    in_all = in_order((*problems, *told), book.sheets)
    return personal.without_personal_numbers(response), in_all
