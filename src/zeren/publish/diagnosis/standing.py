"""Where the company stands: scores by area and item."""

from __future__ import annotations

from collections.abc import Sequence

from zeren.assess.assessment import Score
from zeren.publish.diagnosis.basis import Diagnosed
from zeren.publish.document import Bar, Bars, Cell, Paragraph, Section, Table
from zeren.publish.wording import points
from zeren.text import Text, listed, same


def standing(on: Diagnosed) -> Section:
    titles = on.questionnaire.area_of
    rows = [(titles[code].title, score) for code, score in on.assessment.areas if score.applicable]
    items = [
        (on.questionnaire.item_of[code].title, score)
        for code, score in on.assessment.items
        if score.applicable
    ]
    shown = [(title, score) for title, score in rows if score.declared is not None]
    best, worst = _extremes(shown)
    alt = Text(
        f"条形图：{len(rows)} 个领域的自报得分和有材料得分。{best.zh}{worst.zh}",
        f"Bar chart of declared and evidenced scores in {len(rows)} areas. {best.en} {worst.en}".strip(),
    )
    return Section(
        "standing",
        Text("我们在哪里", "Where we stand"),
        (
            *((Paragraph(Text(best.zh + worst.zh, f"{best.en} {worst.en}")),) if shown else ()),
            Bars(
                caption=Text("五个领域的得分", "Scores by area"),
                alt=alt,
                first=Text("自报", "declared"),
                second=Text("有材料", "evidenced"),
                bars=tuple(Bar(title, score.declared, score.evidenced) for title, score in rows),
                table=_score_table(Text("各领域得分", "Scores by area, in figures"), rows),
            ),
            _score_table(Text("各方面得分", "Scores by item"), items),
            *_not_applicable_note(rows),
        ),
    )


def _extremes(rows: Sequence[tuple[Text, Score]]) -> tuple[Text, Text]:
    if not rows:
        return Text("", ""), Text("", "")
    ordered = sorted(rows, key=lambda row: row[1].declared or 0)
    (low, low_score), (high, high_score) = ordered[0], ordered[-1]
    best = Text(
        f"{high.zh}最好，{points(high_score.declared).zh} 分；",
        f"{high.en} is strongest at {points(high_score.declared).en} points.",
    )
    worst = Text(
        f"{low.zh}最弱，{points(low_score.declared).zh} 分。",
        f"{low.en} is weakest at {points(low_score.declared).en}.",
    )
    return best, worst


def _score_table(caption: Text, rows: Sequence[tuple[Text, Score]]) -> Table:
    states = {
        "final": Text("最终", "final"),
        "provisional": Text("暂时", "provisional"),
        "not-shown": Text("答得太少", "too few answers"),
    }
    return Table(
        caption=caption,
        header=(
            Text("名称", "Name"),
            Text("自报", "Declared"),
            Text("有材料", "Evidenced"),
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


def _not_applicable_note(rows: Sequence[tuple[Text, Score]]) -> tuple[Paragraph, ...]:
    many = [title for title, score in rows if score.many_do_not_apply]
    if not many:
        return ()
    names = listed(many)
    return (
        Paragraph(
            Text(
                f"“不适用”超过两成的领域：{names.zh}。请再看一遍这些回答。",
                f"More than a fifth was said not to apply in: {names.en}. Please look at those answers again.",
            ),
            style="note",
        ),
    )
