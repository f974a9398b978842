"""The action plan as a working list: a sheet in each language, with a status to keep up to date."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from zeren.assess.assessment import Assessment, PlanLine
from zeren.files.characters import printable
from zeren.files.workbook.layout import HEADER, LINE, QUIET, TEAL, Look, height
from zeren.publish.diagnosis.basis import KINDS
from zeren.standards.questionnaires import Questionnaire
from zeren.text import LANGS, Lang, Text, same

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Value = Text | int | date | None

STATES: Final = (
    Text("未开始", "Not started"),
    Text("进行中", "In progress"),
    Text("需补证据", "Evidence missing"),
    Text("完成", "Done"),
)
_TODO, _DOING, _SHORT, _DONE = STATES
_SHEET: Final = Text("行动计划", "Action plan")
_LEAD: Final = Text(
    "从 {start} 起，共 {matters} 件事，约 {days} 人天。做到哪一步，就在“状态”一列选；过了期限还没完成的会变红。",
    "From {start}: {matters} to do, about {days} person-days. Keep the Status column up to date; "
    "what is overdue turns red.",
)
_NOTHING: Final = Text("目前没有待办的事。", "Nothing is waiting to be done.")
_LATER: Final = Text("一年以后", "after the first year")
_MARK: Final = Text("内部 · 自评，未经核实", "Internal · self-assessed, not verified")
_CHOOSE: Final = (
    Text("请从列表中选", "Choose from the list"),
    Text("点单元格右边的箭头，选一项。", "Click the arrow beside the cell and choose an entry."),
)
_FORMULA_SIGNS: Final = tuple("=+-@\t\r\n＝＋－＠﹢﹣﹦﹫")
_HEADER_ROW: Final = 3
_ROOM: Final[dict[Lang, float]] = {"zh": 1.0, "en": 1.15}  # Arial runs narrower than reckoned


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the plan with all that its cells are made of."""

    number: int
    line: PlanLine
    questionnaire: Questionnaire
    start: date

    def day(self, days: int | None) -> Value:
        return _LATER if days is None else self.start + timedelta(days=days)


@dataclass(frozen=True, slots=True)
class _Column:
    header: Text
    width: float
    value: Callable[[_Row], Value]
    look: str = "text"


