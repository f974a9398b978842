"""Coverage of topics and disclosures, and responses of facts only."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.core.assess.made import YEAR, question, questionnaire, red_line, response

from zeren.assess import Assessment, assess
from zeren.assess.as_json import assessment_as_json
from zeren.assess.assessment import Score
from zeren.assess.coverage import (
    DisclosureCoverage,
    TopicCoverage,
    disclosure_coverage,
    topic_coverage,
)
from zeren.collect.facts import Fact
from zeren.collect.responses import Asked, Response, Saying

VSME = Response(
    asked=Asked(id="vsme", edition="2026-05-01", tier="", sha256=""),
    period=YEAR,
    profile={},
    answers=(),
    facts=(
        Fact("vsme:Employees", "number", Decimal(20), YEAR, topics=("E01",)),
        Fact(
            "vsme:Employees",
            "number",
            Decimal(9),
            YEAR,
            dimensions=(("gender", "female"),),
            topics=("E01",),
        ),
        Fact("vsme:Water", "number", Decimal(300), YEAR, topics=("V03", "V04")),
    ),
)


def test_a_topic_counts_its_answers_and_its_facts() -> None:
    asked = questionnaire(
        question("E1.1", topics=("E01", "E02")),
        question("E1.2", topics=("E02",)),
        question("E1.3", topics=("E09",), may_not_apply=True),
        question("E1.4", topics=("E10",)),
        red_lines=[red_line("R1"), red_line("R2", topics=("E11",))],
    )
    said: dict[str, int | Saying] = {
        "E1.1": 2,
        "E1.2": Saying.DONT_KNOW,
        "E1.3": Saying.NOT_APPLICABLE,
        "R1": Saying.KEPT,
    }

    covered = topic_coverage(response(said, numbers={"revenue": 3}), asked)

    assert covered == (
        TopicCoverage("E01", answers=1, facts=0),
        TopicCoverage("E02", answers=2, facts=0),
        TopicCoverage("E03", answers=1, facts=0),
        TopicCoverage("RM00", answers=0, facts=1),
    )


def test_without_a_questionnaire_facts_alone_cover_topics() -> None:
    assert topic_coverage(VSME) == (
        TopicCoverage("E01", answers=0, facts=2),
        TopicCoverage("V03", answers=0, facts=1),
        TopicCoverage("V04", answers=0, facts=1),
    )


def test_a_disclosure_counts_its_concepts_with_facts() -> None:
    disclosure_of = {
        "vsme:Employees": "B8",
        "vsme:Countries": "B8",
        "vsme:Water": "B6",
        "vsme:Accidents": "B9",
        "vsme:AnythingElse": "",
    }

    assert disclosure_coverage(VSME, disclosure_of) == (
        DisclosureCoverage("B8", with_facts=1, concepts=2),
        DisclosureCoverage("B6", with_facts=1, concepts=1),
        DisclosureCoverage("B9", with_facts=0, concepts=1),
    )


def test_facts_alone_are_not_scored() -> None:
    assert assess(None, VSME) == Assessment(
        size_class="",
        size_note=None,
        overall=Score(None, None, 0, 0, 0, "not-shown"),
        band=None,
        areas=(),
        items=(),
        red_lines=(),
        risks=(),
        challenges=(),
        near_term=(),
        plan=(),
        has_levels=False,
    )


def test_a_response_to_another_questionnaire_is_a_mistake_of_the_program() -> None:
    with pytest.raises(ValueError, match="vsme cannot be assessed with sme"):
        assess(questionnaire(question()), VSME)


def test_the_json_holds_the_whole_result_in_both_languages() -> None:
    asked = questionnaire(question("E1.1"), red_lines=[red_line("R1")])
    given = response({"E1.1": 1, "R1": Saying.DONT_KNOW})

    table = assessment_as_json(assess(asked, given), topics=topic_coverage(given, asked))

    assert list(table) == [
        "method",
        "has_levels",
        "size_class",
        "size_note",
        "overall",
        "areas",
        "items",
        "coverage",
        "red_lines",
        "risks",
        "challenges",
        "near_term",
        "plan",
    ]
    assert table["coverage"] == {
        "answered": 1,
        "applicable": 1,
        "not_applicable": 0,
        "share": 10_000,
        "topics": [
            {"topic": "E01", "answers": 1, "facts": 0},
            {"topic": "E03", "answers": 1, "facts": 0},
        ],
        "disclosures": [],
    }
    assert table["risks"] == [
        {
            "question": "E1.1",
            "title": {"zh": "title of E1.1", "en": "title of E1.1"},
            "risk": {"zh": "risk", "en": "risk"},
            "level": 1,
            "severity": 3,
            "likelihood": 3,
            "size": 9,
            "rank": "moderate",
        }
    ]
    assert table["near_term"] == [
        {
            "kind": "red-line-to-clarify",
            "code": "R1",
            "title": {"zh": "title of R1", "en": "title of R1"},
            "level": None,
            "risk": None,
        },
        {
            "kind": "practice",
            "code": "E1.1",
            "title": {"zh": "title of E1.1", "en": "title of E1.1"},
            "level": 1,
            "risk": 9,
        },
    ]


def test_the_json_says_when_nothing_is_scored() -> None:
    table = assessment_as_json(assess(None, replace(VSME, facts=())))

    assert table["has_levels"] is False
    assert table["plan"] == []
