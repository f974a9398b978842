"""What a careful reader would ask back about a response, before anything is computed from it.

Errors are values that cannot be; they are left out of what `examine` returns. Notes are values
worth a second look; they stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from zeren.collect import uscc
from zeren.collect.evidence import shortfalls
from zeren.collect.numbers import Where, cannot_be, impossible_numbers, sums, unusual_numbers
from zeren.collect.personal import in_answers, without_personal_numbers
from zeren.collect.responses import Answer, Response, Saying
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Question, Questionnaire, RedLine, is_asked
from zeren.text import Text, listed, same

LEAST_DAYS: Final = 28
MOST_DAYS: Final = 366


def examine(
    questionnaire: Questionnaire,
    response: Response,
    *,
    places: Mapping[str, Place] | None = None,
) -> tuple[Response, tuple[Problem, ...]]:
    """Return what is sound of a response, and everything that is wrong or odd about it.

    `places` tells where each question or field stands, filled or not; without it, its code does.
    """
    known = places or {}

    def where(code: str) -> Place:
        return known.get(code) or Place(field=code)

    problems = (
        *_missing(questionnaire, response, where),
        *_company_code(response, where),
        *_period(response, where),
        *impossible_numbers(questionnaire, response, where),
        *_not_applicable(questionnaire, response, where),
        *unusual_numbers(questionnaire, response, where),
        *sums(response, where),
        *_contradictions(questionnaire, response, where),
        *_evidence(questionnaire, response),
        *in_answers(response, where),
        *_unanswered(questionnaire, response),
    )
    return without_personal_numbers(_sound(questionnaire, response)), problems


def _sound(questionnaire: Questionnaire, response: Response) -> Response:
    fields = {questionnaire.address(field.code): field for field in questionnaire.fields}
    wrong_code = "uscc" in response.profile and not uscc.is_right(str(response.profile["uscc"]))
    return replace(
        response,
        profile={
            code: value
            for code, value in response.profile.items()
            if not (code == "uscc" and wrong_code)
        },
        answers=tuple(
            answer for answer in response.answers if not _unfounded(questionnaire, answer)
        ),
        facts=tuple(
            fact
            for fact in response.facts
            if not (fact.code in fields and cannot_be(fields[fact.code], fact))
        ),
    )


def _missing(questionnaire: Questionnaire, response: Response, where: Where) -> Iterator[Problem]:
    for field in questionnaire.fields:
        if not field.required or not is_asked(field.asked_when, response.profile):
            continue
        given = response.fact(field.code) if field.kind == "number" else None
        if given is None and response.profile.get(field.code) is None:
            yield Problem(
                "required-missing",
                "error",
                where(field.code),
                Text("“{label}”还没有填。", '"{label}" is still empty.').format(label=field.label),
                Text("这一项必填，请补上。", "It is needed: please fill it in."),
            )


def _company_code(response: Response, where: Where) -> Iterator[Problem]:
    if "uscc" in response.profile:
        yield from uscc.problems_of(str(response.profile["uscc"]), place=where("uscc"))


def _period(response: Response, where: Where) -> Iterator[Problem]:
    start, end = response.period.start, response.period.end
    if start is None:
        return
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    if days < 1:
        yield Problem(
            "period-reversed",
            "error",
            where("period-to"),
            Text(
                "期间止（{end}）早于期间起（{start}）。",
                "The period ends ({end}) before it starts ({start}).",
            ).format(start=start, end=end),
            Text("请核对两个日期，可能写反了。", "Check both dates; perhaps they are swapped."),
        )
    elif not LEAST_DAYS <= days <= MOST_DAYS:
        yield Problem(
            "period-unusual",
            "note",
            where("period-to"),
            Text(
                "填报期间有 {days} 天，通常是一个自然年。",
                "The period covers {days} days; usually it is one calendar year.",
            ).format(days=days),
            Text("如果不是有意的，请核对起止日期。", "If that is not meant, check both dates."),
        )


def _unfounded(questionnaire: Questionnaire, answer: Answer) -> bool:
    """An answer “not applicable” that is not offered, or that gives no reason."""
    if answer.said is not Saying.NOT_APPLICABLE:
        return False
    question = questionnaire.question_of.get(answer.question)
    return question is None or not question.may_not_apply or answer.reason is None


def _not_applicable(
    questionnaire: Questionnaire, response: Response, where: Where
) -> Iterator[Problem]:
    for answer in response.answers:
        question = questionnaire.question_of.get(answer.question)
        not_asked = question is not None and not is_asked(question.asked_when, response.profile)
        if not_asked or not _unfounded(questionnaire, answer):
            continue
        if question is not None and question.may_not_apply:
            yield Problem(
                "reason-missing",
                "error",
                where(answer.question),
                Text(
                    "“{title}”选了不适用，没有写理由。",
                    '"{title}" is marked not applicable without a reason.',
                ).format(title=question.title),
                Text(
                    "请在同一行写一句为什么不适用，例如“没有食堂”；否则按未回答处理。",
                    'Write in the same row why, for example "we have no canteen"; until then it'
                    " counts as unanswered.",
                ),
            )
        else:
            yield Problem(
                "not-applicable-not-offered",
                "error",
                where(answer.question),
                Text(
                    "{code} 这一题对每家企业都适用，不能选不适用。",
                    "{code} applies to every company: not applicable is not offered here.",
                ).format(code=answer.question),
                Text(
                    "请选已经做到的最高一级；说不准就选“不清楚”。",
                    'Choose the highest level reached, or "don\'t know" if you cannot tell.',
                ),
            )


def _contradictions(
    questionnaire: Questionnaire, response: Response, where: Where
) -> Iterator[Problem]:
    asked_when = {
        **{question.code: question.asked_when for question in questionnaire.questions},
        **{line.code: line.asked_when for line in questionnaire.red_lines},
    }
    answered = [
        answer.question for answer in response.answers if answer.said is not Saying.NOT_APPLICABLE
    ]
    filled = []
    for field in questionnaire.fields:
        asked_when[field.code] = field.asked_when
        if response.number(field.code):
            filled.append(field.code)
    for code in (*answered, *filled):
        denied = [fact for fact in asked_when.get(code, ()) if response.profile.get(fact) is False]
        if denied:
            labels = listed(questionnaire.field_of[fact].label for fact in denied)
            yield _contradiction(where(code), code=code, labels=labels)


def _contradiction(place: Place, *, code: str, labels: Text) -> Problem:
    return Problem(
        "contradicts-profile",
        "note",
        place,
        Text(
            "企业概况里“{labels}”选了“否”，{code} 却有回答。",
            'The profile says no to "{labels}", yet {code} is answered.',
        ).format(labels=labels, code=code),
        Text(
            "两处请对一下。在改概况之前，这条回答不计入结果。",
            "Put one of them right. Until the profile changes, this answer does not count.",
        ),
    )


def _evidence(questionnaire: Questionnaire, response: Response) -> Iterator[Problem]:
    """Pieces that will not count, and why."""
    for piece in response.evidence:
        source = piece.source
        code = "" if source.cell else piece.question
        place = Place(sheet=source.sheet, cell=source.cell, field=code)
        question = questionnaire.question_of.get(piece.question)
        if question is None:
            yield _does_not_count(place, piece.question, "red-line", _NO_EXAMPLES)
            continue
        examples = listed(hint.example for hint in question.evidence)
        for reason in shortfalls(piece, question=question, period=response.period):
            yield _does_not_count(place, question.code, reason, examples)


def _does_not_count(place: Place, code: str, reason: str, examples: Text) -> Problem:
    what, remedy = _SHORTFALLS[reason]
    return Problem(
        f"evidence-{reason}",
        "note",
        place,
        what.format(code=code),
        remedy.format(examples=examples),
    )


_NO_EXAMPLES: Final = Text("", "")
_SHORTFALLS: Final[Mapping[str, tuple[Text, Text]]] = {
    "kind": (
        Text(
            "{code} 不看这类证据，所以不计入有证据的得分。",
            "{code} does not look for this kind of evidence, so it does not count towards the"
            " evidenced score.",
        ),
        Text("例如可以附：{examples}", "What would count: {examples}"),
    ),
    "nowhere": (
        Text(
            "{code} 的这件证据没有写文件名或链接，所以不计入有证据的得分。",
            "This evidence for {code} has no file name or link, so it does not count towards the"
            " evidenced score.",
        ),
        Text("请写上文件名或链接。", "Add the file name or a link."),
    ),
    "period": (
        Text(
            "{code} 的这件证据不在填报期间之内，所以不计入有证据的得分。",
            "This evidence for {code} lies outside the period covered, so it does not count towards"
            " the evidenced score.",
        ),
        Text("请核对起止日期，或换一件期间内的。", "Check its dates, or name one from the period."),
    ),
    "expired": (
        Text(
            "{code} 的这件证据在填报期间结束前已经到期，所以不计入有证据的得分。",
            "This evidence for {code} expired before the end of the period, so it does not count"
            " towards the evidenced score.",
        ),
        Text("请核对到期日，或附上新的一份。", "Check the expiry date, or name the new one."),
    ),
    "red-line": (
        Text(
            "{code} 是红线，不按证据计分。这件证据会保留，但不影响结果。",
            "{code} is a red line, which no evidence scores. The piece is kept and changes nothing.",
        ),
        Text("不用改。", "There is nothing to change."),
    ),
}


def _unanswered(questionnaire: Questionnaire, response: Response) -> Iterator[Problem]:
    """One note for all that is still open."""
    asked: tuple[Question | RedLine, ...] = (*questionnaire.questions, *questionnaire.red_lines)
    answered = {answer.question for answer in response.answers}
    still = [
        same(question.code)
        for question in asked
        if is_asked(question.asked_when, response.profile) and question.code not in answered
    ]
    if still:
        yield Problem(
            "unanswered",
            "note",
            Place(),
            Text("还有 {count} 题没有回答：{codes}。", "{count} not answered yet: {codes}.").format(
                count=len(still), codes=listed(still)
            ),
            Text(
                "说不准的可以选“不清楚”；全部答完，结果才完整。",
                'Where you cannot tell, choose "don\'t know"; the result is complete once all are'
                " answered.",
            ),
        )
