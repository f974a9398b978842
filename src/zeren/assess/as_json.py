"""An assessment as plain data for machines: whole numbers, codes, and texts in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zeren.assess.assessment import (
    Assessment,
    Challenge,
    PlanLine,
    Priority,
    RedLineState,
    Risk,
    Score,
)
from zeren.assess.coverage import DisclosureCoverage, TopicCoverage

METHOD: Final = "2026"  # the edition of the published method


def assessment_as_json(
    assessment: Assessment,
    *,
    topics: Iterable[TopicCoverage] = (),
    disclosures: Iterable[DisclosureCoverage] = (),
) -> dict[str, object]:
    """Scores are hundredths of a point, coverage hundredths of a per cent; null: not shown."""
    overall, band = assessment.overall, assessment.band
    return {
        "method": METHOD,
        "has_levels": assessment.has_levels,
        "size_class": assessment.size_class,
        "size_note": assessment.size_note.as_json() if assessment.size_note else None,
        "overall": score_as_json(overall)
        | {"band": {"code": band.code, "title": band.title.as_json()} if band else None},
        "areas": [
            {"code": code, "apart": code in assessment.apart} | score_as_json(score)
            for code, score in assessment.areas
        ],
        "items": [{"code": code} | score_as_json(score) for code, score in assessment.items],
        "coverage": {
            "answered": overall.answered,
            "applicable": overall.applicable,
            "not_applicable": overall.not_applicable,
            "share": overall.coverage,
            "topics": [topic.as_json() for topic in topics],
            "disclosures": [disclosure.as_json() for disclosure in disclosures],
        },
        "red_lines": [_red_line(state) for state in assessment.red_lines],
        "risks": [_risk(risk) for risk in assessment.risks],
        "challenges": [_challenge(challenge) for challenge in assessment.challenges],
        "near_term": [_priority(priority) for priority in assessment.near_term],
        "plan": [_plan_line(line) for line in assessment.plan],
    }


def score_as_json(score: Score) -> dict[str, object]:
    return {
        "declared": score.declared,
        "evidenced": score.evidenced,
        "evidence_gap": score.evidence_gap,
        "answered": score.answered,
        "applicable": score.applicable,
        "not_applicable": score.not_applicable,
        "many_do_not_apply": score.many_do_not_apply,
        "coverage": score.coverage,
        "state": score.state,
    }


def _red_line(state: RedLineState) -> dict[str, object]:
    return {"code": state.line.code, "title": state.line.title.as_json(), "state": state.state}


def _risk(risk: Risk) -> dict[str, object]:
    return {
        "question": risk.question.code,
        "title": risk.question.title.as_json(),
        "risk": risk.question.risk.as_json(),
        "level": risk.level,
        "severity": risk.severity,
        "likelihood": risk.likelihood,
        "size": risk.size,
        "rank": risk.rank,
    }


def _challenge(challenge: Challenge) -> dict[str, object]:
    return {
        "item": challenge.item.code,
        "title": challenge.item.title.as_json(),
        "declared": challenge.declared,
        "open_questions": [question.code for question in challenge.open_questions],
        "stuck": challenge.item.stuck.as_json(),
        "helped": challenge.item.helped.as_json(),
    }


def _priority(priority: Priority) -> dict[str, object]:
    """Only a known level is shown as a risk."""
    return {
        "kind": priority.kind,
        "code": priority.question.code,
        "title": priority.question.title.as_json(),
        "level": priority.level,
        "risk": None if priority.level is None else priority.size,
    }


def _plan_line(line: PlanLine) -> dict[str, object]:
    return _priority(line.priority) | {
        "first_step": line.first_step.as_json(),
        "steps": [step.as_json() for step in line.steps],
        "owner": line.owner,
        "person_days": line.person_days,
        "start": line.start,
        "end": line.end,
        "due": line.due,
        "cash": line.cash,
        "evidence": [example.as_json() for example in line.evidence],
        "risk_before": line.risk_before,
        "risk_after": line.risk_after,
        "topics": list(line.topics),
    }
