"""What was said, in words that anybody can read: an answer, a line, a number, a piece of evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from zeren.collect.carried import Entry, Value
from zeren.collect.facts import Fact
from zeren.collect.responses import Answer, Evidence
from zeren.files.workbook.words import HEADERS, NO, YES, answer_words
from zeren.publish.wording import EVIDENCE_WORDS, day_words, period_words, with_unit
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text, same

Line = tuple[
    Text, Text
]  # the name of a column, so that no line is taken for anything else; the words


def title_of(questionnaire: Questionnaire, code: str) -> Text:
    """The title of a question or red line, the label of a field; the code where there is none."""
    matter = questionnaire.matter_of.get(code)
    return matter.title if matter else same(code)


def said_lines(value: Value, questionnaire: Questionnaire) -> tuple[Line, ...]:
    """Everything that the value holds."""
    if isinstance(value, Answer):
        return _answer(value, questionnaire)
    if isinstance(value, Entry):
        return _named(("entry", _entry(value, questionnaire)))
    return _named(("entry", _fact(value))) if isinstance(value, Fact) else _evidence(value)


def written_lines(cells: Mapping[str, str]) -> tuple[Line, ...]:
    """Cells as they were written, by their columns."""
    return _named(*((key, same(words)) for key, words in cells.items()))


def joined(lines: Iterable[Line]) -> Text:
    lines = tuple(lines)
    return Text(
        "；".join(f"{header.zh}：{words.zh}" for header, words in lines),
        "; ".join(f"{header.en}: {words.en}" for header, words in lines),
    )


def _answer(answer: Answer, questionnaire: Questionnaire) -> tuple[Line, ...]:
    question = questionnaire.question_of.get(answer.question)
    kind = question.kind if question else None
    said = Text(answer_words(answer.said, kind, "zh"), answer_words(answer.said, kind, "en"))
    return _named(
        ("answer", said),
        ("words", same(answer.words.text) if answer.words else None),
        ("reason", same(answer.reason.text) if answer.reason else None),
    )


def _entry(entry: Entry, questionnaire: Questionnaire) -> Text:
    if isinstance(entry.value, bool):
        return YES if entry.value else NO
    if isinstance(entry.value, Said):
        return same(entry.value.text)
    field = questionnaire.field_of.get(entry.code)
    labels = {choice.code: choice.label for choice in field.choices} if field else {}
    return labels.get(entry.value) or same(entry.value)


def _fact(fact: Fact) -> Text:
    value = fact.value
    said = with_unit(value, fact.unit) if isinstance(value, Decimal) else same(value)
    period = period_words(fact.period)
    return Text(f"{said.zh}（{period.zh}）", f"{said.en} ({period.en})")


def _evidence(piece: Evidence) -> tuple[Line, ...]:
    return _named(
        ("kind", EVIDENCE_WORDS[piece.kind]),
        ("title", same(piece.title.text)),
        ("issuer", same(piece.issuer) if piece.issuer else None),
        ("from", day_words(piece.period.start) if piece.period and piece.period.start else None),
        ("to", day_words(piece.period.end) if piece.period else None),
        ("expires", day_words(piece.expires) if piece.expires else None),
        ("link", same(piece.link) if piece.link else None),
    )


def _named(*named: tuple[str, Text | None]) -> tuple[Line, ...]:
    return tuple((HEADERS[key], words) for key, words in named if words)
