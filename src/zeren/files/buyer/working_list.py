"""The working list beside a reply: what is still to do and whom to ask, and what was filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from zeren.collect.facts import plain
from zeren.files.characters import printable
from zeren.files.workbook.layout import HEADER, LINE, QUIET, TEAL, Look, height
from zeren.files.xlsx.editing import MOST_CHARACTERS
from zeren.files.xlsx.names import cell_ref
from zeren.publish.reply.reply import Line, Status
from zeren.text import Lang, Text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

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
_SIGNS: Final = tuple("=+-@\t\r\n＝＋－＠﹢﹣﹦﹫")
_HEADER_ROW: Final = 3
_ROOM: Final[dict[Lang, float]] = {"zh": 1.0, "en": 1.15}


@dataclass(frozen=True, slots=True)
class _Column:
    header: Text
    width: float
    value: Callable[[Line, Lang], str]


def print_working_list(lines: Sequence[Line], *, lang: Lang, day: str) -> bytes:
    """The list as xlsx in one language. Equal lines and day, equal bytes."""
    import xlsxwriter

    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    made = date.fromisoformat(day)
    book.set_properties(
        {"title": _TODO.to(lang), "created": datetime(made.year, made.month, made.day)}  # noqa: DTZ001 - a day
    )
    look = Look(book, lang)
    todo = sorted(
        (line for line in lines if line.status != "filled"),
        key=lambda line: (not line.ask.en, line.ask.en, _ORDER.index(line.status), not line.source),
    )
    done = [line for line in lines if line.status == "filled"]
    _Writer(book, look, lang).write(_TODO, _TODO_LEAD, todo, _TODO_COLUMNS)
    _Writer(book, look, lang).write(_DONE, _DONE_LEAD, done, _DONE_COLUMNS)
    book.close()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    book: xlsxwriter.Workbook
    look: Look
    lang: Lang

    def write(
        self, title: Text, lead: Text, lines: Sequence[Line], columns: Sequence[_Column]
    ) -> None:
        paper = self.book.add_worksheet(title.to(self.lang))
        paper.hide_gridlines(2)
        paper.set_row(0, 30)
        self._put(paper, (0, 0), title.to(self.lang), "title")
        self._put(paper, (1, 0), lead.format(count=len(lines)).to(self.lang), "lead")
        for place, column in enumerate(columns):
            paper.set_column(place, place, column.width)
            self._put(paper, (_HEADER_ROW, place), column.header.to(self.lang), "header")
        paper.set_row(_HEADER_ROW, 34)
        paper.freeze_panes(_HEADER_ROW + 1, 2)
        for row, line in enumerate(lines, start=_HEADER_ROW + 1):
            self._row(paper, row, line, columns)
        if lines:
            paper.autofilter(_HEADER_ROW, 0, _HEADER_ROW + len(lines), len(columns) - 1)
        paper.set_landscape()
        paper.set_paper(9)
        paper.fit_to_pages(1, 0)
        paper.repeat_rows(_HEADER_ROW)

    def _row(self, paper: Worksheet, row: int, line: Line, columns: Iterable[_Column]) -> None:
        pairs = []
        for place, column in enumerate(columns):
            words = printable(column.value(line, self.lang))
            self._put(paper, (row, place), words, "text")
            pairs.append((words, column.width * _ROOM[self.lang]))
        paper.set_row(row, height(pairs))

    def _put(self, paper: Worksheet, at: tuple[int, int], words: str, look: str) -> None:
        """Words of the buyer and the company stay words, whatever they begin with."""
        words = words[:MOST_CHARACTERS]
        quoted = words.startswith(_SIGNS)
        properties = {**_LOOKS[look], "quote_prefix": True} if quoted else _LOOKS[look]
        name = f"{look} quoted" if quoted else look
        paper.write_string(*at, words, self.look.of(name, properties))


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


_TODO_COLUMNS: Final = (
    _Column(Text("问谁", "Ask"), 14, lambda line, lang: line.ask.to(lang)),
    _Column(Text("对方的问题", "The buyer asks"), 40, lambda line, _: line.question.words),
    _Column(Text("状态", "Status"), 13, lambda line, lang: STATES[line.status].to(lang)),
    _Column(Text("为什么没填", "Why it is not filled"), 32, lambda line, lang: line.why.to(lang)),
    _Column(Text("可以这样写", "What could be written"), 42, _proposal),
    _Column(Text("怎样弄清楚", "How to find out"), 40, lambda line, lang: line.find_out.to(lang)),
    _Column(Text("对应我们的", "Ours"), 22, _source),
    _Column(Text("把握", "How sure"), 14, _sure),
    _Column(Text("位置", "Where"), 18, _where),
)
_DONE_COLUMNS: Final = (
    _Column(Text("位置", "Where"), 18, _where),
    _Column(Text("对方的问题", "The buyer asks"), 44, lambda line, _: line.question.words),
    _Column(Text("写了什么", "What was written"), 56, _written),
    _Column(Text("依据哪个回答", "From which answer"), 26, _source),
    _Column(Text("把握", "How sure"), 16, _sure),
)
_CELL: Final[dict[str, Any]] = {
    "border": 1,
    "border_color": LINE,
    "text_wrap": True,
    "align": "left",
    "valign": "top",
    "indent": 1,
}
_LOOKS: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": TEAL, "valign": "vcenter"},
    "lead": {"font_color": QUIET, "valign": "vcenter"},
    "header": HEADER,
    "text": _CELL,
}
