"""What the chapters of the diagnosis share: their input, and words used in several."""

from __future__ import annotations

from dataclasses import dataclass

from zeren.assess.applicable import stands
from zeren.assess.assessment import Assessment, Kind, PlanLine, Risk, Score
from zeren.collect.responses import Response
from zeren.problems import Problem
from zeren.publish.document import Tone
from zeren.publish.wording import day_after, day_words
from zeren.standards.questionnaires import Question, Questionnaire, RedLine
from zeren.text import Text

TONES: dict[str, Tone] = {"low": "good", "moderate": "watch", "high": "bad", "critical": "severe"}
KINDS: dict[Kind, tuple[Text, Tone]] = {
    "red-line": (Text("红线", "red line"), "severe"),
    "red-line-to-clarify": (Text("红线待查清", "red line to clarify"), "bad"),
    "legal-duty": (Text("法定义务", "legal duty"), "bad"),
    "grave-risk": (Text("严重风险", "grave risk"), "bad"),
    "practice": (Text("改进", "improvement"), "watch"),
    "find-out": (Text("先查清", "find out first"), "watch"),
}


WHAT_CAN_HAPPEN = Text(
    "每条后面写的，是没做到位时人和环境可能遭遇什么，不是说已经发生。",
    "What follows each matter is what can happen while it is not fully in place, not what has happened.",
)


@dataclass(frozen=True, slots=True)
class Diagnosed:
    """What the diagnosis is written from."""

    questionnaire: Questionnaire
    response: Response
    assessment: Assessment
    date: str
    problems: tuple[Problem, ...] = ()


ANSWERS = Text("全部回答", "All answers")


def asked(on: Diagnosed) -> tuple[Question | RedLine, ...]:
    """Red lines and questions put to this company, in their order."""
    lines = (state.line for state in on.assessment.red_lines)
    questions = (stand.question for stand in stands(on.questionnaire, on.response))
    return (*lines, *questions)


def supplements(on: Diagnosed) -> tuple[tuple[Text, Score], ...]:
    """The areas of supplements with their scores, which stay out of the overall score."""
    areas = on.questionnaire.area_of
    return tuple(
        (areas[code].title, score)
        for code, score in on.assessment.areas
        if areas[code].supplement and score.applicable
    )


def answered(on: Diagnosed) -> tuple[int, int]:
    """How many questions are answered, and how many were asked, supplements included."""
    scores = (on.assessment.overall, *(score for _, score in supplements(on)))
    return sum(score.answered for score in scores), sum(score.applicable for score in scores)


def risk_sentence(on: Diagnosed, risk: Risk) -> Text:
    words = rank(on, risk)
    return Text(
        f"{risk.question.title.zh}（{words.zh}风险，{risk.size}）。{risk.question.risk.zh}",
        f"{risk.question.title.en} ({words.en.lower()} risk, {risk.size}). {risk.question.risk.en}",
    )


def rank(on: Diagnosed, risk: Risk) -> Text:
    return next(
        words for code, _, words in on.questionnaire.settings.risk_levels if code == risk.rank
    )


def near_lines(assessment: Assessment) -> tuple[PlanLine, ...]:
    return assessment.plan[: len(assessment.near_term)]


def due(on: Diagnosed, line: PlanLine) -> Text:
    if line.due is None:
        return Text("一年以后", "after the first year")
    day = day_words(day_after(on.date, line.due))
    return Text(f"{day.zh}前", f"by {day.en}")
