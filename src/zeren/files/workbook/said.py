"""What was said, in words that anybody can read: an answer, a line, a number, a piece of evidence."""

from __future__ import annotations

from decimal import Decimal

from zeren.collect.carried import Entry, Value
from zeren.collect.facts import Fact
from zeren.collect.responses import Answer, Evidence
from zeren.files.workbook.words import HEADERS, NO, YES, answer_words
from zeren.publish.wording import EVIDENCE_WORDS, day_words, period_words, with_unit
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text, same


def title_of(questionnaire: Questionnaire, code: str) -> Text:
    """The title of a question or red line, the label of a field; the code where there is none."""
    asked = questionnaire.question_of.get(code) or questionnaire.red_line_of.get(code)
    if asked:
        return asked.title
    field = questionnaire.field_of.get(code)
    return field.label if field else same(code)


def said_words(value: Value, questionnaire: Questionnaire) -> Text:
    """Everything that the value holds, a line each."""
    if isinstance(value, Answer):
        return _answer(value, questionnaire)
    if isinstance(value, Entry):
        return _entry(value, questionnaire)
    if isinstance(value, Fact):
        return _fact(value)
    return _evidence(value)


def _answer(answer: Answer, questionnaire: Questionnaire) -> Text:
    question = questionnaire.question_of.get(answer.question)
    kind = question.kind if question else None
    said = Text(answer_words(answer.said, kind, "zh"), answer_words(answer.said, kind, "en"))
    return _lines(
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
    return Text(f"{period.zh}：{said.zh}", f"{period.en}: {said.en}")


def _evidence(piece: Evidence) -> Text:
    return _lines(
        ("kind", EVIDENCE_WORDS[piece.kind]),
        ("title", same(piece.title.text)),
        ("issuer", same(piece.issuer) if piece.issuer else None),
        ("from", day_words(piece.period.start) if piece.period and piece.period.start else None),
        ("to", day_words(piece.period.end) if piece.period else None),
        ("expires", day_words(piece.expires) if piece.expires else None),
        ("link", same(piece.link) if piece.link else None),
    )


def _lines(*named: tuple[str, Text | None]) -> Text:
    """Each behind the name of its column, so that no line can be taken for anything else."""
    given = [(HEADERS[key], words) for key, words in named if words]
    return Text(
        "\n".join(f"{header.zh}：{words.zh}" for header, words in given),
        "\n".join(f"{header.en}: {words.en}" for header, words in given),
    )
