"""The part of the page that only programs read: the taxonomy, who and when, in what units, codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from zeren.collect.facts import Period
from zeren.files.html.elements import element
from zeren.files.xbrl.tags import hidden, is_hidden
from zeren.publish.filing.values import Entity, Filing, Tagged
from zeren.standards.taxonomy import Taxonomy

HIDING: Final = "display:none"  # in the element itself, as the rules of inline XBRL recommend
_Setting = tuple[Period, tuple[tuple[str, str], ...]]


@dataclass(frozen=True, slots=True)
class Header:
    """Contexts and units under the names by which facts refer to them."""

    contexts: Mapping[_Setting, str]
    units: Mapping[str, str]

    def context_of(self, fact: Tagged) -> str:
        return self.contexts[fact.period, fact.dimensions]

    def unit_of(self, fact: Tagged) -> str | None:
        return self.units.get(fact.unit)


def header_of(filing: Filing) -> Header:
    settings = dict.fromkeys((fact.period, fact.dimensions) for fact in filing.facts)
    units = dict.fromkeys(fact.unit for fact in filing.facts if fact.unit)
    return Header(
        contexts={setting: f"c{number}" for number, setting in enumerate(settings, 1)},
        units={unit: f"u{number}" for number, unit in enumerate(units, 1)},
    )


def as_element(filing: Filing, header: Header, taxonomy: Taxonomy) -> Element:
    codes = [
        hidden(fact, context=header.context_of(fact)) for fact in filing.facts if is_hidden(fact)
    ]
    schema = element("link:schemaRef")
    schema.set("xlink:type", "simple")
    schema.set("xlink:href", filing.entry_point)
    return element(
        "div",
        element(
            "ix:header",
            element("ix:hidden", *codes) if codes else None,
            element("ix:references", schema),
            element(
                "ix:resources",
                *(
                    _context(name, setting, filing.entity, taxonomy)
                    for setting, name in header.contexts.items()
                ),
                *(_unit(name, unit) for unit, name in header.units.items()),
            ),
        ),
        style=HIDING,
    )


def _context(name: str, setting: _Setting, entity: Entity, taxonomy: Taxonomy) -> Element:
    period, dimensions = setting
    return element(
        "xbrli:context",
        element(
            "xbrli:entity", element("xbrli:identifier", entity.identifier, scheme=entity.scheme)
        ),
        element(
            "xbrli:period",
            *(
                (element("xbrli:instant", period.end),)
                if period.start is None
                else (
                    element("xbrli:startDate", period.start),
                    element("xbrli:endDate", period.end),
                )
            ),
        ),
        element("xbrli:scenario", *(_dimension(*one, taxonomy) for one in dimensions))
        if dimensions
        else None,
        id=name,
    )


def _dimension(axis: str, value: str, taxonomy: Taxonomy) -> Element:
    if is_typed(axis, taxonomy):
        return element("xbrldi:typedMember", element(taxonomy.typed_element, value), dimension=axis)
    return element("xbrldi:explicitMember", value, dimension=axis)


def is_typed(axis: str, taxonomy: Taxonomy) -> bool:
    return any(axis.removeprefix("vsme:") in table.typed for table in taxonomy.tables)


def _unit(name: str, unit: str) -> Element:
    above, _, below = unit.partition("/")
    if not below:
        return element("xbrli:unit", element("xbrli:measure", above), id=name)
    return element(
        "xbrli:unit",
        element(
            "xbrli:divide",
            element("xbrli:unitNumerator", element("xbrli:measure", above)),
            element("xbrli:unitDenominator", element("xbrli:measure", below)),
        ),
        id=name,
    )
