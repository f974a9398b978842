"""Figures, dates and units as each language writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Context, Decimal
from typing import Final

from zeren.collect.facts import Fact, Period, plain
from zeren.collect.responses import Answer, Saying
from zeren.standards.questionnaires import Duty, EvidenceKind, Question, RedLine, Tier
from zeren.text import Text, listed, same

_PLACES: Final = Decimal("0.0001")
_EXACT: Final = Context(prec=40_000)  # more digits than a cell holds
_UNITS: Final = {
    "1": Text("", ""),
    "%": same("%"),
    "CNY10k": Text("万元", "× ¥10,000"),
    "CNY": Text("元", "CNY"),
    "EUR": Text("欧元", "EUR"),
    "GJ": Text("吉焦", "GJ"),
    "L": Text("升", "litres"),
    "MWh": Text("兆瓦时", "MWh"),
    "d": Text("天", "days"),
    "h": Text("小时", "hours"),
    "ha": Text("公顷", "hectares"),
    "kWh": Text("千瓦时", "kWh"),
    "kg": Text("千克", "kg"),
    "m2": Text("平方米", "m²"),
    "m3": Text("立方米", "m³"),
    "person": Text("人", "people"),
    "t": Text("吨", "tonnes"),
    "tCO2e": Text("吨二氧化碳当量", "t CO₂e"),
}

TIER_WORDS: Final[Mapping[Tier, Text]] = {
    "quick": Text("简版", "quick"),
    "basic": Text("基本版", "basic"),
}
_ONE: Final = {"person": "person", "d": "day", "h": "hour", "t": "tonne", "L": "litre"}
EVIDENCE_WORDS: Final[Mapping[EvidenceKind, Text]] = {
    "policy": Text("制度文件", "Policy"),
    "record": Text("记录", "Record"),
    "certificate": Text("证书", "Certificate"),
    "photo": Text("照片", "Photo"),
    "statistic": Text("统计数据", "Statistic"),
    "third-party-report": Text("第三方报告", "Third-party report"),
}


def unit_words(unit: str) -> Text:
    """The unit as people write it; a code we have no word for is shown as it is."""
    return _UNITS.get(unit) or same(unit)


def figure(number: Decimal) -> Text:
    """Digits with a comma every three places: 1,250,000.5.

    More than four places after the point are rounded for reading, and marked so: ≈ 0.3333.
    """
    rounded = number.quantize(_PLACES, context=_EXACT) if number.is_finite() else number
    if rounded != number:
        return same(f"≈ {figure(rounded).en}")
    digits = plain(number)
    return same(f"-{grouped(digits[1:])}" if digits.startswith("-") else grouped(digits))


def grouped(digits: str) -> str:
    """1250000.5 → 1,250,000.5; every digit stays, but for zeros in front."""
    whole, point, rest = digits.partition(".")
    whole = whole.lstrip("0") or "0"
    first = len(whole) % 3
    parts = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
    return f"{','.join(filter(None, parts))}{point}{rest}"


def with_unit(number: Decimal, unit: str) -> Text:
    digits, words = figure(number), unit_words(unit)
    if number == 1 and unit in _ONE:
        words = Text(words.zh, _ONE[unit])
    return Text(f"{digits.zh} {words.zh}".strip(), f"{digits.en} {words.en}".strip())


def points(hundredths: int | None) -> Text:
    """Hundredths of a point as points, with no zeros that say nothing: 6250 → 62.5."""
    if hundredths is None:
        return Text("未显示", "not shown")
    return same(plain(Decimal(hundredths) / 100))


def day_words(iso: str) -> Text:
    """2026-03-31 → 2026年3月31日, 31 March 2026; words that are no date stay as they are."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return same(iso)
    return Text(
        f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
    )


def day_after(iso: str, days: int) -> str:
    """The ISO date a number of days after another."""
    return (date.fromisoformat(iso) + timedelta(days=days)).isoformat()


def period_words(period: Period) -> Text:
    if period.start is None:
        return day_words(period.end)
    start, end = day_words(period.start), day_words(period.end)
    if period.start[4:] == "-01-01" and period.end == f"{period.start[:4]}-12-31":
        return Text(f"{period.end[:4]}年", period.end[:4])
    return Text(f"{start.zh}至{end.zh}", f"{start.en} to {end.en}")


def quoted(texts: Iterable[Text]) -> Text:
    """Titles that may hold commas of their own: ““a”“b”” and ““a”, “b””."""
    texts = tuple(texts)
    return Text(
        "".join(f"“{text.zh}”" for text in texts), ", ".join(f"“{text.en}”" for text in texts)
    )


def cited(duty: Duty) -> Text:
    """Law and article as each language cites them: 《劳动合同法》第九条, Labour Contract Law, Article 9."""
    name, mark, rest = duty.law.zh.partition("（")
    return Text(f"《{name}》{mark}{rest}{duty.article.zh}", f"{duty.law.en}, {duty.article.en}")


_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def answer_words(matter: Question | RedLine, answer: Answer | None) -> Text:
    if answer is None:
        return Text("还没答", "not answered yet")
    if isinstance(answer.said, int):
        seen = matter.levels[answer.said] if isinstance(matter, Question) else same("")
        return Text(f"{answer.said} 级：{seen.zh}", f"Level {answer.said}: {seen.en}")
    words = {
        Saying.DONT_KNOW: Text("不清楚", "don't know"),
        Saying.NOT_APPLICABLE: Text("不适用", "does not apply"),
        Saying.KEPT: Text("守住了", "kept"),
        Saying.BROKEN: Text("没有守住", "broken"),
    }[answer.said]
    if answer.reason:
        return Text(f"{words.zh}：{answer.reason.text}", f"{words.en}: {answer.reason.text}")
    return words


def concept_words(concept: str, dimensions: Iterable[tuple[str, str]]) -> Text:
    """A concept of VSME by its name, and what part of it: “Energy consumption from fuels (Renewable energy)”."""
    from zeren.standards.taxonomy import dimension_label  # only figures of the VSME need it
    from zeren.standards.vsme import load_concepts

    known = load_concepts().get(concept)
    label = known.label if known else same(concept)
    parts = listed(dimension_label(axis.removeprefix("vsme:"), value) for axis, value in dimensions)
    return Text(f"{label.zh}（{parts.zh}）", f"{label.en} ({parts.en})") if parts.en else label


def fact_words(fact: Fact) -> Text:
    """A VSME fact by its name and part; a total is named as one beside its parts."""
    from zeren.standards.taxonomy import load_taxonomy

    parts = fact.dimensions or load_taxonomy().whole_of(fact.code.removeprefix("vsme:"))
    return concept_words(fact.code, parts)
