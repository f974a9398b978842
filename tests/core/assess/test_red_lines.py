"""Red lines: no average hides them."""

from __future__ import annotations

import pytest
from tests.core.assess.made import question, questionnaire, red_line, response

from zeren.assess import assess
from zeren.assess.assessment import RedLineState
from zeren.collect.responses import Saying


def test_a_red_line_is_kept_broken_unknown_or_open() -> None:
    lines = [red_line(f"R{n}") for n in (1, 2, 3, 4, 5)]
    said = {
        "R1": Saying.KEPT,
        "R2": Saying.BROKEN,
        "R3": Saying.DONT_KNOW,
        "R5": Saying.NOT_APPLICABLE,
    }

    result = assess(questionnaire(question(), red_lines=lines), response({"E1.1": 4, **said}))

    assert result.red_lines == (
        RedLineState(lines[0], "kept"),
        RedLineState(lines[1], "broken"),
        RedLineState(lines[2], "dont-know"),
        RedLineState(lines[3], "open"),
        RedLineState(lines[4], "open"),
    )


@pytest.mark.parametrize(
    ("level", "said", "code"),
    [
        (4, Saying.KEPT, "leading"),
        (4, Saying.BROKEN, "building"),
        (4, Saying.DONT_KNOW, "leading"),
        (2, Saying.KEPT, "working"),
        (0, Saying.BROKEN, "starting"),
    ],
)
def test_a_broken_red_line_caps_the_band_and_leaves_the_score(
    level: int, said: Saying, code: str
) -> None:
    asked = questionnaire(question(), red_lines=[red_line()])

    result = assess(asked, response({"E1.1": level, "R1": said}))

    assert result.band
    assert result.band.code == code
    assert result.overall.declared == 2500 * level
