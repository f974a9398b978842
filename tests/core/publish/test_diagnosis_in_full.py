"""The diagnosis of a company that answered the basic tier and a supplement."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from tests.core.publish.test_diagnosis import inside

from zeren.assess import assess
from zeren.collect.responses import Response
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.publish.diagnosis import diagnosis
from zeren.publish.document import Card, Document, Look, Points, Table, Timetable
from zeren.standards.questionnaires import Question
from zeren.text import Text

FOLDER = Path(__file__).parents[3] / "examples" / "pcb-shop"
TABLE, ASKED = read_toml(FOLDER / "answers.toml")
GIVEN = response_from_toml(TABLE, ASKED)
RESULT = assess(ASKED, GIVEN)


def written(response: Response) -> Document:
    result = assess(ASKED, response)
    return diagnosis(ASKED, response, result, date="2026-11-28", look=Look())


@pytest.fixture(scope="module")
def document() -> Document:
    return written(GIVEN)


def words(document: Document, code: str) -> str:
    (section,) = (one for one in document.sections if one.code == code)
    return "\n".join(part.en for part in inside(section) if isinstance(part, Text))


def without(*codes: str) -> Response:
    return replace(GIVEN, answers=tuple(one for one in GIVEN.answers if one.question not in codes))


def test_the_supplement_is_told_apart(document: Document) -> None:
    score = dict(RESULT.areas)["T"]

    assert score.declared is not None
    told = words(document, "short")
    assert f"counted apart: {score.declared / 100:g} points declared" in told
    assert "Electronics and software (apart)" in words(document, "standing")
    assert "Electronics and software" not in words(document, "standing").splitlines()[0]


def test_a_supplement_half_answered_is_told_so() -> None:
    codes = [one.code for one in ASKED.questions if one.area == "T"]

    some, none = written(without("T9.2")), written(without(*codes))

    assert "points for now" in words(some, "short")
    assert "not yet enough for a score" in words(none, "short")


def test_a_supplement_is_told_where_the_questionnaire_has_no_score() -> None:
    codes = [one.code for one in ASKED.questions if one.area != "T"]

    assert "is counted apart" in words(written(without(*codes)), "short")


def test_a_long_list_of_risks_tells_the_gravest_and_tables_them_all(document: Document) -> None:
    (section,) = (one for one in document.sections if one.code == "risks")
    (points,) = (one for one in section.blocks if isinstance(one, Points))
    (table,) = (part for part in inside(section) if isinstance(part, Table))

    told = len(points.items)
    assert told == sum(risk.size >= 10 for risk in RESULT.risks)
    assert len(table.rows) == len(RESULT.risks)
    assert f"The other {len(RESULT.risks) - told} risks weigh no more" in words(document, "risks")


def test_the_picture_of_a_long_plan_shows_the_year(document: Document) -> None:
    (picture,) = (part for part in inside(document) if isinstance(part, Timetable))

    assert len(picture.table.rows) == len(RESULT.plan)
    assert len(picture.spans) == sum(line.start < 365 for line in RESULT.plan)


def test_a_card_holds_own_words_experience_and_an_example(document: Document) -> None:
    (section,) = (one for one in document.sections if one.code == "near-term")
    cards = {part.title: part for part in inside(section) if isinstance(part, Card)}
    for line in RESULT.near_term:
        if isinstance(line.question, Question) and line.level is not None:
            held = list(inside(cards[line.question.title]))
            assert line.question.stuck in held
            assert line.question.helped in held
            assert line.question.example_for("C") in held
            answer = GIVEN.answer_to[line.question.code]
            assert answer.words is None or answer.words in held


def test_everything_that_was_given_is_printed(document: Document) -> None:
    (section,) = (one for one in document.sections if one.code == "answers")
    held = list(inside(section))

    for answer in GIVEN.answers:
        assert answer.words is None or answer.words in held
    for piece in GIVEN.evidence:
        assert piece.title in held
    for fact in GIVEN.facts:
        field = ASKED.field_of[fact.code.rpartition("/")[2]]
        assert field.label in held


def test_the_steps_of_the_first_page_say_what_they_are_for(document: Document) -> None:
    for line in RESULT.near_term:
        assert f"{line.question.title.en}. " in words(document, "short")
