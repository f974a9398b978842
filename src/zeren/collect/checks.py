"""What a careful reader would ask back about a response, before anything is computed from it.

Errors are values that cannot be; they are left out of what `examine` returns. Notes are values
worth a second look; they stay. What is compared with what is data of the questionnaire, except
for the few sums that stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Final

from zeren.collect import uscc
from zeren.collect.facts import Fact, plain
from zeren.collect.personal import in_answers, without_personal_numbers
from zeren.collect.responses import Answer, Response, Saying
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.text import Said, Text, listed

Where = Callable[[str], Place]

EMPLOYEES: Final = ("employees-women", "employees-men")
CONTRACTS: Final = ("employees-open-ended", "employees-fixed-term", "employees-other-contract")


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
        *_impossible_numbers(questionnaire, response, where),
        *_not_applicable(questionnaire, response, where),
        *_unusual_numbers(questionnaire, response, where),
        *_sums(questionnaire, response, where),
        *_contradictions(questionnaire, response, where),
        *_evidence_of_other_kinds(questionnaire, response),
        *in_answers(response, where),
    )
    return without_personal_numbers(_sound(questionnaire, response)), problems


def employees(response: Response) -> Decimal | None:
    """The total headcount: women plus men, unless a total was given."""
    total = response.number("employees")
    if total is not None:
        return total
    parts = [response.number(code) for code in EMPLOYEES]
    return None if None in parts else sum((part for part in parts if part), Decimal())


def is_asked(asked_when: tuple[str, ...], response: Response) -> bool:
    """Whether the profile asks for it; a fact that nobody has stated yet leaves it open: asked."""
    return not any(response.profile.get(fact) is False for fact in asked_when)


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
            if not (fact.code in fields and _cannot_be(fields[fact.code], fact))
        ),
    )


# What cannot be


def _missing(questionnaire: Questionnaire, response: Response, where: Where) -> Iterator[Problem]:
    for field in questionnaire.fields:
        if not field.required or not is_asked(field.asked_when, response):
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
    elif not 27 < days < 367:
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


def _cannot_be(field: Field, fact: Fact) -> bool:
    value = fact.value
    if not isinstance(value, Decimal):
        return False
    least, most = _decimal(field.range.least), _decimal(field.range.most)
    return (
        (field.whole and value != value.to_integral_value())
        or (least is not None and value < least)
        or (most is not None and value > most)
    )


def _impossible_numbers(
    questionnaire: Questionnaire, response: Response, where: Where
) -> Iterator[Problem]:
    for field in questionnaire.fields:
        fact = response.fact(field.code)
        if fact is None or not isinstance(fact.value, Decimal) or not _cannot_be(field, fact):
            continue
        if field.whole and fact.value != fact.value.to_integral_value():
            what = Text("这里应当是整数，{value} 不是。", "This counts whole things; {value} is not whole.")
        else:
            what = Text(
                "{value} 不可能是“{label}”：应在 {least} 与 {most} 之间。",
                '{value} cannot be "{label}": it lies between {least} and {most}.',
            )
        yield Problem(
            "number-impossible",
            "error",
            where(field.code),
            what.format(
                value=plain(fact.value),
                label=field.label,
                least=field.range.least or Text("任意小的数", "any small number"),
                most=field.range.most or Text("任意大的数", "any large number"),
            ),
            Text(
                "请核对数字、小数点和单位；不知道就空着。",
                "Check the digits, the decimal point and the unit; leave it empty if you don't know.",
            ),
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
        if not _unfounded(questionnaire, answer):
            continue
        question = questionnaire.question_of.get(answer.question)
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
                    "请选最接近的一级；说不准就选“不清楚”。",
                    'Choose the nearest level, or "don\'t know" if you cannot tell.',
                ),
            )


# What is worth a second look


def _unusual_numbers(
    questionnaire: Questionnaire, response: Response, where: Where
) -> Iterator[Problem]:
    for field in questionnaire.fields:
        fact = response.fact(field.code)
        if fact is None or not isinstance(fact.value, Decimal) or _cannot_be(field, fact):
            continue
        each = _each(field, response)
        if each is None:
            continue
        size, by = each
        share = fact.value / size
        least, most = _decimal(field.range.usual_least), _decimal(field.range.usual_most)
        if (least is None or share >= least) and (most is None or share <= most):
            continue
        yield Problem(
            "number-unusual",
            "note",
            where(field.code),
            Text(
                "“{label}”填了 {value}{each}，通常在 {least} 到 {most} 之间。",
                '"{label}" is {value}{each}; usually it lies between {least} and {most}.',
            ).format(
                label=field.label,
                value=plain(fact.value),
                each=by.format(share=plain(round(share, 3)) if by.zh else ""),
                least=field.range.usual_least or "0",
                most=field.range.usual_most or Text("更大的数", "more"),
            ),
            Text(
                "请核对单位和小数点；确实如此就不用改。",
                "Check the unit and the decimal point; if it is right, leave it.",
            ),
        )


def _each(field: Field, response: Response) -> tuple[Decimal, Text] | None:
    """What a number is divided by before it is compared, and the words for the result."""
    if not field.range.per:
        return Decimal(1), Text("", "")
    if field.range.per == "employees":
        by = Text("，平均每名员工 {share}", ", {share} for each employee")
        size = employees(response)
    else:
        by = Text("，折合 {share}", ", that is {share} after division")
        size = response.number(field.range.per)
    return (size, by) if size else None


def _sums(questionnaire: Questionnaire, response: Response, where: Where) -> Iterator[Problem]:
    total = employees(response)
    contracts = {code: response.number(code) for code in CONTRACTS}
    by_contract = sum((number for number in contracts.values() if number), Decimal())
    if total is not None and any(contracts.values()) and by_contract != total:
        yield _disagree(
            where(CONTRACTS[0]),
            Text(
                "三类合同的人数加起来是 {one}，男女员工加起来是 {other}。",
                "The three kinds of contract add up to {one}, women and men to {other}.",
            ).format(one=plain(by_contract), other=plain(total)),
        )
    insured = response.number("insured")
    if total is not None and insured is not None and insured > total:
        yield _disagree(
            where("insured"),
            Text(
                "参加社会保险的人数 {one} 多于员工总数 {other}。",
                "{one} people are insured, more than the {other} employees.",
            ).format(one=plain(insured), other=plain(total)),
        )
    accidents = [response.number(code) for code in ("injuries", "injuries-dispatched")]
    if response.number("lost-days") and not any(accidents) and accidents[0] is not None:
        yield _disagree(
            where("lost-days"),
            Text(
                "有因工伤损失的天数，工伤事故却是 0 起。",
                "Days were lost to accidents, yet the number of accidents is 0.",
            ),
        )


def _disagree(place: Place, what: Text) -> Problem:
    remedy = Text(
        "请对照同一天的花名册和记录核对。", "Check them against the staff list and records of the same day."
    )
    return Problem("sum-disagrees", "note", place, what, remedy)


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


def _evidence_of_other_kinds(questionnaire: Questionnaire, response: Response) -> Iterator[Problem]:
    for piece in response.evidence:
        question = questionnaire.question_of.get(piece.question)
        if question is None or piece.kind in {hint.kind for hint in question.evidence}:
            continue
        source = piece.source
        place = Place(sheet=source.sheet, cell=source.cell, field="" if source.cell else piece.question)
        yield Problem(
            "evidence-kind",
            "note",
            place,
            Text(
                "{code} 不看这类证据，所以不计入有证据的得分。",
                "{code} does not look for this kind of evidence, so it does not count towards the"
                " evidenced score.",
            ).format(code=piece.question),
            Text("例如可以附：{examples}", "What would count: {examples}").format(
                examples=listed(hint.example for hint in question.evidence)
            ),
        )


def _decimal(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)


__all__ = ["employees", "examine", "is_asked"]
