"""The questionnaire's words: complete, short, told apart, in both languages."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import combinations

import pytest

from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Question, Questionnaire, RedLine
from zeren.standards.topics import load_topics
from zeren.text import LANGS, Lang, Text

HAN = r"[\u4e00-\u9fff]"


@pytest.fixture(scope="module")
def quick() -> Questionnaire:
    return load_questionnaire("sme", tier="quick")


def matters(questionnaire: Questionnaire) -> list[Question | RedLine]:
    return [*questionnaire.questions, *questionnaire.red_lines]


def texts(value: object, path: str = "") -> Iterator[tuple[str, Text]]:
    """Every Text inside a value, with the way to it."""
    if isinstance(value, Text):
        yield path, value
    elif is_dataclass(value) and not isinstance(value, type):
        name = getattr(value, "code", "")
        for field in fields(value):
            yield from texts(getattr(value, field.name), f"{path}/{name}.{field.name}")
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}[{key}]")
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")


def test_quick_asks_twenty_questions_over_five_areas_and_five_red_lines(
    quick: Questionnaire,
) -> None:
    assert len(quick.questions) == 20
    assert {question.area for question in quick.questions} == {"RM", "E", "V", "M", "C"}
    assert len(quick.red_lines) == 5
    assert len(quick.items) == 19
    assert len([number for number in quick.numbers() if number.asked_when != ("dispatched",)]) == 12


def test_every_code_is_used_once(quick: Questionnaire) -> None:
    codes = [
        matter.code
        for group in (quick.questions, quick.red_lines, quick.fields, quick.items, quick.areas)
        for matter in group
    ]

    assert len(codes) == len(set(codes))


def test_a_question_is_named_after_its_item(quick: Questionnaire) -> None:
    for question in quick.questions:
        assert question.item in quick.item_of
        assert re.fullmatch(rf"{re.escape(question.item.replace('.', ''))}\.\d+", question.code)


def test_every_reference_leads_somewhere(quick: Questionnaire) -> None:
    topics = {topic.id for topic in load_topics()}
    yes_no = {field.code for field in quick.fields if field.kind == "yes-no"}
    sectors = {choice.code for choice in quick.field_of["sector"].choices}
    letters = {code[0] for code in sectors}
    sizes = {size.code for size in quick.size_classes}
    for matter in matters(quick):
        assert set(matter.topics) <= topics
        assert matter.topics
        assert matter.owner in quick.role_of
        assert set(matter.asked_when) <= yes_no
    for question in quick.questions:
        assert set(question.exposure.facts) <= yes_no
        assert set(question.exposure.sectors) <= sectors | letters
        assert set(question.exposure.sizes) <= sizes
    for field in quick.fields:
        assert set(field.topics) <= topics
        assert set(field.asked_when) <= yes_no
        assert f"{field.group}/{field.section}" in quick.sections
    assert set(quick.size_rules) == sectors


def test_nothing_is_left_to_fill_in(quick: Questionnaire) -> None:
    """Both languages are there, no placeholder is forgotten, and neither stands in for the other."""
    for path, text in texts(quick):
        for words in (text.zh, text.en):
            assert words.strip() == words, path
            assert words, path
            assert not re.search(r"TODO|FIXME|XXX|\{\}|…\s*$|lorem", words), path
        assert re.search(HAN, text.zh), path
        quoted = len(
            re.findall(HAN, text.en)
        )  # names of Chinese papers, where one needs to find them
        assert 5 * quoted <= len(text.en), path
        assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en)), path


def test_questions_and_levels_keep_their_lengths(quick: Questionnaire) -> None:
    for question in quick.questions:
        assert len(question.asked.zh) <= 60, question.code
        assert len(question.asked.en.split()) <= 30, question.code
        for level in question.levels:
            assert len(level.zh) <= 50, (question.code, level.zh)
            assert len(level.en.split()) <= 25, (question.code, level.en)


def grams(words: str, lang: Lang) -> frozenset[str]:
    size = 2 if lang == "zh" else 4
    plain = re.sub(r"\W+", " ", words.lower())
    return frozenset(plain[start : start + size] for start in range(len(plain) - size + 1))


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_sentences_nearly_repeat_each_other(quick: Questionnaire, lang: Lang) -> None:
    long = 12 if lang == "zh" else 40
    asked = texts((quick.questions, quick.red_lines, quick.items))
    sentences = {text.to(lang): path for path, text in asked if ".duty/" not in path}
    kept = [(words, grams(words, lang)) for words in sentences if len(words) >= long]

    near = [
        (sentences[one], one, other)
        for (one, some), (other, more) in combinations(kept, 2)
        if 2 * len(some & more) > 0.8 * (len(some) + len(more))
    ]

    assert near == []


def test_no_sentence_stands_twice(quick: Questionnaire) -> None:
    for group in (quick.questions, quick.red_lines):
        asked = texts(group)
        long = [text for path, text in asked if len(text.zh) >= 12 and ".duty/" not in path]
        assert len(long) == len(set(long))


def test_each_legal_duty_says_when_and_where_it_was_checked(quick: Questionnaire) -> None:
    duties = [matter.duty for matter in matters(quick) if matter.duty is not None]

    assert duties
    for duty in duties:
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", duty.checked)
        assert re.search(r"第.+条", duty.article.zh)
        assert re.search(r"Article", duty.article.en)
        assert duty.source


def test_the_same_data_have_the_same_hash_and_a_changed_word_another(quick: Questionnaire) -> None:
    again = load_questionnaire.__wrapped__("sme", tier="quick")

    assert again == quick
    assert re.fullmatch(r"[0-9a-f]{64}", quick.sha256)


def test_every_question_names_evidence_and_a_way_up(quick: Questionnaire) -> None:
    def complete(question: Question) -> bool:
        return len(question.levels) == 5 and len(question.steps) == 4 and bool(question.evidence)

    assert [question.code for question in quick.questions if not complete(question)] == []
