"""“How computed”: the method in words, its numbers taken from the questionnaire's settings."""

from __future__ import annotations

from collections.abc import Sequence

from zeren.publish.document import Cell, Paragraph, Points, Section, Table
from zeren.publish.wording import cited, day_words
from zeren.standards.questionnaires import Question, Questionnaire, RedLine
from zeren.text import Text, same

TITLE = Text("怎样得出这些结果", "How the results are computed")


def how_computed(questionnaire: Questionnaire, asked: Sequence[Question | RedLine]) -> Section:
    """For the internal diagnosis: scores, risks, order, plan, and the duties behind what was asked."""
    settings = questionnaire.settings
    values = {
        "edition": questionnaire.edition,
        "short": questionnaire.sha256[:16],
        "final": settings.final_coverage,
        "provisional": settings.provisional_coverage,
        "below": settings.challenge_below,
        "grave": settings.grave_severity,
        "near": settings.near_term,
        "target": settings.default_target,
        "small": settings.effort_days["S"],
        "medium": settings.effort_days["M"],
        "large": settings.effort_days["L"],
        "share": settings.small_share,
        "capacities": Text(
            "、".join(
                f"{size.label.zh} {settings.capacity[size.code]}"
                for size in questionnaire.size_classes
            ),
            ", ".join(
                f"{size.label.en.lower()} {settings.capacity[size.code]}"
                for size in questionnaire.size_classes
            ),
        ),
        "bands": Text(
            "、".join(f"{band.title.zh} {band.least}" for band in settings.bands),
            ", ".join(f"{band.title.en} from {band.least}" for band in settings.bands),
        ),
        "cap": next(band.title for band in settings.bands if band.code == settings.broken_cap),
        "levels": Text(
            "、".join(f"{words.zh} {least} 起" for _, least, words in settings.risk_levels),
            ", ".join(
                f"{words.en.lower()} from {least}" for _, least, words in settings.risk_levels
            ),
        ),
    }
    return Section(
        code="method",
        title=TITLE,
        blocks=(
            Paragraph(questionnaire.note),
            Points(tuple(sentence.format(**values) for sentence in _SENTENCES)),
            *_duties(asked),
        ),
    )


def _duties(asked: Sequence[Question | RedLine]) -> tuple[Table, ...]:
    """The legal references used, each with the day somebody checked it."""
    rows = [(matter.code, matter.title, matter.duty) for matter in asked if matter.duty]
    if not rows:
        return ()
    return (
        Table(
            caption=Text("引用的法律条款", "Legal references used"),
            header=(
                Text("题号", "Code"),
                Text("事项", "Matter"),
                Text("法律与条款", "Law and article"),
                Text("核对日期", "Checked on"),
            ),
            rows=tuple(
                (
                    Cell(same(code)),
                    Cell(title),
                    Cell(cited(duty)),
                    Cell(day_words(duty.checked)),
                )
                for code, title, duty in rows
            ),
            shares=(2, 7, 10, 5),
        ),
    )


