"""What is asked of whom: every route complete, short, and free of what a company does not have."""

from __future__ import annotations

import re
from collections import Counter
from itertools import product

import pytest

from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Question, Questionnaire
from zeren.standards.topics import load_topics

BASIC = load_questionnaire("sme", tier="basic")
WHOLE = load_questionnaire("sme", tier="basic", supplements=("ict",))
FACTS = tuple(field.code for field in BASIC.fields if field.kind == "yes-no")
ICT_FACTS = tuple(
    field.code for field in WHOLE.fields if field.kind == "yes-no" and field.code not in FACTS
)
NOTHING = dict.fromkeys((*FACTS, *ICT_FACTS), False)
ABOUT = {
    "production": "生产|产线|职业病|排污",
    "dormitory": "宿舍|住宿",
    "dispatched": "派遣",
    "interns": "实习",
    "chemicals": "危险化学品|危化",
    "platform": "平台",
    "exports": "出口管制|海关|报关",
}


def level_questions(asked: Questionnaire) -> list[Question]:
    return [question for question in asked.questions if question.kind == "level"]


def test_the_basic_tier_goes_into_every_item() -> None:
    by_item = Counter(question.item for question in level_questions(BASIC))

    assert len(level_questions(BASIC)) >= 57
    assert {item: count for item, count in by_item.items() if count < 3} == {}
    assert set(by_item) == {item.code for item in BASIC.items}
    assert len(BASIC.red_lines) >= 12
    assert 28 <= len(BASIC.numbers()) <= 36


def test_the_supplement_asks_at_least_24_level_questions_of_its_own() -> None:
    own = [question for question in level_questions(WHOLE) if question not in BASIC.questions]

    assert len(own) >= 24
    assert {WHOLE.address(question.code).split("/")[0] for question in own} == {"ict"}
    assert {question.area for question in own} == {
        area.code for area in WHOLE.areas if area.supplement == "ict"
    }


def test_every_topic_is_asked_about() -> None:
    spoken = {
        topic
        for asked in (WHOLE.questions, WHOLE.red_lines, WHOLE.fields)
        for one in asked
        for topic in one.topics
    }

    assert {topic.id for topic in load_topics()} - spoken == set()


# Where the supplement asks of products, suppliers or processes what sme asks of the company itself.
OF_PRODUCTS = {"T1.1", "T1.2", "T1.4", "T2.2", "T2.3", "T3.1", "T3.2", "T3.3", "T5.3", "T6.4"}


def test_the_supplement_has_topics_of_its_own() -> None:
    mine = {topic for question in BASIC.questions for topic in question.topics[:1]}
    shared = {
        question.code
        for question in WHOLE.questions
        if question not in BASIC.questions and question.topics[0] in mine
    }

    assert shared == OF_PRODUCTS


@pytest.mark.parametrize("fact", ABOUT)
def test_a_company_is_never_asked_about_what_it_does_not_have(fact: str) -> None:
    asked = BASIC.narrowed(profile={**dict.fromkeys(FACTS, True), fact: False})
    titles = [one.title.zh for group in (asked.questions, asked.red_lines) for one in group]

    assert [title for title in titles if re.search(ABOUT[fact], title)] == []
    assert [one.code for one in asked.questions if fact in one.asked_when] == []
    assert [one.code for one in asked.red_lines if fact in one.asked_when] == []
    assert [one.code for one in asked.fields if fact in one.asked_when] == []


def test_every_route_is_complete_and_short() -> None:
    for answers in product((True, False), repeat=len(FACTS)):
        asked = BASIC.narrowed(profile=dict(zip(FACTS, answers, strict=True)))
        by_item = Counter(question.item for question in asked.questions)
        assert min(by_item[item.code] for item in BASIC.items) >= 2
        assert len(asked.red_lines) >= 9
        assert 57 <= len(asked.questions) <= 76


def test_an_office_without_anything_special_is_asked_least() -> None:
    office = WHOLE.narrowed(profile=NOTHING)

    assert len([one for one in office.questions if one.area == "T"]) <= 6
    assert len(office.questions) < len(BASIC.questions)


def test_no_question_is_out_of_reach() -> None:
    """Each is asked of a company that has just what its route needs, and of no less."""
    for question in WHOLE.questions:
        needed = {**NOTHING, **dict.fromkeys(question.asked_when, True)}
        assert question in WHOLE.narrowed(profile=needed).questions
        for fact in question.asked_when:
            assert question not in WHOLE.narrowed(profile={**needed, fact: False}).questions


def test_a_fact_that_decides_nothing_is_not_asked() -> None:
    used = {fact for question in WHOLE.questions for fact in question.exposure.facts} | {
        fact
        for asked in (WHOLE.questions, WHOLE.red_lines)
        for one in asked
        for fact in one.asked_when
    }

    assert {*FACTS, *ICT_FACTS} <= used


def test_sector_and_size_change_examples_exposure_and_effort() -> None:
    varied = {
        "examples": [
            one.code for one in WHOLE.questions if one.example_for("C") != one.example_for("I65")
        ],
        "exposure": [one.code for one in WHOLE.questions if one.exposure.sectors],
        "effort": [
            one.code
            for one in WHOLE.questions
            if one.effort_for("micro") != one.effort_for("large")
        ],
    }

    assert {name: len(codes) >= 20 for name, codes in varied.items()} == dict.fromkeys(varied, True)


def test_what_everybody_is_asked_has_examples_from_two_trades() -> None:
    alike = [
        question.code
        for question in WHOLE.questions
        if len(question.examples) < (2 if not question.asked_when else 1)
    ]

    assert alike == []


@pytest.mark.parametrize("code", [question.code for question in WHOLE.questions])
def test_an_address_leads_to_one_question(code: str) -> None:
    found = WHOLE.narrowed(codes=frozenset((code,)))

    assert [question.code for question in found.questions] == [code]
    assert re.fullmatch(r"(sme|ict)/[A-Z]{1,2}\d\.\d{1,2}", WHOLE.address(code))
