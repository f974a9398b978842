"""What a company ticked for the public, and nothing from which the rest follows.

The outward report is made from a Published value alone. Two responses that differ only in what is
not ticked give the same Published, hence the same bytes: that is how a test holds the wall.
No score, level number, coverage or hash of the response is in it.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

from zeren.assess.scores import counting_evidence
from zeren.collect.facts import Fact, Period, value_as_json
from zeren.collect.responses import Answer, Response, Saying
from zeren.problems import Place, Problem
from zeren.publish.wording import day_words, figure, unit_words, with_unit
from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine
from zeren.text import Said, Text, same

Words = Text | Said
_LONGEST_NAME: Final = 300


class Practice(NamedTuple):
    """A ticked answer in words: what one sees at the company, or a red line that it keeps."""

    code: str
    area: str
    title: Text
    seen: Text
    words: Said | None
    evidence_attached: bool
    topics: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "title": self.title.as_json(),
            "seen": self.seen.as_json(),
            "words": self.words.as_json() if self.words else None,
            "evidence": "attached, not checked" if self.evidence_attached else None,
            "topics": list(self.topics),
        }


class Figure(NamedTuple):
    """A ticked fact with the words to print it by; `group` is the heading it stands under."""

    fact: Fact
    group: Text
    label: Text
    value: Words
    unit: Text
    breakdown: Text | None

    def as_json(self) -> dict[str, object]:
        stated = self.fact.as_json()
        kept = ("code", "kind", "value", "unit", "period", "dimensions", "topics")
        return {name: stated[name] for name in kept} | {"label": self.label.as_json()}


class Line(NamedTuple):
    """A ticked line of the profile: its words for people, its value (and unit) for programs."""

    code: str
    label: Text
    words: Words
    value: object  # a string (a number's digits, a choice's code, a date), a bool, or said words
    unit: str

    def as_json(self) -> dict[str, object]:
        return {
            "code": self.code,
            "label": self.label.as_json(),
            "value": self.value,
            "unit": self.unit or None,
            "words": self.words.as_json(),
        }


class Published(NamedTuple):
    """Everything that the outward report may say."""

    source: Text
    company: Text
    period: Period
    about: tuple[Line, ...]
    statement: Said | None
    statement_by: Said | None
    practices: tuple[Practice, ...]
    figures: tuple[Figure, ...]

    def as_json(self) -> dict[str, object]:
        return {
            "source": self.source.as_json(),
            "self_assessed": True,
            "verified": False,
            "company": self.company.as_json(),
            "period": self.period.as_json(),
            "about": [line.as_json() for line in self.about],
            "statement": self.statement.as_json() if self.statement else None,
            "statement_by": self.statement_by.as_json() if self.statement_by else None,
            "practices": [practice.as_json() for practice in self.practices],
            "facts": [figure.as_json() for figure in self.figures],
        }


def company_name(response: Response) -> Text:
    """The company's name in each language; one name serves both where only one was given.

    Whatever was pasted in its place is cut: a page's head and a PDF's properties hold only so much.
    """
    chinese, english = (
        _plain(response.profile.get(code))[:_LONGEST_NAME] for code in ("name-zh", "name-en")
    )
    either = chinese or english
    if not either:
        return Text("（没有填写企业名称）", "(company name not given)")
    return Text(chinese or either, english or either)


def published(questionnaire: Questionnaire, response: Response) -> Published:
    """Take what is ticked out of a response to a questionnaire."""
    ticked = response.published
    shown = [field for field in questionnaire.fields if field.code in ticked]
    return Published(
        source=Text(
            f"{questionnaire.title.zh}（{questionnaire.edition}版）",
            f"{questionnaire.title.en} (edition {questionnaire.edition})",
        ),
        company=company_name(response),
        period=response.period,
        about=tuple(_about(shown, response)),
        statement=_said(response, "statement", ticked),
        statement_by=_said(response, "statement-by", ticked),
        practices=tuple(_practices(questionnaire, response)),
        figures=tuple(_figures(shown, response)),
    )


def _about(shown: list[Field], response: Response) -> list[Line]:
    left_out = {"name-zh", "name-en", "period-from", "period-to", "statement", "statement-by"}
    return [
        Line(field.code, field.label, words, _value(field, response), field.unit)
        for field in shown
        if field.group == "profile" and field.code not in left_out
        if (words := profile_words(field, response)) is not None
    ]


def _value(field: Field, response: Response) -> object:
    fact = response.fact(field.code)
    value = fact.value if fact else response.profile.get(field.code)
    return None if value is None else value_as_json(value)


def profile_words(field: Field, response: Response) -> Words | None:
    """A line of the profile as words; None where it was left empty."""
    if field.kind == "number":
        number = response.number(field.code)
        return None if number is None else with_unit(number, field.unit)
    value = response.profile.get(field.code, "")
    if isinstance(value, Said):
        return value if value.text else None
    if isinstance(value, bool):
        return Text("是", "Yes") if value else Text("否", "No")
    labels = {choice.code: choice.label for choice in field.choices}
    words = day_words(value) if field.kind == "date" else labels.get(value, same(value))
    return words if value else None


def _practices(questionnaire: Questionnaire, response: Response) -> list[Practice]:
    lines = [
        _kept_line(line, answer)
        for line in questionnaire.red_lines
        if (answer := _ticked(line.code, response)) and answer.said is Saying.KEPT
    ]
    return lines + [
        _practice(question, answer.said, answer, response)
        for question in questionnaire.questions
        if (answer := _ticked(question.code, response)) and isinstance(answer.said, int)
    ]


def _ticked(code: str, response: Response) -> Answer | None:
    return response.answer_to.get(code) if code in response.published else None


def _kept_line(line: RedLine, answer: Answer) -> Practice:
    return Practice(
        code=line.code,
        area="red-lines",
        title=line.title,
        seen=Text("企业声明守住了这条红线。", "The company states that it keeps this red line."),
        words=answer.words,
        evidence_attached=False,
        topics=line.topics,
    )


def _practice(question: Question, level: int, answer: Answer, response: Response) -> Practice:
    return Practice(
        code=question.code,
        area=question.area,
        title=question.title,
        seen=question.levels[level],
        words=answer.words,
        evidence_attached=counting_evidence(question, response),
        topics=question.topics,
    )


def _figures(shown: list[Field], response: Response) -> list[Figure]:
    group = Text("关键数据", "Key numbers")
    return [
        Figure(
            fact=fact,
            group=group,
            label=field.label,
            value=figure(fact.value),
            unit=unit_words(field.unit),
            breakdown=None,
        )
        for field in shown
        if field.group == "numbers" and (fact := response.fact(field.code))
        if isinstance(fact.value, Decimal)
    ]


def _said(response: Response, code: str, ticked: frozenset[str]) -> Said | None:
    value = response.profile.get(code) if code in ticked else None
    if value is None or isinstance(value, bool):
        return None
    return value if isinstance(value, Said) else Said.of(value)


def _plain(value: object) -> str:
    return value.text if isinstance(value, Said) else value if isinstance(value, str) else ""


def unflattering(questionnaire: Questionnaire, response: Response) -> tuple[Problem, ...]:
    """A note for each published answer below its target: the report will print that very sentence."""
    return tuple(
        Problem(
            "published-below-target",
            "note",
            Place(sheet=answer.source.sheet, cell=answer.source.cell, field=question.code),
            Text(
                "“{title}”选了公开，现在是 {level} 级。对外报告会照印：“{seen}”",
                "“{title}” is marked “Publish” at level {level}. The outward report will print: “{seen}”",
            ).format(title=question.title, level=answer.said, seen=question.levels[answer.said]),
            Text(
                "不想这样说，就改成“不公开”。",
                "If you would rather not say that, mark it “Keep private”.",
            ),
        )
        for question in questionnaire.questions
        if (answer := _ticked(question.code, response)) and isinstance(answer.said, int)
        if answer.said < question.target
    )
