"""The Legal Entity Identifier (ISO 17442): is it written right?

20 characters: 18 digits and capital letters, then two digits that check the others (ISO 7064,
modulo 97-10). Right digits say that nobody mistyped; they do not say that the company is registered.
"""

from __future__ import annotations

from typing import Final

from zeren.collect.uscc import normalise
from zeren.problems import Place, Problem
from zeren.text import Text

LENGTH: Final = 20
_ALPHABET: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_COPY: Final = Text(
    "请对照 LEI 证书或 search.gleif.org 重新填写。",
    "Copy it again from your LEI certificate or from search.gleif.org.",
)


def check_digits(body: str) -> str:
    """The last two of 20 characters that belong to the 18 before them."""
    return f"{98 - _number(f'{body}00') % 97:02}"


def problems_of(code: str, *, place: Place) -> tuple[Problem, ...]:
    """What is wrong with an identifier as somebody wrote it: length, characters, or check digits."""
    code = normalise(code)
    strange = "".join(dict.fromkeys(sign for sign in code if sign not in _ALPHABET))
    found: list[Problem] = []
    if len(code) != LENGTH:
        found.append(
            Problem(
                "lei-length",
                "error",
                place,
                Text(
                    "LEI 应为 {due} 位，这里有 {count} 位。",
                    "An LEI has {due} characters; this one has {count}.",
                ).format(due=LENGTH, count=len(code)),
                _COPY,
            )
        )
    if strange:
        found.append(
            Problem(
                "lei-character",
                "error",
                place,
                Text("LEI 里不会出现“{strange}”。", 'An LEI never contains "{strange}".').format(
                    strange=strange
                ),
                Text(
                    "LEI 只有数字和大写字母，请对照证书。",
                    "It has digits and capital letters only: compare it with the certificate.",
                ),
            )
        )
    if not found and check_digits(code[:-2]) != code[-2:]:
        found.append(
            Problem(
                "lei-check-digits",
                "error",
                place,
                Text(
                    "LEI 的校验位对不上，有一位写错了或两位写反了。",
                    "The check digits of the LEI do not fit: a character is wrong or two are swapped.",
                ),
                _COPY,
            )
        )
    return tuple(found)


def is_right(code: str) -> bool:
    return not problems_of(code, place=Place())


def _number(code: str) -> int:
    """Letters count from A = 10 to Z = 35."""
    return int("".join(str(_ALPHABET.index(sign)) for sign in code))
