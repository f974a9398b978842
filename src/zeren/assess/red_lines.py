"""Where the company stands on the limits that no average hides."""

from __future__ import annotations

from typing import Literal

from zeren.assess.applicable import asked_red_lines
from zeren.assess.assessment import RedLineState
from zeren.collect.responses import Answer, Response, Saying
from zeren.standards.questionnaires import Band, Questionnaire, Settings

_STATES: dict[object, Literal["kept", "broken", "dont-know"]] = {
    Saying.KEPT: "kept",
    Saying.BROKEN: "broken",
    Saying.DONT_KNOW: "dont-know",
}


def red_lines(questionnaire: Questionnaire, response: Response) -> tuple[RedLineState, ...]:
    """Every red line that the profile asks; whatever is no answer to a red line leaves it open."""
    return tuple(
        RedLineState(line, _state(response.answer_to.get(line.code)))
        for line in asked_red_lines(questionnaire, response)
    )


def _state(answer: Answer | None) -> Literal["kept", "broken", "dont-know", "open"]:
    return _STATES.get(answer.said, "open") if answer else "open"


def band(declared: int | None, states: tuple[RedLineState, ...], settings: Settings) -> Band | None:
    """The band of the overall score, not above the cap while a red line is broken."""
    if declared is None:
        return None
    reached = [band for band in settings.bands if band.least * 100 <= declared]
    best = max(reached, key=lambda band: band.least)
    if any(state.state == "broken" for state in states):
        cap = next(band for band in settings.bands if band.code == settings.broken_cap)
        return min(best, cap, key=lambda band: band.least)
    return best
