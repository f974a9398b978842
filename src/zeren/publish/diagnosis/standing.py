"""Where the company stands: scores by area and item."""

from __future__ import annotations

from collections.abc import Sequence

from zeren.assess.assessment import Score
from zeren.publish.diagnosis.basis import Diagnosed
from zeren.publish.document import Bar, Bars, Cell, Paragraph, Section, Table
from zeren.publish.wording import points
from zeren.standards.questionnaires import Area
from zeren.text import Text, counted, listed, same


def standing(on: Diagnosed) -> Section:
    titles = on.questionnaire.area_of
    scored = [(titles[code], score) for code, score in on.assessment.areas if score.applicable]
    rows = [(_title(area), score) for area, score in scored]
    items = [
        (on.questionnaire.item_of[code].title, score)
        for code, score in on.assessment.items
        if score.applicable
    ]
    own = [(area.title, score) for area, score in scored if not area.supplement]
    shown = [(title, score) for title, score in own if score.declared is not None]
    summary = _summary(shown, unscored=len(own) - len(shown))
    alt = Text(
        f"条形图：{len(rows)} 个领域的自报得分和有证据的得分。{summary.zh}",
        f"Bar chart of declared and evidenced scores in {counted(len(rows), 'area', 'areas')}. {summary.en}",
    )
    return Section(
        "standing",
        Text("我们在哪里", "Where we stand"),
        (
            Paragraph(summary),
            Bars(
                caption=Text("各领域的得分", "Scores by area"),
                alt=alt,
                first=Text("自报", "declared"),
                second=Text("有证据", "evidenced"),
                bars=tuple(Bar(title, score.declared, score.evidenced) for title, score in rows),
                table=_score_table(
                    Text("各领域的得分（数字）", "Scores by area, in figures"), rows
                ),
            ),
            _score_table(Text("各方面的得分", "Scores by item"), items),
            *_not_applicable_note(rows, share=on.questionnaire.settings.many_not_applicable),
        ),
    )


def _title(area: Area) -> Text:
    if not area.supplement:
        return area.title
    return Text(f"{area.title.zh}（另计）", f"{area.title.en} (apart)")


def _summary(rows: Sequence[tuple[Text, Score]], *, unscored: int) -> Text:
    """The highest and the lowest, all of them where several are level."""
    if not rows:
        return Text(
            "各领域的回答都还不够，没有得分。",
            "No area has enough answers for a score yet.",
        )
    found = {score.declared for _, score in rows}
    high, low = max(found, key=lambda one: one or 0), min(found, key=lambda one: one or 0)
    first = listed(title for title, score in rows if score.declared == high)
    last = listed(title for title, score in rows if score.declared == low)
    if high == low and len(rows) > 1:
        words = Text(
            f"有得分的 {len(rows)} 个领域都是 {points(high).zh} 分。",
            f"All {len(rows)} areas with a score stand at {points(high).en} points.",
        )
    elif high == low:
        words = Text(
            f"{first.zh}：{points(high).zh} 分。", f"{first.en}: {points(high).en} points."
        )
    else:
        words = Text(
            f"得分最高：{first.zh}（{points(high).zh} 分）；最低：{last.zh}（{points(low).zh} 分）。",
            f"Highest: {first.en} ({points(high).en} points). Lowest: {last.en} ({points(low).en} points).",
        )
    if not unscored:
        return words
    return Text(
        f"{words.zh}其余 {unscored} 个领域的回答还不够，没有得分。",
        f"{words.en} {counted(unscored, 'other area has', 'other areas have')} no score yet for want of answers.",
    )


def _score_table(caption: Text, rows: Sequence[tuple[Text, Score]]) -> Table:
    states = {
        "final": Text("最终", "final"),
        "provisional": Text("暂时", "provisional"),
        "not-shown": Text("回答还不够", "too few answers"),
    }
    return Table(
        caption=caption,
        header=(
            Text("名称", "Name"),
            Text("自报", "Declared"),
            Text("有证据", "Evidenced"),
            Text("已答 / 应答", "Answered / asked"),
            Text("状态", "State"),
        ),
        rows=tuple(
            (
                Cell(title),
                Cell(points(score.declared)),
                Cell(points(score.evidenced)),
                Cell(same(f"{score.answered} / {score.applicable}")),
                Cell(states[score.state]),
            )
            for title, score in rows
        ),
        shares=(9, 4, 4, 5, 5),
        numeric=(1, 2, 3),
    )


def _not_applicable_note(
    rows: Sequence[tuple[Text, Score]], *, share: int
) -> tuple[Paragraph, ...]:
    many = [title for title, score in rows if score.many_do_not_apply]
    if not many:
        return ()
    names = listed(many)
    return (
        Paragraph(
            Text(
                f"选“不适用”的题超过 {share}% 的领域：{names.zh}。请再看一遍这些回答。",
                f"Areas in which more than {share}% of the questions were said not to apply: {names.en}. Please look at those answers again.",
            ),
            style="note",
        ),
    )
