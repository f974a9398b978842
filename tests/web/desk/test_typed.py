"""What people type into forms and addresses."""

from __future__ import annotations

from datetime import date

import pytest

from zeren_web.pages.typed import day_in, line_in, number_in, text_in


@pytest.mark.parametrize("said", ["", "x", "-1", "1.5", "１２", "9" * 10, "9" * 5000])
def test_what_is_no_number_of_ours_is_none(said: str) -> None:
    assert number_in({"n": said}, "n") is None


def test_what_was_typed_comes_in_without_what_nobody_sees() -> None:
    form = {
        "words": " 第一行\u202e\x00 \r\n 第二行 ",
        "n": " 12 ",
        "day": "2026-11-29",
        "none": "soon",
    }

    assert line_in(form, "words") == "第一行 第二行"
    assert text_in(form, "words") == "第一行 \n 第二行"
    assert (number_in(form, "n"), number_in(form, "missing")) == (12, None)
    assert (day_in(form, "day"), day_in(form, "none")) == (date(2026, 11, 29), None)
