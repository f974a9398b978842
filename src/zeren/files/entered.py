"""Answers as a page holds them: what somebody typed or chose under each code, read like a workbook.

What cannot be understood stays as it was typed; it becomes a problem, never a lost word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from zeren.collect.checks import examine
from zeren.collect.facts import answered_number, plain
from zeren.collect.periods import period_of
from zeren.collect.responses import Answer, Asked, Evidence, Response, Saying
from zeren.files.workbook.units import also_written
from zeren.files.workbook.values import Complaint, code_of, date_of, number_of, unclear
from zeren.files.workbook.words import NO, YES
from zeren.problems import Place, Problem
from zeren.publish.wording import unit_words
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.text import Said, Text, listed

MOST_WORDS: Final = 4000  # signs that one entry may hold
_YES_NO: Final = {"yes": True, "no": False}
_LEVELS: Final = {"level": (0, 1, 2, 3, 4), "yes-partly-no": (0, 2, 4)}
_OF_RED_LINES: Final = {one.value: one for one in (Saying.KEPT, Saying.BROKEN, Saying.DONT_KNOW)}


@dataclass(frozen=True, slots=True)
class Entered:
    """What stands under one code. `said` is a level ("0" to "4"), a Saying's word, the code of a
    choice, "yes" or "no", or whatever was typed; `public` is the tick, `awaiting` marks what was
    carried from another year and that nobody has confirmed.
    """

    said: str = ""
    words: str = ""
    reason: str = ""
    public: bool = False
    awaiting: bool = False

    @property
    def is_empty(self) -> bool:
        return not (self.said or self.words or self.reason)

    def as_json(self) -> dict[str, str | bool]:
        """Only what is there."""
        table: dict[str, str | bool] = {
            "said": self.said,
            "words": self.words,
            "reason": self.reason,
            "public": self.public,
            "awaiting": self.awaiting,
        }
        return {name: value for name, value in table.items() if value}

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Entered:
        return cls(**table)


def response_from(
    questionnaire: Questionnaire,
    entered: Mapping[str, Entered],
    *,
    evidence: Iterable[Evidence] = (),
    asked: Asked | None = None,
) -> tuple[Response, tuple[Problem, ...]]:
    """Read what was entered. Returns what is sound of it and all problems, each at its code."""
    reading = _Reading(questionnaire, entered, [])
    profile, numbers = reading.fields()
    period = period_of(profile, questionnaire)
    response = Response(
        asked=asked or Asked.of(questionnaire),
        period=period,
        profile=profile,
        answers=tuple(reading.answers()),
        facts=tuple(
            answered_number(questionnaire, field, value, period=period)
            for field, value in numbers.items()
        ),
        evidence=tuple(evidence),
        published=frozenset(
            code
            for code, entry in entered.items()
            if entry.public and not entry.awaiting and code in reading.known
        ),
    )
    sound, found = examine(questionnaire, response)
    unread = {problem.place for problem in reading.problems if problem.level == "error"}
    kept = (one for one in found if not (one.code == "required-missing" and one.place in unread))
    return sound, (*reading.problems, *kept)


def entered_from(
    questionnaire: Questionnaire, response: Response, *, awaiting: frozenset[str] = frozenset()
) -> dict[str, Entered]:
    """What somebody would have entered to say this; the reverse of `response_from`."""
    found: dict[str, Entered] = {}
    for code, said, words, reason in (*_said(response), *_filled(questionnaire, response)):
        found[code] = Entered(
            said,
            words,
            reason,
            public=code in response.published,
            awaiting=code in awaiting,
        )
    return found


def _said(response: Response) -> Iterator[tuple[str, str, str, str]]:
    for answer in response.answers:
        said = answer.said.value if isinstance(answer.said, Saying) else str(answer.said)
        words = answer.words.text if answer.words else ""
        yield answer.question, said, words, answer.reason.text if answer.reason else ""


def _filled(
    questionnaire: Questionnaire, response: Response
) -> Iterator[tuple[str, str, str, str]]:
    for field in questionnaire.fields:
        number = response.number(field.code) if field.kind == "number" else None
        value = plain(number) if number is not None else response.profile.get(field.code)
        if isinstance(value, bool):
            value = "yes" if value else "no"
        if value is not None:
            yield field.code, value.text if isinstance(value, Said) else value, "", ""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is understood, and what is not so far."""

    questionnaire: Questionnaire
    entered: Mapping[str, Entered]
    problems: list[Problem]

    @property
    def known(self) -> frozenset[str]:
        return frozenset(self.questionnaire.matter_of)

    def fields(self) -> tuple[dict[str, str | bool | Said], dict[Field, Decimal]]:
        profile: dict[str, str | bool | Said] = {}
        numbers: dict[Field, Decimal] = {}
        for field in self.questionnaire.fields:
            entry = self.entered.get(field.code)
            value = _value(field, entry.said) if entry and entry.said else None
            if isinstance(value, Complaint):
                self.problems.append(value.at(Place(field=field.code)))
            elif isinstance(value, Decimal):
                numbers[field] = value
            elif value is not None:
                profile[field.code] = value
        return profile, numbers

    def answers(self) -> Iterator[Answer]:
        asked: tuple[Question | RedLine, ...] = (
            *self.questionnaire.questions,
            *self.questionnaire.red_lines,
        )
        for question in asked:
            entry = self.entered.get(question.code)
            if entry is None or entry.is_empty:
                continue
            said = _saying(question, entry.said)
            if said is None:
                self.problems.append(_unclear(question, entry))
                continue
            does_not_apply = said is Saying.NOT_APPLICABLE and entry.reason.strip()
            yield Answer(
                question=question.code,
                said=said,
                reason=Said.of(entry.reason.strip()) if does_not_apply else None,
                words=Said.of(entry.words.strip()) if entry.words.strip() else None,
            )


def _value(field: Field, written: str) -> str | bool | Said | Decimal | Complaint | None:
    if field.kind == "number":
        also = also_written(field.unit, help_words=field.help)
        return number_of(written, unit=unit_words(field.unit), also=also)
    if field.kind == "date":
        return date_of(written)
    if field.kind == "uscc":
        return code_of(written.replace(" ", "").upper())
    if field.kind == "yes-no":
        answer = _YES_NO.get(written)
        return unclear(written, offered=listed((YES, NO))) if answer is None else answer
    if field.kind == "choice":
        labels = {choice.code: choice.label for choice in field.choices}
        return written if written in labels else unclear(written, offered=listed(labels.values()))
    return Said.of(written.strip()) if written.strip() else None


def _saying(question: Question | RedLine, written: str) -> int | Saying | None:
    if isinstance(question, RedLine):
        return _OF_RED_LINES.get(written)
    if written in {Saying.DONT_KNOW.value, Saying.NOT_APPLICABLE.value}:
        return Saying(written)
    levels = {str(level): level for level in _LEVELS[question.kind]}
    return levels.get(written)


def _unclear(question: Question | RedLine, entry: Entered) -> Problem:
    place = Place(field=question.code)
    if entry.said:
        return Problem(
            "answer-unclear",
            "error",
            place,
            Text("“{said}”不是这一题的选项。", '"{said}" is no answer to this question.').format(
                said=entry.said[:40]
            ),
            Text("请选其中一项。", "Choose one of those offered."),
        )
    return Problem(
        "words-without-answer",
        "note",
        place,
        Text("写了自己的话，还没有选回答。", "There are words, but no answer is chosen."),
        Text(
            "请选一项，否则这一题算未回答。",
            "Choose one; until then the question counts as unanswered.",
        ),
    )
