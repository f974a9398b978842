"""Answers written as TOML, easy to read and to compare, and the workbook made from them.

questionnaire = "sme"
tier = "quick"
supplements = ["ict"]                           # may be left out
lang = "both"                                   # of the workbook
publish = ["E1.1", "electricity"]               # codes that are ticked
[profile]                                       # every field, numbers included
name-zh = "…"
[numbers]
electricity = 182340
[answers]
"E1.1" = 3
"E1.2" = { said = 2, words = "…" }
"E1.3" = "dont-know"
R1 = "kept"
[[evidence]]
question = "E1.1"
kind = "record"
title = "…"
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import tomli

from zeren.collect.facts import Period, answered_number
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.files.workbook.template import write_template
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.text import Said

Table = Mapping[str, Any]


def write_example(folder: Path) -> Path:
    """Make `answers.xlsx` beside the `answers.toml` of a folder."""
    table, questionnaire = read_toml(folder / "answers.toml")
    path = folder / "answers.xlsx"
    response = response_from_toml(table, questionnaire)
    write_template(questionnaire, path, lang=table["lang"], response=response)
    return path


def read_toml(path: Path) -> tuple[Table, Questionnaire]:
    """The answers, and the questionnaire that they answer."""
    table = tomli.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    supplements = tuple(table.get("supplements", ()))
    return table, load_questionnaire(
        table["questionnaire"], tier=table["tier"], supplements=supplements
    )


def response_from_toml(table: Table, questionnaire: Questionnaire) -> Response:
    """Build a response; raises KeyError or ValueError where a code or a value is unknown."""
    written: Table = {**table["profile"], **table.get("numbers", {})}
    period = Period(end=str(written["period-to"]), start=str(written["period-from"]))
    fields = [questionnaire.field_of[code] for code in written]
    order = {field.code: place for place, field in enumerate(questionnaire.fields)}
    numbers = sorted(
        (field for field in fields if field.kind == "number"), key=lambda field: order[field.code]
    )
    return Response(
        asked=Asked.of(questionnaire),
        period=period,
        profile={
            field.code: _value(field, written[field.code])
            for field in fields
            if field.kind != "number"
        },
        answers=_answers(table["answers"], questionnaire),
        facts=tuple(
            answered_number(questionnaire, field, Decimal(written[field.code]), period=period)
            for field in numbers
        ),
        evidence=tuple(map(_evidence, table.get("evidence", ()))),
        published=frozenset(table["publish"]),
    )


def _value(field: Field, written: object) -> str | bool | Said:
    if field.kind in {"text", "long-text"}:
        return Said.of(str(written).strip())
    if field.kind == "choice" and written not in {choice.code for choice in field.choices}:
        raise ValueError(f"{field.code}: no choice {written!r}")
    return written if isinstance(written, bool) else str(written)


def _answers(table: Table, questionnaire: Questionnaire) -> tuple[Answer, ...]:
    """In the order of the questionnaire, whatever the order in the file."""
    codes = [*questionnaire.question_of, *questionnaire.red_line_of]
    strange = set(table) - set(codes)
    if strange:
        raise KeyError(*sorted(strange))
    return tuple(_answer(code, table[code]) for code in codes if code in table)


def _answer(code: str, written: int | str | Table) -> Answer:
    table: Table = written if isinstance(written, Mapping) else {"said": written}
    said = table["said"]
    return Answer(
        question=code,
        said=Saying(said) if isinstance(said, str) else said,
        reason=_said(table.get("reason")),
        words=_said(table.get("words")),
    )


def _evidence(table: Table) -> Evidence:
    start, end = table.get("from"), table.get("to")
    return Evidence(
        question=table["question"],
        kind=table["kind"],
        title=Said.of(table["title"]),
        issuer=table.get("issuer", ""),
        period=Period(end=str(end), start=str(start) if start else None) if end else None,
        expires=str(table.get("expires", "")),
        link=table.get("link", ""),
    )


def _said(words: str | None) -> Said | None:
    return Said.of(words.strip()) if words else None
