"""Numbers of persons that do not belong in a response: identity numbers and mobile numbers.

They are found in free text, reported without being repeated, and blacked out in what we keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final, Literal

from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.text import Said, Text

_NARROW: Final = str.maketrans("０１２３４５６７８９Ｘｘ－＋　", "0123456789Xx-+ ")
_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z.,])"
    r"(?:(?P<identity>[1-9]\d{5}[ -]?(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
    r"[ -]?\d{3}[0-9Xx])"
    r"|(?P<mobile>(?:(?:\+|00)86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}))"
    r"(?![0-9A-Za-z]|[.,]\d)"
)


@dataclass(frozen=True, slots=True)
class PersonalNumber:
    """Where a person's number stands in a text; never the number itself."""

    kind: Literal["identity", "mobile"]
    start: int
    end: int


def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Identity numbers with a right check digit (GB 11643) and mobile numbers, in order."""
    return tuple(_found(text.translate(_NARROW)))


def blacked_out(text: str) -> str:
    """The text with such numbers blacked out behind their first three characters."""
    for number in reversed(personal_numbers(text)):
        start = number.start + 3
        text = text[:start] + re.sub(r"\w", "●", text[start : number.end]) + text[number.end :]
    return text


def identity_check_digit(body: str) -> str:
    """The 18th character that belongs to the 17 digits of an identity number."""
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    return "10X98765432"[total % 11]


def in_answers(response: Response, where: Callable[[str], Place]) -> Iterator[Problem]:
    """A note for every text of a response that holds such a number."""
    texts: list[tuple[Place, object]] = [
        (where(code), said) for code, said in response.profile.items()
    ]
    for answer in response.answers:
        texts += [(where(answer.question), answer.words), (where(answer.question), answer.reason)]
    for piece in response.evidence:
        place = Place(sheet=piece.source.sheet, cell=piece.source.cell)
        texts += [(place, piece.title), (place, Said.of(f"{piece.issuer} {piece.link}"))]
    for place, said in texts:
        if isinstance(said, Said):
            for kind in sorted({number.kind for number in personal_numbers(said.text)}):
                yield _take_it_out(place, kind)


def in_facts(response: Response) -> Iterator[Problem]:
    """The same for the words among the facts."""
    for fact in response.facts:
        if isinstance(fact.value, Said):
            place = Place(sheet=fact.source.sheet, cell=fact.source.cell)
            for kind in sorted({number.kind for number in personal_numbers(fact.value.text)}):
                yield _take_it_out(place, kind)


def without_personal_numbers(response: Response) -> Response:
    """The response with every such number blacked out, wherever it was written."""
    return replace(
        response,
        profile={
            code: _clean(value) if isinstance(value, Said) else value
            for code, value in response.profile.items()
        },
        answers=tuple(
            replace(
                answer,
                reason=answer.reason and _clean(answer.reason),
                words=answer.words and _clean(answer.words),
            )
            for answer in response.answers
        ),
        facts=tuple(
            replace(fact, value=_clean(fact.value)) if isinstance(fact.value, Said) else fact
            for fact in response.facts
        ),
        evidence=tuple(
            replace(
                piece,
                title=_clean(piece.title),
                issuer=blacked_out(piece.issuer),
                link=blacked_out(piece.link),
            )
            for piece in response.evidence
        ),
    )


def _clean(said: Said) -> Said:
    return Said(said.lang, blacked_out(said.text))


def _found(text: str) -> Iterator[PersonalNumber]:
    for match in _NUMBER.finditer(text):
        if match["mobile"]:
            yield PersonalNumber("mobile", *match.span())
        elif _is_identity(re.sub("[ -]", "", match[0]).upper()):
            yield PersonalNumber("identity", *match.span())


def _is_identity(digits: str) -> bool:
    return identity_check_digit(digits[:17]) == digits[17]


def _take_it_out(place: Place, kind: str) -> Problem:
    what = (
        Text("这里写了一个身份证号。", "An identity number is written here.")
        if kind == "identity"
        else Text("这里写了一个手机号。", "A mobile phone number is written here.")
    )
    remedy = Text(
        "请把它删掉：问卷不需要任何个人的号码。我们输出的文件里已用 ● 遮住。",
        "Take it out: no person's number is needed here. What we write shows ● in its place.",
    )
    return Problem("personal-number", "note", place, what, remedy)
