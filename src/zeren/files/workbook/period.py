"""What is told about the period of a workbook while one of its dates is missing or cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from zeren.collect.periods import PERIOD
from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.text import Text


def taken_for_now(
    problems: Iterable[Problem], response: Response, places: Mapping[str, Place]
) -> Iterator[Problem]:
    """The problems, and with every error of a date that was not read what is taken instead."""
    unread = {
        places.get(code) or Place(field=code) for code in PERIOD if code not in response.profile
    }
    said = Text("暂按 {year} 年全年计算。", " The year {year} is taken for now.").format(
        year=response.period.end[:4]
    )
    for problem in problems:
        if problem.level == "error" and problem.place in unread:
            what = Text(problem.what.zh + said.zh, problem.what.en + said.en)
            yield problem._replace(what=what)
        else:
            yield problem
