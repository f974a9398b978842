"""Our filings as Arelle sees them: no error in sound ones, the same mistakes in spoilt ones.

The taxonomy is built from EFRAG's data by made_taxonomy.py: concepts, types, tables and lists are
EFRAG's, sums and the type of row numbers ours. What EFRAG's own package may hold beyond that,
formulas above all, is not judged here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pytest
from tests.core.files.made_taxonomy import SOURCE, make_package
from tests.core.files.oracle import Answer, Arelle, arelle, blamed
from tests.core.publish.made_filing import made_filing, sound, spoilt_filings
from tests.tools import takes_a_minute

from zeren.collect.facts import Period
from zeren.files.answers import read_answers
from zeren.files.xbrl import print_filing
from zeren.files.xbrl.oim import period_of
from zeren.files.xbrl.page import print_page
from zeren.publish.filing import Filing, check, file_response
from zeren.publish.filing.values import PURE
from zeren.standards.taxonomy import load_taxonomy

pytestmark = takes_a_minute()
ROOT: Final = Path(__file__).parents[3]
SAMPLE: Final = (
    ROOT.parent / "shared" / "samples" / "vsme" / "VSME-Digital-Template-Sample-1.3.0.xlsx"
)
PINNED: Final = ROOT / "tests" / "samples" / "vsme-1.3.0-facts.json"
COMPANIES: Final = sorted((ROOT / "examples").glob("*/answers.xlsx"))
NAMES: Final = ("report.xhtml", "report-package.zip", "report.xbrl.json")

# Mistakes that we tell and Arelle does not, each with the reason. There is none the other way round.
ONLY_OURS: Final = {
    "a number with an exponent": "Arelle reads numbers of a page as floats; XBRL's decimals have no exponent",
    "a count in kilowatts": "xbrli:decimalItemType may have any unit; EFRAG's own converter files pure numbers",
    "an empty row number": "the type of row numbers is not in EFRAG's data; in our test package any text will do",
    "an axis where there is no table": "XBRL Dimensions: a concept in no table may be broken down freely",
    "an impossible language": "Arelle does not look at xml:lang in a page",
    "words without a language": "XBRL does not demand a language; we do, because our pages hold two",
    "a number with a language": "a page cannot say it: only the words around a fact have a language",
    "a number below nothing": "the types allow it; people's mistakes do not",
    "control characters": "they are dropped before the page is written, so Arelle sees other words",
}


@pytest.fixture(scope="module")
def oracle(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arelle]:
    if not SOURCE.exists():
        pytest.skip("EFRAG's data of the taxonomy is not here (../shared/facts/efrag)")
    folder = tmp_path_factory.mktemp("arelle")
    with arelle(folder, make_package(folder / "vsme.zip")) as process:
        yield process


@pytest.fixture(scope="module")
def filing() -> Filing:
    if not SAMPLE.exists():
        pytest.skip("EFRAG's filled sample is not here (../shared/samples/vsme)")
    found, problems = file_response(
        read_answers(SAMPLE).response, questionnaire=None, date="2026-11-22"
    )
    assert problems == ()
    assert found is not None
    return found


@pytest.fixture(scope="module")
def answers(
    oracle: Arelle, filing: Filing, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Answer]:
    """What Arelle says of each of the three files of the sample's filing."""
    folder = tmp_path_factory.mktemp("filing")
    for name, content in print_filing(filing, colour="#0f5c55"):
        (folder / name).write_bytes(content)
    return {name: oracle.read(folder / name) for name in NAMES}


@pytest.mark.parametrize("name", NAMES)
def test_arelle_finds_nothing_wrong_with_the_filing_of_efrags_sample(
    answers: dict[str, Answer], name: str
) -> None:
    assert answers[name].complaints == []
    assert len(answers[name].facts) == 144


@pytest.mark.parametrize("name", NAMES)
def test_arelle_reads_back_every_fact_that_efrag_counts(
    answers: dict[str, Answer], name: str
) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))

    read = [as_read(fact) for fact in answers[name].facts]

    assert sorted(read, key=repr) == sorted(map(as_pinned, pinned), key=repr)


Line = tuple[str, object, str, str, tuple[tuple[str, str], ...], str]


def as_read(fact: dict[str, Any]) -> Line:
    """What Arelle read: concept, value, unit, period, breakdown, language."""
    moment = str(fact["end"]).replace(" ", "T")
    start = fact["start"]
    period = f"{str(start).replace(' ', 'T')}/{moment}" if start else moment
    above, below = fact["measures"] or ((), ())
    unit = "/".join(PURE if part == "pure" else part for part in (*above, *below))
    return (
        fact["concept"],
        exact(fact["lexical"], is_number=bool(unit)),
        unit,
        period,
        tuple(sorted(fact["dimensions"].items())),
        (fact["language"] or "").lower(),
    )


def as_pinned(fact: dict[str, Any]) -> Line:
    """The same of a fact that is pinned: what our reader found in EFRAG's workbook."""
    value, unit = fact["value"], fact["unit"] or ""
    kind = load_taxonomy().shapes[fact["code"][5:]].kind
    period = fact["period"]
    end = period_of(period_from(period))
    language = ""
    if isinstance(value, dict):
        language = {"zh": "zh-hans", "en": "en"}[value["lang"]]
        value = value["text"]
        if load_taxonomy().shapes[fact["code"][5:]].type == "textBlockItemType":
            value = "".join(f"<p>{part}</p>" for part in value.split("\n\n"))
    elif isinstance(value, list):
        value = " ".join(sorted(map(full_name, value)))
    elif isinstance(value, bool):
        value = "true" if value else "false"
    elif kind == "choice":
        value = full_name(value)
    elif unit == "%":
        value = str(Decimal(value) / 100)
    return (
        fact["code"],
        exact(value, is_number=bool(unit)),
        unit_of(unit),
        end,
        tuple(
            sorted(
                (f"vsme:{axis}", member(axis, part)) for axis, part in fact["dimensions"].items()
            )
        ),
        language,
    )


