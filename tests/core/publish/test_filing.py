from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Asked, Response
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.problems import Place
from zeren.publish.filing import Entity, Filing, check, file_response
from zeren.publish.filing.units import stated
from zeren.publish.filing.values import PURE, USCC_SCHEME
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.taxonomy import load_taxonomy
from zeren.text import Said

ROOT = Path(__file__).parents[3]
YEAR = Period(start="2025-01-01", end="2025-12-31")
LAST_DAY = Period(end="2025-12-31")
CELL = Place(file="vsme.xlsx", sheet="General Information", cell="E4")


@pytest.fixture(scope="module")
def lamp_works() -> tuple[Questionnaire, Response]:
    content, asked = read_toml(ROOT / "examples" / "lamp-works" / "answers.toml")
    return asked, response_from_toml(content, asked)


def template(*facts: Fact, profile: dict[str, str] | None = None) -> Response:
    """A response of EFRAG's template that holds these facts."""
    return Response(
        asked=Asked("vsme", "1.3.0", "", "0" * 64),
        period=YEAR,
        profile={
            "name-en": Said("en", "Lamp Works"),
            **(profile or {"lei": "529900T8BM49AURSDO55"}),
        },
        answers=(),
        facts=facts,
        published=frozenset(fact.code for fact in facts),
    )


def filed(response: Response, questionnaire: Questionnaire | None = None) -> Filing:
    filing, _ = file_response(
        response, questionnaire=questionnaire, date="2026-11-22", identifier_at=CELL
    )
    assert filing is not None
    return filing


def codes(response: Response, questionnaire: Questionnaire | None = None) -> tuple[str, ...]:
    filing, problems = file_response(response, questionnaire=questionnaire, date="2026-11-22")
    assert filing is None
    return tuple(problem.code for problem in problems)


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        ("12.5", "%", ("0.125", PURE, "3")),
        ("12", "%", ("0.12", PURE, "2")),
        ("86.250", "MWh", ("86.25", "utr:MWh", "3")),
        ("523E+3", "CNY", ("523000", "iso4217:CNY", "-3")),
        ("151", "1", ("151", PURE, "0")),
        ("1200.50", "m2", ("1200.5", "utr:sqm", "2")),
        ("23500", "EUR", ("23500", "iso4217:EUR", "0")),
        ("0.0148", "tCO2e/EUR", ("0.0148", "utr:tCO2e/iso4217:EUR", "4")),
        ("0." + "3" * 60, "%", ("0.00" + "3" * 60, PURE, "62")),
        ("5", "furlong", ("5", "furlong", "0")),
    ],
)
def test_a_change_of_unit_moves_the_point_and_says_how_exact_the_number_was(
    number: str, unit: str, expected: tuple[str, str, str]
) -> None:
    assert stated(Decimal(number), unit) == expected


@given(st.decimals(allow_nan=False, allow_infinity=False, places=9))
def test_no_digit_is_lost_on_the_way_to_another_unit(number: Decimal) -> None:
    value, _, decimals = stated(number, "%")

    with localcontext(prec=100):
        assert Decimal(value) * 100 == number
    assert int(decimals) == 11


def test_only_what_is_public_is_filed(lamp_works: tuple[Questionnaire, Response]) -> None:
    asked, response = lamp_works
    more = replace(response, published=response.published | {"revenue"})

    filing, problems = file_response(more, questionnaire=asked, date="2026-11-22")

    assert filing is not None
    assert [(fact.concept, fact.value, fact.unit, fact.period) for fact in filing.facts] == [
        ("vsme:Turnover", "23800000", "iso4217:CNY", YEAR),
        ("vsme:NumberOfEmployees", "60", PURE, LAST_DAY),
        (
            "vsme:CountryOfPrimaryOperationsAndLocationOfSignificantAssets",
            "country:CN",
            "",
            YEAR,
        ),
        ("vsme:EnergyConsumptionFromElectricity", "486.2", "utr:MWh", YEAR),
        ("vsme:TotalAmountOfWaterWithdrawnFromAllSites", "4310", "utr:m3", YEAR),
        ("vsme:NumberOfPermanentContractEmployees", "12", PURE, LAST_DAY),
        ("vsme:NumberOfMaleEmployees", "26", PURE, LAST_DAY),
        ("vsme:NumberOfFemaleEmployees", "34", PURE, LAST_DAY),
        (
            "vsme:TotalNumberOfTemporaryWorkersProvidedByUndertakingsPrimarilyEngagedInEmploymentActivities",
            "6",
            PURE,
            LAST_DAY,
        ),
    ]
    assert filing.entity == Entity("uscc", USCC_SCHEME, "91440600MADEM0LA17")
    assert [(problem.code, problem.level) for problem in problems] == [
        ("filing-private", "note"),
        ("filing-without-concept", "note"),
    ]
    assert check(filing) == ()


