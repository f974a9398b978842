"""Our questionnaire's answers as VSME facts: the same for a filing and for a reply."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.facts import Fact, Period, Source, moved
from zeren.collect.responses import Response
from zeren.files.answers import Read, read_answers
from zeren.publish.as_vsme import as_vsme
from zeren.publish.filing import check, file_response
from zeren.publish.reply.template import for_template
from zeren.standards.questionnaires import Questionnaire

EXAMPLES = Path(__file__).parents[3] / "examples"
COMPANIES = sorted(EXAMPLES.glob("*/answers.xlsx"))
HEADCOUNT = "vsme:NumberOfEmployees"
COUNTRY = "vsme:CountryOfPrimaryOperationsAndLocationOfSignificantAssets"
YEAR = Period(start="2025-01-01", end="2025-12-31")


def read(path: Path) -> tuple[Questionnaire, Response]:
    found = read_answers(path)
    assert found.questionnaire
    return found.questionnaire, found.response


@pytest.fixture(scope="module")
def lamp_works() -> tuple[Questionnaire, Response]:
    return read(EXAMPLES / "lamp-works" / "answers.xlsx")


def facts(asked: Questionnaire, response: Response) -> dict[str, Fact]:
    return {fact.code: fact for fact in as_vsme(asked, response, everything=True).facts}


@given(st.decimals(allow_nan=False, allow_infinity=False), st.integers(-9, 9))
def test_moving_the_point_loses_no_digit(number: Decimal, places: int) -> None:
    found = moved(number, places)

    with localcontext(prec=5_000):
        assert found == number * Decimal(10) ** places
    assert found.as_tuple().digits == number.as_tuple().digits


def test_units_and_periods_are_those_of_the_concepts(
    lamp_works: tuple[Questionnaire, Response],
) -> None:
    found = facts(*lamp_works)

    told = {code[5:30]: (str(one.value), one.unit, one.period) for code, one in found.items()}
    assert told["Turnover"] == ("2.380E+7", "CNY", YEAR)
    assert told["EnergyConsumptionFromElec"] == ("486.200", "MWh", YEAR)
    assert told["NumberOfEmployees"] == ("60", "1", Period(end="2025-12-31"))
    assert told["CountryOfPrimaryOperation"] == ("country:CN", "", YEAR)


def test_a_fact_keeps_its_cell_and_the_headcount_those_of_its_parts(
    lamp_works: tuple[Questionnaire, Response],
) -> None:
    found = facts(*lamp_works)

    sheet = "企业概况 Profile"
    assert found["vsme:NumberOfFemaleEmployees"].source == Source(sheet=sheet, cell="C20")
    assert found["vsme:NumberOfMaleEmployees"].source == Source(sheet=sheet, cell="C21")
    assert found[HEADCOUNT].source == Source(sheet=sheet, cell="C20, C21")


def test_there_is_no_headcount_without_all_of_its_parts(
    lamp_works: tuple[Questionnaire, Response],
) -> None:
    asked, response = lamp_works
    half = tuple(fact for fact in response.facts if fact.code != "sme/employees-men")
    hidden = replace(response, published=response.published - {"employees-men"})

    assert HEADCOUNT not in facts(asked, replace(response, facts=half))
    found = as_vsme(asked, hidden)
    assert HEADCOUNT not in {fact.code for fact in found.facts}
    assert "employees-men" in found.held_back


@pytest.mark.parametrize(
    ("region", "country"), [("GD", "CN"), ("HK", "HK"), ("MO", "MO"), ("TW", "TW")]
)
def test_the_country_follows_from_the_province_where_that_is_public(
    lamp_works: tuple[Questionnaire, Response], region: str, country: str
) -> None:
    asked, response = lamp_works
    there = replace(response, profile={**response.profile, "region": region})
    hidden = replace(there, published=there.published - {"region"})

    assert facts(asked, there)[COUNTRY].value == f"country:{country}"
    found = as_vsme(asked, hidden)
    assert COUNTRY not in {fact.code for fact in found.facts}
    assert "region" in found.held_back


@pytest.mark.parametrize("company", COMPANIES, ids=lambda path: path.parent.name)
def test_a_filing_and_a_reply_tell_the_same(company: Path) -> None:
    asked, response = read(company)

    filing, _ = file_response(response, questionnaire=asked, date="2026-11-22")
    template, _ = for_template(asked, response)

    assert filing is not None
    assert {fact.concept for fact in filing.facts} == {fact.code for fact in template.facts}
    assert {HEADCOUNT, COUNTRY} <= {fact.concept for fact in filing.facts}
    assert [problem.words("en") for problem in check(filing)] == []


def wrong(company: Read, **numbers: Decimal) -> Response:
    """The company's response with other numbers."""
    return replace(
        company.response,
        facts=tuple(
            fact._replace(value=numbers.get(fact.code.removeprefix("sme/"), fact.value))
            for fact in company.response.facts
        ),
    )


def test_what_is_wrong_in_a_filing_of_ours_is_told_at_the_cells_of_ours() -> None:
    company = read_answers(EXAMPLES / "lamp-works" / "answers.xlsx")
    odd = wrong(company, **{"employees-open-ended": Decimal(70), "water": Decimal(-1)})

    filing, _ = file_response(odd, questionnaire=company.questionnaire, date="2026-11-22")

    assert filing is not None
    assert sorted((one.code, one.place.cell) for one in check(filing)) == [
        ("filing-negative", "C9"),
        ("filing-sum", "C20, C21"),
    ]
