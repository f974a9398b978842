"""A questionnaire as plain data for programs: codes, whole numbers, and texts in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

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
