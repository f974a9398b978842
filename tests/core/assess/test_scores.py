"""Scores of one response: states, silence, evidence, and what does not apply."""

from __future__ import annotations

import pytest
from tests.core.assess.made import evidence, question, questionnaire, response

from zeren.assess import assess
from zeren.assess.assessment import Score
from zeren.assess.scores import counting_evidence
from zeren.collect.facts import Period
from zeren.collect.responses import Evidence, Saying


def test_scores_are_weighted_shares_of_the_highest_level() -> None:
    asked = questionnaire(
        question("E1.1", weight=3), question("E2.1", weight=1), question("RM1.1", weight=1)
    )

    result = assess(
        asked, response({"E1.1": 4, "E2.1": 1, "RM1.1": 2}, evidence=[evidence("E1.1")])
    )

    assert result.overall == Score(7500, 6000, 3, 3, 0, "final")  # (12 + 1 + 2) ÷ 20, 12 ÷ 20
    assert result.areas == (
        ("E", Score(8125, 7500, 2, 2, 0, "final")),
        ("RM", Score(5000, 0, 1, 1, 0, "final")),
    )
    assert result.items == (
        ("E.1", Score(10_000, 10_000, 1, 1, 0, "final")),
        ("E.2", Score(2500, 0, 1, 1, 0, "final")),
        ("RM.1", Score(5000, 0, 1, 1, 0, "final")),
    )


def test_silence_counts_as_absent() -> None:
    asked = questionnaire(*(question(f"E1.{n}") for n in (1, 2, 3, 4, 5)))

    result = assess(asked, response({"E1.1": 4, "E1.2": 4, "E1.3": 4}))

    assert result.overall == Score(6000, 0, 3, 5, 0, "provisional")


def test_under_the_provisional_limit_no_score_is_shown() -> None:
    asked = questionnaire(*(question(f"E1.{n}") for n in (1, 2, 3, 4, 5)))

    result = assess(asked, response({"E1.1": 4, "E1.2": Saying.DONT_KNOW}))

    assert result.overall == Score(None, None, 2, 5, 0, "not-shown")
    assert result.overall.coverage == 4000
    assert result.band is None


def test_a_dont_know_is_an_answer_and_scores_as_level_0() -> None:
    asked = questionnaire(question("E1.1"), question("E1.2"))

    result = assess(asked, response({"E1.1": 4, "E1.2": Saying.DONT_KNOW}))

    assert result.overall == Score(5000, 0, 2, 2, 0, "final")


def test_what_does_not_apply_leaves_the_sums_and_is_counted() -> None:
    asked = questionnaire(question("E1.1"), question("E1.2", may_not_apply=True, weight=5))

    result = assess(asked, response({"E1.1": 3, "E1.2": Saying.NOT_APPLICABLE}))

    assert result.overall == Score(7500, 0, 1, 1, 1, "final", many_do_not_apply=True)


def test_where_nothing_applies_there_is_no_score() -> None:
    asked = questionnaire(question("E1.1", may_not_apply=True))

    result = assess(asked, response({"E1.1": Saying.NOT_APPLICABLE}))

    assert result.overall == Score(None, None, 0, 0, 1, "not-shown", many_do_not_apply=True)


@pytest.mark.parametrize(
    ("piece", "is_counted"),
    [
        (evidence(), True),
        (evidence(kind="policy"), False),
        (evidence(period=None), True),
        (evidence(period=Period(start="2025-07-01", end="2026-01-01")), True),
        (evidence(period=Period(start="2025-01-01", end="2025-12-31")), False),
        (evidence(period=Period(start="2027-01-01", end="2027-12-31")), False),
        (evidence(period=Period(end="2026-05-01")), True),
        (evidence(period=Period(end="2025-05-01")), False),
        (evidence(period=Period(end="2025-05-01"), expires="2028-05-01"), True),
        (evidence(expires="2026-12-31"), True),
        (evidence(expires="2026-12-30"), False),
        (evidence(link=""), False),
        (evidence(link="", sha256="00"), True),
        (evidence(link="", visitor="Li Na"), True),
        (evidence(link="", visitor="Li Na", kind="photo"), False),
        (evidence("E1.2"), False),
    ],
)
def test_evidence_counts_of_a_named_kind_in_force_and_there_to_be_seen(
    piece: Evidence, *, is_counted: bool
) -> None:
    given = response({"E1.1": 4}, evidence=[piece])

    assert counting_evidence(question("E1.1"), given) is is_counted
