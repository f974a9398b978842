"""EFRAG's empty template filled from facts gives those facts back, and what it cannot take is named."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from tests.core.files.made_template import GENERAL, make_template
from tests.tools import needs

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Response
from zeren.files.answers import read_answers
from zeren.files.vsme import read_vsme
from zeren.files.vsme.filling import FilledTemplate, fill_vsme
from zeren.files.xlsx.cells import read_cells
from zeren.files.xlsx.guard import check_workbook
from zeren.problems import Refused
from zeren.publish.as_vsme import as_vsme
from zeren.publish.reply.template import for_template

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared" / "samples" / "vsme"
COMPANIES = sorted((ROOT / "examples").glob("*/answers.xlsx"))
PRESET = {  # what the empty template says by itself: nothing is left out, nothing from last year
    "ListOfOmittedDisclosuresDeemedToBeClassifiedOrSensitiveInformation",
    "ReportContainsDisclosuresFromThePreviousReportingPeriodThatRemainUnchanged",
}
WORKED_OUT = {  # of cells that are no facts: the template's helpers, converters and lists
    "EmployeeTurnoverRate",
    "EnergyConsumptionFromFuels",
    "FemaleToMaleRatioAtManagementLevelForTheReportingPeriod",
    "GenderDiversityRatioInGovernanceBody",
    "GrossScope3GreenhouseGasEmissions",
    "ListOfOmittedDisclosuresDeemedToBeClassifiedOrSensitiveInformation",
    "PercentageGapInPayBetweenFemaleAndMaleEmployees",
    "PercentageOfEmployeesCoveredByCollectiveBargainingAgreements",
    "RateOfRecordableWorkRelatedAccidentsInTheReportingPeriod",
    "TotalGrossLocationBasedGHGEmissions",
    "TotalLocationBasedGreenhouseGasEmissionsIntensityValue",
    "UndertakingsAreExcludedFromAnyEuReferenceBenchmarksThatAreAlignedWithTheParisAgreement",
}


@pytest.fixture(scope="module")
def empty() -> Path:
    path = SAMPLES / "VSME-Digital-Template-1.3.0.xlsx"
    if not path.exists():
        pytest.skip("EFRAG's empty template is not here (../shared/samples/vsme)")
    return path


def told(fact: Fact) -> tuple[object, ...]:
    value = fact.as_json()["value"]
    value = value["text"] if isinstance(value, dict) else value
    return fact.code, str(value), fact.unit, fact.period, fact.dimensions


def read_back(filled: FilledTemplate, path: Path) -> Response:
    path.write_bytes(filled.content)
    assert check_workbook(path) == ()
    response, problems = read_vsme(read_cells(path))
    assert problems == ()
    return response


def test_the_facts_of_efrags_sample_come_back_exactly(empty: Path, tmp_path: Path) -> None:
    sample, _ = read_vsme(read_cells(SAMPLES / "VSME-Digital-Template-Sample-1.3.0.xlsx"))

    filled = fill_vsme(read_cells(empty), sample)

    back = read_back(filled, tmp_path / "filled.xlsx")
    placed = {told(fact) for fact, _, _ in filled.facts}
    omitted = {f for f in map(told, back.facts) if f[1] == "[]"}
    assert {told(fact) for fact in back.facts} - omitted == placed
    assert {code for code, *_ in omitted} <= {f"vsme:{name}" for name in PRESET}
    assert placed | {told(one.fact) for one in filled.left} == {told(f) for f in sample.facts}
    assert {one.fact.code.partition(":")[2] for one in filled.left} == WORKED_OUT
    assert (len(filled.facts), len(filled.left)) == (126, 18)
    assert (back.profile, back.period) == (sample.profile, sample.period)


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.parent.name)
def test_an_example_companys_figures_come_back_exactly(
    empty: Path, tmp_path: Path, company: Path
) -> None:
    read = read_answers(company)
    assert read.questionnaire
    ours, _ = for_template(read.questionnaire, read.response, everything=True)

    filled = fill_vsme(read_cells(empty), ours)

    back = read_back(filled, tmp_path / "filled.xlsx")
    wanted = {told(fact) for fact in ours.facts} - {told(one.fact) for one in filled.left}
    found = {told(f) for f in back.facts if f.code.partition(":")[2] not in PRESET}
    assert found == wanted
    assert wanted
    assert {one.fact.code for one in filled.left} <= {
        "vsme:EnergyConsumptionFromElectricity",
        "vsme:TotalHazardousWasteGeneratedMass",
        "vsme:TotalNonHazardousWasteGeneratedMass",
    }
    assert back.period == ours.period


def test_what_the_template_claims_by_itself_is_taken_out(empty: Path, tmp_path: Path) -> None:
    response = Response(
        asked=read_vsme(read_cells(SAMPLES / "VSME-Digital-Template-Sample-1.3.0.xlsx"))[0].asked,
        period=Period(start="2025-01-01", end="2025-12-31"),
        profile={"name-en": "Demo", "currency": "CNY"},
        answers=(),
        facts=(),
    )

    filled = fill_vsme(read_cells(empty), response)

    assert filled.emptied == (("Social Disclosures", "D147", "YES"),)
    back = read_back(filled, tmp_path / "filled.xlsx")
    assert {fact.code.partition(":")[2] for fact in back.facts} <= PRESET


def test_only_what_is_ticked_goes_into_the_template() -> None:
    read = read_answers(ROOT / "examples" / "lamp-works" / "answers.xlsx")
    assert read.questionnaire

    told_all = as_vsme(read.questionnaire, read.response, everything=True)
    told_few = as_vsme(read.questionnaire, read.response)

    assert told_all.held_back == ()
    assert set(told_few.held_back) == {
        "assets",
        "hazardous-waste",
        "injuries",
        "other-waste",
        "revenue",
        "water-discharged",
    }
    codes = {fact.code for fact in told_few.facts}
    assert "vsme:NumberOfRecordableWorkRelatedAccidentsInTheReportingPeriod" not in codes
    assert "vsme:TotalAmountOfWaterWithdrawnFromAllSites" in codes


def test_the_same_facts_give_the_same_bytes(empty: Path) -> None:
    sample, _ = read_vsme(read_cells(SAMPLES / "VSME-Digital-Template-Sample-1.3.0.xlsx"))

    once, again = (fill_vsme(read_cells(empty), sample).content for _ in range(2))

    assert once == again


@needs("soffice")
def test_a_spreadsheet_program_works_out_the_same(empty: Path, tmp_path: Path) -> None:
    sample, _ = read_vsme(read_cells(SAMPLES / "VSME-Digital-Template-Sample-1.3.0.xlsx"))
    filled = fill_vsme(read_cells(empty), sample)
    path = tmp_path / "filled.xlsx"
    path.write_bytes(filled.content)

    command = [
        "soffice",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "lo"),
        str(path),
    ]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603

    response, _ = read_vsme(read_cells(tmp_path / "lo" / "filled.xlsx"))
    back = {told(fact) for fact in response.facts}
    assert {told(fact) for fact, _, _ in filled.facts} <= back


def test_a_fact_without_a_cell_is_named_and_the_others_are_filled(tmp_path: Path) -> None:
    period = Period(start="2025-04-01", end="2026-03-31")
    filled_before = make_template(tmp_path / "before.xlsx", {})
    read, _ = read_vsme(read_cells(filled_before))
    nobody = {f"{GENERAL}!D3": None, f"{GENERAL}!D9": None, f"{GENERAL}!D13": None}
    path = make_template(tmp_path / "small.xlsx", nobody)
    facts = (
        Fact("vsme:Turnover", "number", Decimal(5), period, unit="EUR"),
        Fact("vsme:Assets", "number", Decimal(7), period, unit="EUR"),
    )
    response = Response(read.asked, period, {"name-en": "Demo", "currency": "EUR"}, (), facts)

    filled = fill_vsme(read_cells(path), response)

    assert [(fact.code, cell) for fact, _, cell in filled.facts] == [("vsme:Turnover", "E24")]
    assert [one.fact.code for one in filled.left] == ["vsme:Assets"]


def test_a_template_that_was_filled_before_is_left_alone(tmp_path: Path) -> None:
    book = read_cells(make_template(tmp_path / "before.xlsx", {}))
    read, _ = read_vsme(book)

    with pytest.raises(Refused) as refused:
        fill_vsme(book, read)

    assert [problem.code for problem in refused.value.problems] == ["vsme-not-empty"]


def test_the_companys_name_is_held_back_like_other_lines() -> None:
    read = read_answers(ROOT / "examples" / "lamp-works" / "answers.xlsx")
    assert read.questionnaire is not None
    bare = replace(read.response, published=frozenset())
    ticked = replace(read.response, published=frozenset({"name-en", "name-zh"}))

    held, held_back = for_template(read.questionnaire, bare)
    assert "name-en" not in held.profile
    assert {"name-en", "name-zh"} & set(held_back)
    assert "name-en" in for_template(read.questionnaire, ticked)[0].profile
    assert "name-en" in for_template(read.questionnaire, bare, everything=True)[0].profile
