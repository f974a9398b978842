"""The outward report: the company at a glance, its statement, practices and numbers it published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby

from zeren.publish.document import (
    Block,
    Callout,
    Card,
    Cards,
    Cell,
    Document,
    KeyFigure,
    KeyFigures,
    Look,
    Paragraph,
    Points,
    Quote,
    Section,
    Table,
)
from zeren.publish.published import Figure, Line, Practice, Published, Words
from zeren.publish.wording import period_words
from zeren.standards.questionnaires import Area
from zeren.standards.topics import Topic
from zeren.text import Said, Text, same

LONG = 120  # signs; longer words do not fit a cell
MARK = Text("企业自评 · 未经核实", "Self-assessed · not verified")


def outward_report(
    content: Published,
    *,
    areas: Sequence[Area],
    topics: Sequence[Topic],
    date: str,
    look: Look,
    index: Sequence[Section] = (),
) -> Document:
    """Lay out what is published; nothing else comes in. `index`: by the clauses of other standards."""
    title = Text("社会责任报告", "Social responsibility report")
    return Document(
        code="report",
        title=title,
        subtitle=Text(
            f"企业对自己{period_words(content.period).zh}社会责任工作的说明",
            f"The company's own account for {period_words(content.period).en}",
        ),
        company=content.company,
        period=period_words(content.period),
        date=date,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=tuple(
            section
            for section in (
                _glance(content),
                _statement(content),
                _practices(content, areas),
                _figures(content),
                _by_topic(content, topics),
                *index,
                _how(content, areas),
                _what_this_is_not(),
            )
            if section is not None
        ),
        look=look,
        data=(
            (
                "published-facts.json",
                _for_programs(content, topics, date),
                Text(
                    "本报告公开的内容，供程序读取",
                    "What this report publishes, for programs to read",
                ),
            ),
        ),
    )


def _for_programs(content: Published, topics: Sequence[Topic], date: str) -> bytes:
    """The content as JSON, with the names of the topics it speaks of."""
    spoken = {code for practice in content.practices for code in practice.topics}
    spoken |= {code for figure in content.figures for code in figure.fact.topics}
    table = content.as_json() | {
        "format": "zeren-published-1",
        "date": date,
        "topics": {topic.id: topic.title.as_json() for topic in topics if topic.id in spoken},
    }
    return json.dumps(table, ensure_ascii=False, indent=1, sort_keys=True).encode()


def _glance(content: Published) -> Section:
    blocks: list[Block | Section] = []
    large = _large_figures(content)
    if large:
        blocks.append(KeyFigures(large))
    if content.about:
        blocks.append(
            Table(
                caption=Text("基本情况", "The company"),
                header=(Text("项目", "Subject"), Text("内容", "Answer")),
                rows=tuple(
                    (Cell(line.label, code=line_place(line)), Cell(line.words))
                    for line in content.about
                ),
                shares=(2, 3),
            )
        )
    if not blocks:
        blocks.append(_nothing_published())
    return Section("glance", Text("企业概览", "The company at a glance"), tuple(blocks))


def line_place(line: Line) -> str:
    """The code of the row in which a line about the company stands."""
    return f"about-{line.code}"


def _large_figures(content: Published) -> tuple[KeyFigure, ...]:
    """People and, where published, three figures a buyer looks for first."""
    lines = sum(practice.area == "red-lines" for practice in content.practices)
    counts = (
        (_employees(content), Text("人", "people"), Text("员工", "employees")),
        (
            len(content.practices) - lines,
            Text("项", ""),
            Text("公开的做法", "practices published"),
        ),
        (lines, Text("条", ""), Text("声明守住的红线", "red lines stated as kept")),
        (
            len(content.figures),
            Text("项", ""),
            Text("公开的数据", "facts published"),
        ),
    )
    figures = (
        KeyFigure(same(f"{number:,}"), unit, label) for number, unit, label in counts if number
    )
    return tuple(figures) if content.practices or content.figures else ()


def _employees(content: Published) -> int:
    """Women and men, where both are published; else 0."""
    told = {line.code: line.value for line in content.about}
    counts = [told.get(code) for code in ("employees-women", "employees-men")]
    whole = [int(count) for count in counts if isinstance(count, str) and count.isdigit()]
    return sum(whole) if len(whole) == len(counts) else 0


def _nothing_published() -> Paragraph:
    return Paragraph(
        Text("企业没有公开这一部分。", "The company has published nothing in this part."),
        style="note",
    )


def _statement(content: Published) -> Section | None:
    if content.statement is None:
        return None
    return Section(
        "statement",
        Text("企业的话", "A word from the company"),
        (Quote(content.statement, content.statement_by),),
    )


def _practices(content: Published, areas: Sequence[Area]) -> Section | None:
    """None where nobody was asked about practices."""
    if not areas:
        return None
    blocks: list[Block | Section] = []
    if content.practices:
        blocks.append(
            Paragraph(
                Text(
                    "照企业自己的回答，走进企业会看到下面这些。写哪几条，由企业自己选定。",
                    "By the company's own answers, this is what a visitor would see there. The company chose which of them to publish.",
                )
            )
        )
    titles = {"red-lines": Text("企业声明守住的红线", "Red lines the company states it keeps")} | {
        area.code: area.title for area in areas
    }
    for code, title in titles.items():
        chosen = [practice for practice in content.practices if practice.area == code]
        if chosen:
            blocks.append(
                Section(f"practices-{code.lower()}", title, tuple(_practice_blocks(chosen, code)))
            )
    if not blocks:
        blocks.append(_nothing_published())
    return Section("practices", Text("我们的做法", "What we do"), tuple(blocks))


def _practice_blocks(practices: Iterable[Practice], area: str) -> Iterable[Block | Section]:
    chosen = tuple(practices)
    if _is_list(chosen, area):
        yield Points(tuple(practice.title for practice in chosen))
    else:
        yield Cards(tuple(_practice_card(practice) for practice in chosen))


def _practice_card(practice: Practice) -> Card:
    lines: list[tuple[Text, tuple[Words, ...]]] = [
        (
            Text("说明", "Statement")
            if practice.area == "red-lines"
            else Text("会看到", "A visitor sees"),
            (practice.seen,),
        )
    ]
    if practice.words:
        lines.append((Text("企业自述", "In its own words"), (practice.words,)))
    return Card(
        number=None,
        title=Text(
            f"{practice.title.zh}（{practice.code}）", f"{practice.title.en} ({practice.code})"
        ),
        tag=Text("材料已附（未核）", "Evidence attached, not checked")
        if practice.evidence_attached
        else None,
        tone="plain",
        lines=tuple(lines),
        code=practice_place(practice),
    )


def practice_place(practice: Practice) -> str:
    """The code of the card in which a practice stands."""
    return f"practice-{practice.code.replace('.', '-')}"


def practice_places(practices: Sequence[Practice]) -> Mapping[str, str]:
    """By the code of a practice: the code of its card, or of the section where it is a line of a list."""
    areas: dict[str, list[Practice]] = {}
    for practice in practices:
        areas.setdefault(practice.area, []).append(practice)
    return {
        practice.code: f"practices-{area.lower()}"
        if _is_list(chosen, area)
        else practice_place(practice)
        for area, chosen in areas.items()
        for practice in chosen
    }


def _is_list(practices: Sequence[Practice], area: str) -> bool:
    return area == "red-lines" and not any(practice.words for practice in practices)


def _figures(content: Published) -> Section:
    return Section(
        "numbers",
        Text("我们的数据", "Our numbers"),
        figure_blocks(content.figures) or (_nothing_published(),),
    )


def figure_blocks(figures: Iterable[Figure]) -> tuple[Block | Section, ...]:
    """A table a group, in the order in which the figures come; long words stand below it in full."""
    blocks: list[Block | Section] = []
    for number, (title, group) in enumerate(_groups(figures)):
        short = tuple(figure for figure in group if not _is_long(figure))
        if short:
            blocks.append(_figure_table(title, short, number))
        blocks += [
            Section(_words_code(number, place), _label(figure), (Quote(figure.value),))
            for place, figure in enumerate(group)
            if isinstance(figure.value, Said) and _is_long(figure)
        ]
    return tuple(blocks)


def figure_places(figures: Iterable[Figure]) -> Mapping[str, tuple[str, Text]]:
    """By the code of a fact: the code of the first row or section in which `figure_blocks` puts it, and
    the title above it.
    """
    found: dict[str, tuple[str, Text]] = {}
    for number, (title, group) in enumerate(_groups(figures)):
        rows = count()
        for place, figure in enumerate(group):
            code = _words_code(number, place) if _is_long(figure) else _row_code(number, next(rows))
            found.setdefault(figure.fact.code, (code, title))
    return found


def _groups(figures: Iterable[Figure]) -> Iterator[tuple[Text, tuple[Figure, ...]]]:
    for title, members in groupby(figures, key=lambda figure: figure.group):
        yield title, tuple(members)


def _row_code(number: int, row: int) -> str:
    return f"number-{number}-{row}"


def _words_code(number: int, place: int) -> str:
    return f"words-{number}-{place}"


def _is_long(figure: Figure) -> bool:
    return isinstance(figure.value, Said) and len(figure.value.text) > LONG


def _figure_table(title: Text, figures: tuple[Figure, ...], number: int) -> Table:
    all_numbers = all(figure.fact.kind == "number" for figure in figures)
    return Table(
        caption=title,
        header=(
            Text("数据", "Subject"),
            Text("数值", "Value"),
            Text("单位", "Unit"),
            Text("时间", "Period"),
        ),
        rows=tuple(
            (
                Cell(_label(figure), code=_row_code(number, row)),
                Cell(figure.value),
                Cell(figure.unit),
                Cell(period_words(figure.fact.period)),
            )
            for row, figure in enumerate(figures)
        ),
        shares=(8, 6, 3, 5),
        numeric=(1,) if all_numbers else (),
    )


def _label(figure: Figure) -> Text:
    if figure.breakdown is None:
        return figure.label
    return Text(
        f"{figure.label.zh}（{figure.breakdown.zh}）", f"{figure.label.en} ({figure.breakdown.en})"
    )


def _by_topic(content: Published, topics: Sequence[Topic]) -> Section | None:
    """Where each topic of the library is spoken of in this report."""
    rows = []
    for topic in topics:
        practices = [
            same(practice.code) for practice in content.practices if topic.id in practice.topics
        ]
        figures = {figure.label for figure in content.figures if topic.id in figure.fact.topics}
        if practices or figures:
            spoken = _joined([*practices, *sorted(figures, key=lambda label: label.en)])
            rows.append((Cell(same(topic.id)), Cell(topic.title), Cell(spoken)))
    if not rows:
        return None
    return Section(
        "topics",
        Text("内容索引：议题", "Content index: topics"),
        (
            Table(
                caption=Text(
                    "每个议题在本报告的哪里", "Topics and where this report speaks of them"
                ),
                header=(
                    Text("编号", "Code"),
                    Text("议题", "Topic"),
                    Text("做法与数据", "Practices and numbers"),
                ),
                rows=tuple(rows),
                shares=(2, 6, 8),
            ),
        ),
    )


def _joined(texts: Sequence[Text]) -> Text:
    shown = texts[:6]
    more = len(texts) - len(shown)
    tail = Text(f"等 {len(texts)} 项", f" and {more} more") if more else Text("", "")
    return Text(
        "、".join(text.zh for text in shown) + tail.zh,
        "; ".join(text.en for text in shown) + tail.en,
    )


def _how(content: Published, areas: Sequence[Area]) -> Section:
    sentences = [
        Text(
            f"内容都取自企业填写的《{content.source.zh}》。",
            f"Everything in it is taken from what the company filled in: {content.source.en}.",
        ),
        Text(
            "数据照企业填写的列出，没有推算；小数超过四位的，只显示四位并标“≈”，完整数值在所附文件里。",
            "Numbers stand as the company entered them, and nothing is estimated. More than four decimals are rounded for reading and marked ≈; the attached file has them in full.",
        ),
        Text(
            "同样的内容在 published-facts.json 里，供程序读取：附在 PDF 中，网页版底部可以下载。",
            "The same content stands in published-facts.json for programs to read: attached to the PDF, and to download at the foot of the web page.",
        ),
    ]
    if areas:
        practices = Text(
            "每项做法下的描述是问卷的话：企业在五级中选了哪一级，就写那一级会看到什么。级别、得分和没有公开的回答不在报告里。",
            "The description under each practice is the questionnaire's: what one would see at the level, out of five, that the company chose. Levels, scores and answers it did not publish are not in this report.",
        )
        sentences.insert(1, practices)
    title = Text("这份报告怎样形成", "How this report was made")
    return Section("method", title, (Points(tuple(sentences)),))


def _what_this_is_not() -> Section:
    return Section(
        "limits",
        Text("这份报告不是什么", "What this report is not"),
        (
            Callout(
                tone="watch",
                title=Text("自评，未经核实", "Self-assessed, not verified"),
                words=(
                    Text(
                        "这是企业对自己的描述。编制这份报告时，没有人核对其中的做法、数据和证据。它不是认证证书、审核报告或评级。",
                        "This is a company's description of itself. Nobody checked its practices, numbers or evidence when the report was made. It is not a certificate, an audit report or a rating.",
                    ),
                    Text(
                        "没有写到的事情，既不说明做得好，也不说明做得不好，只说明企业没有公开。",
                        "Silence on a matter says neither that it is handled well nor that it is not, only that the company did not publish it.",
                    ),
                ),
            ),
        ),
    )
