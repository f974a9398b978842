"""Where the template asks for what: the cells of each concept, and what stands beside them.

A defined name is a concept (`Turnover`), a concept with the member that divides it
(`EnergyConsumptionFromFuels_RenewableEnergyMember`), a concept's unit (`TotalSealedArea_unit`), an
axis or a table. Inside a table an axis applies row by row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from zeren.files.xlsx.cells import Area
from zeren.standards.taxonomy import Shape, Taxonomy

# Misspelt or older names of the template.
OTHER_NAMES: Final = {
    "DescriptionOfTheEffectiveParticipationOfWorkersUsersOrOtherinterestedPartiesOrCommunitiesInGovernance": "DescriptionOfTheEffectiveParticipationOfWorkersUsersOrOtherInterestedPartiesOrCommunitiesInGovernance",
    "IdentifierOfSitesInBiodiversitySensitiveAreasTypedAxis": "IdentifierOfSiteTypedAxis",
    "MostSeniorLevelAccountableForImplementationOfPracticesPoliciesAndOrFutureInitiatives": "MostSeniorLevelAccountableForImplementationOfPolicies",
    "NumberOfPermanentContactEmployees": "NumberOfPermanentContractEmployees",
    "WasteTable": "WasteGeneratedTable",
}


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis whose value stands in the same row; `domain` is empty for a typed one."""

    name: str
    area: Area
    domain: str


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a concept is answered.

    `member` divides all of it (on `axis`), `axes` each row of a table. `shared`: another concept
    is answered in the same cells, and the unit tells which of them is meant.
    """

    concept: str
    shape: Shape
    area: Area
    axis: str = ""
    member: str = ""
    axes: tuple[Axis, ...] = ()
    in_table: bool = False
    unit: Area | None = None
    shared: bool = False


def find_spots(areas: Mapping[str, Area], taxonomy: Taxonomy) -> tuple[Spot, ...]:
    """All places of the template that its defined names give, in reading order of each sheet."""
    layout = _Layout(areas, taxonomy)
    spots = (layout.spot(name, area) for name, area in layout.named.items())
    return tuple(
        sorted(
            (spot for spot in spots if spot is not None),
            key=lambda spot: (spot.area.sheet, spot.area.top, spot.area.left, spot.concept),
        )
    )


class _Layout:
    """The template's names, set out as concepts, tables and axes."""

    def __init__(self, areas: Mapping[str, Area], taxonomy: Taxonomy) -> None:
        known = {name: area for name, area in areas.items() if name not in OTHER_NAMES}
        older = {OTHER_NAMES[name]: area for name, area in areas.items() if name in OTHER_NAMES}
        self.named = {**older, **known}
        self._taxonomy = taxonomy
        self._axes = tuple(_axes(areas, taxonomy))  # two tables share an axis: by both its names
        self._tables = tuple(
            (table, self.named[table.name]) for table in taxonomy.tables if table.name in self.named
        )
        self._uses = Counter(area for name, area in self.named.items() if name in taxonomy.shapes)

    def spot(self, name: str, area: Area) -> Spot | None:
        """What the name asks for; None if it is no concept, or divided in an unknown way."""
        concept, _, member = name.partition("_")
        shape = self._taxonomy.shapes.get(concept)
        axis = self._taxonomy.axis_of(concept, member) if member else ""
        if shape is None or axis is None:
            return None
        table = self._table(concept, area)
        return Spot(
            concept=concept,
            shape=shape,
            area=area,
            axis=axis,
            member=member,
            axes=tuple(axis for axis in self._axes if table is not None and axis.area in table),
            in_table=table is not None and not member,
            unit=self.named.get(f"{concept}_unit"),
            shared=self._uses[area] > 1,
        )

    def _table(self, concept: str, area: Area) -> Area | None:
        return next(
            (where for table, where in self._tables if concept in table.items and area in where),
            None,
        )


def _axes(areas: Mapping[str, Area], taxonomy: Taxonomy) -> Iterator[Axis]:
    domains: dict[str, str] = {}
    for table in taxonomy.tables:
        domains |= dict.fromkeys(table.typed, "") | dict(table.explicit)
    for name, area in areas.items():
        axis = OTHER_NAMES.get(name, name)
        if axis in domains:
            yield Axis(axis, area, domains[axis])
