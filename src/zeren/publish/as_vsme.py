"""A response to our questionnaire as facts of EFRAG's VSME taxonomy, where they are the same figure.

A filing and a reply in EFRAG's template are made from the same facts. Nothing is estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zeren.collect.facts import Fact, Period, Source, moved
from zeren.collect.responses import Response
from zeren.publish.sums import SUMS
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.standards.taxonomy import load_taxonomy
from zeren.standards.vsme import load_concepts

# Each unit of ours that VSME has not: its unit, and the power of ten between them.
_STEPS: Final = {"person": ("1", 0), "CNY10k": ("CNY", 4), "kWh": ("MWh", -3)}
_EMPLOYEES: Final = "vsme:NumberOfEmployees"
_COUNTRY: Final = "vsme:CountryOfPrimaryOperationsAndLocationOfSignificantAssets"
_REGION: Final = "region"
_ELSEWHERE: Final = frozenset({"HK", "MO", "TW"})  # regions that are countries of the taxonomy


@dataclass(frozen=True, slots=True)
class AsVsme:
    """The facts by their codes, and the codes of ours that were held back for want of a tick."""

    facts: tuple[Fact, ...]
    held_back: tuple[str, ...]


def as_vsme(
    questionnaire: Questionnaire, response: Response, *, everything: bool = False
) -> AsVsme:
    """Fields that equal a concept, the headcount where all its parts are told, and the country.

    Only what is ticked for the public is taken, or `everything`. A fact keeps the cell that it came
    from, a headcount those of its parts; the country has none, because a choice has none.
    """
    fields = [field for field in questionnaire.fields if field.concept]
    given = {field.code: found for field in fields if (found := _in_vsme(field, response))}
    region = response.profile.get(_REGION)
    codes = (*given, *([_REGION] if isinstance(region, str) and region else []))
    told = {code for code in codes if everything or code in response.published}
    facts = {code: fact for code, fact in given.items() if code in told}
    country = _country(response) if _REGION in told else ()
    made = (*facts.values(), *_headcount(facts), *country)
    return AsVsme(
        tuple(sorted(made, key=lambda fact: fact.code)),
        tuple(code for code in codes if code not in told),
    )


def _in_vsme(field: Field, response: Response) -> Fact | None:
    """The number of a field under its concept, in VSME's unit and kind of period."""
    fact = response.fact(field.code)
    if fact is None or not isinstance(fact.value, Decimal):
        return None
    unit, power = _STEPS.get(field.unit, (field.unit, 0))
    return fact._replace(
        code=field.concept,
        value=moved(fact.value, power),
        unit=unit,
        period=_period(field.concept, response),
        topics=load_concepts()[field.concept].topics,
    )


def _headcount(told: Mapping[str, Fact]) -> Iterator[Fact]:
    """Women and men together, where both are told."""
    parts = next(one for one in SUMS if one.code == "employees").parts
    facts = [told[code] for code in parts if code in told]
    if len(facts) == len(parts):
        number = sum((fact.value for fact in facts if isinstance(fact.value, Decimal)), Decimal())
        yield facts[0]._replace(
            code=_EMPLOYEES,
            value=number,
            topics=load_concepts()[_EMPLOYEES].topics,
            source=_joined([fact.source for fact in facts]),
        )


def _joined(sources: list[Source]) -> Source:
    """The cells of several figures: E12, E13, where they stand on one sheet; else the first."""
    first = sources[0]
    if {(one.file, one.sheet) for one in sources} != {(first.file, first.sheet)}:
        return first
    return first._replace(cell=", ".join(one.cell for one in sources if one.cell))


def _country(response: Response) -> Iterator[Fact]:
    """The country follows from the province."""
    region = response.profile[_REGION]
    country = f"country:{region if region in _ELSEWHERE else 'CN'}"
    topics = load_concepts()[_COUNTRY].topics
    yield Fact(_COUNTRY, "choice", country, _period(_COUNTRY, response), topics=topics)


def _period(concept: str, response: Response) -> Period:
    """The period's last day for a concept of one day, the whole of it for the others."""
    instant = load_taxonomy().shapes[concept.removeprefix("vsme:")].instant
    return Period(end=response.period.end) if instant else response.period
