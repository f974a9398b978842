"""A response cut down to what is public: a value that may be kept, handed on and printed by anybody.

`published` says the same of the part as of the whole; nothing else of the response is left in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from zeren.collect.evidence import counts
from zeren.collect.facts import Source
from zeren.collect.responses import Answer, Evidence, Response
from zeren.publish.published import Published, published
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said

_ALWAYS: Final = ("name-zh", "name-en", "period-from", "period-to")
_STATEMENT: Final = ("statement", "statement-by")
_ATTACHED: Final = "attached"  # in the place of a file's name: that there is one, and no more


def public_part(questionnaire: Questionnaire, response: Response) -> Response:
    """Only what the outward report says. Of evidence there remains that it is attached."""
    content = published(questionnaire, response)
    codes = _codes(content)
    return replace(
        response,
        profile={
            code: said for code, said in response.profile.items() if code in {*codes, *_ALWAYS}
        },
        answers=tuple(
            Answer(one.question, one.said, words=one.words)
            for one in response.answers
            if one.question in codes
        ),
        facts=tuple(
            one._replace(source=Source())
            for one in response.facts
            if one.code.rpartition("/")[2] in codes and not one.dimensions
        ),
        evidence=tuple(_evidence(questionnaire, content, response)),
        published=frozenset(codes & response.published),
    )


def could_be_public(questionnaire: Questionnaire, response: Response) -> frozenset[str]:
    """The codes that a tick would bring into the outward report; what is not among them, no tick can."""
    everything = frozenset(questionnaire.matter_of)
    return frozenset(_codes(published(questionnaire, replace(response, published=everything))))


def _codes(content: Published) -> set[str]:
    found = {practice.code for practice in content.practices}
    found |= {line.code for line in content.about}
    found |= {figure.fact.code.rpartition("/")[2] for figure in content.figures}
    said = (content.statement, content.statement_by)
    return found | {code for code, words in zip(_STATEMENT, said, strict=True) if words}


def _evidence(
    questionnaire: Questionnaire, content: Published, response: Response
) -> Iterator[Evidence]:
    for practice in content.practices:
        question = questionnaire.question_of.get(practice.code)
        if question is None or not practice.evidence_attached:
            continue
        kind = next(
            piece.kind
            for piece in response.evidence
            if piece.question == question.code
            and counts(piece, question=question, period=response.period)
        )
        yield Evidence(question.code, kind, Said("zh", ""), link=_ATTACHED)
