"""Priorities and the plan."""

from __future__ import annotations

import pytest
from tests.core.assess.made import (
    DUTY,
    question,
    questionnaire,
    red_line,
    response,
    severity,
    texts,
)

from zeren.assess import Assessment, assess
from zeren.assess.assessment import PlanLine, Priority
from zeren.collect.responses import Saying
from zeren.standards.questionnaires import Effort, Exposure


def kinds(assessment: Assessment) -> list[tuple[str, str]]:
    return [(line.priority.kind, line.priority.question.code) for line in assessment.plan]


def test_red_lines_come_first_then_legal_duties_and_grave_risks_then_the_rest() -> None:
    asked = questionnaire(
        question("E1.1", severity=severity(5)),
        question("E1.2", severity=severity(1), duty=DUTY),
        question("E1.3", severity=severity(2), duty=DUTY),
        question("E1.4", severity=severity(4)),
        question("E1.5", severity=severity(3)),
        red_lines=[red_line("R1"), red_line("R2"), red_line("R3"), red_line("R4")],
    )
    lines = {"R1": Saying.DONT_KNOW, "R2": Saying.BROKEN, "R3": Saying.KEPT}
    known = {"E1.1": 0, "E1.2": 0, "E1.4": 3, "E1.5": 0}

    result = assess(asked, response({**known, "E1.3": Saying.DONT_KNOW, **lines}))

    assert kinds(result) == [
        ("red-line", "R2"),
        ("red-line-to-clarify", "R1"),
        ("grave-risk", "E1.1"),
        ("find-out", "E1.3"),
        ("legal-duty", "E1.2"),
        ("practice", "E1.5"),
    ]
    assert result.near_term == tuple(line.priority for line in result.plan)[:5]


@pytest.mark.parametrize(
    ("size", "level", "kind"),
    [
        (5, 1, "grave-risk"),  # 5 × 3 = 15, critical
        (4, 0, "grave-risk"),  # 4 × 4 = 16
        (4, 1, "practice"),  # 12: high, not critical
        (5, 2, "practice"),  # 10
    ],
)
def test_a_critical_risk_to_life_health_or_nature_stands_with_the_duties(
    size: int, level: int, kind: str
) -> None:
    asked = questionnaire(question(severity=severity(size)))

    (line,) = assess(asked, response({"E1.1": level})).plan

    assert line.priority.kind == kind


def test_a_critical_risk_of_less_severity_does_not() -> None:
    exposed = question(severity=severity(3), exposure=Exposure(facts=("dormitory",)))

    result = assess(questionnaire(exposed), response({"E1.1": 0}, profile={"dormitory": True}))

    assert result.risks[0].rank == "critical"
    assert result.plan[0].priority.kind == "practice"


def test_inside_a_group_risk_then_severity_then_smaller_effort_then_code() -> None:
    def of(code: str, size: int, effort: Effort) -> tuple[str, int, Effort]:
        return code, size, effort

    asked = questionnaire(
        *(
            question(code, severity=severity(size), effort=effort)
            for code, size, effort in (
                of("E1.1", 2, "S"),  # level 0: risk 8
                of("E1.2", 4, "L"),  # level 2: risk 8, graver
                of("E1.3", 5, "L"),  # level 2: risk 10
                of("E1.4", 4, "S"),  # level 2: risk 8, graver, less work
                of("E1.5", 2, "S"),  # don't know: as if 8
            )
        )
    )

    result = assess(
        asked, response({"E1.1": 0, "E1.2": 2, "E1.3": 2, "E1.4": 2, "E1.5": Saying.DONT_KNOW})
    )

    assert kinds(result) == [
        ("practice", "E1.3"),
        ("practice", "E1.4"),
        ("practice", "E1.2"),
        ("practice", "E1.1"),
        ("find-out", "E1.5"),
    ]


def test_a_line_of_the_plan_goes_from_the_present_level_to_the_target() -> None:
    asked = question("E1.1", severity=severity(4), effort="M", cash=2, owner="safety")

    result = assess(questionnaire(asked), response({"E1.1": 1}))

    assert result.plan == (
        PlanLine(
            priority=Priority("practice", asked, level=1, size=12, effort=asked.effort),
            first_step=asked.first_step,
            steps=texts("1 to 2", "2 to 3"),
            owner="safety",
            person_days=7,  # 10 × 2 ÷ 3: a third of the way is behind it
            start=0,
            end=32,
            due=90,
            cash=2,
            evidence=texts("a record"),
            risk_before=12,
            risk_after=4,
            topics=("E01",),
        ),
    )


