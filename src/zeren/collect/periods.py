"""The period that a response covers, also while one of its dates is missing."""

from __future__ import annotations

from typing import Final

from zeren.collect.facts import Period
from zeren.collect.responses import Profile
from zeren.standards.questionnaires import Questionnaire

PERIOD: Final = ("period-from", "period-to")  # the fields of the profile that state it


def period_of(profile: Profile, questionnaire: Questionnaire) -> Period:
    """As the profile states it; with one date its calendar year, with none the year before."""
    start, end = map(profile.get, PERIOD)
    if isinstance(start, str) and isinstance(end, str):
        return Period(end=end, start=start)
    stated = next((day for day in (start, end) if isinstance(day, str)), "")
    year = stated[:4] or str(int(questionnaire.edition) - 1)
    return Period(end=f"{year}-12-31", start=f"{year}-01-01")