_SENTENCES = (
    Text(
        "问卷：{edition}版，内容指纹 {short}。同一份答卷在同一版问卷上，谁来算都是同一个结果。",
        "Questionnaire: edition {edition}, content fingerprint {short}. Anyone who computes the same response on the same edition gets the same result.",
    ),
    Text(
        "得分：每题按做到的程度分 0–4 级（0 未开始，1 有打算或零星在做，2 部分到位，3 已到位，4 到位并且有衡量、在改进），乘以权重，加起来，除以满分。方面、领域和总分都直接由各自的题目算出，不是分数的平均。补充问卷有自己的得分，不算进总分，用与不用它的企业才好比较；它的风险和要做的事与别的排在一起。",
        "Scores: each question has a level from 0 to 4 (0 not started, 1 planned or ad hoc, 2 partly in place, 3 in place, 4 in place, measured and improving). Levels times weights are summed and divided by the most that was possible. Items, areas and the overall score are each computed from their own questions, not averaged from other scores. A supplement has a score of its own and stays out of the overall one, so that companies with and without it can be compared; its risks and tasks are ranked with all others.",
    ),
    Text(
        "“自报”按所选级别计分；“有证据”只计附了证据的题目：种类是题目列出的，时间在报告期内，没有过期，有文件名、链接或现场看过的人。这些证据没有人核对过。两者之差叫证据缺口。",
        "“Declared” counts every level chosen. “Evidenced” counts only questions with evidence of a kind the question names, from the period, not expired, with a file name, a link or a named visitor who saw it. Nobody has checked this evidence. The difference is called the evidence gap.",
    ),
    Text(
        "覆盖率：已答 ÷ 应答，“不清楚”算已答，按 0 级计分。达到 {final}% 是最终得分，{provisional}% 起是暂时得分，再低就不显示。没答的题目在暂时得分里也按 0 级算。“不适用”的题，写明理由的，不参与计算。",
        "Coverage: answered ÷ asked; “don't know” is an answer and scores as level 0. At {final}% a score is final, from {provisional}% provisional, below that it is not shown; in a provisional score an open question counts as level 0. Questions that do not apply, with a reason given, leave the sums.",
    ),
    Text(
        "等级（按总分）：{bands} 分起。有红线没守住，别处分数再高也盖不住：它排在最前，等级最高只到“{cap}”；补充问卷的红线不影响等级。",
        "Bands, by the overall score: {bands}. A broken red line is never averaged away: it comes first, and the band is “{cap}” at most; red lines of a supplement leave the band alone.",
    ),
    Text(
        "风险 = 严重程度 × 可能性。严重程度 1–5，取规模、范围、能否挽回三者中最高的；可能性 = 1 + 距目标的差距（目标一般是 {target} 级）+ 行业、规模或现场情况带来的 0 或 1，最高 5。“不清楚”不算作风险。风险分档：{levels}。",
        "Risk = severity × likelihood. Severity, 1 to 5, is the highest of scale, scope and irremediability. Likelihood is 1, plus the gap to the target (usually level {target}), plus 0 or 1 for sector, size or conditions on site, and at most 5. A don't-know is never called a risk. Ranks: {levels}.",
    ),
    Text(
        "挑战：得分低于 {below}、或者里面有严重风险的方面，并且其中有两道以上的题没到目标，“不清楚”也算没到（只问一题的方面，看这一题）。里面有最大已知风险的排最前。",
        "Challenges: items scoring under {below}, or with a grave risk in them, with two or more questions below target, don't-knows included (where only one question is asked, that one). The item with the largest known risk in it comes first.",
    ),
    Text(
        "先后：没守住的红线，没查清的红线，没到目标的法定义务和严重风险（风险达到最高一档、严重程度 {grave} 以上），然后是其他；各组里按风险、严重程度、工作量、题号排。前 {near} 件是近期责任。",
        "Order: broken red lines, red lines to clarify, legal duties below target and grave risks (of the highest rank, with a severity of {grave} or more), then the rest; within each group by risk, severity, smaller effort and code. The first {near} are the near-term responsibilities.",
    ),
    Text(
        "工作量与时间：小 {small}、中 {medium}、大 {large} 人天，有的题按企业规模另定，已经走了几级的按比例减；每季度能投入的人天按企业规模估计（{capacities}）。没查清的红线，和没守住而工作量小的红线，先全力办好；要查清的事，以及工作量小的法定义务和严重程度 {grave} 以上的事，用其中的 {share}% 同时办，不排在大事后面等。花钱多少不改变先后。",
        "Effort and time: small {small}, medium {medium}, large {large} person-days, for some questions set by the size of the company, and less by the levels already reached. The person-days a company can spare in a quarter are estimated by its size ({capacities}). Red lines to clarify, and broken ones that take only a small effort, are settled first, with everything there is. Questions to find out, and legal duties and matters of severity {grave} or more that take only a small effort, use {share}% of it at the same time, so that they need not wait behind large work. What a matter costs in money never changes the order.",
    ),
)
