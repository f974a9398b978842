"""Numbers of persons that do not belong in a response: of identity papers, mobiles, bank cards.

They are found in free text, reported without being repeated, and blacked out in what we keep.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final, Literal, NamedTuple

from zeren.collect import uscc
from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.text import Said, Text

Kind = Literal["identity", "mobile", "card"]
_NARROW: Final = str.maketrans(
    "０１２３４５６７８９Ｘｘ－＋．　\u00a0\u2010\u2011\u2013", "0123456789Xx-+.  ---"
)
_NUMBER: Final = re.compile(
    r"(?<![0-9A-Za-z.,])"
    r"(?:(?P<identity>[1-9]\d{5}[ -]?(?:19|20)\d{6}[ -]?\d{3}[0-9Xx])"
    r"|(?P<card>(?<![/=_])(?:[3-69]\d|2[2-7]|81)\d\d(?:[ -]?\d{4}){3}(?:[ -]?\d{1,3})?)"
    r"|(?P<mobile>(?:(?:\+|00)86[ -]?)?1[3-9]\d(?:[ -]?\d{4}[ -]?\d{4}|\.\d{4}\.\d{4})))"
    r"(?![0-9A-Za-z]|[.,]\d)",
    re.ASCII,
)
_IDENTITY: Final = 18


class PersonalNumber(NamedTuple):
    """Where a person's number stands in a text; never the number itself."""

    kind: Kind
    start: int
    end: int


def personal_numbers(text: str) -> tuple[PersonalNumber, ...]:
    """Identity numbers (GB 11643), mobile numbers and numbers of bank cards, in order.

    An identity number counts by its day of birth: somebody who mistyped it still wrote it. Other
    long numbers are those of a card if their Luhn check fits, and a company's code is none of these.
    """
    return tuple(_found(text.translate(_NARROW)))


def blacked_out(text: str) -> str:
    """The text with such numbers blacked out behind their first three characters."""
    while numbers := personal_numbers(text):  # what stood close together comes apart
        for number in reversed(numbers):
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
            answer._replace(
                reason=answer.reason and _clean(answer.reason),
                words=answer.words and _clean(answer.words),
            )
            for answer in response.answers
        ),
        facts=tuple(
            fact._replace(value=_clean(fact.value)) if isinstance(fact.value, Said) else fact
            for fact in response.facts
        ),
        evidence=tuple(
            piece._replace(
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
    match = _NUMBER.search(text)
    while match:
        kind = "mobile" if match["mobile"] else _kind(re.sub("[ -]", "", match[0]).upper())
        if kind:
            yield PersonalNumber(kind, *match.span())
        match = _NUMBER.search(text, match.end() if kind else match.start() + 1)


def _kind(number: str) -> Kind | None:
    """What 16 to 19 digits are, the last perhaps an X."""
    is_company = len(number) == uscc.LENGTH and uscc.is_right(number)
    if len(number) == _IDENTITY and _is_born(number[6:14]):
        fits = identity_check_digit(number[:17]) == number[17]
        return "identity" if fits or not is_company else None
    return "card" if number.isdigit() and _is_card(number) and not is_company else None


def _is_born(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return digits.startswith(("19", "20"))


def _is_card(number: str) -> bool:
    """The Luhn check of ISO/IEC 7812-1."""
    twice = (sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return (sum(map(int, number[-1::-2])) + sum(twice)) % 10 == 0


def _take_it_out(place: Place, kind: Kind) -> Problem:
    what = _WORDS[kind]
    remedy = Text(
        "请把它删掉：问卷不需要任何个人的号码。我们输出的文件里已用 ● 遮住。",
        "Take it out: no person's number is needed here. What we write shows ● in its place.",
    )
    return Problem("personal-number", "note", place, what, remedy)


_WORDS: Final[dict[Kind, Text]] = {
    "identity": Text(
        "这里好像写了一个身份证号。", "What looks like an identity number is written here."
    ),
    "mobile": Text("这里写了一个手机号。", "A mobile phone number is written here."),
    "card": Text(
        "这里好像写了一个银行卡号。", "What looks like the number of a bank card is written here."
    ),
}
