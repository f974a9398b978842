"""The estimate of the time: counted, not promised."""

from hypothesis import given
from hypothesis import strategies as st

from zeren.standards.length import Length, count_words, length, time_needed
from zeren.standards.load import load_questionnaire
from zeren.text import LANGS

BASIC = load_questionnaire("sme", tier="basic")


def test_characters_are_counted_in_chinese_and_words_in_english() -> None:
    assert count_words("工资表，2026年3月。", "zh") == 7
    assert count_words("Pay came on time – 3 times.", "en") == 6


def test_every_number_has_its_minutes() -> None:
    assert [one.code for one in BASIC.fields if one.kind == "number" and not one.minutes] == []


def test_less_is_asked_where_less_is_there() -> None:
    facts = [field.code for field in BASIC.fields if field.kind == "yes-no"]
    office = BASIC.narrowed(profile=dict.fromkeys(facts, False))

    for lang in LANGS:
        assert length(office, lang).minutes < length(BASIC, lang).minutes


def test_the_quick_tier_takes_less_than_half_the_reading() -> None:
    quick = load_questionnaire("sme", tier="quick")

    for lang in LANGS:
        assert length(quick, lang).reading * 2 < length(BASIC, lang).reading


def test_the_sentence_says_what_was_counted() -> None:
    said, found = time_needed(BASIC), length(BASIC, "en")

    assert f"{found.questions} questions, {found.red_lines} red lines" in said.en
    assert f"{found.reading} minutes of reading" in said.en
    assert f"读题 {length(BASIC, 'zh').reading} 分钟" in said.zh
    assert "查数字 7.5 小时" in said.zh
    assert "7.5 hours of finding the numbers" in said.en


@given(st.text("员工 abc，。", max_size=30), st.text("员工 abc，。", max_size=30))
def test_words_add_up(one: str, other: str) -> None:
    for lang in LANGS:
        both = count_words(f"{one} {other}", lang)
        assert both == count_words(one, lang) + count_words(other, lang)


def test_the_minutes_are_the_sum_of_their_parts() -> None:
    assert Length(1, 1, 1, words=100, reading=2, deciding=1, gathering=5).minutes == 8