def test_what_is_kept_private_changes_nothing(lamp_works: tuple[Questionnaire, Response]) -> None:
    asked, response = lamp_works
    ticked = {asked.address(code) for code in response.published}
    other = replace(
        response,
        facts=tuple(
            fact if fact.code in ticked else fact._replace(value=Decimal(987654))
            for fact in response.facts
        ),
    )

    assert other.facts != response.facts
    assert filed(other, asked) == filed(response, asked)


def test_a_filing_needs_to_say_who_reports(lamp_works: tuple[Questionnaire, Response]) -> None:
    asked, response = lamp_works
    nobody = replace(
        response, profile={key: said for key, said in response.profile.items() if key != "uscc"}
    )
    private = replace(response, published=response.published - {"uscc"})
    turnover = Fact("vsme:Turnover", "number", Decimal(5), YEAR, "EUR")

    assert codes(nobody, asked)[-1] == "filing-no-identifier"
    assert codes(private, asked)[-1] == "filing-identifier-private"
    assert codes(template(turnover, profile={"lei": " "})) == ("filing-no-identifier",)
    assert codes(template()) == ("filing-nothing",)


@pytest.mark.parametrize(
    ("said", "written", "found"),
    [
        ("529900T8BM49AURSDO55", "529900T8BM49AURSDO55", ()),
        ("5299 00t8 bm49-aurs do55", "529900T8BM49AURSDO55", ()),
        ("TestCode1234", "TestCode1234", ("lei-length",)),
    ],
)
def test_an_identifier_is_tidied_where_it_is_right_and_left_where_it_is_not(
    said: str, written: str, found: tuple[str, ...]
) -> None:
    turnover = Fact("vsme:Turnover", "number", Decimal(5), YEAR, "EUR")

    filing = filed(template(turnover, profile={"lei": said}))

    assert filing.entity.identifier == written
    assert [(problem.code, problem.place) for problem in check(filing)] == [
        (code, CELL) for code in found
    ]


def test_other_schemes_of_the_template_are_known() -> None:
    turnover = Fact("vsme:Turnover", "number", Decimal(5), YEAR, "EUR")

    filing = filed(template(turnover, profile={"duns": "15-048-3782"}))

    assert filing.entity == Entity("duns", "https://www.dnb.co.uk/duns-number", "15-048-3782", CELL)
    assert check(filing) == ()


def test_every_kind_of_value_is_stated_as_xbrl_states_it() -> None:
    site = (("IdentifierOfSiteTypedAxis", "1"),)
    facts = (
        Fact(
            "vsme:UndertakingAppliesCircularEconomyPrinciples", "yes-no", value=False, period=YEAR
        ),
        Fact("vsme:AddressOfSite", "words", Said("zh", "明灯路 3 号"), LAST_DAY, dimensions=site),
        Fact("vsme:GreenhouseGasEmissionReductionTargetYear", "date", "2030", LAST_DAY),
        Fact("vsme:UndertakingsLegalForm", "choice", "vsme:CooperativeMember", LAST_DAY),
        Fact(
            "vsme:NaceSectorClassificationCodes",
            "choice",
            ("nace:NACE_G4722", "nace:NACE_C2740"),
            LAST_DAY,
        ),
        Fact(
            "vsme:ListOfOmittedDisclosuresDeemedToBeClassifiedOrSensitiveInformation",
            "choice",
            (),
            LAST_DAY,
        ),
        Fact(
            "vsme:NumberOfEmployeesForCountryOfEmploymentContract",
            "number",
            Decimal(5),
            LAST_DAY,
            "1",
            (("CountryOfEmploymentContractAxis", "VN"),),
        ),
    )

    filing = filed(template(*facts))

    told = {fact.concept[5:30]: (fact.value, fact.lang, fact.dimensions) for fact in filing.facts}
    assert told == {
        "UndertakingAppliesCircula": ("false", "", ()),
        "AddressOfSite": ("明灯路 3 号", "zh-Hans", (("vsme:IdentifierOfSiteTypedAxis", "1"),)),
        "GreenhouseGasEmissionRedu": ("2030", "", ()),
        "UndertakingsLegalForm": ("vsme:CooperativeMember", "", ()),
        "NaceSectorClassificationC": ("nace:NACE_C2740 nace:NACE_G4722", "", ()),
        "ListOfOmittedDisclosuresD": ("", "", ()),
        "NumberOfEmployeesForCount": (
            "5",
            "",
            (("vsme:CountryOfEmploymentContractAxis", "country:VN"),),
        ),
    }
    assert [problem.code for problem in check(filing)] == []
    assert filing.entry_point == load_taxonomy().entry_point
