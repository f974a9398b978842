"""What a company need not write again: the form with what its confirmed answers say, and our usual words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from zeren.collect import uscc
from zeren.collect.facts import plain
from zeren.collect.numbers import employees
from zeren.collect.periods import PERIOD
from zeren.collect.responses import Response
from zeren.declare.form import LINES, DocumentRow, Form
from zeren.declare.validity import usual_end
from zeren.text import LANGS, Said

DISPATCHED: Final = "dispatched-workers"


def confirmed(response: Response, awaiting: frozenset[str]) -> Response:
    """The response without what was carried from last time and nobody has confirmed."""
    if not awaiting:
        return response
    return replace(
        response,
        profile={code: said for code, said in response.profile.items() if code not in awaiting},
        answers=tuple(one for one in response.answers if one.question not in awaiting),
        facts=tuple(one for one in response.facts if one.code.rpartition("/")[2] not in awaiting),
        evidence=tuple(one for one in response.evidence if one.question not in awaiting),
        published=response.published - awaiting,
    )


def form_from(
    response: Response, *, day: str, is_there: Callable[[str], bool] = lambda _: False
) -> Form:
    """The form with what is known beforehand: from confirmed answers, and our usual words.

    `is_there` tells whether a file lies where the form will: others are not named in it.
    """
    entries = {
        f"{line.code}.{lang}": line.usual.to(lang) for line in LINES if line.usual for lang in LANGS
    }
    entries |= known_from(response)
    entries |= {"issued": day, "until": usual_end(day)}
    name = entries.get("name-zh") or entries.get("name-en", "")
    return Form(
        entries=entries,
        sites=((name, ""),) if name else (),
        documents=tuple(_known_documents(response, is_there)),
    )


def known_from(response: Response) -> dict[str, str]:
    """What confirmed answers say of the form's lines, as words; nothing where they say nothing."""
    profile = response.profile
    said = {code: profile.get(code) for code in ("name-zh", "name-en", "uscc", *PERIOD)}
    found = {
        code: value.text if isinstance(value, Said) else value
        for code, value in said.items()
        if isinstance(value, Said | str)
    }
    if "uscc" in found:
        found["uscc"] = uscc.normalise(found["uscc"])
    people = employees(response)
    sent = response.number(DISPATCHED)
    if people is not None:
        found["employees"] = plain(people)
    if sent is not None or profile.get("dispatched") is False:
        found["dispatched"] = plain(sent) if sent is not None else "0"
    return found


def _known_documents(response: Response, is_there: Callable[[str], bool]) -> Iterator[DocumentRow]:
    """Evidence for answers that the company shows anyway; the title of other evidence is its own affair."""
    for piece in response.evidence:
        if piece.question in response.published:
            file = piece.link if piece.link and is_there(piece.link) else ""
            yield DocumentRow(piece.title.text, file, piece.sha256, piece.question)
