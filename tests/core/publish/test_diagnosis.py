"""The internal diagnosis says the right things in the right order, and says what is missing."""

from collections.abc import Iterator

import pytest
from tests.core.publish.made import answered, questionnaire

from zeren.assess.result import assess
from zeren.collect.responses import Response, Saying
from zeren.publish.diagnosis import diagnosis
from zeren.publish.document import Callout, Document, Look, Section, Table
from zeren.text import Said, Text


def diagnosed(response: Response) -> Document:
    asked = questionnaire()
    return diagnosis(asked, response, assess(asked, response), date="2026-11-22", look=Look())


def section(document: Document, code: str) -> Section:
    return next(section for section in document.sections if section.code == code)


def inside(value: object) -> Iterator[object]:
    yield value
    if isinstance(value, tuple):
        for inner in value:
            yield from inside(inner)


def test_a_broken_red_line_heads_the_result() -> None:
    document = diagnosed(answered(level=4, said={"R2": Saying.BROKEN}))

    notice = document.sections[0].blocks[0]

    line = questionnaire().red_line_of["R2"]
    assert isinstance(notice, Callout)
    assert notice.tone == "severe"
    assert line.title.zh in repr(notice)
    assert line.first_step.zh in repr(section(document, "short"))


def test_the_first_five_matters_are_told_with_a_step_for_this_week() -> None:
    response = answered(level=1)
    asked = questionnaire()
    plan = assess(asked, response).plan

    words = repr(section(diagnosed(response), "near-term"))

    assert [line.first_step.en in words for line in plan[:5]] == [True] * 5
    assert plan[5].first_step.en not in words


def test_a_company_without_open_matters_is_told_so() -> None:
    document = diagnosed(answered(level=4))

    assert "没有低于目标的" in repr(section(document, "risks"))
    assert "都到了目标" in repr(section(document, "near-term"))
    assert "没有要安排" in repr(section(document, "plan"))


def test_a_dont_know_is_never_told_as_a_risk() -> None:
    response = answered(level=4, said={"E1.1": Saying.DONT_KNOW})
    question = questionnaire().question_of["E1.1"]

    document = diagnosed(response)

    assert question.risk.zh not in repr(section(document, "risks"))
    assert question.find_out.zh in repr(section(document, "near-term"))


def test_too_few_answers_give_no_score_and_say_how_many_are_needed() -> None:
    response = answered()
    few = Response(
        asked=response.asked,
        period=response.period,
        profile=response.profile,
        answers=response.answers[:3],
        facts=response.facts,
    )

    words = repr(section(diagnosed(few), "short"))

    assert "还不够算分" in words
    assert "60%" in words


def test_every_answer_that_was_asked_is_listed_once() -> None:
    document = diagnosed(answered(profile_says={"dormitory": False}))

    table = next(block for block in section(document, "answers").blocks if isinstance(block, Table))
    codes = [row[0].words.en for row in table.rows if isinstance(row[0].words, Text)]

    asked = questionnaire()
    expected = [line.code for line in asked.red_lines]
    expected += [
        question.code for question in asked.questions if "dormitory" not in question.asked_when
    ]
    assert codes == expected


@pytest.mark.parametrize("level", [0, 1, 2, 3, 4])
def test_every_table_is_as_wide_as_its_header(level: int) -> None:
    document = diagnosed(answered(level=level, said={"M1.1": Saying.DONT_KNOW}))

    for table in (part for part in inside(document) if isinstance(part, Table)):
        assert len(table.header) == len(table.shares)
        assert {len(row) for row in table.rows} <= {len(table.shares)}
        assert all(0 <= column < len(table.shares) for column in table.numeric)


def test_every_phrase_is_there_in_both_languages() -> None:
    response = answered(level=1, said={"R1": Saying.DONT_KNOW, "E1.2": Saying.DONT_KNOW})
    document = diagnosed(response)

    texts = [part for part in inside(document) if isinstance(part, Text)]

    assert len(texts) > 500
    assert [text for text in texts if bool(text.zh.strip()) != bool(text.en.strip())] == []
    assert [text for text in texts if "{" in text.zh + text.en] == []
    said = {part for part in inside(document) if isinstance(part, Said)}
    assert said <= {value for value in response.profile.values() if isinstance(value, Said)}
