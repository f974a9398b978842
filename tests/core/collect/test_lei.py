from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zeren.collect.lei import check_digits, is_right, problems_of
from zeren.problems import Place

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SEEN = (  # identifiers that stand in public registers
    "529900T8BM49AURSDO55",
    "5493001KJTIIGC8Y1R12",
    "7ZW8QJWVPR4P1J1KQY45",
)


@pytest.mark.parametrize("code", [*SEEN, "5299 00t8 bm49 aurs do55", "５２９９００T8BM49AURSDO55"])
def test_identifiers_of_real_companies_are_right(code: str) -> None:
    assert is_right(code)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("", ("lei-length",)),
        ("TestCode1234", ("lei-length",)),
        ("529900T8BM49AURSDO5！", ("lei-character",)),
        ("529900T8BM49AURSDO50", ("lei-check-digits",)),
        ("529900T8MB49AURSDO55", ("lei-check-digits",)),
    ],
)
def test_what_is_wrong_is_told(code: str, found: tuple[str, ...]) -> None:
    assert tuple(problem.code for problem in problems_of(code, place=Place())) == found


@given(st.text(SIGNS, min_size=18, max_size=18), st.integers(0, 17), st.sampled_from(SIGNS))
def test_a_wrong_digit_or_a_wrong_letter_is_always_found(body: str, place: int, other: str) -> None:
    """A digit in a letter's place is found nearly always: it changes how many digits are counted."""
    code = body + check_digits(body)
    assume(code[place].isdigit() == other.isdigit())

    changed = code[:place] + other + code[place + 1 :]

    assert is_right(code)
    assert is_right(changed) == (changed == code)
