"""The Unified Social Credit Code of a Chinese organisation (GB 32100-2015): is it written right?

18 characters: digits and capital letters without I, O, S, V, Z; the last one checks the others.
A right check digit says that nobody mistyped; it does not say that the company exists.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Final

from zeren.problems import Place, Problem
from zeren.text import Text

LENGTH: Final = 18
_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUE: Final[Mapping[str, int]] = {sign: value for value, sign in enumerate(_ALPHABET)}
_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(LENGTH - 1))


def normalise(code: str) -> str:
    """Capital letters, half-width, no spaces or hyphens."""
    narrow = unicodedata.normalize("NFKC", code).upper()
    return "".join(sign for sign in narrow if not sign.isspace() and sign != "-")


def check_digit(body: str) -> str:
    """The 18th character that belongs to 17 characters of the alphabet."""
    total = sum(_VALUE[sign] * weight for sign, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def problems_of(code: str, *, place: Place) -> tuple[Problem, ...]:
    """What is wrong with a code as somebody wrote it: length, characters, or the check digit."""
    code = normalise(code)
    found: list[Problem] = []
    if len(code) != LENGTH:
        found.append(_wrong_length(code, place))
    strange = "".join(dict.fromkeys(sign for sign in code if sign not in _VALUE))
    if strange:
        found.append(_strange_characters(strange, place))
    if not found and check_digit(code[:-1]) != code[-1]:
        found.append(_wrong_check_digit(place))
    return tuple(found)


def is_right(code: str) -> bool:
    return not problems_of(code, place=Place())


def _wrong_length(code: str, place: Place) -> Problem:
    return Problem(
        "uscc-length",
        "error",
        place,
        Text(
            "统一社会信用代码应为 {due} 位，这里有 {count} 位。",
            "A unified social credit code has {due} characters; this one has {count}.",
        ).format(due=LENGTH, count=len(code)),
        Text("请对照营业执照重新填写。", "Copy it again from the business licence."),
    )


def _strange_characters(strange: str, place: Place) -> Problem:
    return Problem(
        "uscc-character",
        "error",
        place,
        Text(
            "统一社会信用代码里不会出现“{strange}”。",
            'A unified social credit code never contains "{strange}".',
        ).format(strange=strange),
        Text(
            "只有数字和大写字母，没有 I、O、S、V、Z。多半是把 0 写成了 O、1 写成了 I，请对照营业执照。",
            "It has digits and capital letters, but no I, O, S, V or Z. Often a 0 was read as O or"
            " a 1 as I: compare it with the business licence.",
        ),
    )


def _wrong_check_digit(place: Place) -> Problem:
    return Problem(
        "uscc-check-digit",
        "error",
        place,
        Text(
            "统一社会信用代码的校验位对不上，有一位写错了或两位写反了。",
            "The check digit of the unified social credit code does not fit: a character is wrong or"
            " two are swapped.",
        ),
        Text(
            "请逐位对照营业执照。", "Compare it with the business licence, character by character."
        ),
    )
