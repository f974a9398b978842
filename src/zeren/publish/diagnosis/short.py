"""In short: red lines, score, three risks, three challenges, what to do first."""

from __future__ import annotations

from zeren.assess.assessment import Challenge, PlanLine, Score
from zeren.publish.diagnosis.basis import (
    ANSWERS,
    WHAT_CAN_HAPPEN,
    Diagnosed,
    near_lines,
    risk_sentence,
    supplements,
)
from zeren.publish.document import Callout, KeyFigure, KeyFigures, Paragraph, Points, Section
from zeren.publish.unread import unread_notice
from zeren.publish.wording import points, quoted
from zeren.standards.questionnaires import Band
from zeren.text import Text, counted


def in_short(on: Diagnosed) -> Section:
    assessment = on.assessment
    lists = (
        (
            "short-risks",
            Text("主要风险", "Main risks"),
            (Paragraph(WHAT_CAN_HAPPEN, style="note"),),
            [risk_sentence(on, risk) for risk in assessment.risks[:3]],
        ),
        (
            "short-challenges",
            Text("主要挑战", "Main challenges"),
            (),
            [_challenge_words(challenge) for challenge in assessment.challenges[:3]],
        ),
        (
            "short-first",
            Text("先做这几件", "Do these first"),
            (),
            [_first(line) for line in near_lines(assessment)],
        ),
    )
    return Section(
        code="short",
        title=Text("先看结论", "In short"),
        blocks=(
            *_red_line_notice(on),
            *unread_notice(on.problems, ANSWERS),
            _key_figures(on),
            *_standing_sentences(on),
            *(
                Section(code, title, (*lead, Points(tuple(lines), ordered=True)))
                for code, title, lead, lines in lists
                if lines
            ),
        ),
    )


def _first(line: PlanLine) -> Text:
    title = line.priority.question.title
    return Text(f"{title.zh}：{line.first_step.zh}", f"{title.en}. {line.first_step.en}")


def _challenge_words(challenge: Challenge) -> Text:
    score = points(challenge.declared)
    return Text(
        f"{challenge.item.title.zh}（{score.zh} 分）",
        f"{challenge.item.title.en} ({score.en} points)",
    )


def _red_line_notice(on: Diagnosed) -> tuple[Callout, ...]:
    """Nothing where the questionnaire has no red lines."""
    by_state = {
        state: [line.line.title for line in on.assessment.red_lines if line.state == state]
        for state in ("broken", "dont-know", "open", "kept")
    }
    unclear = _unclear_lines(by_state["dont-know"], by_state["open"])
    if by_state["broken"]:
        return (_broken_notice(on, by_state["broken"], unclear),)
    if unclear:
        title = Text("有红线还没弄清", "Not every red line is clear yet")
        return (Callout(tone="bad", title=title, words=unclear),)
    kept = len(by_state["kept"])
    if not kept:
        return ()
    return (
        Callout(
            tone="good",
            title=Text("每条红线都答“守住了”", "Every red line is answered “kept”"),
            words=(
                Text(
                    f"这次问到 {kept} 条。这是企业自己的回答，没有人核对过。",
                    f"{counted(kept, 'red line was', 'red lines were')} asked about. These are the company's own answers; nobody has checked them.",
                ),
            ),
        ),
    )


def _broken_notice(on: Diagnosed, broken: list[Text], unclear: tuple[Text, ...]) -> Callout:
    settings, names = on.questionnaire.settings, quoted(broken)
    cap = next(band.title for band in settings.bands if band.code == settings.broken_cap)
    caps = any(
        line.state == "broken" and line.line.code not in on.questionnaire.homes
        for line in on.assessment.red_lines
    )
    return Callout(
        tone="severe",
        title=Text(
            "有红线没有守住",
            "A red line is broken" if len(broken) == 1 else f"{len(broken)} red lines are broken",
        ),
        words=(
            Text(f"没有守住：{names.zh}。", f"Not kept: {names.en}."),
            Text(
                f"先处理它，再谈其他。别处分数再高也抵不了；没改好之前，等级最高只到“{cap.zh}”。",
                f"Deal with this before anything else. No score elsewhere makes up for it, and until it is put right the band is “{cap.en}” at most.",
            )
            if caps
            else Text(
                "先处理它，再谈其他。它出自补充问卷，不影响上面的等级，但别处分数再高也抵不了。",
                "Deal with this before anything else. It stands in a supplement and leaves the band as it is, but no score elsewhere makes up for it.",
            ),
            *unclear,
        ),
    )


