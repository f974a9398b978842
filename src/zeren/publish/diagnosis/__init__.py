"""The internal diagnosis (内部): where the company stands, its risks and challenges, what to do first."""

from __future__ import annotations

from zeren.assess.assessment import Assessment
from zeren.collect.responses import Response
from zeren.problems import Problem
from zeren.publish.diagnosis.actions import near_term, plan
from zeren.publish.diagnosis.answers import answers
from zeren.publish.diagnosis.basis import Diagnosed, asked
from zeren.publish.diagnosis.risks import challenges, risks
from zeren.publish.diagnosis.short import in_short
from zeren.publish.diagnosis.standing import standing
from zeren.publish.document import Document, Look
from zeren.publish.method import how_computed
from zeren.publish.published import company_name
from zeren.publish.wording import period_words
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text

MARK = Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified")


def diagnosis(
    questionnaire: Questionnaire,
    response: Response,
    assessment: Assessment,
    *,
    date: str,
    look: Look,
    problems: tuple[Problem, ...] = (),
) -> Document:
    """Write the internal diagnosis; the plan starts on `date` (ISO).

    `problems` were found when the response was read; mistakes among them are told.
    """
    on = Diagnosed(questionnaire, response, assessment, date, problems)
    period = period_words(response.period)
    return Document(
        code="diagnosis",
        title=Text("社会责任诊断", "Social responsibility diagnosis"),
        subtitle=Text(f"根据{period.zh}的自评回答", f"From the self-assessment for {period.en}"),
        company=company_name(response),
        period=period,
        date=date,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=(
            in_short(on),
            standing(on),
            risks(on),
            challenges(on),
            near_term(on),
            plan(on),
            answers(on),
            how_computed(questionnaire, asked(on)),
        ),
        look=look,
    )


__all__ = ["MARK", "diagnosis"]
