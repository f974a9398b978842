"""EFRAG's VSME taxonomy as data: what kind of value a concept takes, its tables, its members' names.

Concepts and axes go by their local name (`NumberOfEmployees`), members by their code with prefix
(`country:IT`, `nace:NACE_G4722`, `vsme:HeadcountMember`, `waste:W-200101-…`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal

from zeren.standards.ours import read_ours
from zeren.text import Text, same

Kind = Literal[
    "area",
    "choice",
    "choices",
    "date",
    "emissions",
    "energy",
    "intensity",
    "mass",
    "money",
    "number",
    "share",
    "volume",
    "words",
    "year",
    "yes-no",
]

UNITS: Final[Mapping[Kind, tuple[str, ...]]] = {
    "area": ("ha", "m2"),
    "emissions": ("tCO2e",),
    "energy": ("MWh",),
    "mass": ("t", "kg"),
    "number": ("1",),
    "share": ("%",),
    "volume": ("m3",),
}

_FOLDER: Final = Path(__file__).parent / "data" / "vsme"
_PREFIXES: Final = ("vsme", "country", "waste", "nace")
_AXES: Final[Mapping[str, Text]] = {
    "BreakdownOfEnergyConsumptionAxis": Text("能源类别", "Kind of energy"),
    "CountryOfEmploymentContractAxis": Text("劳动合同所在国家", "Country of employment contract"),
    "IdentifierOfMaterialTypedAxis": Text("材料编号", "Material number"),
    "IdentifierOfSiteTypedAxis": Text("场所编号", "Site number"),
    "IdentifierOfSubsidiaryTypedAxis": Text("子公司编号", "Subsidiary number"),
    "ReportingScopesAxis": Text("年份", "Year"),
    "TypeOfPollutantAxis": Text("污染物", "Pollutant"),
    "TypeOfWasteAxis": Text("废物种类", "Type of waste"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """What a concept's value looks like; `domain` names the members it is chosen from.

    `type` is the local name of its XBRL type, `massItemType`.
    """

    kind: Kind
    instant: bool
    domain: str = ""
    type: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Concepts reported row by row; an explicit axis is chosen from a domain, a typed one free."""

    name: str
    items: frozenset[str]
    typed: tuple[str, ...]
    explicit: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sum:
    """A concept that is the total of others, where they have the same unit, period and breakdown.

    `whole`: it needs every part; one that is not given may hold the rest.
    """

    total: str
    parts: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The structure of one edition.

    `schemes` are addresses of kinds of identifier: `lei`, `duns` …; `typed_element` is the element
    in which a typed axis carries its value.
    """

    edition: str
    entry_point: str
    namespaces: Mapping[str, str]
    schemes: Mapping[str, str]
    typed_element: str
    sha256: str
    shapes: Mapping[str, Shape]
    tables: tuple[Table, ...]
    defaults: Mapping[str, str]  # the member that an axis need not name
    domains: Mapping[str, tuple[str, ...]]
    sums: tuple[Sum, ...]

    def members(self, domain: str) -> tuple[str, ...]:
        """The codes to choose from, in the taxonomy's order."""
        if domain in self.domains:
            return self.domains[domain]
        return tuple(f"{domain}:{name}" for name in _english(domain))

    def whole_of(self, concept: str) -> tuple[tuple[str, str], ...]:
        """The parts that a total of this concept stands for and need not name; none where it has no total."""
        axes = {axis for table in self.tables if concept in table.items for axis in table.explicit}
        return tuple((axis, self.defaults[axis]) for axis in sorted(axes & set(self.defaults)))

    def axis_of(self, concept: str, member: str) -> str | None:
        """The axis on which a concept is divided by this member, `RenewableEnergyMember`."""
        for table in self.tables:
            if concept in table.items:
                for axis, domain in table.explicit.items():
                    if f"vsme:{member}" in self.domains.get(domain, ()):
                        return axis
        return None


@cache
def load_taxonomy() -> Taxonomy:
    """The edition of 2026-05-01."""
    raw = _data("taxonomy.json")
    table = json.loads(raw)
    return Taxonomy(
        edition=table["edition"],
        entry_point=table["entry_point"],
        namespaces=table["namespaces"],
        schemes=table["schemes"],
        typed_element=table["typed_element"],
        sha256=hashlib.sha256(raw).hexdigest(),
        shapes={
            name: Shape(
                shape["kind"], shape["period"] == "instant", shape.get("domain", ""), shape["type"]
            )
            for name, shape in table["concepts"].items()
        },
        tables=tuple(
            Table(
                name=cube["name"],
                items=frozenset(cube["items"]),
                typed=tuple(cube["typed"]),
                explicit=cube["explicit"],
            )
            for cube in table["tables"]
        ),
        defaults=table["defaults"],
        domains={
            name: tuple(f"vsme:{member}" for member in members)
            for name, members in table["domains"].items()
        },
        sums=tuple(
            Sum(one["total"], tuple(one["parts"]), one.get("whole", False))
            for one in read_ours(_FOLDER / "sums.toml")["sum"]
        ),
    )


def member_label(code: str) -> Text:
    """The name of a member, `country:IT` or without its prefix `IT`; what is no member stays.

    English from EFRAG; Chinese ours, or English where there is none (NACE and kinds of waste).
    """
    prefix, _, name = code.rpartition(":")
    prefix = prefix or next((known for known in _PREFIXES if name in _english(known)), "")
    english = _english(prefix).get(name, name)
    chinese = _chinese().get(prefix, {}).get(name)
    return Text(chinese, english) if chinese else same(english)


def axis_label(axis: str) -> Text:
    """What divides a fact: “Pollutant”, “Site number”."""
    return _AXES.get(axis) or same(axis)


def dimension_label(axis: str, value: str) -> Text:
    """A part of a breakdown in words: the member's name, or “Site number 1” on a typed axis."""
    typed = any(axis in table.typed for table in load_taxonomy().tables)
    if typed:
        return Text("{axis} {value}", "{axis} {value}").format(axis=axis_label(axis), value=value)
    return member_label(value)


@cache
def currencies() -> frozenset[str]:
    """The codes that stand for a currency: CNY, EUR."""
    source = _FOLDER.parent / "currencies.toml"
    return frozenset(read_ours(source)["codes"].split())


@cache
def _english(prefix: str) -> Mapping[str, str]:
    if prefix not in _PREFIXES:
        return {}
    labels: dict[str, str] = json.loads(_data(f"members-{prefix}.json"))
    return labels


@cache
def _chinese() -> Mapping[str, Mapping[str, str]]:
    return read_ours(_FOLDER / "members-zh.toml")


def _data(name: str) -> bytes:
    return (_FOLDER / name).read_bytes()
