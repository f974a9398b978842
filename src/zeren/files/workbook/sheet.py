"""One sheet being written: its columns, its rows from the top, its protection and its print layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from zeren.collect.carried import Carried
from zeren.collect.responses import Response
from zeren.files.workbook.layout import GREY, UNASKED, Look, Style, height, lines_of
from zeren.files.workbook.words import (
    CONFIRMED,
    HEADERS,
    STATUS,
    TO_CONFIRM,
    BookLang,
    shown,
)
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.worksheet import Worksheet

COMMENT_WIDTH: Final = 56.0


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    width: float
    header: Text
    style: Style = "text"


def column(key: str, width: float, style: Style = "text") -> Column:
    return Column(key, width, HEADERS[key], style)


@dataclass(slots=True)
class Lists:
    """The drop-down lists, collected for a sheet that nobody sees."""

    sheet: str
    columns: list[tuple[str, ...]] = field(default_factory=list)

    def range_of(self, words: Sequence[str]) -> str:
        """The address of a list; equal lists share one."""
        entries = tuple(words)
        if entries not in self.columns:
            self.columns.append(entries)
        letter = letters(self.columns.index(entries) + 3)
        return f"='{self.sheet}'!${letter}$1:${letter}${len(entries)}"


@dataclass(frozen=True, slots=True)
class Frame:
    """What every sheet of one workbook is made with."""

    book: xlsxwriter.Workbook
    look: Look
    lang: BookLang
    questionnaire: Questionnaire
    response: Response | None
    lists: Lists
    names: Mapping[str, str]  # sheet names by what they hold
    carried: Carried | None = None  # where the response was carried from an earlier one
    beside: Mapping[str, str] = field(default_factory=dict)  # figures of a period before that one

    def words(self, text: Text, *, between: str = " ") -> str:
        return shown(text, self.lang, between=between)

    def lines(self, text: Text) -> tuple[str, ...]:
        return (text.zh, text.en) if self.lang == "both" else (text.to(self.lang),)

    def awaits(self, code: str) -> bool:
        """Whether an answer was carried here and nobody has confirmed it yet."""
        return self.carried is not None and code in self.carried.awaiting


@dataclass(slots=True)
class Sheet:
    """A worksheet with its next free row. `status` counts rows by state for the overview."""

    frame: Frame
    paper: Worksheet
    name: str
    columns: tuple[Column, ...]
    row: int = 0
    first: int = 0
    states: list[str] = field(default_factory=list)

    def at(self, key: str) -> int:
        return next(place for place, col in enumerate(self.columns) if col.key == key)

    def cell(self, key: str, *, row: int | None = None) -> str:
        """The address of a cell in the present row, its column fixed: $I7."""
        return f"${letters(self.at(key))}{(self.row if row is None else row) + 1}"

    def status_range(self) -> str:
        letter = letters(self.at("status"))
        return f"'{self.name}'!${letter}${self.first + 1}:${letter}${max(self.row, self.first + 1)}"


def carried_columns(frame: Frame, codes: Iterable[str]) -> tuple[Column, ...]:
    """The column in which carried answers are confirmed, where there are any among these codes."""
    return (column("carried", 16, "input"),) if any(map(frame.awaits, codes)) else ()


def put_carried(sheet: Sheet, code: str) -> str:
    """Ask to confirm what was carried into this row; the cell's address, "" where nothing was."""
    if not any(col.key == "carried" for col in sheet.columns):
        return ""
    frame = sheet.frame
    if not frame.awaits(code):
        put(sheet, "carried", None, style="text")
        return ""
    put(sheet, "carried", frame.words(TO_CONFIRM), style="input")
    offer(sheet, "carried", [frame.words(TO_CONFIRM), frame.words(CONFIRMED)])
    return sheet.cell("carried")


def start(frame: Frame, name: str, columns: Sequence[Column]) -> Sheet:
    sheet = Sheet(frame, frame.book.add_worksheet(name), name, tuple(columns))
    for place, col in enumerate(sheet.columns):
        sheet.paper.set_column(place, place, col.width, None, {"hidden": col.key == "id"})
    sheet.paper.hide_gridlines(2)
    return sheet


def head(sheet: Sheet, title: Text, *leads: Text) -> None:
    """Title, what to do here, and the header row, which stays in sight and repeats in print."""
    look, paper, frame = sheet.frame.look, sheet.paper, sheet.frame
    paper.set_row(0, 30)
    paper.write_string(0, 1, frame.words(title), look["title"])
    sheet.row = 1
    for line in (line for lead in leads for line in frame.lines(lead)):
        paper.set_row(sheet.row, 17)
        plain = look.of("lead-line", {"font_color": "#5b6a70", "valign": "vcenter"})
        paper.write_string(sheet.row, 1, line, plain)
        sheet.row += 1
    headers = [frame.words(col.header, between="\n") for col in sheet.columns]
    pairs = [(words, col.width) for words, col in zip(headers, sheet.columns, strict=True)]
    paper.set_row(sheet.row, height(pairs, least=24))
    for place, words in enumerate(headers):
        if words:
            paper.write_string(sheet.row, place, words, look["header"])
    paper.freeze_panes(sheet.row + 1, 2)
    paper.repeat_rows(sheet.row)
    sheet.row += 1
    sheet.first = sheet.row


