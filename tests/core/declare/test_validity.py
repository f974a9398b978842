"""Thirteen months of the calendar, at the edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made_declaration import codes, form, made

from zeren.declare.validity import latest_end, months_after, usual_end


@pytest.mark.parametrize(
    ("issued", "usual", "latest"),
    [
        ("2026-11-22", "2027-11-22", "2027-12-22"),
        ("2026-01-31", "2027-01-31", "2027-02-28"),
        ("2027-01-31", "2028-01-31", "2028-02-29"),
        ("2028-02-29", "2029-02-28", "2029-03-29"),
        ("2026-12-01", "2027-12-01", "2028-01-01"),
        ("2026-11-30", "2027-11-30", "2027-12-30"),
        ("2026-08-31", "2027-08-31", "2027-09-30"),
        ("9999-01-01", "9999-12-31", "9999-12-31"),
    ],
)
def test_months_are_those_of_the_calendar(issued: str, usual: str, latest: str) -> None:
    assert (usual_end(issued), latest_end(issued)) == (usual, latest)


@given(st.dates(date(1950, 1, 1), date(2150, 1, 1)), st.integers(0, 40))
def test_the_day_stays_or_is_the_last_of_its_month(day: date, months: int) -> None:
    found = date.fromisoformat(months_after(day.isoformat(), months))

    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and is_last(found))


def is_last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).day == 1


@pytest.mark.parametrize(
    ("issued", "until", "found"),
    [
        ("2026-11-22", "2027-12-22", []),
        ("2026-11-22", "2027-12-23", ["validity-too-long"]),
        ("2026-01-31", "2027-02-28", []),
        ("2026-01-31", "2027-03-01", ["validity-too-long"]),
        ("2027-01-31", "2028-02-29", []),
        ("2027-01-31", "2028-03-01", ["validity-too-long"]),
        ("2026-11-22", "2026-11-23", []),
        ("2026-11-22", "2026-11-22", ["validity-over"]),
        ("2026-11-22", "2026-11-21", ["validity-over"]),
    ],
)
def test_a_declaration_lasts_from_a_day_to_thirteen_months(
    issued: str, until: str, found: list[str]
) -> None:
    declaration, problems = made(form(issued=issued, until=until), day="2027-06-01")

    assert codes(problems) == [(code, "until") for code in found]
    assert (declaration is None) == bool(found)
