"""A small VSME template of our own: a few of the real one's names, on sheets of the same names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import xlsxwriter

from zeren.collect.responses import Response
from zeren.files.vsme import read_vsme
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Problem

Cells = Mapping[str, object]

GENERAL: Final = "General Information"
ENVIRONMENT: Final = "Environmental Disclosures"
SOCIAL: Final = "Social Disclosures"

NAMES: Final[Mapping[str, str]] = {
    "template_reporting_template_version": "Introduction!$C$1",
    "template_reporting_entity_name": f"'{GENERAL}'!$D$3:$E$3",
    "template_reporting_entity_identifier_scheme": f"'{GENERAL}'!$D$4",
    "template_reporting_entity_identifier": f"'{GENERAL}'!$E$4",
    "template_currency": f"'{GENERAL}'!$D$5",
    "template_reporting_period_startdate": f"'{GENERAL}'!$D$9",
    "template_reporting_period_enddate": f"'{GENERAL}'!$D$13",
    "template_translations": "Translations!$C$3:$D$3",
    "BasisForReporting": f"'{GENERAL}'!$E$20",
    "NaceSectorClassificationCodes": f"'{GENERAL}'!$E$21:$E$23",
    "Turnover": f"'{GENERAL}'!$E$24",
    "NumberOfEmployees": f"'{GENERAL}'!$E$25",
    "CountryOfPrimaryOperationsAndLocationOfSignificantAssets": f"'{GENERAL}'!$E$26",
    "ListOfOmittedDisclosuresDeemedToBeClassifiedOrSensitiveInformation": f"'{GENERAL}'!$E$27:$E$28",
    "ListOfSitesTable": f"'{GENERAL}'!$C$30:$G$32",
    "IdentifierOfSiteTypedAxis": f"'{GENERAL}'!$C$30:$C$32",
    "AddressOfSite": f"'{GENERAL}'!$D$30:$D$32",
    "PostalCodeOfSite": f"'{GENERAL}'!$E$30:$E$32",
    "CountryOfSite": f"'{GENERAL}'!$F$30:$F$32",
    "SustainabilityIssueAddressedByPracticePolicyAndOrFutureInitiative": f"'{GENERAL}'!$D$40:$F$40",
    "TotalEnergyConsumption": f"'{ENVIRONMENT}'!$G$5",
    "BreakdownOfEnergyConsumptionTable": f"'{ENVIRONMENT}'!$G$12:$K$12",
    "EnergyConsumptionFromFuels_RenewableEnergyMember": f"'{ENVIRONMENT}'!$G$12",
    "EnergyConsumptionFromFuels_TotalRenewableAndNonRenewableEnergyMember": f"'{ENVIRONMENT}'!$K$12",
    "BaselineYearMember": f"'{ENVIRONMENT}'!$G$21",
    "GreenhouseGasEmissionReductionTargetBaseYear": f"'{ENVIRONMENT}'!$G$21",
    "GrossScope1GreenhouseGasEmissions": f"'{ENVIRONMENT}'!$D$22",
    "GrossScope1GreenhouseGasEmissions_BaselineYearMember": f"'{ENVIRONMENT}'!$G$22",
    "DateOfAdoptionOfTransitionPlanForUndertakingNotHavingAdoptedTransitionPlanYet": f"'{ENVIRONMENT}'!$D$24",
    "TotalLocationBasedGreenhouseGasEmissionsIntensityValue": f"'{ENVIRONMENT}'!$D$25",
    "AmountOfEmissionsTable": f"'{ENVIRONMENT}'!$D$30:$K$32",
    "TypeOfPollutantAxis": f"'{ENVIRONMENT}'!$D$30:$F$32",
    "AmountOfEmissionToAir": f"'{ENVIRONMENT}'!$G$30:$I$32",
    "AmountOfEmissionToAir_unit": f"'{ENVIRONMENT}'!$C$28",
    "TotalSealedArea": f"'{ENVIRONMENT}'!$D$35",
    "TotalSealedArea_unit": f"'{ENVIRONMENT}'!$C$35",
    "WasteGeneratedTable": f"'{ENVIRONMENT}'!$D$40:$L$43",
    "TypeOfWasteAxis": f"'{ENVIRONMENT}'!$D$40:$F$43",
    "WasteDirectedToDisposalMass": f"'{ENVIRONMENT}'!$K$40:$K$43",
    "WasteDirectedToDisposalMass_unit": f"'{ENVIRONMENT}'!$G$40:$I$43",
    "WasteDirectedToDisposalVolume": f"'{ENVIRONMENT}'!$K$40:$K$43",
    "WasteDirectedToDisposalVolume_unit": f"'{ENVIRONMENT}'!$G$40:$I$43",
    "EmployeeTurnoverRate": f"'{SOCIAL}'!$D$5",
    "PercentageOfEmployeesCoveredByCollectiveBargainingAgreements": f"'{SOCIAL}'!$D$6",
    "UndertakingHasACodeOfConductOrHumanRightsPolicyForItsOwnWorkforce": f"'{SOCIAL}'!$D$7",
    "TypeOfContentCoveredByTheCodeOfConductOrHumanRightsPolicyForItsOwnWorkforce": f"'{SOCIAL}'!$D$8:$H$13",
    "NumberOfEmployeesForCountryOfEmploymentContractTable": f"'{SOCIAL}'!$C$20:$H$22",
    "CountryOfEmploymentContractAxis": f"'{SOCIAL}'!$C$20:$D$22",
    "NumberOfEmployeesForCountryOfEmploymentContract": f"'{SOCIAL}'!$E$20:$H$22",
}

FRAME: Final[Cells] = {
    "Introduction!C1": "1.3.0",
    f"{GENERAL}!D3": "Lamp Works",
    f"{GENERAL}!D4": "LEI",
    f"{GENERAL}!E4": "529900T8BM49AURSDO55",
    f"{GENERAL}!D5": "EUR",
    f"{GENERAL}!D9": "2025-04-01",
    f"{GENERAL}!D13": "2026-03-31",
}


def make_template(path: Path, cells: Cells, *, names: Mapping[str, str] = NAMES) -> Path:
    """Write the frame and these cells, `Sheet!A1` → value, under the defined names."""
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheets = {
            name: book.add_worksheet(name)
            for name in ("Introduction", GENERAL, ENVIRONMENT, SOCIAL, "Translations")
        }
        for place, value in {**FRAME, **cells}.items():
            name, _, ref = place.partition("!")
            if isinstance(value, datetime):
                sheets[name].write_datetime(ref, value, day)
            elif isinstance(value, str) and value.startswith("="):
                formula, _, shown = value.partition(" → ")
                sheets[name].write_formula(ref, formula, None, shown)
            elif value is not None:
                sheets[name].write(ref, value)
        for name, ref in names.items():
            book.define_name(name, f"={ref}")
    return path


FILLED: Cells = {
    f"{GENERAL}!E20": "Sustainability report prepared on a consolidated basis",
    f"{GENERAL}!E21": "NACE G - 47.22 Retail sale of meat and meat products",
    f"{GENERAL}!E22": "NACE C - 27.40 Manufacture of lighting equipment",
    f"{GENERAL}!E24": 23500.5,
    f"{GENERAL}!E25": 151,
    f"{GENERAL}!E26": "China",
    f"{GENERAL}!C30": 1,
    f"{GENERAL}!D30": "Lane 3",
    f"{GENERAL}!E30": 20122,
    f"{GENERAL}!F30": "IT",
    f"{GENERAL}!C31": 2,
    f"{GENERAL}!D31": "-",
    f"{GENERAL}!D40": True,
    f"{GENERAL}!E40": False,
    f"{GENERAL}!F40": True,
    f"{ENVIRONMENT}!G5": 0.1,
    f"{ENVIRONMENT}!G12": "=1+1 → 2",
    f"{ENVIRONMENT}!K12": 3,
    f"{ENVIRONMENT}!G21": 2020,
    f"{ENVIRONMENT}!D22": 100,
    f"{ENVIRONMENT}!G22": 150,
    f"{ENVIRONMENT}!D24": datetime(2027, 6, 30, tzinfo=UTC).replace(tzinfo=None),
    f"{ENVIRONMENT}!D25": 0.0148936170213,
    f"{ENVIRONMENT}!C28": "kilograms (kg)",
    f"{ENVIRONMENT}!D30": "Ammonia (NH3)",
    f"{ENVIRONMENT}!G30": 12,
    f"{ENVIRONMENT}!C35": "squared meters (m²)",
    f"{ENVIRONMENT}!D35": 40,
    f"{ENVIRONMENT}!D40": "    20 01 01 - Non-Hazardous - Paper and cardboard",
    f"{ENVIRONMENT}!G40": "metric tonnes (t)",
    f"{ENVIRONMENT}!K40": 1.5,
    f"{ENVIRONMENT}!D41": "    13 01 01 - Hazardous - Hydraulic oils, containing PCBs",
    f"{ENVIRONMENT}!G41": "cubic meters (m3)",
    f"{ENVIRONMENT}!K41": 2,
    f"{ENVIRONMENT}!K42": 0,
    f"{SOCIAL}!D5": 0.2840909090909091,
    f"{SOCIAL}!D6": 0.5,
    f"{SOCIAL}!D7": "YES",
    f"{SOCIAL}!D8": True,
    f"{SOCIAL}!D10": False,
    f"{SOCIAL}!D11": True,
    f"{SOCIAL}!C20": "Viet Nam",
    f"{SOCIAL}!E20": 5,
}


def read(path: Path, cells: Cells) -> tuple[Response, tuple[Problem, ...]]:
    return read_vsme(read_cells(make_template(path / "vsme.xlsx", cells)))


def places(problems: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(found.code, f"{found.place.sheet}!{found.place.cell}") for found in problems}


def without_lost_names(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Our small template lacks most names, and the reader says so each time."""
    return tuple(found for found in problems if found.code != "vsme-names-lost")
