from __future__ import annotations

from zeren.standards.taxonomy import (
    Shape,
    axis_label,
    dimension_label,
    load_taxonomy,
    member_label,
)
from zeren.standards.vsme import load_concepts
from zeren.text import Text


def test_the_taxonomy_has_the_concepts_that_reports_can_name() -> None:
    taxonomy = load_taxonomy()

    assert {f"vsme:{name}" for name in taxonomy.shapes} == set(load_concepts())
    assert taxonomy.edition == "2026-05-01"


def test_a_concept_knows_what_its_value_looks_like() -> None:
    shapes = load_taxonomy().shapes

    assert shapes["Turnover"] == Shape("money", instant=False, type="monetaryItemType")
    assert shapes["NumberOfEmployees"] == Shape("number", instant=True, type="decimalItemType")
    assert shapes["CountryOfSite"] == Shape(
        "choice", instant=True, domain="country", type="enumerationItemType"
    )
    assert shapes["BasisForReporting"] == Shape(
        "choice", instant=False, domain="BasisForReporting", type="enumerationItemType"
    )


def test_a_member_leads_to_the_axis_it_divides() -> None:
    taxonomy = load_taxonomy()

    fuels = "EnergyConsumptionFromFuels"
    assert taxonomy.axis_of(fuels, "RenewableEnergyMember") == "BreakdownOfEnergyConsumptionAxis"
    assert taxonomy.axis_of("GrossScope1GreenhouseGasEmissions", "TargetYearMember") == (
        "ReportingScopesAxis"
    )
    assert taxonomy.axis_of("Turnover", "RenewableEnergyMember") is None


def test_members_have_names_in_both_languages() -> None:
    assert member_label("country:IT") == Text("意大利", "Italy")
    assert member_label("IT") == Text("意大利", "Italy")
    assert member_label("vsme:ForcedLabourMember") == Text("强迫劳动", "Forced labour")
    assert member_label("nace:NACE_C2740").zh == member_label("nace:NACE_C2740").en
    assert member_label("NobodyKnowsThisMember") == Text(
        "NobodyKnowsThisMember", "NobodyKnowsThisMember"
    )


def test_every_member_but_trades_and_waste_has_a_chinese_name() -> None:
    taxonomy = load_taxonomy()
    codes = {code for domain in taxonomy.domains for code in taxonomy.members(domain)}
    codes |= {*taxonomy.members("country"), *taxonomy.defaults.values()}

    same = {code for code in codes if member_label(code).zh == member_label(code).en}

    assert same == set()


def test_a_part_of_a_breakdown_is_said_with_its_axis_where_a_number_alone_says_nothing() -> None:
    assert dimension_label("IdentifierOfSiteTypedAxis", "1") == Text("场所编号 1", "Site number 1")
    assert dimension_label("TypeOfPollutantAxis", "MercuryAndCompoundsHgMember") == Text(
        "汞及其化合物（以 Hg 计）", "Mercury and compounds (Hg)"
    )
    assert dimension_label("CountryOfEmploymentContractAxis", "CN") == Text("中国", "China")


def test_every_axis_has_a_name() -> None:
    taxonomy = load_taxonomy()
    axes = {axis for table in taxonomy.tables for axis in (*table.typed, *table.explicit)}

    assert {axis for axis in axes if axis_label(axis).en == axis} == set()


def test_totals_and_their_parts_are_concepts_of_one_kind() -> None:
    taxonomy = load_taxonomy()

    for one in taxonomy.sums:
        shapes = {taxonomy.shapes[name] for name in (one.total, *one.parts)}
        assert len(shapes) == 1, one.total
