"""Which numbers cannot be, which are unusual, and which do not agree with each other.

Ranges are data of the questionnaire; the few sums that are compared stand here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from zeren.collect.facts import Fact, plain
from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Field, Questionnaire
from zeren.text import Text

Where = Callable[[str], Place]

EMPLOYEES: Final = ("employees-women", "employees-men")
CONTRACTS: Final = ("employees-open-ended", "employees-fixed-term", "employees-other-contract")


def employees(response: Response) -> Decimal | None:
    """The total headcount: women plus men, unless a total was given."""
    total = response.number("employees")
    if total is not None:
        return total
    parts = [response.number(code) for code in EMPLOYEES]
    return None if None in parts else sum((part for part in parts if part), Decimal())


def cannot_be(field: Field, fact: Fact) -> bool:
    """Outside what is possible, or broken where whole things are counted."""
    value = fact.value
    if not isinstance(value, Decimal):
        return False
    least, most = _decimal(field.range.least), _decimal(field.range.most)
    return (
        (field.whole and value != value.to_integral_value())
        or (least is not None and value < least)
        or (most is not None and value > most)
    )


def impossible_numbers(
    questionnaire: Questionnaire, response: Response, where: Where
) -> Iterator[Problem]:
    for field in questionnaire.fields:
        fact = response.fact(field.code)
        if fact is None or not isinstance(fact.value, Decimal) or not cannot_be(field, fact):
            continue
        if field.whole and fact.value != fact.value.to_integral_value():
            what = Text(
                "这里应当是整数，{value} 不是。", "This counts whole things; {value} is not whole."
            )
        else:
            what = Text(
                "“{label}”不可能是 {value}：应当{bounds}。",
                '"{label}" cannot be {value}: it should be {bounds}.',
            )
        yield Problem(
            "number-impossible",
            "error",
            where(field.code),
            what.format(
                value=plain(fact.value),
                label=field.label,
                bounds=_bounds(field.range.least, field.range.most),
            ),
            Text(
                "请核对数字、小数点和单位；不知道就空着。",
                "Check the digits, the decimal point and the unit; leave it empty if you don't know.",
            ),
        )


def unusual_numbers(
    questionnaire: Questionnaire, response: Response, where: Where
) -> Iterator[Problem]:
    for field in questionnaire.fields:
        fact = response.fact(field.code)
        if fact is None or not isinstance(fact.value, Decimal) or cannot_be(field, fact):
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
                "“{label}”填了 {value}{each}，通常{bounds}。",
                '"{label}" is {value}{each}; usually it is {bounds}.',
            ).format(
                label=field.label,
                value=plain(fact.value),
                each=by.format(share=plain(round(share, 3)) if by.zh else ""),
                bounds=_bounds(field.range.usual_least, field.range.usual_most),
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
        by = Text("，平均每名员工 {share}", ", or {share} for each employee")
        size = employees(response)
    else:
        by = Text("，相除得 {share}", ", which divides to {share}")
        size = response.number(field.range.per)
    return (size, by) if size else None


def _bounds(least: str | None, most: str | None) -> Text:
    if most is None:
        return Text(f"不小于 {least}", f"{least} or more")
    if least is None:
        return Text(f"不大于 {most}", f"{most} or less")
    return Text(f"在 {least} 到 {most} 之间", f"between {least} and {most}")


def sums(response: Response, where: Where) -> Iterator[Problem]:
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
        "请对照同一天的花名册和记录核对。",
        "Check them against the staff list and records of the same day.",
    )
    return Problem("sum-disagrees", "note", place, what, remedy)


def _decimal(digits: str | None) -> Decimal | None:
    return None if digits is None else Decimal(digits)
