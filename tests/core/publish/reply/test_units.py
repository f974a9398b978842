"""Figures are turned into the buyer's unit exactly, or not at all."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.publish.reply.units import converted, unit_in


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("Purchased electricity (MWh)", "MWh"),
        ("用水量（吨）", "t"),
        ("Total waste in tonnes", "t"),
        ("Turnover (million USD)", "foreign"),
        ("营业额（万元）", "CNY10k"),
        ("Share of women (%)", "%"),
        ("Do you use child labour?", ""),
        ("Number of employees (headcount)", ""),
    ],
)
def test_a_unit_is_found_where_people_write_it(words: str, unit: str) -> None:
    assert unit_in(words) == unit


@pytest.mark.parametrize(
    ("value", "unit", "wanted", "result"),
    [
        ("486200", "kWh", "MWh", "486.2"),
        ("486200", "kWh", "GJ", "1750.32"),
        ("9", "GJ", "MWh", "2.5"),
        ("10", "GJ", "kWh", None),  # it never ends
        ("1.86", "t", "kg", "1860"),
        ("2380", "CNY10k", "CNY", "23800000"),
        ("4310", "m3", "L", "4310000"),
        ("2380", "CNY10k", "foreign", None),
        ("3", "kWh", "t", None),
    ],
)
def test_a_figure_is_converted_exactly_or_not(
    value: str, unit: str, wanted: str, result: str | None
) -> None:
    found = converted(Decimal(value), unit, wanted)

    assert found == (None if result is None else Decimal(result))


@given(
    st.decimals(min_value=0, max_value=10**9, places=3),
    st.sampled_from([("kWh", "MWh"), ("t", "kg"), ("m3", "L"), ("CNY10k", "CNY"), ("GJ", "MJ")]),
)
def test_there_and_back_is_the_same_figure(value: Decimal, pair: tuple[str, str]) -> None:
    there = converted(value, *pair)

    assert there is not None
    assert converted(there, pair[1], pair[0]) == value
