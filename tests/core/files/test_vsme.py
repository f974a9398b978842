from __future__ import annotations

import json
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.files.hostile import parts, write
from tests.core.files.made_template import (
    ENVIRONMENT,
    FILLED,
    GENERAL,
    NAMES,
    SOCIAL,
    Cells,
    make_template,
    places,
    read,
    without_lost_names,
)

from zeren.collect.facts import Fact, Period
from zeren.files.vsme import is_vsme, read_vsme
from zeren.files.vsme.frame import same_days
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Refused
from zeren.standards.taxonomy import load_taxonomy
from zeren.text import Said

ROOT = Path(__file__).parents[3]
SAMPLES = ROOT.parent / "shared" / "samples" / "vsme"
PINNED = ROOT / "tests" / "samples" / "vsme-1.3.0-facts.json"
YEAR = Period(start="2025-04-01", end="2026-03-31")
LAST_DAY = Period(end="2026-03-31")


def told(fact: Fact) -> tuple[object, ...]:
    """A fact as one line: code, value, unit, period, breakdown, cell."""
    value = fact.as_json()["value"]
    value = value["text"] if isinstance(value, dict) else value
    cell = f"{fact.source.sheet}!{fact.source.cell}"
    code = fact.code.removeprefix("vsme:")
    return code, value, fact.unit, fact.period, dict(fact.dimensions), cell


@pytest.fixture(scope="module")
def sample() -> Path:
    path = SAMPLES / "VSME-Digital-Template-Sample-1.3.0.xlsx"
    if not path.exists():
        pytest.skip("EFRAG's filled sample is not here (../shared/samples/vsme)")
    return path


def test_every_fact_of_efrags_filled_sample_is_found(sample: Path) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))

    response, problems = read_vsme(read_cells(sample))

    found = [{key: fact.as_json()[key] for key in pinned[0]} for fact in response.facts]
    assert found == pinned
    assert len(found) == 144
    assert problems == ()


def test_the_sample_tells_who_reports_for_which_year(sample: Path) -> None:
    response, _ = read_vsme(read_cells(sample))

    assert response.profile == {
        "name-en": Said("en", "Company XYZ"),
        "country": "IT",
        "currency": "EUR",
        "lei": "TestCode1234",
    }
    assert response.period == Period(start="2026-01-01", end="2026-12-31")
    assert (response.asked.id, response.asked.edition) == ("vsme", "1.3.0")
    assert response.asked.sha256 == load_taxonomy().sha256
    assert response.answers == ()
    assert response.published == {fact.code for fact in response.facts}
    assert all(fact.topics for fact in response.facts)


def test_an_empty_template_asks_for_its_frame_and_nothing_else(sample: Path) -> None:
    empty = sample.with_name("VSME-Digital-Template-1.3.0.xlsx")

    with pytest.raises(Refused) as refused:
        read_vsme(read_cells(empty))

    assert places(refused.value.problems) == {
        ("vsme-no-company", f"{GENERAL}!D3:E3"),
        ("vsme-no-period", f"{GENERAL}!D9"),
        ("vsme-no-period", f"{GENERAL}!D13"),
    }


def test_a_sample_without_its_names_is_read_by_their_places(sample: Path, tmp_path: Path) -> None:
    bare = nameless(sample, tmp_path / "nameless.xlsx")

    book = read_cells(bare)
    response, problems = read_vsme(book)

    assert is_vsme(book)
    whole, _ = read_vsme(read_cells(sample))
    assert [told(fact) for fact in response.facts] == [told(fact) for fact in whole.facts]
    assert [(found.code, found.level) for found in problems] == [("vsme-read-by-position", "note")]


