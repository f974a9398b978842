"""A buyer's question finds the answer it asks for, and doubt is shown as doubt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from tests.core.files.made_buyer import Asked, sample

from zeren.publish.reply.matching import SURE, languages, matches
from zeren.publish.reply.sources import NOTHING, evidence_for, load_sources

MANUAL = Path(__file__).parents[4] / "docs" / "manual"


def half(words: str) -> int:
    """0: the weights were chosen on these; 1: they are only measured on these."""
    return hashlib.sha256(words.encode()).digest()[0] % 2


def sure(asked: Iterable[Asked]) -> list[tuple[Asked, str]]:
    """What would be filled: the question and the code of ours."""
    found = []
    for one in asked:
        best = matches(one.words, most=1)
        if best and best[0].confidence >= SURE and best[0].source.kind != NOTHING:
            found.append((one, best[0].source.code))
    return found


@pytest.mark.parametrize("part", [0, 1])
def test_at_least_95_of_100_sure_matches_are_right(part: int) -> None:
    asked = [one for one in sample() if half(one.words) == part]
    found = sure(asked)

    right = [one for one, code in found if code in one.codes]

    assert len(right) >= 0.95 * len(found)
    answerable = [one for one in asked if one.codes != ("-",)]
    assert len(right) >= 0.8 * len(answerable)


def test_the_sample_asks_more_than_300_questions_in_both_languages() -> None:
    asked = sample()

    assert len(asked) == 333
    assert {languages(one.words) for one in asked} == {("en",), ("zh",), ("zh", "en")}
    known = {source.code for source in load_sources()} | {"-"}
    assert {code for one in asked for code in one.codes} <= known


@pytest.mark.parametrize(
    "words",
    [
        "Average training hours per male employee",
        "Number of parental leave returners",
        "Percentage of water withdrawn in areas of high water stress",
        "碳减排目标完成率",
        "员工中少数民族的比例是多少？",
        "Number of fire drills held",
        "How many hours of training did managers receive on average?",
        "Please send us your price list",
        "",
        "???",
        "1234567",
    ],
)
def test_a_figure_that_is_not_ours_is_never_sure(words: str) -> None:
    assert [
        match
        for match in matches(words)
        if match.confidence >= SURE and match.source.kind != NOTHING
    ] == []


def test_a_clause_decides_between_sources_that_are_alike() -> None:
    words = "How do you look after people at work?"
    without = {match.source.code: match.strength for match in matches(words, most=300)}

    named = matches(words, clauses=frozenset({"E3.6"}), most=300)

    strengths = {match.source.code: match.strength for match in named}
    assert strengths["E3.6"] > without["E3.6"]
    assert all(strengths[code] < was for code, was in without.items() if code != "E3.6" and was)


def test_a_clause_alone_matches_nothing() -> None:
    assert matches("xyzzy", clauses=frozenset({"E3.6"})) == ()


def test_a_clause_leads_to_what_has_a_way_to_it() -> None:
    assert "E1.2" in evidence_for("rba-code-8", "A3")
    assert {"water", "V2.3"} <= evidence_for("efrag-vsme", "B6")
    assert evidence_for("rba-code-8", "Z9") == frozenset()


def test_the_manual_tells_what_is_measured() -> None:
    asked = [one for one in sample() if half(one.words) == 1]
    found = sure(asked)
    right = sum(code in one.codes for one, code in found)

    told = {
        "en": f"{len(found)} of {len(asked)} are taken as sure and {right} of",
        "zh": f"{len(asked)} 题里有把握的 {len(found)} 题，对了 {right} 题",
    }

    for lang, words in told.items():
        chapter = MANUAL / lang / "8-reply.md"
        assert words in chapter.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "Reduction in electricity consumption compared with last year",
        "How much do you plan to reduce electricity consumption?",
        "Electricity consumption of your suppliers",
        "Annual change in water consumption",
        "Reduction of water withdrawal achieved",
        "Number of female employees who left",
        "Number of women on the board",
        "用电量同比下降多少？",
        "子公司员工总数",
        "女董事人数",
        "Do your suppliers use child labour?",
        "Do your subcontractors use child labour?",
        "Do you check your suppliers for child labour?",
        "供应商是否使用童工？",
        "Has child labour been found at your sites in the last 3 years?",
    ],
)
def test_a_figure_or_practice_of_another_kind_or_of_others_is_never_sure(words: str) -> None:
    assert all(one.confidence < SURE for one in matches(words) if one.source.kind != NOTHING)


@pytest.mark.parametrize(
    "words",
    [
        "Do you have a written policy on child labour?",
        "Do you have a procedure against child labour?",
        "是否有禁止使用童工的书面制度？",
        "是否有禁止童工的培训记录？",
    ],
)
def test_a_red_line_is_no_paper(words: str) -> None:
    assert all(one.confidence < SURE for one in matches(words) if one.source.kind == "red-line")


@pytest.mark.parametrize(
    ("words", "code"),
    [("Do you use child labour?", "R1"), ("Total electricity consumption (kWh)", "electricity")],
)
def test_the_plain_question_stays_sure(words: str, code: str) -> None:
    best = matches(words)[0]

    assert (best.source.code, best.confidence >= SURE) == (code, True)
