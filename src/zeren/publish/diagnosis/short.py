"""In short: red lines, score, three risks, three challenges, what to do first."""

from __future__ import annotations

from zeren.assess.assessment import Challenge
from zeren.publish.diagnosis.basis import Diagnosed, near_lines, risk_sentence
from zeren.publish.document import Callout, KeyFigure, KeyFigures, Paragraph, Points, Section
from zeren.publish.wording import counted, points
from zeren.text import Text, listed


def in_short(on: Diagnosed) -> Section:
    assessment = on.assessment
    lists = (
        (
            "short-risks",
            Text("最大的风险", "The largest risks"),
            [risk_sentence(on, risk) for risk in assessment.risks[:3]],
        ),
        (
            "short-challenges",
            Text("最吃力的方面", "Where it is hardest"),
            [_challenge_words(challenge) for challenge in assessment.challenges[:3]],
        ),
        (
            "short-first",
            Text("先做这几件", "Do these first"),
            [line.first_step for line in near_lines(assessment)],
        ),
    )
    return Section(
        code="short",
        title=Text("先看结论", "In short"),
        blocks=(
            _red_line_notice(on),
            _key_figures(on),
            *_standing_sentences(on),
            *(
                Section(code, title, (Points(tuple(lines), ordered=True),))
                for code, title, lines in lists
                if lines
            ),
        ),
    )


def _challenge_words(challenge: Challenge) -> Text:
    score = points(challenge.declared)
    return Text(
        f"{challenge.item.title.zh}（{score.zh} 分）",
        f"{challenge.item.title.en} ({score.en} points)",
    )


def _red_line_notice(on: Diagnosed) -> Callout:
    by_state = {
        state: [line.line.title for line in on.assessment.red_lines if line.state == state]
        for state in ("broken", "dont-know", "open", "kept")
    }
    if by_state["broken"]:
        names = listed(by_state["broken"])
        return Callout(
            tone="severe",
            title=Text("有红线没有守住", "A red line is broken"),
            words=(
                Text(f"没有守住：{names.zh}。", f"Not kept: {names.en}."),
                Text(
                    "先处理它，再谈其他：分数再高也盖不住，总分的等级已因此压低。",
                    "Deal with this before anything else. No score makes up for it, and the band has been capped because of it.",
                ),
            ),
        )
    unclear = by_state["dont-know"] + by_state["open"]
    if unclear:
        names = listed(unclear)
        return Callout(
            tone="bad",
            title=Text("有红线还没查清", "A red line is not yet clear"),
            words=(Text(f"{names.zh}。请先弄清楚。", f"{names.en}. Please find out first."),),
        )
    return Callout(
        tone="good",
        title=Text("红线都守住了", "All red lines are kept"),
        words=(
            Text(
                f"{len(by_state['kept'])} 条红线，企业都回答“守住了”。这是自述，没有人核对过。",
                f"The company answered “kept” on all {len(by_state['kept'])}. This is its own word; nobody has checked it.",
            ),
        ),
    )


def _key_figures(on: Diagnosed) -> KeyFigures:
    score, band = on.assessment.overall, on.assessment.band
    unit = Text("分", "points")
    figures = [
        KeyFigure(
            points(score.declared),
            unit if score.declared is not None else None,
            Text("自报得分", "declared score"),
        ),
        KeyFigure(
            points(score.evidenced),
            unit if score.evidenced is not None else None,
            Text("有材料的得分", "evidenced score"),
        ),
        KeyFigure(
            Text(
                f"{score.answered} / {score.applicable}", f"{score.answered} / {score.applicable}"
            ),
            Text("题", "questions"),
            Text("已答", "answered"),
        ),
    ]
    if band is not None:
        figures.append(KeyFigure(band.title, None, Text("等级", "band")))
    return KeyFigures(tuple(figures))


def _standing_sentences(on: Diagnosed) -> tuple[Paragraph, ...]:
    score, band = on.assessment.overall, on.assessment.band
    if score.state == "not-shown":
        return (
            Paragraph(
                Text(
                    f"只答了 {score.answered} 题（共 {score.applicable} 题），还不能算分。答到 {on.questionnaire.settings.provisional_coverage}% 就会有暂时得分。",
                    f"Only {score.answered} of {score.applicable} questions are answered, too few for a score. From {on.questionnaire.settings.provisional_coverage}% there is a provisional one.",
                )
            ),
        )
    sentences = []
    if score.state == "provisional":
        left = score.applicable - score.answered
        sentences.append(
            Text(
                f"还有 {left} 题没答，得分是暂时的。",
                f"{counted(left, 'question is', 'questions are')} still open, so the score is provisional.",
            )
        )
    if band is not None:
        sentences.append(band.meaning)
    gap = score.evidence_gap
    if gap:
        sentences.append(
            Text(
                f"自报与有材料之间差 {points(gap).zh} 分：做了但拿不出材料的事，客户来看时等于没做。",
                f"Declared and evidenced are {points(gap).en} points apart: what you do but cannot show will not count with a visiting customer.",
            )
        )
    return tuple(Paragraph(sentence) for sentence in sentences)