def print_plan(
    assessment: Assessment, questionnaire: Questionnaire, *, start: str, company: Text | None = None
) -> bytes:
    """Print the plan as xlsx; `start` is the ISO date of its first day. Equal plans, equal bytes."""
    import xlsxwriter

    first_day = date.fromisoformat(start)
    target = BytesIO()
    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": f"{_SHEET.zh} {_SHEET.en}",
            "created": datetime(first_day.year, first_day.month, first_day.day),  # noqa: DTZ001 - a day, no hour
        }
    )
    book.set_size(2400, 1300)
    rows = tuple(
        _Row(number, line, questionnaire, first_day)
        for number, line in enumerate(assessment.plan, start=1)
    )
    for lang in LANGS:
        _Writer(book, Look(book, lang), book.add_worksheet(_SHEET.to(lang)), lang).write(
            rows, start=start, company=company
        )
    book.close()
    return target.getvalue()


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes one sheet in one language."""

    book: xlsxwriter.Workbook
    look: Look
    paper: Worksheet
    lang: Lang

    def write(self, rows: Sequence[_Row], *, start: str, company: Text | None) -> None:
        self._head(rows, start=start, company=company)
        for place, row in enumerate(rows, start=_HEADER_ROW + 1):
            self._row(place, row)
        if rows:
            last = _HEADER_ROW + len(rows)
            self.paper.autofilter(_HEADER_ROW, 0, last, len(_COLUMNS) - 1)
            self._offer_states(last)
            self._colour(last)
        self._set_page()

    def _head(self, rows: Sequence[_Row], *, start: str, company: Text | None) -> None:
        title = (
            _SHEET
            if company is None
            else Text(f"{company.zh} · {_SHEET.zh}", f"{company.en} · {_SHEET.en}")
        )
        self.paper.hide_gridlines(2)
        self.paper.set_row(0, 30)
        self._put(0, 0, title, "title")
        matters = Text(f"{len(rows)}", f"{len(rows)} {'matter' if len(rows) == 1 else 'matters'}")
        days = sum(row.line.person_days for row in rows)
        lead = _LEAD.format(start=start, matters=matters, days=days) if rows else _NOTHING
        self._put(1, 0, lead, "lead")
        self.paper.set_row(_HEADER_ROW, 36)
        for place, column in enumerate(_COLUMNS):
            self.paper.set_column(place, place, column.width)
            self._put(_HEADER_ROW, place, column.header, "header")
        self.paper.freeze_panes(_HEADER_ROW + 1, 2)
        self.paper.repeat_rows(_HEADER_ROW)

    def _row(self, place: int, row: _Row) -> None:
        """Its height is ours to give: not every program fits rows to their words."""
        pairs: list[tuple[str, float]] = []
        for at, column in enumerate(_COLUMNS):
            value = column.value(row)
            self._put(place, at, value, column.look)
            if isinstance(value, Text):
                pairs.append((value.to(self.lang), column.width * _ROOM[self.lang]))
        self.paper.set_row(place, height(pairs))

    def _put(self, row: int, place: int, value: Value, look: str) -> None:
        """Words stay words, in this program and the next, whatever they begin with."""
        if value is None:
            self.paper.write_blank(row, place, None, self._format(look))
        elif isinstance(value, Text):
            words = printable(value.to(self.lang))
            style = self._format(look, quoted=words.startswith(_FORMULA_SIGNS))
            self.paper.write_string(row, place, words, style)
        elif isinstance(value, date):
            self.paper.write_datetime(row, place, value, self._format(look))
        else:
            self.paper.write_number(row, place, value, self._format(look))

    def _format(self, look: str, *, quoted: bool = False) -> Format:
        return self.look.of(
            f"{look} quoted" if quoted else look,
            {**_LOOKS[look], "quote_prefix": True} if quoted else _LOOKS[look],
        )

    def _offer_states(self, last: int) -> None:
        title, message = _CHOOSE
        self.paper.data_validation(
            _HEADER_ROW + 1,
            _STATUS,
            last,
            _STATUS,
            {
                "validate": "list",
                "source": [state.to(self.lang) for state in STATES],
                "error_title": title.to(self.lang),
                "error_message": message.to(self.lang),
            },
        )

    def _colour(self, last: int) -> None:
        """Colours repeat what the status says in words."""
        first = _HEADER_ROW + 1
        status = f"${chr(ord('A') + _STATUS)}{first + 1}"
        due = f"${chr(ord('A') + _DUE)}{first + 1}"
        done = _DONE.to(self.lang)
        late = f'=AND(ISNUMBER({due}),{due}<TODAY(),{status}<>"{done}")'
        self._when(late, (first, _DUE, last, _DUE), font_color="#9a1b1b", bold=True)
        whole = (first, 0, last, _STATUS - 1)
        self._when(f'={status}="{done}"', whole, font_color=QUIET)
        for state, tone in (
            (_DONE, {"bg_color": "#dff2e3", "font_color": "#14532d"}),
            (_DOING, {"bg_color": "#e3f0ee", "font_color": "#0f5c55"}),
            (_SHORT, {"bg_color": "#fdf4dc", "font_color": "#7a5200"}),
        ):
            rule = f'={status}="{state.to(self.lang)}"'
            self._when(rule, (first, _STATUS, last, _STATUS), **tone)

    def _when(self, rule: str, cells: tuple[int, int, int, int], **tone: str | bool) -> None:
        condition = {"type": "formula", "criteria": rule, "format": self.look.tone(**tone)}
        self.paper.conditional_format(*cells, condition)

    def _set_page(self) -> None:
        self.paper.set_landscape()
        self.paper.set_paper(9)
        self.paper.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        self.paper.fit_to_pages(1, 0)
        self.paper.set_footer(f"&L&9{_MARK.to(self.lang)}&R&9&P / &N")


def _steps(row: _Row) -> Text:
    steps = row.line.steps
    if len(steps) < 2:  # noqa: PLR2004 - a single step needs no number
        return steps[0] if steps else same("")
    return Text(
        "\n".join(f"{number}. {step.zh}" for number, step in enumerate(steps, start=1)),
        "\n".join(f"{number}. {step.en}" for number, step in enumerate(steps, start=1)),
    )


def _evidence(row: _Row) -> Text:
    pieces = row.line.evidence
    return Text("\n".join(piece.zh for piece in pieces), "\n".join(piece.en for piece in pieces))


def _owner(row: _Row) -> Text:
    role = row.questionnaire.role_of.get(row.line.owner)
    return role.title if role else same(row.line.owner)


_COLUMNS: Final = (
    _Column(Text("序号", "No."), 7, lambda row: row.number, "count"),
    _Column(Text("事项", "Matter"), 20, lambda row: row.line.priority.question.title, "strong"),
    _Column(Text("性质", "Kind"), 12, lambda row: KINDS[row.line.priority.kind][0]),
    _Column(Text("这一周的第一步", "First step, this week"), 30, lambda row: row.line.first_step),
    _Column(Text("接下来的步骤", "Then"), 38, _steps),
    _Column(Text("负责", "Owner"), 12, _owner),
    _Column(Text("人天", "Person-days"), 10, lambda row: row.line.person_days, "count"),
    _Column(Text("开始", "Start"), 12, lambda row: row.day(row.line.start), "day"),
    _Column(Text("期限", "Due"), 12, lambda row: row.day(row.line.due), "day"),
    _Column(
        Text("花钱", "Money"), 12, lambda row: row.questionnaire.settings.cash_bands[row.line.cash]
    ),
    _Column(Text("会留下的证据", "Evidence expected"), 24, _evidence),
    _Column(Text("现在的风险", "Risk now"), 9, lambda row: row.line.risk_before, "count"),
    _Column(Text("做到以后的风险", "Risk then"), 9, lambda row: row.line.risk_after, "count"),
    _Column(Text("状态", "Status"), 13, lambda _: _TODO, "entry"),
    _Column(Text("备注", "Note"), 18, lambda _: None, "entry"),
)
_STATUS: Final = len(_COLUMNS) - 2
_DUE: Final = 8
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
    "strong": {**_CELL, "bold": True},
    "count": {**_CELL, "align": "center", "indent": 0},
    "day": {**_CELL, "num_format": "yyyy-mm-dd", "align": "center", "indent": 0},
    "entry": {**_CELL, "bg_color": "#fffbe6"},
}