def nameless(source: Path, path: Path) -> Path:
    """What a program leaves that drops defined names."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/workbook.xml":
                content = re.sub(rb"(?s)<definedNames>.*</definedNames>", b"", content)
            new.writestr(part.filename, content)
    return path


def test_a_small_template_gives_exactly_these_facts(tmp_path: Path) -> None:
    response, problems = read(tmp_path, FILLED)

    paper = "W-200101-Non-Hazardous-PaperAndCardboardMember"
    oil = "W-130101-Hazardous-HydraulicOilsContainingPcbsMember"
    fuels = "EnergyConsumptionFromFuels"
    scope1 = "GrossScope1GreenhouseGasEmissions"
    adoption = "DateOfAdoptionOfTransitionPlanForUndertakingNotHavingAdoptedTransitionPlanYet"
    intensity = "TotalLocationBasedGreenhouseGasEmissionsIntensityValue"
    issues = "SustainabilityIssueAddressedByPracticePolicyAndOrFutureInitiative"
    policy = "UndertakingHasACodeOfConductOrHumanRightsPolicyForItsOwnWorkforce"
    content = "TypeOfContentCoveredByTheCodeOfConductOrHumanRightsPolicyForItsOwnWorkforce"
    bargaining = "PercentageOfEmployeesCoveredByCollectiveBargainingAgreements"
    by_country = "NumberOfEmployeesForCountryOfEmploymentContract"
    home = "CountryOfPrimaryOperationsAndLocationOfSignificantAssets"
    site = {"IdentifierOfSiteTypedAxis": "1"}
    base = Period(start="2019-04-01", end="2020-03-31")
    assert without_lost_names(problems) == ()
    assert [told(fact) for fact in response.facts] == [
        ("BasisForReporting", "vsme:ConsolidatedMember", "", YEAR, {}, f"{GENERAL}!E20"),
        (
            "NaceSectorClassificationCodes",
            ["nace:NACE_G4722", "nace:NACE_C2740"],
            "",
            LAST_DAY,
            {},
            f"{GENERAL}!E21:E22",
        ),
        ("Turnover", "23500.5", "EUR", YEAR, {}, f"{GENERAL}!E24"),
        ("NumberOfEmployees", "151", "1", LAST_DAY, {}, f"{GENERAL}!E25"),
        (home, "country:CN", "", YEAR, {}, f"{GENERAL}!E26"),
        ("AddressOfSite", "Lane 3", "", LAST_DAY, site, f"{GENERAL}!D30"),
        ("PostalCodeOfSite", "20122", "", LAST_DAY, site, f"{GENERAL}!E30"),
        ("CountryOfSite", "country:IT", "", LAST_DAY, site, f"{GENERAL}!F30"),
        (
            issues,
            ["vsme:ClimateChangeMember", "vsme:WaterAndMarineResourcesMember"],
            "",
            YEAR,
            {},
            f"{GENERAL}!D40:F40",
        ),
        ("TotalEnergyConsumption", "0.1", "MWh", YEAR, {}, f"{ENVIRONMENT}!G5"),
        (
            fuels,
            "2",
            "MWh",
            YEAR,
            {"BreakdownOfEnergyConsumptionAxis": "RenewableEnergyMember"},
            f"{ENVIRONMENT}!G12",
        ),
        (fuels, "3", "MWh", YEAR, {}, f"{ENVIRONMENT}!K12"),
        (
            "GreenhouseGasEmissionReductionTargetBaseYear",
            "2020",
            "",
            LAST_DAY,
            {},
            f"{ENVIRONMENT}!G21",
        ),
        (scope1, "100", "tCO2e", YEAR, {}, f"{ENVIRONMENT}!D22"),
        (
            scope1,
            "150",
            "tCO2e",
            base,
            {"ReportingScopesAxis": "BaselineYearMember"},
            f"{ENVIRONMENT}!G22",
        ),
        (adoption, "2027-06-30", "", YEAR, {}, f"{ENVIRONMENT}!D24"),
        (intensity, "0.0148936170213", "tCO2e/EUR", YEAR, {}, f"{ENVIRONMENT}!D25"),
        (
            "AmountOfEmissionToAir",
            "12",
            "kg",
            YEAR,
            {"TypeOfPollutantAxis": "AmmoniaNH3Member"},
            f"{ENVIRONMENT}!G30",
        ),
        ("TotalSealedArea", "40", "m2", YEAR, {}, f"{ENVIRONMENT}!D35"),
        (
            "WasteDirectedToDisposalMass",
            "1.5",
            "t",
            YEAR,
            {"TypeOfWasteAxis": paper},
            f"{ENVIRONMENT}!K40",
        ),
        (
            "WasteDirectedToDisposalVolume",
            "2",
            "m3",
            YEAR,
            {"TypeOfWasteAxis": oil},
            f"{ENVIRONMENT}!K41",
        ),
        ("EmployeeTurnoverRate", "28.40909090909091", "%", YEAR, {}, f"{SOCIAL}!D5"),
        (bargaining, "50", "%", LAST_DAY, {}, f"{SOCIAL}!D6"),
        (policy, True, "", YEAR, {}, f"{SOCIAL}!D7"),
        (
            content,
            ["vsme:ChildLabourMember", "vsme:DiscriminationMember"],
            "",
            YEAR,
            {},
            f"{SOCIAL}!D8:D11",
        ),
        (
            by_country,
            "5",
            "1",
            LAST_DAY,
            {"CountryOfEmploymentContractAxis": "VN"},
            f"{SOCIAL}!E20",
        ),
    ]


def test_a_chinese_name_is_kept_as_chinese(tmp_path: Path) -> None:
    response, _ = read(tmp_path, {f"{GENERAL}!D3": "明灯照明厂", f"{GENERAL}!E26": "中国"})

    assert response.profile == {
        "name-zh": Said("zh", "明灯照明厂"),
        "country": "CN",
        "currency": "EUR",
        "lei": "529900T8BM49AURSDO55",
    }


def test_empty_cells_say_nothing(tmp_path: Path) -> None:
    blank = dict.fromkeys(FILLED, "  ") | {f"{GENERAL}!C30": 1, f"{ENVIRONMENT}!K40": "-"}

    response, problems = read(tmp_path, blank)

    assert response.facts == ()
    assert without_lost_names(problems) == ()


def test_words_in_another_language_are_understood_by_the_workbooks_translations(
    tmp_path: Path,
) -> None:
    words: Cells = {
        "Translations!C3": "English",
        "Translations!D3": "Deutsch",
        "Translations!C4": "Sustainability report prepared on an individual basis",
        "Translations!D4": "Bericht auf Einzelbasis",
        "Translations!C5": "YES",
        "Translations!D5": "JA",
        "Translations!C6": "metric tonnes (t)",
        "Translations!D6": "metrische Tonnen",
        f"{GENERAL}!E20": "Bericht auf Einzelbasis",
        f"{SOCIAL}!D7": "ja",
        f"{ENVIRONMENT}!C28": "metrische Tonnen",
        f"{ENVIRONMENT}!D30": "Methane (CH4)",
        f"{ENVIRONMENT}!G30": 3,
    }

    response, problems = read(tmp_path, words)

    assert without_lost_names(problems) == ()
    assert [(fact.value, fact.unit) for fact in response.facts] == [
        ("vsme:IndividualMember", ""),
        (3, "t"),
        (True, ""),
    ]


def test_nothing_omitted_is_an_answer_too(tmp_path: Path) -> None:
    response, _ = read(tmp_path, {f"{GENERAL}!E27": "None"})

    assert [(fact.kind, fact.value) for fact in response.facts] == [("choice", ())]


def test_the_period_is_put_together_where_no_program_computed_it(tmp_path: Path) -> None:
    days = dict(
        zip(("D6", "D7", "D8", "D10", "D11", "D12"), (2025, 1, 1, 2025, 12, 31), strict=True)
    )
    cells = {f"{GENERAL}!{ref}": value for ref, value in days.items()}

    response, problems = read(tmp_path, {**cells, f"{GENERAL}!D9": None, f"{GENERAL}!D13": None})

    assert response.period == Period(start="2025-01-01", end="2025-12-31")
    assert without_lost_names(problems) == ()


def test_names_of_the_first_templates_are_known(tmp_path: Path) -> None:
    kept = {name: area for name, area in NAMES.items() if name != "WasteGeneratedTable"}
    names = {
        **kept,
        "NumberOfPermanentContactEmployees": f"'{SOCIAL}'!$D$30",
        "WasteTable": NAMES["WasteGeneratedTable"],
    }
    cells: Cells = {
        "Introduction!C1": "1.0.0",
        f"{SOCIAL}!D30": 9,
        f"{ENVIRONMENT}!D40": "200101 Non-Hazardous Waste - Paper and cardboard",
        f"{ENVIRONMENT}!G40": "kilograms (kg)",
        f"{ENVIRONMENT}!K40": 4,
    }
    path = make_template(tmp_path / "vsme.xlsx", cells, names=names)

    response, problems = read_vsme(read_cells(path))

    assert [(fact.code, fact.unit) for fact in response.facts] == [
        ("vsme:WasteDirectedToDisposalMass", "kg"),
        ("vsme:NumberOfPermanentContractEmployees", "1"),
    ]
    assert [(found.code, found.level) for found in without_lost_names(problems)] == [
        ("vsme-other-version", "note")
    ]


def test_a_template_is_told_from_other_workbooks(tmp_path: Path) -> None:
    ours = make_template(tmp_path / "vsme.xlsx", {})
    nameless_too = make_template(tmp_path / "nameless.xlsx", {}, names={})
    other = write(tmp_path / "other.xlsx", parts('<row r="1"><c r="A1"><v>1</v></c></row>'))

    assert is_vsme(read_cells(ours))
    assert is_vsme(read_cells(nameless_too))
    assert not is_vsme(read_cells(other))


@given(st.dates(), st.integers(1950, 2100))
def test_the_base_year_is_a_whole_year_that_ends_on_the_same_day(end: date, year: int) -> None:
    found = same_days(Period(start="0001-01-01", end=end.isoformat()), year)

    first, last = date.fromisoformat(found.start or ""), date.fromisoformat(found.end)
    assert (last.year, last.month) == (year, end.month)
    assert last.day == end.day or (end.month, end.day, last.day) == (2, 29, 28)
    assert (last - first).days in {364, 365}