def _unclear_lines(unknown: list[Text], still_open: list[Text]) -> tuple[Text, ...]:
    lines = []
    if unknown:
        names = quoted(unknown)
        lines.append(
            Text(
                f"答“不清楚”的：{names.zh}。怎么查，写在“近期责任”里。",
                f"Answered “don't know”: {names.en}. “Near-term responsibilities” says how to find out.",
            )
        )
    if still_open:
        names = quoted(still_open)
        lines.append(
            Text(
                f"还没有回答的：{names.zh}。请先补上。",
                f"Not answered yet: {names.en}. Please answer these first.",
            )
        )
    return tuple(lines)


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
            Text("有证据的得分", "evidenced score"),
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
    """How far the company is; then each supplement, which is counted apart."""
    apart = (Paragraph(_supplement(title, score)) for title, score in supplements(on))
    return (*_own_standing(on), *apart)


def _own_standing(on: Diagnosed) -> tuple[Paragraph, ...]:
    score, band = on.assessment.overall, on.assessment.band
    if score.state == "not-shown":
        return (
            Paragraph(
                Text(
                    f"{score.applicable} 题里答了 {score.answered} 题，还不够算分。答到 {on.questionnaire.settings.provisional_coverage}%，就有暂时得分。",
                    f"{score.answered} of {counted(score.applicable, 'question', 'questions')} answered so far, not yet enough for a score. From {on.questionnaire.settings.provisional_coverage}% there is a provisional one.",
                )
            ),
        )
    sentences = []
    if score.state == "provisional":
        left = score.applicable - score.answered
        sentences.append(
            Text(
                f"还有 {left} 题没答，先按 0 级算，所以得分和等级都是暂时的。",
                f"{counted(left, 'question is', 'questions are')} still open and {'counts' if left == 1 else 'count'} as level 0 for now, so score and band are provisional.",
            )
        )
    if band is not None and (reached := _band_by_points(on)) != band:
        sentences.append(
            Text(
                f"按分数是“{reached.title.zh}”；有红线没守住，等级只到“{band.title.zh}”。",
                f"By its points the band would be “{reached.title.en}”; with a red line broken it is “{band.title.en}”.",
            )
        )
    elif band is not None:
        sentences.append(
            Text(
                f"“{band.title.zh}”通常是这样：{band.meaning.zh}",
                f"This is what “{band.title.en}” usually looks like. {band.meaning.en}",
            )
        )
    gap = score.evidence_gap
    if gap:
        sentences.append(
            Text(
                f"自报与有证据之间差 {points(gap).zh} 分：这部分回答还没有附上算数的证据。手头已有的文件和记录，可以先补进“证据”页。",
                f"Declared and evidenced are {points(gap).en} points apart: no evidence that counts is attached to that part of the answers yet. Papers and records you already hold can go on the evidence sheet first.",
            )
        )
    return tuple(Paragraph(sentence) for sentence in sentences)


def _supplement(title: Text, score: Score) -> Text:
    """A supplement speaks for itself: its score stays out of the overall one."""
    share = f"{score.answered} / {score.applicable}"
    if score.declared is None:
        return Text(
            f"“{title.zh}”已答 {share} 题，还不够算分；它另计，不算进上面的得分。",
            f"“{title.en}”: {share} questions answered, not yet enough for a score; it is counted apart from the score above.",
        )
    reached = points(score.declared)
    if score.state == "provisional":
        return Text(
            f"“{title.zh}”另计：暂时 {reached.zh} 分，已答 {share} 题，没答的先按 0 级算，不算进上面的得分。",
            f"“{title.en}” is counted apart: {reached.en} points for now, {share} questions answered, open ones counting as level 0, none of it in the score above.",
        )
    return Text(
        f"“{title.zh}”另计：自报 {reached.zh} 分，已答 {share} 题，不算进上面的得分。",
        f"“{title.en}” is counted apart: {reached.en} points declared, {share} questions answered, none of it in the score above.",
    )


def _band_by_points(on: Diagnosed) -> Band:
    """The band before a broken red line caps it."""
    declared = on.assessment.overall.declared or 0
    reached = (b for b in on.questionnaire.settings.bands if b.least * 100 <= declared)
    return max(reached, key=lambda band: band.least)
