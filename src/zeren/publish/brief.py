"""The brief for an association's leadership: two pages on how far a cycle is, and what to decide.

Every figure is counted from data; a result of fewer companies than the cycle's smallest group is left
out. Plain sentences come first, a table after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.publish.document import (
    Cell,
    Document,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Points,
    Section,
    Table,
)
from zeren.publish.wording import day_words, points
from zeren.text import Text, cut_short, has_chinese, same

MOST_COHORTS: Final = 8  # rows; the smaller ones are counted together
MOST_COMMON: Final = 3
_LONGEST: Final = 40  # letters of a cohort's name, on one line
_LONGEST_IN_CHINESE: Final = 18
_SOON: Final = 14  # days
_MANY_LATE: Final = 20  # per cent


@dataclass(frozen=True, slots=True)
class Progress:
    """How many companies of a group are how far; each counts once, where it is now."""

    name: Text
    invited: int
    started: int  # with an answer, whatever came of it
    submitted: int  # handed in, whatever came of it
    accepted: int


@dataclass(frozen=True, slots=True)
class AreaMean:
    """The mean declared score of an area in hundredths of a point, over `count` companies."""

    title: Text
    mean: int
    count: int


@dataclass(frozen=True, slots=True)
class Common:
    """A risk or priority, and how many companies have it."""

    title: Text
    count: int


@dataclass(frozen=True, slots=True)
class Brief:
    """All that the leadership is told of one cycle."""

    body: Text
    cycle: Text
    date: str
    last_day: str  # on which answers are taken
    days_left: int  # negative: so many days ago
    least_group: int
    whole: Progress
    cohorts: tuple[Progress, ...]
    waiting: int  # to be reviewed
    returned: int
    areas: tuple[AreaMean, ...]
    risks: tuple[Common, ...]  # the most common first
    priorities: tuple[Common, ...]

    @property
    def late(self) -> int:
        """Companies that have not handed in."""
        return self.whole.invited - self.whole.submitted


def brief_document(brief: Brief) -> Document:
    """The pages, in the order in which somebody with two minutes reads them."""
    return Document(
        code="brief",
        title=Text("给领导的两页简报", "Two-page brief for the leadership"),
        subtitle=brief.cycle,
        company=brief.body,
        period=Text(
            f"收答卷到 {brief.last_day}", f"Answers are taken until {day_words(brief.last_day).en}"
        ),
        date=brief.date,
        mark=Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified"),
        said_in=Text("原文为英文", "original in Chinese"),
        sections=(_far(brief), _results(brief), _decide(brief)),
    )


def _far(brief: Brief) -> Section:
    whole = brief.whole
    figures = (
        (whole.invited, Text("应填", "asked")),
        (whole.started, Text("已开始", "started")),
        (whole.submitted, Text("已提交", "submitted")),
        (whole.accepted, Text("已通过", "accepted")),
    )
    sentence = Text(
        f"{whole.invited} 家会员里，{whole.submitted} 家已经提交，其中 {whole.accepted} 家已通过，{brief.waiting} 家等待审核，{brief.returned} 家退回补充；还有 {brief.late} 家没有提交。",
        f"Of {whole.invited} members, {whole.submitted} have submitted: {whole.accepted} accepted, {brief.waiting} waiting for review, {brief.returned} returned to the company. Not submitted: {brief.late}.",
    )
    return Section(
        "far",
        Text("走到哪一步", "How far it is"),
        (
            KeyFigures(tuple(KeyFigure(same(n), None, words) for n, words in figures)),
            Paragraph(sentence),
            *((_cohort_table(brief),) if brief.cohorts else ()),
        ),
    )


def _cohort_table(brief: Brief) -> Table:
    largest = sorted(brief.cohorts, key=lambda one: -one.invited)
    shown, rest = largest[:MOST_COHORTS], largest[MOST_COHORTS:]
    if rest:
        shown.append(
            Progress(
                Text(f"其余 {len(rest)} 组", f"{len(rest)} other groups"),
                *(sum(getattr(one, name) for one in rest) for name in _COUNTS),
            )
        )
    return Table(
        Text("各组（一家可以在几组里）", "By group (a company can be in several)"),
        (
            Text("组", "Group"),
            Text("应填", "Asked"),
            Text("已开始", "Started"),
            Text("已提交", "Submitted"),
            Text("已通过", "Accepted"),
        ),
        tuple(
            (
                Cell(Text(_on_one_line(one.name.zh), _on_one_line(one.name.en))),
                *(Cell(same(getattr(one, name))) for name in _COUNTS),
            )
            for one in shown
        ),
        shares=(7, 2, 2, 3, 3),
        numeric=(1, 2, 3, 4),
    )


def _on_one_line(name: str) -> str:
    return cut_short(name, _LONGEST_IN_CHINESE if has_chinese(name) else _LONGEST)


_COUNTS: Final = ("invited", "started", "submitted", "accepted")


def _results(brief: Brief) -> Section:
    areas = [one for one in brief.areas if one.count >= brief.least_group]
    if not areas:
        few = Text(
            f"已提交的还不到 {brief.least_group} 家，不显示结果，免得认出是哪一家。",
            f"Fewer than {brief.least_group} have submitted; no result is shown, so that no company can be told.",
        )
        return Section("results", _RESULTS, (Paragraph(few),))
    best, worst = max(areas, key=_mean), min(areas, key=_mean)
    sentence = Text(
        f"按企业自己的回答，平均得分最高的是“{best.title.zh}”（{points(best.mean).zh} 分），最低的是“{worst.title.zh}”（{points(worst.mean).zh} 分）。没有人核对过。",
        f"By the companies' own answers, the highest mean is “{best.title.en}” ({points(best.mean).en} points), the lowest “{worst.title.en}” ({points(worst.mean).en}). Nobody has checked them.",
    )
    table = Table(
        Text("各方面的平均自报得分（满分 100）", "Mean declared score by area (out of 100)"),
        (Text("方面", "Area"), Text("平均", "Mean"), Text("企业数", "Companies")),
        tuple((Cell(one.title), Cell(points(one.mean)), Cell(same(one.count))) for one in areas),
        shares=(5, 1, 1),
        numeric=(1, 2),
    )
    return Section("results", _RESULTS, (Paragraph(sentence), table, *_commonest(brief)))


_RESULTS: Final = Text("企业说了什么", "What the companies say")


def _mean(area: AreaMean) -> int:
    return area.mean


def _commonest(brief: Brief) -> Iterator[Paragraph | Points]:
    for lead, found in (
        (Text("最常见的风险：", "The most common risks:"), brief.risks),
        (Text("最常见的优先事项：", "The most common priorities:"), brief.priorities),
    ):
        lines = _shown(brief, found)
        if lines:
            yield Paragraph(lead)
            yield Points(
                tuple(
                    Text(
                        f"{one.title.zh}（{one.count} 家）",
                        f"{one.title.en} ({one.count} companies)",
                    )
                    for one in lines
                ),
                ordered=True,
            )


def _shown(brief: Brief, found: tuple[Common, ...]) -> tuple[Common, ...]:
    return tuple(one for one in found if one.count >= brief.least_group)[:MOST_COMMON]


def _decide(brief: Brief) -> Section:
    day = day_words(brief.last_day)
    left = brief.days_left
    dates = (
        Text(
            f"还能填 {left} 天，到 {day.zh} 为止。",
            f"Answers are taken for {left} more days, until {day.en}.",
        )
        if left >= 0
        else Text(f"{day.zh} 已经截止。", f"Answers were taken until {day.en}.")
    )
    return Section(
        "decide",
        Text("接下来的日子，请领导定的事", "Next dates, and what to decide"),
        (Paragraph(dates), Points(tuple(_decisions(brief)), ordered=True)),
    )


def _decisions(brief: Brief) -> Iterator[Text]:
    many_late = brief.late * 100 > _MANY_LATE * max(1, brief.whole.invited)
    if brief.late and brief.days_left < 0:
        yield Text(
            f"{brief.late} 家过期没有提交：延长截止日，还是就此关闭。",
            f"{brief.late} companies are overdue: move the closing date, or leave it closed.",
        )
    elif many_late and brief.days_left <= _SOON:
        yield Text(
            f"只剩 {brief.days_left} 天，{brief.late} 家没有提交：由谁逐家打电话，要不要延长截止日。",
            f"{brief.days_left} days are left and {brief.late} companies have not submitted: who calls them, and whether to move the closing date.",
        )
    elif brief.late:
        yield Text(
            f"{brief.late} 家还没有提交：什么时候催、由谁催。",
            f"{brief.late} companies have not submitted: when to remind them, and who does it.",
        )
    if brief.waiting:
        yield Text(
            f"{brief.waiting} 份等待审核：审核人手够不够。",
            f"{brief.waiting} responses wait for review: whether there are enough reviewers.",
        )
    if risks := _shown(brief, brief.risks):
        yield Text(
            f"要不要就“{risks[0].title.zh}”给会员办一次培训或出一份范本（{risks[0].count} 家有这个风险）。",
            f"Whether to offer members a training or a template on “{risks[0].title.en}” ({risks[0].count} companies have this risk).",
        )
    yield Text(
        "集中发布定在哪一天，由谁签字。", "On which day everything is released, and who signs."
    )
