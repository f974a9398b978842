"""The period that a workbook covers, also while one of its dates is missing or cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from zeren.collect.facts import Period
from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text

_FROM: Final = "period-from"
_TO: Final = "period-to"


def period_of(profile: Mapping[str, str | bool | Said], questionnaire: Questionnaire) -> Period:
    """As the profile states it; with one date its calendar year, with none the year before."""
    start, end = profile.get(_FROM), profile.get(_TO)
    if isinstance(start, str) and isinstance(end, str):
        return Period(end=end, start=start)
    stated = next((day for day in (start, end) if isinstance(day, str)), "")
    year = stated[:4] or str(int(questionnaire.edition) - 1)
    return Period(end=f"{year}-12-31", start=f"{year}-01-01")


def taken_for_now(
    problems: Iterable[Problem], response: Response, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """The problems, and with every error of a date that was not read what is taken instead."""
    unread = {
        places.get(code) or Place(field=code)
        for code in (_FROM, _TO)
        if code not in response.profile
    }
    said = Text("暂按 {year} 年全年计算。", " The year {year} is taken for now.").format(
        year=response.period.end[:4]
    )
    for problem in problems:
        if problem.level == "error" and problem.place in unread:
            what = Text(problem.what.zh + said.zh, problem.what.en + said.en)
            yield replace(problem, what=what)
        else:
            yield problem
