"""A response to our questionnaire as facts of EFRAG's VSME taxonomy, where they are the same figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from zeren.collect.facts import Fact, Period, Source
from zeren.collect.responses import Asked, Profile, Response
from zeren.publish.published import company_name
from zeren.publish.reply.sources import SUMS
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.standards.taxonomy import load_taxonomy
from zeren.standards.vsme import load_concepts
from zeren.text import Said

_UNITS: Final = {"person": "1", "CNY10k": "CNY", "kWh": "MWh"}
_FACTORS: Final = {"CNY10k": Decimal(10_000), "kWh": Decimal("0.001")}
_EMPLOYEES: Final = "vsme:NumberOfEmployees"
_ELSEWHERE: Final = frozenset({"HK", "MO", "TW"})


@dataclass(frozen=True, slots=True)
class AsVsme:
    """The response in the taxonomy's terms, and the codes of figures that were held back."""

    response: Response
    held_back: tuple[str, ...]


def as_vsme(asked: Questionnaire, response: Response, *, everything: bool = False) -> AsVsme:
    """Only fields that equal a concept, and the headcount; nothing is estimated."""
    fields = [field for field in asked.fields if field.concept and response.fact(field.code)]
    told = [field for field in fields if everything or field.code in response.published]
    facts = [_fact(field, response) for field in told]
    total = next(one for one in SUMS if one.code == "employees")
    parts = [field for field in told if field.code in total.parts]
    if len(parts) == len(total.parts):
        number = sum((response.number(field.code) or Decimal() for field in parts), Decimal())
        facts.append(_made(_EMPLOYEES, number, "1", Period(end=response.period.end)))
    facts += _country(response, everything=everything)
    name = "name-en" if response.profile.get("name-en") else "name-zh"
    named = everything or name in response.published
    profile: Profile = {"currency": "CNY"}
    if named:
        profile = {"name-en": Said.of(company_name(response).en), **profile}
    return AsVsme(
        replace(
            response,
            asked=Asked(id="vsme", edition="", tier="", sha256=""),
            profile=profile,
            answers=(),
            evidence=(),
            facts=tuple(sorted(facts, key=lambda fact: fact.code)),
            published=frozenset(fact.code for fact in facts),
        ),
        (
            *(() if named else (name,)),
            *(field.code for field in fields if field not in told),
        ),
    )


def _fact(field: Field, response: Response) -> Fact:
    value = response.number(field.code) or Decimal()
    value *= _FACTORS.get(field.unit, Decimal(1))
    shape = load_taxonomy().shapes[field.concept.removeprefix("vsme:")]
    period = Period(end=response.period.end) if shape.instant else response.period
    return _made(field.concept, value, _UNITS.get(field.unit, field.unit), period)


def _made(code: str, value: Decimal, unit: str, period: Period) -> Fact:
    topics = load_concepts()[code].topics
    return Fact(code, "number", value, period, unit=unit, topics=topics, source=Source())


def _country(response: Response, *, everything: bool) -> Iterator[Fact]:
    """The country follows from the province."""
    region = response.profile.get("region")
    if isinstance(region, str) and region and (everything or "region" in response.published):
        code = "vsme:CountryOfPrimaryOperationsAndLocationOfSignificantAssets"
        country = f"country:{region if region in _ELSEWHERE else 'CN'}"
        yield Fact(code, "choice", country, response.period, topics=load_concepts()[code].topics)
