"""The unified social credit code: what a mistyped one is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.uscc import check_digit, is_right, normalise, problems_of
from zeren.problems import Place

FICTITIOUS = "91440600MADEM0LA17"
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
BODIES = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


# Codes that large listed companies print in their annual reports.
@pytest.mark.parametrize(
    "code", ["914403001922038216", "9144030071526726XG", "91330100799655058B", FICTITIOUS]
)
def test_codes_in_use_are_right(code: str) -> None:
    assert problems_of(code, place=Place()) == ()


def test_small_letters_full_width_and_gaps_are_read_as_meant() -> None:
    assert normalise(" ９１４４0600-madem0LA17 ") == FICTITIOUS


@given(BODIES)
def test_the_check_digit_of_any_body_makes_it_right(body: str) -> None:
    assert is_right(body + check_digit(body))


@given(BODIES, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, other: str) -> None:
    code = body + check_digit(body)
    wrong = code[:place] + other + code[place + 1 :]

    assert is_right(wrong) == (wrong == code)


@given(BODIES, st.integers(0, 16))
def test_two_neighbours_swapped_are_always_found(body: str, place: int) -> None:
    code = body + check_digit(body)
    swapped = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    assert is_right(swapped) == (swapped == code)


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        (FICTITIOUS[:-1], ["uscc-length"]),
        (FICTITIOUS.replace("0L", "OL"), ["uscc-character"]),
        (FICTITIOUS[:-1] + "8", ["uscc-check-digit"]),
        ("123", ["uscc-length"]),
        ("SOS", ["uscc-length", "uscc-character"]),
    ],
)
def test_each_fault_has_its_own_words(code: str, codes: list[str]) -> None:
    assert [problem.code for problem in problems_of(code, place=Place())] == codes
