"""Reports of a response that holds facts but no levels."""

from decimal import Decimal

from zeren.assess.coverage import disclosure_coverage
from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Asked, Response
from zeren.publish.document import Document, Look, Section, Table
from zeren.publish.facts_only import facts_diagnosis, published_facts
from zeren.publish.outward import outward_report
from zeren.publish.published import Published
from zeren.standards.catalogue import standard
from zeren.standards.topics import load_topics
from zeren.standards.vsme import load_concepts
from zeren.text import Said, Text, same

YEAR = Period(end="2025-12-31", start="2025-01-01")
LONG = "We describe our practice at some length. " * 10


def fact(name: str, value: object, *, kind: str = "number", unit: str = "", **axes: str) -> Fact:
    code = f"vsme:{name}"
    return Fact(
        code,
        kind,  # type: ignore[arg-type]
        value,  # type: ignore[arg-type]
        YEAR,
        unit=unit,
        dimensions=tuple(axes.items()),
        topics=load_concepts()[code].topics,
    )


RESPONSE = Response(
    asked=Asked("vsme", "1.3.0", "", "0" * 64),
    period=YEAR,
    profile={"name-en": "Demo Ltd (fictitious)"},
    answers=(),
    facts=(
        fact("TotalEnergyConsumption", Decimal("12.5"), unit="MWh"),
        fact("NumberOfEmployees", Decimal(151), unit="1"),
        fact("DescriptionOfPracticesPoliciesAndOrFutureInitiatives", Said.of(LONG), kind="words"),
        fact(
            "CountryOfPrimaryOperationsAndLocationOfSignificantAssets", "country:IT", kind="choice"
        ),
    ),
    published=frozenset(load_concepts()),
)


def content() -> Published:
    return published_facts(RESPONSE, standard=standard("efrag-vsme"), concepts=load_concepts())


def report() -> Document:
    return outward_report(content(), areas=(), topics=load_topics(), date="2026-11-22", look=Look())


def test_facts_stand_under_their_disclosures_in_order() -> None:
    found = [(figure.group.en.split(" ")[0], figure.value) for figure in content().figures]

    assert found == [
        ("B1", same("151")),
        ("B1", Text("意大利", "Italy")),
        ("C2", Said("en", LONG)),
        ("B3", same("12.5")),
    ]


def test_long_words_stand_below_the_table_in_full() -> None:
    numbers = next(section for section in report().sections if section.code == "numbers")

    tables = [block for block in numbers.blocks if isinstance(block, Table)]
    sections = [block for block in numbers.blocks if isinstance(block, Section)]

    assert LONG not in repr(tables)
    assert [LONG in repr(section) for section in sections] == [True]


def test_nobody_is_told_of_practices_or_levels_that_were_never_asked() -> None:
    document = report()

    assert "practices" not in [section.code for section in document.sections]
    assert "五个级别" not in repr(document)


def test_the_diagnosis_invents_no_score_and_says_what_is_covered() -> None:
    of_concept = {code: concept.disclosure for code, concept in load_concepts().items()}

    document = facts_diagnosis(
        content(),
        disclosure_coverage(RESPONSE, of_concept),
        standard=standard("efrag-vsme"),
        date="2026-11-22",
        look=Look(),
    )

    words = repr(document)
    assert "没有得分" in words
    assert "No score" in words
    assert "B1 " in words
    assert "points" not in words
