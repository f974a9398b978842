"""Figures, dates and units as each language writes them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.facts import Period
from zeren.publish.wording import (
    day_after,
    day_words,
    figure,
    grouped,
    period_words,
    points,
    unit_words,
    with_unit,
)
from zeren.text import Text, counted, same


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("0", "0"),
        ("1200", "1,200"),
        ("1250000.50", "1,250,000.5"),
        ("-1234", "-1,234"),
        ("0.007", "0.007"),
    ],
)
def test_a_figure_has_a_comma_every_three_places(number: str, words: str) -> None:
    assert figure(Decimal(number)) == same(words)


def test_more_than_four_places_are_rounded_for_reading_and_marked_so() -> None:
    assert figure(Decimal(1) / 3) == same("≈ 0.3333")
    assert figure(Decimal("1234.56789")) == same("≈ 1,234.5679")


@given(st.decimals(-(10**12), 10**12, allow_nan=False, places=4))
def test_a_figure_of_up_to_four_places_is_never_rounded(number: Decimal) -> None:
    assert Decimal(figure(number).en.replace(",", "")) == number


def test_points_show_no_empty_zeros() -> None:
    assert [points(6250), points(10000), points(5), points(None)] == [
        same("62.5"),
        same("100"),
        same("0.05"),
        Text("未显示", "not shown"),
    ]


def test_a_day_is_written_as_each_language_does() -> None:
    assert day_words("2026-03-01") == Text("2026年3月1日", "1 March 2026")
    assert day_words("spring") == same("spring")
    assert day_after("2026-11-22", 90) == "2027-02-20"


def test_a_calendar_year_is_called_by_its_number() -> None:
    assert period_words(Period("2025-12-31", "2025-01-01")) == Text("2025年", "2025")
    assert period_words(Period("2026-03-31", "2025-04-01")) == Text(
        "2025年4月1日至2026年3月31日", "1 April 2025 to 31 March 2026"
    )
    assert period_words(Period("2025-12-31")) == day_words("2025-12-31")


def test_a_unit_without_a_word_of_ours_is_shown_as_it_is() -> None:
    assert unit_words("furlong") == same("furlong")
    assert with_unit(Decimal(60), "person") == Text("60 人", "60 people")
    assert with_unit(Decimal(3), "1") == same("3")


def test_english_counts_one_apart() -> None:
    assert (counted(1, "risk", "risks"), counted(2, "risk", "risks")) == ("1 risk", "2 risks")


@pytest.mark.parametrize(
    ("digits", "seen"),
    [
        ("0", "0"),
        ("1234", "1,234"),
        ("0.0001", "0.0001"),
        ("1234567.10", "1,234,567.10"),
        ("007", "7"),
        ("9" * 30_000, ",".join(["999"] * 10_000)),
    ],
)
def test_digits_are_grouped_and_all_kept(digits: str, seen: str) -> None:
    assert grouped(digits) == seen


def test_numbers_longer_than_anybody_needs_are_still_written() -> None:
    assert figure(Decimal("9" * 6_000)) == same(",".join(["999"] * 2_000))
    assert figure(Decimal("-" + "9" * 30 + ".00005")) == same("≈ -" + ",".join(["999"] * 10))
