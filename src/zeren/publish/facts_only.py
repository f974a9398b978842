"""Reports of a response that holds facts and words but no levels, such as EFRAG's VSME template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from zeren.assess.coverage import DisclosureCoverage
from zeren.collect.facts import Fact
from zeren.collect.responses import Response
from zeren.problems import Problem
from zeren.publish.diagnosis import MARK
from zeren.publish.document import (
    Callout,
    Cell,
    Document,
    KeyFigure,
    KeyFigures,
    Look,
    Paragraph,
    Points,
    Section,
    Table,
)
from zeren.publish.outward import LONG, figure_blocks
from zeren.publish.published import Figure, Published, Words, company_name
from zeren.publish.unread import unread_notice, unread_table
from zeren.publish.wording import day_words, figure, period_words, unit_words
from zeren.standards.catalogue import Standard
from zeren.standards.taxonomy import dimension_label, member_label
from zeren.standards.vsme import Concept
from zeren.text import Said, Text, listed, same

_FACTS = Text("读到的全部数据", "Every fact that was read")


def published_facts(
    response: Response, *, standard: Standard, concepts: Mapping[str, Concept]
) -> Published:
    """Everything in the template: it is a report made to be disclosed."""
    return Published(
        source=Text(
            f"EFRAG 的 VSME 数字模板（{response.asked.edition}）",
            f"EFRAG's VSME digital template ({response.asked.edition})",
        ),
        company=company_name(response),
        period=response.period,
        about=(),
        statement=None,
        statement_by=None,
        practices=(),
        figures=tuple(
            _figure(fact, standard=standard, concept=concepts[fact.code])
            for fact in sorted(response.facts, key=lambda fact: _place(fact, concepts))
            if fact.code in response.published
        ),
    )


def _place(fact: Fact, concepts: Mapping[str, Concept]) -> int:
    """The disclosures in their order, B1 to C9, then what belongs to none."""
    order = list(dict.fromkeys(concept.disclosure for concept in concepts.values()))
    disclosure = concepts[fact.code].disclosure
    return order.index(disclosure) if disclosure else len(order)


def _figure(fact: Fact, *, standard: Standard, concept: Concept) -> Figure:
    return Figure(
        fact=fact,
        group=disclosure_words(concept.disclosure, standard),
        label=concept.label,
        value=value_words(fact),
        unit=unit_words(fact.unit),
        breakdown=listed(dimension_label(axis, part) for axis, part in fact.dimensions)
        if fact.dimensions
        else None,
    )


def disclosure_words(disclosure: str, standard: Standard) -> Text:
    if not disclosure:
        return Text("其他信息", "Other information")
    title = standard.clause_of[disclosure].title
    return Text(f"{disclosure} {title.zh}", f"{disclosure} {title.en}")


def value_words(fact: Fact) -> Words:
    value = fact.value
    if isinstance(value, Said):
        return value
    if isinstance(value, bool):
        return Text("是", "Yes") if value else Text("否", "No")
    if isinstance(value, Decimal):
        return figure(value)
    if isinstance(value, tuple):
        return listed(member_label(code) for code in value)
    return day_words(value) if fact.kind == "date" else member_label(value)


def facts_diagnosis(
    content: Published,
    coverage: Sequence[DisclosureCoverage],
    *,
    standard: Standard,
    date: str,
    look: Look,
    problems: tuple[Problem, ...] = (),
) -> Document:
    """What was read and what is covered; without levels there is no score, risk or plan."""
    period = period_words(content.period)
    return Document(
        code="diagnosis",
        title=Text("数据与覆盖率", "Facts and coverage"),
        subtitle=Text(f"根据{content.source.zh}", f"From {content.source.en}"),
        company=content.company,
        period=period,
        date=date,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=(
            _in_short(content, coverage, problems),
            _coverage(coverage, standard),
            Section(
                "facts",
                _FACTS,
                (
                    *unread_table(problems),
                    *(figure_blocks(map(_shortened, content.figures)) or (_nothing(),)),
                ),
            ),
            _how(content),
        ),
        look=look,
    )


def _shortened(one: Figure) -> Figure:
    """Long words are told by their beginning here; the report has them in full."""
    if not isinstance(one.value, Said) or len(one.value.text) <= LONG:
        return one
    start = one.value.text[: LONG - 1].rsplit("\n", 1)[0]
    return one._replace(value=Said(one.value.lang, f"{start}…"))


def _nothing() -> Paragraph:
    return Paragraph(Text("没有读到数据。", "No facts were read."), style="note")


def _in_short(
    content: Published, coverage: Sequence[DisclosureCoverage], problems: tuple[Problem, ...]
) -> Section:
    touched = sum(line.with_facts > 0 for line in coverage)
    return Section(
        "short",
        Text("先看结论", "In short"),
        (
            *unread_notice(problems, _FACTS),
            KeyFigures(
                (
                    KeyFigure(
                        same(len(content.figures)), Text("项", ""), Text("读到的数据", "facts read")
                    ),
                    KeyFigure(
                        same(f"{touched} / {len(coverage)}"),
                        None,
                        Text("有数据的披露项", "disclosures with facts"),
                    ),
                )
            ),
            Callout(
                tone="watch",
                title=Text("没有得分", "No score"),
                words=(
                    Text(
                        "这份模板问的是数据和文字，不问各项做法做到了哪一步，所以算不出得分、风险和行动计划。",
                        "This template asks for facts and words, not for how far each practice has come. So no score, risk or plan can be computed from it.",
                    ),
                    Text(
                        "想知道先做什么，可以用 zeren template 生成我们的问卷，一共二十来道题。",
                        "To learn what to do first, make our own questionnaire with zeren template; it asks some twenty questions.",
                    ),
                ),
            ),
        ),
    )


def _coverage(coverage: Sequence[DisclosureCoverage], standard: Standard) -> Section:
    empty = [line.disclosure for line in coverage if not line.with_facts]
    words = (
        Text(
            f"没有数据的披露项：{'、'.join(empty)}。",
            f"Disclosures without facts: {', '.join(empty)}.",
        )
        if empty
        else Text("每个披露项都有数据。", "Every disclosure has facts.")
    )
    return Section(
        "coverage",
        Text("覆盖率", "Coverage"),
        (
            Paragraph(words),
            Table(
                caption=Text("各披露项读到的数据", "Facts read by disclosure"),
                header=(
                    Text("披露项", "Disclosure"),
                    Text("已填的数据项", "Entries filled"),
                    Text("数据项总数", "Entries in all"),
                ),
                rows=tuple(
                    (
                        Cell(disclosure_words(line.disclosure, standard)),
                        Cell(same(line.with_facts)),
                        Cell(same(line.concepts)),
                    )
                    for line in coverage
                ),
                shares=(8, 3, 3),
                numeric=(1, 2),
            ),
            Paragraph(
                Text(
                    "数据项并不都适用于每家企业，企业也可以说明不披露哪些；填得少不等于做得少。",
                    "Not every entry concerns every company, and a company may state what it leaves out; a low number is no failing.",
                ),
                style="note",
            ),
        ),
    )


def _how(content: Published) -> Section:
    return Section(
        "method",
        Text("怎样读出这些数据", "How these facts were read"),
        (
            Points(
                (
                    Text(
                        f"来源：{content.source.zh}，按模板里定义的名称逐格读取，每项数据都记下出自哪张工作表、哪个单元格（见 response.json）。",
                        f"Source: {content.source.en}, read cell by cell by the names defined in the template; each fact keeps its sheet and cell (see response.json).",
                    ),
                    Text(
                        "数值照原样列出；英文名称出自 EFRAG（MIT 许可），中文名称是我们拟的，不是官方译名。",
                        "Values stand as they were entered. English names are EFRAG's (MIT licence); the Chinese ones are ours and not official.",
                    ),
                    Text(
                        "较长的文字这里只列开头，全文在对外报告和 response.json 里。",
                        "Long words are told by their beginning here; the report and response.json have them in full.",
                    ),
                )
            ),
        ),
    )
