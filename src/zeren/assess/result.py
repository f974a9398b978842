"""The whole result of one response, put together from its parts."""

from __future__ import annotations

from zeren.assess.applicable import stands
from zeren.assess.assessment import Assessment
from zeren.assess.challenges import challenges
from zeren.assess.plan import plan
from zeren.assess.priorities import priorities
from zeren.assess.red_lines import band, red_lines
from zeren.assess.risks import exposed_questions, risks
from zeren.assess.scores import OVERALL, counting_evidence, nothing_scored, scores
from zeren.assess.sizes import size_class
from zeren.collect.responses import Response
from zeren.standards.questionnaires import Questionnaire


def assess(questionnaire: Questionnaire | None, response: Response) -> Assessment:
    """Say where a company stands and what it does first (METHOD, published with every report).

    Without a questionnaire of ours, as for EFRAG's VSME template, there are facts but no levels:
    nothing is scored, and nothing is said about risks.
    """
    if questionnaire is None:
        return _facts_only()
    if response.asked.id != questionnaire.id:
        message = f"a response to {response.asked.id} cannot be assessed with {questionnaire.id}"
        raise ValueError(message)
    settings = questionnaire.settings
    size, size_note = size_class(questionnaire, response)
    standing = stands(questionnaire, response)
    asked = [stand.question for stand in standing]
    evidenced = frozenset(
        question.code for question in asked if counting_evidence(question, response)
    )
    exposed = exposed_questions(asked, profile=response.profile, size_class=size)
    score_of = scores(questionnaire, standing, evidenced=evidenced)
    lines = red_lines(questionnaire, response)
    capping = tuple(state for state in lines if state.line.code not in questionnaire.homes)
    order = priorities(lines, standing, exposed=exposed, size_class=size, settings=settings)
    return Assessment(
        size_class=size,
        size_note=size_note,
        overall=score_of[OVERALL],
        band=band(score_of[OVERALL].declared, capping, settings),
        areas=tuple((area.code, score_of[area.code]) for area in questionnaire.areas),
        items=tuple((item.code, score_of[item.code]) for item in questionnaire.items),
        red_lines=lines,
        risks=risks(standing, exposed=exposed, settings=settings),
        challenges=challenges(questionnaire, standing, score_of, exposed=exposed),
        near_term=order[: settings.near_term],
        plan=plan(order, size_class=size, exposed=exposed, settings=settings),
        has_levels=True,
        apart=frozenset(area.code for area in questionnaire.areas if area.supplement),
    )


def _facts_only() -> Assessment:
    return Assessment(
        size_class="",
        size_note=None,
        overall=nothing_scored(),
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
