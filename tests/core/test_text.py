"""Text: one phrase in both languages."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.text import Said, Text, cut_short, listed, same

words = st.text(alphabet=string.ascii_letters + "责任企业", min_size=1)


def test_a_text_inside_a_text_speaks_each_language() -> None:
    area = Text("员工", "employees")

    filled = Text("领域：{area}，{n} 题", "Area: {area}, {n} questions").format(area=area, n=3)

    assert filled == Text("领域：员工，3 题", "Area: employees, 3 questions")


def test_peoples_words_inside_a_text_stay_as_they_are() -> None:
    filled = Text("{who}：请看", "{who}, please look").format(who=Said.of("甲厂"))

    assert filled == Text("甲厂：请看", "甲厂, please look")


@pytest.mark.parametrize(
    "table", [{"zh": "甲"}, {"en": "a"}, {"zh": "甲", "en": ""}, {"zh": "甲", "en": "a", "fr": "a"}]
)
def test_a_phrase_in_one_language_only_is_refused(table: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="zh and en"):
        Text.of(table)


@given(words, words)
def test_reading_what_was_written_gives_the_same_phrase(zh: str, en: str) -> None:
    text = Text(zh, en)

    assert Text.of(text.as_json()) == text


def test_the_script_tells_whose_language_it_is() -> None:
    assert Said.of("我们做 LED 灯").lang == "zh"
    assert Said.of("We make LED lamps").lang == "en"


def test_a_list_is_joined_as_each_language_does() -> None:
    assert listed([Text("水", "water"), same("LED"), Text("电", "power")]) == Text(
        "水、LED、电", "water, LED, power"
    )


@pytest.mark.parametrize(
    ("words", "most", "cut"),
    [
        ("smelters go unchecked", 21, "smelters go unchecked"),
        ("smelters go unchecked", 18, "smelters go…"),
        ("smelters go, unchecked", 14, "smelters go…"),
        ("去年用水 128,400 吨", 10, "去年用水…"),
        ("每周检查，限期修好", 6, "每周检查…"),
        ("unchecked", 5, "unch…"),
    ],
)
def test_words_are_cut_between_words(words: str, most: int, cut: str) -> None:
    assert cut_short(words, most) == cut


@given(st.text(max_size=60), st.integers(min_value=1, max_value=70))
def test_what_is_cut_is_never_longer_than_allowed(words: str, most: int) -> None:
    assert len(cut_short(words, most)) <= most or cut_short(words, most) == words
