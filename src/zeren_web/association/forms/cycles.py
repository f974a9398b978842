"""The form of a cycle: what was typed, what it means, and everything that is wrong with it at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from django.http import QueryDict

from zeren.standards.questionnaires import TIERS
from zeren.text import Text
from zeren_web.records.models import Cycle

LEAST_GROUP: Final = 3
MOST_GROUP: Final = 50
MOST_GRACE: Final = 60
_LONGEST_PERIOD: Final = 366
_YEARS: Final = range(2000, 2101)
_DATES: Final = ("period_start", "period_end", "opens", "closes")
_NUMBERS: Final[Mapping[str, tuple[int, int]]] = {
    "year": (_YEARS[0], _YEARS[-1]),
    "grace_days": (0, MOST_GRACE),
    "least_group": (LEAST_GROUP, MOST_GROUP),
}
_TITLES: Final = {"title_zh": 80, "title_en": 120}

EMPTY: Final = Text("这一项还没有填。", "This is still empty.")
NO_DATE: Final = Text(
    "“{typed}”不是日期。请写成 2026-11-30 这样。",
    "“{typed}” is no date. Write it like 2026-11-30.",
)
FAR_DAY: Final = Text(
    "{day} 太远了：请填 {least} 年到 {most} 年之间的日期。",
    "{day} is too far away: write a date in the years {least} to {most}.",
)
NO_NUMBER: Final = Text(
    "“{typed}”不行：请填 {least} 到 {most} 之间的整数。",
    "“{typed}” will not do: write a whole number from {least} to {most}.",
)
TOO_LONG: Final = Text(
    "最多 {most} 字，现在有 {count} 字。", "At most {most} characters; there are {count}."
)
TAKEN: Final = Text(
    "{year} 年已经有一个周期。一年一个：请改年份，或者去改那一个。",
    "There is a cycle for {year} already, and a year has one. Choose another year, or change that one.",
)
_NOT_OFFERED: Final = Text("请从下面选一项。", "Choose one of those below.")
_REVERSED: Final = Text(
    "{end} 比 {start} 早，可能写反了。", "{end} is before {start}; perhaps they are swapped."
)
_LONG_PERIOD: Final = Text(
    "填报期间有 {days} 天，最多一年（366 天）。",
    "The period has {days} days; a year (366) is the most.",
)
_PAST: Final = Text(
    "{day} 已经过去了。要现在就停止收答卷，请用“现在关闭”。",
    "{day} is over. To take no more answers from now on, use “Close now”.",
)


@dataclass(frozen=True, slots=True)
class CycleForm:
    """What stands in the fields, what it means where it is sound, and what is wrong, by field."""

    typed: Mapping[str, str]
    supplements: tuple[str, ...] = ()
    given: Mapping[str, object] = field(default_factory=dict)
    errors: Mapping[str, Text] = field(default_factory=dict)

    def with_error(self, name: str, words: Text) -> CycleForm:
        return CycleForm(self.typed, self.supplements, self.given, {**self.errors, name: words})


def form_of(cycle: Cycle) -> CycleForm:
    """The form as a cycle fills it."""
    names = (*_TITLES, *_NUMBERS, *_DATES, "tier")
    typed = {name: str(getattr(cycle, name)) for name in names}
    return CycleForm(typed, tuple(cycle.supplements))


def a_year_later(cycle: Cycle) -> CycleForm:
    """Last year's cycle as the beginning of this year's."""
    form = form_of(cycle)
    moved = {name: _year_on(getattr(cycle, name)).isoformat() for name in _DATES}
    year, after = str(cycle.year), str(cycle.year + 1)
    titles = {name: form.typed[name].replace(year, after) for name in _TITLES}
    return CycleForm({**form.typed, **moved, **titles, "year": after}, form.supplements)


def _year_on(day: date) -> date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year + 1, day=28)


def read_cycle(sent: QueryDict, *, offered: tuple[str, ...]) -> CycleForm:
    """Read everything that was sent; `offered` are the supplements that there are."""
    reading = _Reading(sent)
    for name, most in _TITLES.items():
        reading.read(name, partial(_title, most=most))
    for name, (least, most) in _NUMBERS.items():
        reading.read(name, partial(_number, least=least, most=most))
    for name in _DATES:
        reading.read(name, _day)
    reading.read("tier", lambda typed: typed if typed in TIERS else _NOT_OFFERED)
    chosen = tuple(name for name in offered if name in sent.getlist("supplements"))
    reading.given["supplements"] = list(chosen)
    _in_order(reading, "period_start", "period_end")
    _in_order(reading, "opens", "closes")
    start, end = reading.given.get("period_start"), reading.given.get("period_end")
    if isinstance(start, date) and isinstance(end, date):
        days = (end - start).days + 1
        if days > _LONGEST_PERIOD:
            reading.errors["period_end"] = _LONG_PERIOD.format(days=days)
    return reading.form(chosen)


def read_dates(sent: QueryDict, cycle: Cycle, *, today: date) -> CycleForm:
    """The two things that may change after launch."""
    reading = _Reading(sent)
    least, most = _NUMBERS["grace_days"]
    reading.read("closes", _day)
    reading.read("grace_days", partial(_number, least=least, most=most))
    closes = reading.given.get("closes")
    if isinstance(closes, date) and closes != cycle.closes:
        if closes < cycle.opens:
            reading.errors["closes"] = _REVERSED.format(end=closes, start=cycle.opens)
        elif closes < today:
            reading.errors["closes"] = _PAST.format(day=closes)
    return reading.form(tuple(cycle.supplements))


@dataclass(slots=True)
class _Reading:
    sent: QueryDict
    typed: dict[str, str] = field(default_factory=dict)
    given: dict[str, object] = field(default_factory=dict)
    errors: dict[str, Text] = field(default_factory=dict)

    def read(self, name: str, understood: Callable[[str], object]) -> None:
        typed = self.sent.get(name, "").replace("\x00", "").strip()
        self.typed[name] = typed
        value = understood(typed) if typed else EMPTY
        if isinstance(value, Text):
            self.errors[name] = value
        else:
            self.given[name] = value

    def form(self, supplements: tuple[str, ...]) -> CycleForm:
        return CycleForm(self.typed, supplements, self.given, self.errors)


def _in_order(reading: _Reading, first: str, last: str) -> None:
    start, end = reading.given.get(first), reading.given.get(last)
    if isinstance(start, date) and isinstance(end, date) and end < start:
        reading.errors[last] = _REVERSED.format(end=end, start=start)


def _title(typed: str, *, most: int) -> str | Text:
    return typed if len(typed) <= most else TOO_LONG.format(most=most, count=len(typed))


def _number(typed: str, *, least: int, most: int) -> int | Text:
    number = int(typed) if re.fullmatch("[0-9]{1,4}", typed) else -1
    if least <= number <= most:
        return number
    return NO_NUMBER.format(typed=typed[:20], least=least, most=most)


def _day(typed: str) -> date | Text:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return NO_DATE.format(typed=typed[:20])
    if day.year not in _YEARS:  # grace days and next year's cycle are counted from it
        return FAR_DAY.format(day=day, least=_YEARS[0], most=_YEARS[-1])
    return day
