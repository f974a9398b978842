"""Our own checks alone; how they compare with Arelle is in tests/core/files/test_filing_oracle.py."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest
from tests.core.publish.made_filing import LEI, MISTAKES, Spoilt, made_filing, sound, spoilt_filings

from zeren.collect.facts import Period, Source
from zeren.problems import Place
from zeren.publish.filing import Entity, Tagged, check
from zeren.text import Text

SPOILT: Sequence[Spoilt] = tuple(spoilt_filings())
# The codes that tell a planted mistake; one mistake may be two at once.
TOLD = {
    "a number in words": {"filing-wrong-type"},
    "a number with a comma": {"filing-wrong-type"},
    "an empty number": {"filing-wrong-type"},
    "a number with an exponent": {"filing-wrong-type"},
    "neither yes nor no": {"filing-wrong-type"},
    "a day that is not": {"filing-wrong-type"},
    "a day written otherwise": {"filing-wrong-type"},
    "a year of two digits": {"filing-wrong-type"},
    "a member nobody knows": {"filing-unknown-member"},
    "a member of another list": {"filing-unknown-member"},
    "members in the wrong order": {"filing-members-order"},
    "a member twice": {"filing-members-order"},
    "two members of one choice": {"filing-wrong-type"},
    "no choice at all": {"filing-wrong-type"},
    "the other kind of period": {"filing-period-instant", "filing-period-duration"},
    "a month that is not": {"filing-wrong-date"},
    "the start after the end": {"filing-wrong-date"},
    "no unit": {"filing-no-unit"},
    "a unit of another kind": {"filing-wrong-unit"},
    "a count in kilowatts": {"filing-wrong-unit"},
    "a unit that is not": {"filing-wrong-unit"},
    "money in no currency": {"filing-wrong-unit"},
    "money without a currency": {"filing-wrong-unit"},
    "a unit of words": {"filing-unit-of-words"},
    "no decimals": {"filing-no-decimals"},
    "decimals in words": {"filing-wrong-decimals"},
    "half a decimal": {"filing-wrong-decimals"},
    "decimals of words": {"filing-wrong-decimals"},
    "an unknown part": {"filing-wrong-part"},
    "a part of another axis": {"filing-wrong-part"},
    "a part of another namespace": {"filing-wrong-part"},
    "the total named": {"filing-default-part"},
    "a row without its number": {"filing-missing-axis"},
    "waste without its kind": {"filing-missing-axis"},
    "an empty row number": {"filing-missing-axis"},
    "one axis too many": {"filing-extra-axis"},
    "an axis where there is no table": {"filing-extra-axis"},
    "an axis that is not": {"filing-extra-axis"},
    "a concept that is not": {"filing-unknown-concept"},
    "a member as concept": {"filing-unknown-concept"},
    "an impossible language": {"filing-wrong-language"},
    "words without a language": {"filing-wrong-language"},
    "a number with a language": {"filing-wrong-language"},
    "a number below nothing": {"filing-negative"},
    "control characters": {"filing-characters"},
    "a sum that does not add up": {"filing-sum"},
    "said twice": {"filing-said-twice"},
}


def test_a_sound_fact_of_every_concept_has_nothing_wrong() -> None:
    filing = made_filing()

    assert len(filing.facts) == 143
    assert check(filing) == ()


def test_two_hundred_mistakes_of_every_kind_are_planted() -> None:
    planted = [name for spoilt in SPOILT for name in spoilt.planted.values()]

    assert len(planted) >= 200
    assert len(SPOILT) <= 10
    assert set(planted) == {mistake.name for mistake in MISTAKES} | {
        "a sum that does not add up",
        "said twice",
    }
    assert set(TOLD) == set(planted)


@pytest.mark.parametrize("spoilt", SPOILT)
def test_each_mistake_is_told_for_what_it_is_at_its_cell_and_nothing_else(spoilt: Spoilt) -> None:
    found = check(spoilt.filing)

    assert {problem.place.cell for problem in found} == set(spoilt.planted)
    for problem in found:
        assert problem.code in TOLD[spoilt.planted[problem.place.cell]]
        assert problem.place.sheet == "Made"


def test_words_say_what_is_wrong_and_what_to_do() -> None:
    fact = replace(sound("vsme:Turnover", id="E283"), unit="utr:MWh")

    (problem,) = check(made_filing(fact))

    assert problem.words("en") == (
        'File "made.xlsx", sheet "Made", cell E283: “utr:MWh” is no unit of “Turnover”. '
        "Use a unit of the list in the workbook."
    )
    assert problem.words("zh") == (
        "文件“made.xlsx”工作表“Made”单元格 E283：“utr:MWh”不是“营业收入”的单位。"
        "请在表里改用列表里的单位。"
    )


def test_a_fact_without_a_cell_goes_by_its_id() -> None:
    fact = replace(sound("vsme:Turnover", id="f7"), value="much", source=Source())

    (problem,) = check(made_filing(fact))

    assert problem.place == Place(field="f7")


def number(value: str, decimals: str, *, id: str = "a") -> Tagged:  # noqa: A002
    return replace(sound("vsme:Turnover", id=id), value=value, decimals=decimals)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (("1000", "0"), ("1000", "0"), True),
        (("1234", "0"), ("1200", "-2"), True),
        (("1234", "0"), ("1000", "-2"), False),
        (("0.5", "1"), ("0.54", "2"), True),
        (("0.5", "INF"), ("0.54", "2"), False),
        (("0.5", "INF"), ("0.50", "INF"), True),
        (("1", "0"), ("1.5", "1"), True),  # the ranges touch
    ],
)
def test_the_same_number_rounded_is_no_contradiction(
    one: tuple[str, str], other: tuple[str, str], *, agree: bool
) -> None:
    filing = made_filing(number(*one), number(*other, id="b"))

    assert (check(filing) == ()) is agree


@pytest.mark.parametrize(
    ("entity", "codes"),
    [
        (LEI, ()),
        (replace(LEI, identifier="529900T8BM49AURSDO50"), ("lei-check-digits",)),
        (replace(LEI, identifier=""), ("filing-identifier-wrong",)),
        (replace(LEI, identifier="5299 00T8"), ("filing-identifier-wrong",)),
        (replace(LEI, identifier="a\u202eb"), ("filing-identifier-wrong",)),
        (replace(LEI, scheme="http://example.com"), ("filing-unknown-scheme",)),
        (
            Entity("uscc", "urn:x-zeren:scheme:cn-uscc", "91440600MADEM0LA18"),
            ("uscc-check-digit",),
        ),
        (Entity("passport", "urn:x", "1"), ("filing-unknown-scheme",)),
    ],
)
def test_the_identifier_must_be_one_of_its_scheme(entity: Entity, codes: tuple[str, ...]) -> None:
    found = check(made_filing(sound("vsme:Turnover"), entity=entity))

    assert tuple(problem.code for problem in found) == codes


@pytest.mark.parametrize("value", ["1" * 5000, "9" * 50 + "." + "9" * 300])
def test_huge_numbers_are_compared_exactly_and_quickly(value: str) -> None:
    began = time.process_time()

    found = check(made_filing(number(value, "300"), number(value[:-1] + "0", "300", id="b")))

    assert [problem.code for problem in found] == ["filing-said-twice"]
    assert time.process_time() - began < 1


@pytest.mark.parametrize("decimals", ["999999999999", "-999999999999", "9" * 5000])
def test_absurd_decimals_harm_nobody(decimals: str) -> None:
    found = check(made_filing(number("5", decimals), number("6", decimals, id="b")))

    assert [problem.code for problem in found] == [
        "filing-wrong-decimals",
        "filing-wrong-decimals",
        "filing-said-twice",
    ]


def test_a_label_is_told_in_both_languages() -> None:
    (problem,) = check(made_filing(replace(sound("vsme:Turnover"), value="x")))

    assert problem.what == Text(
        "“x”不能作为“营业收入”的值。", "“x” cannot be the value of “Turnover”."
    )


@pytest.mark.parametrize(
    ("start", "end"),
    [(None, "9999-12-31"), ("2026-01-01", "20261231"), ("２０２６-01-01", "2026-12-31")],
)
def test_a_day_without_a_next_one_or_written_otherwise_is_told(start: str | None, end: str) -> None:
    concept = "vsme:NumberOfEmployees" if start is None else "vsme:Turnover"

    (problem,) = check(made_filing(replace(sound(concept), period=Period(end, start))))

    assert problem.code == "filing-wrong-date"
