"""Numbers of persons: found in free text, never repeated, blacked out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.collect.personal import (
    PersonalNumber,
    blacked_out,
    identity_check_digit,
    personal_numbers,
)

# The worked example of GB 11643; it belongs to nobody.
IDENTITY = "11010519491231002X"


def test_the_check_digit_is_that_of_the_standard() -> None:
    assert identity_check_digit(IDENTITY[:17]) == "X"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"工号 {IDENTITY}。", [PersonalNumber("identity", 3, 21)]),
        ("110105 19491231 002x", [PersonalNumber("identity", 0, 20)]),
        ("１１０１０５１９４９１２３１００２Ｘ", [PersonalNumber("identity", 0, 18)]),
        ("call 13800138000 now", [PersonalNumber("mobile", 5, 16)]),
        ("+86 138-0013-8000", [PersonalNumber("mobile", 0, 17)]),
        ("138.0013.8000", [PersonalNumber("mobile", 0, 13)]),
        ("138 0013 8000", [PersonalNumber("mobile", 0, 13)]),
        ("110105194912310021", [PersonalNumber("identity", 0, 18)]),  # mistyped, still a person's
        ("110105194902310021", []),  # there is no 31 February
        ("110105214912310028", []),  # nor anybody born then
        ("4111 1111 1111 1111", [PersonalNumber("card", 0, 19)]),
        ("6222021234567890128", [PersonalNumber("card", 0, 19)]),
        ("4111 1111 1111 1112", []),  # the Luhn check does not fit
        ("62220219 13800138000", [PersonalNumber("mobile", 9, 20)]),
        ("41111111111111110000000", []),
        ("153.12345678", []),
        ("138.0013.8000.1", []),
        ("914403001922038216", []),  # a company's code
        ("用电 13800138000kWh", []),
        ("138001380001", []),
        ("1,380,013,800", []),
        ("0755-12345678", []),
    ],
)
def test_only_numbers_of_persons_are_found(text: str, found: list[PersonalNumber]) -> None:
    assert list(personal_numbers(text)) == found


def test_what_is_blacked_out_keeps_its_place_in_the_sentence() -> None:
    text = f"找王工 138-0013-8000，证件 {IDENTITY}"

    assert blacked_out(text) == "找王工 138-●●●●-●●●●，证件 110●●●●●●●●●●●●●●●"


@given(st.text())
def test_blacking_out_leaves_nothing_to_find_and_no_other_length(text: str) -> None:
    clean = blacked_out(text)

    assert personal_numbers(clean) == ()
    assert len(clean) == len(text)