def period_from(table: dict[str, str]) -> Period:
    return Period(start=table.get("start"), end=table.get("instant") or table["end"])


def exact(value: str, *, is_number: bool) -> object:
    return Decimal(value) if is_number else value


def full_name(code: str) -> str:
    prefix, _, name = code.partition(":")
    return f"{load_taxonomy().namespaces[prefix]}#{name}"


def unit_of(unit: str) -> str:
    names = {"": "", "1": PURE, "%": PURE, "EUR": "iso4217:EUR", "m2": "utr:sqm"}
    names["tCO2e/EUR"] = "utr:tCO2e/iso4217:EUR"
    return names.get(unit, f"utr:{unit}")


def member(axis: str, part: str) -> str:
    prefixes = {
        "TypeOfWasteAxis": "waste:",
        "CountryOfEmploymentContractAxis": "country:",
        "TypeOfPollutantAxis": "vsme:",
        "ReportingScopesAxis": "vsme:",
        "BreakdownOfEnergyConsumptionAxis": "vsme:",
    }
    return f"{prefixes.get(axis, '')}{part}"


def test_arelle_finds_nothing_wrong_with_a_fact_of_every_concept(
    oracle: Arelle, tmp_path: Path
) -> None:
    answer = read_page(oracle, made_filing(), tmp_path)

    assert answer.complaints == []
    assert len(answer.facts) == 143


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.parent.name)
def test_arelle_finds_nothing_wrong_with_the_filing_of_a_sample_company(
    oracle: Arelle, tmp_path: Path, company: Path
) -> None:
    """But that open-ended contracts are not the whole headcount: our sum knows a missing part."""
    read = read_answers(company)
    filing, _ = file_response(read.response, questionnaire=read.questionnaire, date="2026-11-22")
    assert filing is not None

    answer = read_page(oracle, filing, tmp_path)

    contracts = "vsme:NumberOfPermanentContractEmployees"
    partly = any(fact.concept == contracts for fact in filing.facts)
    found = [one["code"].partition(":")[0] for one in answer.complaints]
    assert found == (["calc11e"] if partly else [])
    assert {fact["concept"] for fact in answer.facts} == {fact.concept for fact in filing.facts}


def test_arelle_finds_the_planted_mistakes_that_we_find_but_for_a_list_with_reasons(
    oracle: Arelle, tmp_path: Path
) -> None:
    ours: set[tuple[int, str]] = set()
    theirs: set[tuple[int, str]] = set()
    planted: dict[tuple[int, str], str] = {}
    for number, spoilt in enumerate(spoilt_filings()):
        answer = read_page(oracle, spoilt.filing, tmp_path)
        ours |= {(number, problem.place.cell) for problem in check(spoilt.filing)}
        theirs |= {(number, name) for name in blamed(answer, spoilt.filing)}
        planted |= {(number, name): mistake for name, mistake in spoilt.planted.items()}

    assert ours == set(planted)
    assert theirs == {place for place, mistake in planted.items() if mistake not in ONLY_OURS}
    assert set(ONLY_OURS) <= set(planted.values())


def read_page(oracle: Arelle, filing: Filing, folder: Path) -> Answer:
    path = folder / "report.xhtml"
    path.write_bytes(print_page(filing, colour="#0f5c55"))
    return oracle.read(path)


def test_odd_words_and_numbers_come_back_as_they_were(oracle: Arelle, tmp_path: Path) -> None:
    words = "<script>alert(1)</script> ]]> &lt; \"' =1+1 \t<!-- ix:nonFraction --> {{x}} 中文"
    gap = sound("vsme:PercentageGapInPayBetweenFemaleAndMaleEmployees", id="f3")
    omitted = "vsme:ListOfOmittedDisclosuresDeemedToBeClassifiedOrSensitiveInformation"
    intensity = "vsme:TotalLocationBasedGreenhouseGasEmissionsIntensityValue"
    filing = made_filing(
        replace(sound("vsme:NameOfMaterialUsed", id="f1"), value=words),
        replace(sound("vsme:DescriptionOfMainBusinessRelationships", id="f2"), value=words),
        replace(gap, value="-0.0525", decimals="4"),
        replace(sound(omitted, id="f4"), value=""),
        replace(sound("vsme:Turnover", id="f5"), value="1234567890123.45", decimals="2"),
        replace(sound(intensity, id="f6"), value="0.000000012", decimals="INF"),
        replace(sound("vsme:CityOfSite", id="f7"), value="佛山", lang="zh-Hans"),
    )
    assert check(filing) == ()

    read = {}
    for name, content in print_filing(filing, colour="#0f5c55"):
        (tmp_path / name).write_bytes(content)
        if name != "report-package.zip":
            answer = oracle.read(tmp_path / name)
            assert [one["code"] for one in answer.complaints] == []
            read[name] = {fact["id"]: fact for fact in answer.facts}

    page, table = read["report.xhtml"], read["report.xbrl.json"]
    for facts in (page, table):
        assert facts["f1"]["lexical"] == words
        assert Decimal(facts["f3"]["lexical"]) == Decimal("-0.0525")
        assert facts["f4"]["lexical"] == ""
        assert facts["f5"]["lexical"] == "1234567890123.45"
        assert Decimal(facts["f6"]["lexical"]) == Decimal("0.000000012")
    assert page["f2"]["lexical"] == table["f2"]["lexical"]
    assert (page["f7"]["language"], table["f7"]["language"]) == ("zh-Hans", "zh-hans")