def test_who_does_not_know_finds_out_first() -> None:
    asked = question("E1.1", effort="L", cash=3)

    result = assess(questionnaire(asked), response({"E1.1": Saying.DONT_KNOW}))

    assert result.plan == (
        PlanLine(
            priority=Priority("find-out", asked, level=None, size=12, effort=asked.effort),
            first_step=asked.find_out,
            steps=(),
            owner="hr",
            person_days=1,
            start=0,
            end=5,
            due=30,
            cash=0,
            evidence=(),
            risk_before=None,
            risk_after=None,
            topics=("E01",),
        ),
    )


def test_a_broken_red_line_is_put_right_and_no_number_weighs_it_up() -> None:
    line = red_line("R1")

    result = assess(questionnaire(question(), red_lines=[line]), response({"R1": Saying.BROKEN}))

    assert result.plan == (
        PlanLine(
            priority=Priority("red-line", line, level=None, size=25, effort=line.effort),
            first_step=line.first_step,
            steps=line.steps,
            owner="owner",
            person_days=2,
            start=0,
            end=9,
            due=30,
            cash=2,
            evidence=texts("a record"),
            risk_before=None,
            risk_after=None,
            topics=("E03",),
        ),
    )


def test_works_follow_one_another_as_fast_as_the_size_class_allows() -> None:
    asked = questionnaire(*(question(f"E1.{n}", effort="L") for n in (1, 2, 3)), question("E1.4"))
    said = dict.fromkeys(("E1.1", "E1.2", "E1.3", "E1.4"), 0)

    def days(employees: int) -> list[tuple[int, int | None, int | None]]:
        numbers = {"employees-women": employees, "employees-men": 0, "revenue": 10 * employees}
        result = assess(asked, response(said, profile={"sector": "C"}, numbers=numbers))
        return [(line.start, line.end, line.due) for line in result.plan]

    assert days(5) == [(0, 90, 90), (90, 360, 365), (360, None, None), (630, None, None)]
    assert days(50) == [(0, 45, 90), (45, 180, 180), (180, 315, 365), (315, None, None)]
    assert days(10_000) == [(0, 8, 30), (8, 30, 30), (30, 53, 90), (53, 75, 90)]


def test_the_first_five_are_near_term_however_late_they_end() -> None:
    asked = questionnaire(*(question(f"E1.{n}", effort="L") for n in range(1, 8)))

    result = assess(asked, response({asking.code: 0 for asking in asked.questions}))

    assert len(result.near_term) == 5
    assert len(result.plan) == 7
    assert [line.due for line in result.plan] == [180, 365, None, None, None, None, None]


def test_a_small_duty_goes_beside_a_large_one_and_does_not_wait_behind_it() -> None:
    asked = questionnaire(
        question("E1.1", severity=severity(5), duty=DUTY, effort="L"),
        question("E1.2", severity=severity(3), duty=DUTY, effort="S"),
        question("E1.3", severity=severity(2), effort="S"),
    )

    result = assess(asked, response(dict.fromkeys(("E1.1", "E1.2", "E1.3"), 0)))

    # 20 person-days a quarter: 5 for small duties while there are any, 15 for all other work.
    assert [(line.priority.question.code, line.start, line.end) for line in result.plan] == [
        ("E1.1", 0, 144),  # (30 + 2) × 90 ÷ 20
        ("E1.2", 0, 36),  # 2 × 90 ÷ 5
        ("E1.3", 144, 153),
    ]


def test_a_broken_red_line_that_takes_little_comes_before_both_lanes() -> None:
    asked = questionnaire(
        question("E1.1", duty=DUTY, effort="S"),
        question("E1.2", duty=DUTY, effort="L"),
        red_lines=[red_line("R1", effort="S"), red_line("R2", effort="L")],
    )
    result = assess(
        asked, response({"E1.1": 0, "E1.2": 0, "R1": Saying.BROKEN, "R2": Saying.BROKEN})
    )

    # 2 days for R1 at 20 a quarter: 9. Then R2 and E1.2 at 15 a quarter beside E1.1 at 5.
    assert [(line.priority.question.code, line.start, line.end) for line in result.plan] == [
        ("R1", 0, 9),
        ("R2", 9, 153),
        ("E1.1", 9, 45),
        ("E1.2", 153, 288),
    ]


def test_the_lanes_together_take_no_longer_than_the_work() -> None:
    small = [question(f"E1.{n}", duty=DUTY, effort="S") for n in range(1, 9)]
    large = [question(f"E2.{n}", item="E.2", duty=DUTY, effort="M") for n in range(1, 3)]
    asked = questionnaire(*small, *large)

    result = assess(asked, response({asking.code: 0 for asking in asked.questions}))

    assert max(line.end or 0 for line in result.plan) == 162  # (16 + 20) × 90 ÷ 20
