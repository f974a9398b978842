"""A questionnaire, and a standard, as plain data for programs: codes, whole numbers, and texts in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from zeren.standards.catalogue import Standard
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.text import Text


def questionnaire_as_json(asked: Questionnaire) -> dict[str, object]:
    """Everything that is asked and said about it, in order; schema: questionnaire.schema.json."""
    return {
        "id": asked.id,
        "edition": asked.edition,
        "tier": asked.tier,
        "supplements": list(asked.supplements),
        "sha256": asked.sha256,
        "title": asked.title.as_json(),
        "note": asked.note.as_json(),
        "areas": [_plain(area) for area in asked.areas],
        "items": [_plain(item) for item in asked.items],
        "questions": _addressed(asked, asked.questions),
        "red_lines": _addressed(asked, asked.red_lines),
        "fields": _addressed(asked, asked.fields),
    }


def _addressed(
    asked: Questionnaire, matters: Iterable[Question | RedLine | Field]
) -> list[dict[str, object]]:
    return [{"address": asked.address(one.code), **_plain(one)} for one in matters]


def _plain(value: object) -> Any:  # noqa: ANN401 - plain data of any shape
    """A frozen value under the names that it has in the library."""
    if isinstance(value, Text):
        return value.as_json()
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: _plain(one) for name, one in value._asdict().items()}
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return value


def standard_as_json(one: Standard, library: Library = OURS_ALONE) -> dict[str, object]:
    """Its clauses by number and short title, the topics of each, and what may be claimed."""
    from zeren.standards.topics import topics_by_clause

    topics = topics_by_clause(one.id, library=library)
    return {
        "id": one.id,
        "title": one.title.as_json(),
        "edition": one.edition.as_json(),
        "publisher": one.publisher.as_json(),
        "published": one.published,
        "in_force": one.in_force,
        "superseded_by": one.superseded_by or None,
        "status": one.status.as_json(),
        "licence": one.licence.as_json(),
        "certainty": one.certainty.as_json(),
        "claim": {
            "kind": one.claim.kind,
            "words": one.claim.words.as_json(),
            "limit": one.claim.limit.as_json(),
            "then": one.claim.then.as_json() if one.claim.then else None,
        },
        "clauses": [
            {
                "ref": clause.ref,
                "parent": clause.parent or None,
                "title": clause.title.as_json(),
                "topics": [topic.id for topic in topics.get(clause.ref, ())],
            }
            for clause in one.clauses
        ],
    }
