"""Reading a filled workbook: every answer that is clear, and every mistake at once, with its cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from zeren.collect.checks import examine
from zeren.collect.facts import answered_number
from zeren.collect.periods import period_of
from zeren.collect.responses import Answer, Asked, Response, Saying
from zeren.files.order import in_order
from zeren.files.workbook.evidence import read_evidence
from zeren.files.workbook.period import taken_for_now
from zeren.files.workbook.remarks import (
    copied,
    nothing_recognised,
    remarks,
    unconfirmed,
    unknown_questionnaire,
)
from zeren.files.workbook.rows import FIELD, QUESTION, RED_LINE, Found, Row, find
from zeren.files.workbook.units import also_written
from zeren.files.workbook.values import (
    Complaint,
    code_of,
    date_of,
    number_of,
    unclear,
    unfinished,
    words_of,
)
from zeren.files.workbook.words import (
    NO,
    PRIVATE,
    PUBLISH,
    RED_LINE_ANSWERS,
    SAYINGS,
    YES,
    BookLang,
    answer_words,
    answers_offered,
    choice_of,
    level_of,
    offered,
    publish_of,
    red_line_of,
    yes_no_of,
)
from zeren.files.xlsx.cells import Workbook
from zeren.problems import Place, Problem, Refused
from zeren.publish.wording import unit_words
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import TIERS, Field, Question, Questionnaire, RedLine, Tier
from zeren.text import Said, Text

_EDITION = 40  # signs: more is no edition
QuestionnaireFor = Callable[[str, Tier, tuple[str, ...]], Questionnaire]


def _known_to(library: Library) -> QuestionnaireFor:
    def known(id: str, tier: Tier, supplements: tuple[str, ...]) -> Questionnaire:  # noqa: A002
        return load_questionnaire(id, tier=tier, supplements=supplements, library=library)

    return known


def read_workbook(
    book: Workbook,
    questionnaire_for: QuestionnaireFor | None = None,
    *,
    library: Library = OURS_ALONE,
    found: Found | None = None,
) -> tuple[Response, tuple[Problem, ...], Questionnaire]:
    """Read a workbook of ours, whatever language, tier or edition it was made with.

    It may carry supplements of a library. `found` is what `find` gave of it, where somebody looked.
    Returns what is sound of the response, all problems, and the questionnaire it was read by.
    Raises `Refused` where no row of a questionnaire of ours can be recognised.
    """
    found = found or find(book, library)
    if not found.questionnaire:
        raise Refused(nothing_recognised())
    questionnaire = _questionnaire(found, questionnaire_for or _known_to(library))
    reading = _Reading(questionnaire, found)
    response = reading.response()
    response, checked = examine(questionnaire, response, places=reading.places)
    unread = {problem.place for problem in reading.problems if problem.level == "error"}
    kept = [
        problem
        for problem in checked
        if not (problem.code == "required-missing" and problem.place in unread)
    ]
    waiting = unconfirmed(reading.awaiting, questionnaire) if reading.awaiting else ()
    problems = (*remarks(found, questionnaire), *waiting, *reading.problems, *kept)
    told = taken_for_now(problems, response, reading.places)
    return response, in_order(told, book.sheets), questionnaire


def _questionnaire(found: Found, questionnaire_for: QuestionnaireFor) -> Questionnaire:
    """The tier it was made with, or the larger one that asks more of what it holds."""
    marked = next((tier for tier in TIERS if tier == found.marks.get("tier")), TIERS[0])
    try:
        candidates = [
            questionnaire_for(found.questionnaire, tier, found.supplements)
            for tier in TIERS[TIERS.index(marked) :]
        ]
    except (OSError, LookupError, ValueError) as fault:
        raise Refused(unknown_questionnaire(found.questionnaire)) from fault
    return max(candidates, key=lambda one: len(found.rows.keys() & one.matter_of.keys()))


@dataclass(slots=True)
class _Reading:
    """What is understood so far."""

    questionnaire: Questionnaire
    found: Found
    problems: list[Problem] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    published: set[str] = field(default_factory=set)
    awaiting: list[str] = field(default_factory=list)

    def response(self) -> Response:
        asked, found = self.questionnaire, self.found
        profile: dict[str, str | bool | Said] = {}
        numbers: list[tuple[Field, Decimal, Row]] = []
        for entry in asked.fields:
            row = self._row(entry.code, FIELD, "entry")
            value = self._entry(entry, row) if row else None
            if row and isinstance(value, Decimal):
                numbers.append((entry, value, row))
            elif value is not None and not isinstance(value, Decimal):
                profile[entry.code] = value
        answers = [*self._answers(asked.questions), *self._answers(asked.red_lines)]
        evidence = read_evidence(found.pages, asked, self.problems, lang=found.lang)
        period = period_of(profile, asked)
        marks = found.marks
        return Response(
            asked=Asked(
                asked.id,
                marks.get("edition", asked.edition)[:_EDITION],
                asked.tier,
                _hash_of(marks.get("sha256", ""), asked),
                found.supplements,
            ),
            period=period,
            profile=profile,
            answers=tuple(answers),
            facts=tuple(
                answered_number(
                    asked, entry, value, period=period, source=row.source("entry", FIELD)
                )
                for entry, value, row in numbers
            ),
            evidence=evidence,
            published=frozenset(self.published.difference(self.awaiting)),
        )

    def _row(self, code: str, offsets: dict[str, int], key: str) -> Row | None:
        """The row of a code: of several copies the first that is filled, and a word about it."""
        rows = self.found.rows.get(code, ())
        if not rows:
            return None
        filled = [row for row in rows if words_of(row.value(key, offsets))]
        if len({words_of(row.value(key, offsets)) for row in filled}) > 1:
            self.problems.append(copied(code, [row.place(key, offsets) for row in filled]))
        row = (filled or rows)[0]
        self.places[code] = row.place(key, offsets)
        broken = row.page.sheet.broken.get(self.places[code].cell)
        if broken:
            self._complain(_broken(broken), self.places[code])
        elif self.places[code].cell in row.page.sheet.unfinished:
            self._complain(unfinished(), self.places[code])
        self._tick(code, row, offsets)
        if words_of(row.value(key, offsets)) and row.awaits:
            self.awaiting.append(code)
        return row

    def _tick(self, code: str, row: Row, offsets: dict[str, int]) -> None:
        written = words_of(row.value("publish", offsets))
        ticked = publish_of(written)
        if ticked is None:
            both = offered((PUBLISH, PRIVATE), self.found.lang)
            self._complain(unclear(written, offered=both), row.place("publish", offsets))
        elif ticked:
            self.published.add(code)

    def _complain(self, complaint: Complaint, place: Place) -> None:
        self.problems.append(complaint.at(place))

    def _entry(self, entry: Field, row: Row) -> str | bool | Said | Decimal | None:
        value = row.value("entry", FIELD)
        if not words_of(value):
            return None
        result: str | bool | Said | Decimal | Complaint | None
        if entry.kind == "number":
            also = also_written(entry.unit, help_words=entry.help)
            result = number_of(value, unit=unit_words(entry.unit), also=also)
        elif entry.kind == "date":
            result = date_of(value)
        elif entry.kind == "uscc":
            result = code_of(value)
        else:
            result = _words(entry, words_of(value), self.found.lang)
        if isinstance(result, Complaint):
            self._complain(result, self.places[entry.code])
            return None
        return result

    def _answers(self, questions: tuple[Question, ...] | tuple[RedLine, ...]) -> Iterator[Answer]:
        for question in questions:
            offsets = QUESTION if isinstance(question, Question) else RED_LINE
            row = self._row(question.code, offsets, "answer")
            answer = self._answer(question, row, offsets) if row else None
            if answer:
                yield answer

    def _answer(
        self, question: Question | RedLine, row: Row, offsets: dict[str, int]
    ) -> Answer | None:
        written = words_of(row.value("answer", offsets))
        words = words_of(row.value("words", offsets))
        if not written:
            if words:
                self.problems.append(_words_without_answer(row.place("answer", offsets)))
            return None
        said = _said(question, written)
        if said is None:
            answers = _answers_to(question, self.found.lang)
            self._complain(unclear(written, offered=answers), self.places[question.code])
            return None
        reason = words_of(row.value("reason", offsets)) if "reason" in offsets else ""
        applies = said is not Saying.NOT_APPLICABLE or reason in {"", "—"}
        if said is not Saying.NOT_APPLICABLE and reason not in {"", "—"}:
            self.problems.append(_reason_unused(row.place("reason", offsets)))
        return Answer(
            question=question.code,
            said=said,
            reason=None if applies else Said.of(reason),
            words=Said.of(words) if words else None,
            source=row.source("answer", offsets),
        )


def _hash_of(marked: str, asked: Questionnaire) -> str:
    """What the workbook says it was made from, where that is a hash at all."""
    return marked if re.fullmatch(r"[0-9a-f]{64}", marked) else asked.sha256


def _words(entry: Field, written: str, lang: BookLang) -> str | bool | Said | Complaint:
    if entry.kind == "yes-no":
        yes = yes_no_of(written)
        return unclear(written, offered=offered((YES, NO), lang)) if yes is None else yes
    if entry.kind == "choice":
        code = choice_of(written, entry)
        labels = (choice.label for choice in entry.choices)
        return code or unclear(written, offered=offered(labels, lang))
    return Said.of(written)


def _said(question: Question | RedLine, written: str) -> int | Saying | None:
    if isinstance(question, RedLine):
        return red_line_of(written)
    return level_of(written, question.kind)


def _answers_to(question: Question | RedLine, lang: BookLang) -> Text:
    if isinstance(question, RedLine):
        return offered((SAYINGS[saying] for saying in RED_LINE_ANSWERS), lang)
    answers = answers_offered(question.kind, may_not_apply=question.may_not_apply)
    return offered((answer_words(answer, question.kind, lang) for answer in answers), lang)


def _broken(shown: str) -> Complaint:
    return Complaint(
        "formula-broken",
        Text(
            "这里的公式出错了，显示 {shown}。", "The formula here fails and shows {shown}."
        ).format(shown=shown),
        Text("请直接填写结果。", "Write the result instead."),
    )


def _words_without_answer(place: Place) -> Problem:
    return Problem(
        "words-without-answer",
        "note",
        place,
        Text(
            "写了自己的话，还没有选回答。", "There are words of your own, but no answer is chosen."
        ),
        Text(
            "请选一项，否则这一题算未回答。",
            "Choose one; until then the question counts as unanswered.",
        ),
    )


def _reason_unused(place: Place) -> Problem:
    return Problem(
        "reason-unused",
        "note",
        place,
        Text(
            "这一题选了级别，“不适用的理由”里的话没有用上。",
            "A level is chosen here, so the words under “Why it does not apply” were not used.",
        ),
        Text(
            "想留下的话，写到“自己的话”那一格。",
            "What you want to keep belongs under “In your own words”.",
        ),
    )
