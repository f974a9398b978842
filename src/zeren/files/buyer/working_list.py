"""The working list beside a reply: what is still to do and whom to ask, and what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Final

from zeren.collect.facts import plain
from zeren.files.list_sheet import FIRST_ROW, HEADER_ROW, Column, ListSheet, new_book
from zeren.files.workbook.layout import Look
from zeren.files.xlsx.names import cell_ref
from zeren.publish.reply.reply import Line, Status
from zeren.text import Lang, Text, same

STATES: Final[dict[Status, Text]] = {
    "filled": Text("已填", "Filled"),
    "check": Text("待您决定", "For you to decide"),
    "kept": Text("有回答，没公开", "Answered, held back"),
    "open": Text("缺", "Open"),
}
_TODO: Final = Text("待办", "To do")
_DONE: Final = Text("已填", "Filled")
_TODO_LEAD: Final = Text(
    "共 {count} 题：要问别人的排在前面，按人分组；再是您自己定的，最后是我们没有问到的。这份清单给您自己用，不要发给客户。",
    "{count} questions: first those to ask others, by person; then those for you to decide; last what we do not ask. This list is for you; do not send it to the buyer.",
)
_DONE_LEAD: Final = Text(
    "写进客户问卷的 {count} 题，依据和把握都在这里。请对照原题看一遍再发。",
    "{count} questions filled in, with what each rests on and how sure it is. Read them beside the questions before you send the workbook.",
)
_ORDER: Final[tuple[Status, ...]] = ("check", "kept", "open")
_MARK: Final = Text("给您自己用，不要发给客户", "For you: not for the buyer")

Words = Callable[[Line, Lang], str]


def print_working_list(lines: Sequence[Line], *, lang: Lang, day: str) -> bytes:
    """The list as xlsx in one language. Equal lines and day, equal bytes."""
    target = BytesIO()
    book = new_book(target, title=_TODO.to(lang), day=date.fromisoformat(day))
    look = Look(book, lang)
    todo = sorted(
        (line for line in lines if line.status != "filled"),
        key=lambda line: (not line.ask.en, line.ask.en, _ORDER.index(line.status), not line.source),
    )
    done = [line for line in lines if line.status == "filled"]
    for title, lead, listed, columns in (
        (_TODO, _TODO_LEAD, todo, _TODO_COLUMNS),
        (_DONE, _DONE_LEAD, done, _DONE_COLUMNS),
    ):
        paper = book.add_worksheet(title.to(lang))
        sheet = ListSheet(look, paper, lang, [column for column, _ in columns])
        sheet.head(title, lead.format(count=len(listed)), frozen=2)
        for row, line in enumerate(listed, start=FIRST_ROW):
            sheet.row(row, (same(words(line, lang)) for _, words in columns))
        if listed:
            paper.autofilter(HEADER_ROW, 0, HEADER_ROW + len(listed), len(columns) - 1)
        sheet.set_page(_MARK)
    book.close()
    return target.getvalue()


def _where(line: Line, lang: Lang) -> str:  # noqa: ARG001 - as all columns
    asked = line.question
    cell = asked.answer or next(iter(asked.ticks.values()), (asked.row, asked.column))
    number = f" ({asked.number})" if asked.number else ""
    return f"{asked.sheet}!{cell_ref(*cell)}{number}"


def _source(line: Line, lang: Lang) -> str:
    return f"{line.source}\n{line.title.to(lang)}" if line.source else ""


def _sure(line: Line, lang: Lang) -> str:
    if not line.source:
        return ""
    return f"{line.confidence:.0%}\n{line.relation.to(lang)}"


def _written(line: Line, lang: Lang) -> str:  # noqa: ARG001 - as all columns
    return "\n".join(
        f"{cell_ref(*one.cell)}: {plain(one.value) if isinstance(one.value, Decimal) else one.value}"
        for one in line.writings
    )


def _proposal(line: Line, lang: Lang) -> str:
    beside = Text("已写入备注栏：", "In the remarks: ").to(lang) if line.writings else ""
    return f"{beside}{line.proposal}" if line.proposal else ""


_TODO_COLUMNS: Final[tuple[tuple[Column, Words], ...]] = (
    (Column(Text("问谁", "Ask"), 14), lambda line, lang: line.ask.to(lang)),
    (Column(Text("对方的问题", "The buyer asks"), 40), lambda line, _: line.question.words),
    (Column(Text("状态", "Status"), 13), lambda line, lang: STATES[line.status].to(lang)),
    (Column(Text("为什么没填", "Why it is not filled"), 32), lambda line, lang: line.why.to(lang)),
    (Column(Text("可以这样写", "What could be written"), 42), _proposal),
    (Column(Text("怎样弄清楚", "How to find out"), 40), lambda line, lang: line.find_out.to(lang)),
    (Column(Text("对应我们的", "Ours"), 22), _source),
    (Column(Text("把握", "How sure"), 14), _sure),
    (Column(Text("位置", "Where"), 18), _where),
)
_DONE_COLUMNS: Final[tuple[tuple[Column, Words], ...]] = (
    (Column(Text("位置", "Where"), 18), _where),
    (Column(Text("对方的问题", "The buyer asks"), 44), lambda line, _: line.question.words),
    (Column(Text("写了什么", "What was written"), 56), _written),
    (Column(Text("依据哪个回答", "From which answer"), 26), _source),
    (Column(Text("把握", "How sure"), 16), _sure),
)
