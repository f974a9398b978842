"""Reading a response back from its JSON: the exact reverse of `Response.as_json`.

`response.json` is a value that others read; whoever changes it must do so through these words.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from zeren.collect.facts import Fact, FactKind, Period, Source, Value
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.text import Said

Table = Mapping[str, Any]


def response_from_json(table: Table) -> Response:
    """Build a response from parsed JSON; raises KeyError, TypeError or ValueError where it is none."""
    asked = table["questionnaire"]
    return Response(
        asked=Asked(
            asked["id"],
            asked["edition"],
            asked["tier"],
            asked["sha256"],
            _strings(asked.get("supplements", [])),
        ),
        period=_period(table["period"]),
        profile={
            code: _said(value) if isinstance(value, dict) else value
            for code, value in table["profile"].items()
        },
        answers=tuple(map(_answer, table["answers"])),
        facts=tuple(map(_fact, table["facts"])),
        evidence=tuple(map(_evidence, table["evidence"])),
        published=frozenset(table["published"]),
    )


def _strings(values: object) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        message = f"a list of strings expected, not {values!r}"
        raise TypeError(message)
    return tuple(values)


def _answer(table: Table) -> Answer:
    said = table["said"]
    return Answer(
        question=table["question"],
        said=Saying(said) if isinstance(said, str) else said,
        reason=_said(table["reason"]) if table["reason"] else None,
        words=_said(table["words"]) if table["words"] else None,
        source=_source(table),
    )


def _fact(table: Table) -> Fact:
    return Fact(
        code=table["code"],
        kind=table["kind"],
        value=_value(table["value"], table["kind"]),
        period=_period(table["period"]),
        unit=table["unit"] or "",
        dimensions=tuple(sorted(table["dimensions"].items())),
        topics=tuple(table["topics"]),
        source=_source(table),
    )


def _evidence(table: Table) -> Evidence:
    return Evidence(
        question=table["question"],
        kind=table["kind"],
        title=_said(table["title"]),
        issuer=table["issuer"],
        period=_period(table["period"]) if table["period"] else None,
        expires=table["expires"],
        sha256=table["sha256"],
        link=table["link"],
        visitor=table["visitor"],
        source=_source(table),
    )


def _value(value: Any, kind: FactKind) -> Value:  # noqa: ANN401 - it comes from JSON
    if kind == "number":
        return Decimal(value)
    if isinstance(value, dict):
        return _said(value)
    if isinstance(value, list):
        return tuple(value)
    if isinstance(value, bool | str):
        return value
    message = f"no value of a fact: {value!r}"
    raise TypeError(message)


def _said(table: Table) -> Said:
    return Said(table["lang"], table["text"])


def _period(table: Mapping[str, str]) -> Period:
    return Period(table["instant"]) if "instant" in table else Period(table["end"], table["start"])


def _source(table: Table) -> Source:
    return Source(sheet=table["sheet"], cell=table["cell"])
