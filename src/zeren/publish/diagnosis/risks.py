"""Risks as a matrix and as sentences, and the challenges."""

from __future__ import annotations

from zeren.assess.assessment import Challenge, Risk
from zeren.publish.diagnosis.basis import (
    TONES,
    WHAT_CAN_HAPPEN,
    Diagnosed,
    rank,
    risk_sentence,
)
from zeren.publish.document import Card, Cards, Cell, Dot, Matrix, Paragraph, Points, Section, Table
from zeren.publish.wording import points, quoted
from zeren.text import Text, counted, listed, same

_LONG = 20  # risks: more than anybody reads as sentences
_MOST_CARDS = 5


def risks(on: Diagnosed) -> Section:
    risks = on.assessment.risks
    title = Text("风险", "Risks")
    if not risks and not any(isinstance(one.said, int) for one in on.response.answers):
        words = Text(
            "还没有选了级别的回答，看不出风险。",
            "No level has been chosen yet, so nothing can be said about risks.",
        )
        return Section("risks", title, (Paragraph(words),))
    if not risks:
        return Section(
            "risks",
            title,
            (
                Paragraph(
                    Text(
                        "选了级别的题目里，没有低于目标的。没答的和答“不清楚”的不在此列。",
                        "Where a level was chosen, none is below its target. Open questions and don't-knows are not counted here.",
                    )
                ),
            ),
        )
    counts = _rank_counts(on)
    return Section(
        "risks",
        title,
        (
            Paragraph(
                Text(
                    f"共 {len(risks)} 项风险：{counts.zh}。",
                    f"{counted(len(risks), 'risk', 'risks')}: {counts.en}.",
                )
            ),
            Paragraph(WHAT_CAN_HAPPEN, style="note"),
            Points(tuple(risk_sentence(on, risk) for risk in _told(on)), ordered=True),
            *_rest(on),
            _matrix(on, counts),
        ),
    )


def _told(on: Diagnosed) -> tuple[Risk, ...]:
    """The risks that are told in a sentence: all, or of a long list the gravest."""
    risks = on.assessment.risks
    if len(risks) <= _LONG:
        return risks
    grave = sum(risk.size >= _high(on) for risk in risks)
    return risks[: max(grave, _LONG // 2)]


def _high(on: Diagnosed) -> int:
    """The least size of the second highest rank."""
    return sorted(least for _, least, _ in on.questionnaire.settings.risk_levels)[-2]


def _rest(on: Diagnosed) -> tuple[Paragraph, ...]:
    left = len(on.assessment.risks) - len(_told(on))
    if not left:
        return ()
    return (
        Paragraph(
            Text(
                f"其余 {left} 项不比这些重，列在矩阵后面的表里。",
                f"The other {counted(left, 'risk weighs', 'risks weigh')} no more than these; the table after the matrix lists them all.",
            )
        ),
    )


def _rank_counts(on: Diagnosed) -> Text:
    found = [
        (words, sum(risk.rank == code for risk in on.assessment.risks))
        for code, _, words in reversed(on.questionnaire.settings.risk_levels)
    ]
    return Text(
        "，".join(f"{words.zh} {number} 项" for words, number in found if number),
        ", ".join(f"{number} {words.en.lower()}" for words, number in found if number),
    )


def _matrix(on: Diagnosed, counts: Text) -> Matrix:
    risks = on.assessment.risks
    return Matrix(
        caption=Text(
            "风险矩阵（数字是清单里的序号）",
            "Risk matrix (numbers are those of the list)",
        ),
        alt=Text(
            f"五乘五的风险矩阵，纵轴严重程度，横轴可能性，共 {len(risks)} 项：{counts.zh}。",
            f"Five by five risk matrix, severity upwards and likelihood to the right, with {len(risks)} entries: {counts.en}.",
        ),
        severity=Text("严重程度", "Severity"),
        likelihood=Text("可能性", "Likelihood"),
        levels=tuple(
            (words, least, TONES.get(code, "watch"))
            for code, least, words in on.questionnaire.settings.risk_levels
        ),
        dots=tuple(
            Dot(number, risk.severity, risk.likelihood)
            for number, risk in enumerate(risks, start=1)
        ),
        table=Table(
            caption=Text("风险清单", "Risks in figures"),
            header=(
                Text("序号", "No."),
                Text("事项", "Matter"),
                Text("现在的级别", "Level now"),
                Text("严重程度", "Severity"),
                Text("可能性", "Likelihood"),
                Text("风险", "Risk"),
            ),
            rows=tuple(_risk_row(on, number, risk) for number, risk in enumerate(risks, start=1)),
            shares=(2, 9, 4, 4, 4, 4),
            numeric=(0, 2, 3, 4),
        ),
    )


def _risk_row(on: Diagnosed, number: int, risk: Risk) -> tuple[Cell, ...]:
    words = rank(on, risk)
    return (
        Cell(same(number)),
        Cell(risk.question.title),
        Cell(same(risk.level)),
        Cell(same(risk.severity)),
        Cell(same(risk.likelihood)),
        Cell(
            Text(f"{risk.size} {words.zh}", f"{risk.size} {words.en}"),
            TONES.get(risk.rank, "watch"),
        ),
    )


def challenges(on: Diagnosed) -> Section:
    challenges = on.assessment.challenges
    title = Text("挑战", "Challenges")
    if not any(score.declared is not None for _, score in on.assessment.items):
        words = Text(
            "还没有得分，看不出挑战。",
            "There are no scores yet, so nothing can be said about challenges.",
        )
        return Section("challenges", title, (Paragraph(words),))
    if not challenges:
        words = Text(
            f"有得分的方面里，没有算得上挑战的：得分低于 {on.questionnaire.settings.challenge_below} 分或有严重风险，并且不止一道题没到目标。",
            f"None of the items with a score counts as a challenge: under {on.questionnaire.settings.challenge_below} points or with a grave risk, and with more than one question below target.",
        )
        return Section("challenges", title, (Paragraph(words),))
    cards = tuple(
        _challenge_card(number, challenge)
        for number, challenge in enumerate(challenges[:_MOST_CARDS], start=1)
    )
    return Section("challenges", title, (Cards(cards), *_more_challenges(on)))


def _challenge_card(number: int, challenge: Challenge) -> Card:
    score = points(challenge.declared)
    return Card(
        number=number,
        title=challenge.item.title,
        tag=Text(f"{score.zh} 分", f"{score.en} points"),
        tone="watch",
        lines=(
            (
                Text("没到目标或没查清的题", "Below target or not known"),
                (quoted(question.title for question in challenge.open_questions),),
            ),
            (Text("容易卡在哪里", "Where it can get stuck"), (challenge.item.stuck,)),
            (Text("可以怎么做", "What may help"), (challenge.item.helped,)),
        ),
    )


def _more_challenges(on: Diagnosed) -> tuple[Paragraph, ...]:
    """The weak items after the first few, in one sentence."""
    more = on.assessment.challenges[_MOST_CARDS:]
    if not more:
        return ()
    names = listed(
        Text(
            f"{one.item.title.zh}（{points(one.declared).zh} 分）",
            f"{one.item.title.en} ({points(one.declared).en})",
        )
        for one in more
    )
    return (
        Paragraph(
            Text(
                f"另有 {len(more)} 个方面也算挑战，轻一些：{names.zh}。",
                f"{counted(len(more), 'more item is a challenge', 'more items are challenges')}, with less at stake: {names.en}.",
            )
        ),
    )