def heading(sheet: Sheet, title: Text) -> None:
    """A heading between rows, without merged cells, so that sorting still works."""
    look, paper = sheet.frame.look, sheet.paper
    paper.set_row(sheet.row, 22)
    for place in range(1, len(sheet.columns)):
        paper.write_blank(sheet.row, place, None, look["section"])
    paper.write_string(sheet.row, 1, sheet.frame.words(title), look["section"])
    sheet.row += 1


def put(sheet: Sheet, key: str, value: str | Decimal | date | None, *, style: Style) -> None:
    """Write a value into the present row; words are always written as words, whatever they begin with."""
    place, look = sheet.at(key), sheet.frame.look[style]
    if value is None or value == "":
        sheet.paper.write_blank(sheet.row, place, None, look)
    elif isinstance(value, date):
        sheet.paper.write_datetime(sheet.row, place, value, look)
    elif isinstance(value, Decimal) and Decimal(repr(float(value))) == value:
        sheet.paper.write_number(sheet.row, place, float(value), look)
    else:
        sheet.paper.write_string(sheet.row, place, str(value), look)


def put_status(sheet: Sheet, formula: str, state: str) -> None:
    """The state of a row as a formula, with the value it has now for programs that do not calculate."""
    place = sheet.at("status")
    words = status_words(sheet.frame, state)
    sheet.paper.write_formula(sheet.row, place, formula, sheet.frame.look["status"], words)
    sheet.states.append(state)


def status_words(frame: Frame, state: str) -> str:
    sign, words = STATUS[state]
    return f"{sign} {frame.words(words)}"


def offer(sheet: Sheet, key: str, words: Sequence[str], *, row: int | None = None) -> None:
    """A drop-down; whoever pastes or types something else is asked, and the reader tries its best."""
    row, place = sheet.row if row is None else row, sheet.at(key)
    sheet.paper.data_validation(
        row,
        place,
        row,
        place,
        {
            "validate": "list",
            "source": sheet.frame.lists.range_of(words),
            "error_type": "warning",
            "error_title": sheet.frame.words(Text("请从列表中选", "Choose from the list")),
            "error_message": sheet.frame.words(
                Text(
                    "点单元格右边的箭头，选一项。",
                    "Click the arrow beside the cell and choose an entry.",
                )
            ),
        },
    )


def explain(sheet: Sheet, key: str, words: str) -> None:
    """A note that opens when the pointer rests on the cell."""
    lines = lines_of(words, COMMENT_WIDTH, size=9)
    sheet.paper.write_comment(
        sheet.row,
        sheet.at(key),
        words,
        {
            "width": COMMENT_WIDTH * 7 + 16,
            "height": lines * 18 + 16,
            "font_name": sheet.frame.look.font,
            "font_size": 9,
            "color": "#fffbe6",
        },
    )


def colour_states(sheet: Sheet) -> None:
    """Colour follows the words of the status column; it never says anything on its own."""
    paper, look = sheet.paper, sheet.frame.look
    status = sheet.cell("status", row=sheet.first)
    last = max(sheet.row - 1, sheet.first)
    grey = look.tone(font_color=UNASKED, bg_color=GREY)
    paper.conditional_format(
        sheet.first,
        1,
        last,
        len(sheet.columns) - 1,
        {
            "type": "formula",
            "criteria": f'=LEFT({status},1)="–"',
            "format": grey,
            "stop_if_true": True,
        },
    )
    tones = {"✓": ("#dff2e3", "#14532d"), "○": ("#ffffff", "#7a4b00"), "!": ("#ffe3dc", "#8a1c00")}
    for sign, (back, ink) in tones.items():
        tone = look.tone(bg_color=back, font_color=ink)
        paper.conditional_format(
            sheet.first,
            sheet.at("status"),
            last,
            sheet.at("status"),
            {"type": "formula", "criteria": f'=LEFT({status},1)="{sign}"', "format": tone},
        )


def finish(sheet: Sheet) -> None:
    """Protect what is ours without a password, and set the sheet up for A4."""
    frame = sheet.frame
    protect(sheet.paper)
    print_on_a4(frame, sheet.paper)


def protect(paper: Worksheet) -> None:
    allowed = ("format_columns", "format_rows", "sort", "autofilter", "insert_hyperlinks")
    paper.protect("", dict.fromkeys(allowed, True))


def print_on_a4(frame: Frame, paper: Worksheet, *, landscape: bool = True) -> None:
    if landscape:
        paper.set_landscape()
    paper.set_paper(9)
    paper.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    paper.fit_to_pages(1, 0)
    title = frame.words(frame.questionnaire.title).replace("&", "&&")
    internal = frame.words(Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified"))
    paper.set_header(f"&L&9{title}&R&9&A")
    paper.set_footer(f"&L&9{internal}&R&9&P / &N")


def letters(place: int) -> str:
    """The name of a column counted from 0: 0 → A, 26 → AA."""
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(65 + rest) + name
    return name
