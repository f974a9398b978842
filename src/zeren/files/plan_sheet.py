"""The action plan as a working list: a sheet in each language, with a status to keep up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from typing import Final

from zeren.assess.assessment import Assessment, PlanLine
from zeren.files.list_sheet import FIRST_ROW, HEADER_ROW, Column, ListSheet, Value, new_book
from zeren.files.workbook.layout import QUIET, Look
from zeren.publish.diagnosis.basis import KINDS
from zeren.standards.questionnaires import Questionnaire
from zeren.text import LANGS, Text, same

STATES: Final = (
    Text("未开始", "Not started"),
    Text("进行中", "In progress"),
    Text("需补证据", "Evidence missing"),
    Text("完成", "Done"),
    Text("不做了", "Dropped"),
)
_TODO, _DOING, _SHORT, _DONE, _DROPPED = STATES
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


@dataclass(frozen=True, slots=True)
class Worked:
    """What a company decided about a matter of the plan: who, by when, how far (one of STATES), a note."""

    code: str
    title: Text
    state: Text
    who: str = ""
    due: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the plan with all that its cells are made of; `line` is None where the answers no
    longer bring the matter up.
    """

    number: int
    line: PlanLine | None
    questionnaire: Questionnaire
    start: date
    worked: Worked | None = None

    def day(self, days: int | None) -> Value:
        return _LATER if days is None else self.start + timedelta(days=days)


def print_plan(
    assessment: Assessment,
    questionnaire: Questionnaire,
    *,
    start: str,
    company: Text | None = None,
    worked: Sequence[Worked] = (),
) -> bytes:
    """Print the plan as xlsx; `start` is the ISO date of its first day. Equal plans, equal bytes.

    What was `worked` on stands in its line; where the plan has none any more, in one at the end.
    """
    first_day = date.fromisoformat(start)
    target = BytesIO()
    book = new_book(target, title=f"{_SHEET.zh} {_SHEET.en}", day=first_day)
    rows = tuple(_rows(assessment.plan, questionnaire, first_day, worked))
    columns = tuple(column for column, _ in _COLUMNS)
    for lang in LANGS:
        sheet = ListSheet(Look(book, lang), book.add_worksheet(_SHEET.to(lang)), lang, columns)
        _write(sheet, rows, start=start, company=company)
    book.close()
    return target.getvalue()


def _rows(
    lines: Sequence[PlanLine], questionnaire: Questionnaire, start: date, worked: Sequence[Worked]
) -> Iterator[_Row]:
    of = {one.code: one for one in worked}
    planned = {line.priority.question.code for line in lines}
    for number, line in enumerate(lines, start=1):
        yield _Row(number, line, questionnaire, start, of.get(line.priority.question.code))
    gone = (one for one in worked if one.code not in planned)
    for number, one in enumerate(gone, start=len(lines) + 1):
        yield _Row(number, None, questionnaire, start, one)


def _write(sheet: ListSheet, rows: Sequence[_Row], *, start: str, company: Text | None) -> None:
    title = (
        _SHEET
        if company is None
        else Text(f"{company.zh} · {_SHEET.zh}", f"{company.en} · {_SHEET.en}")
    )
    sheet.head(title, _lead(rows, start=start), frozen=2)
    for place, row in enumerate(rows, start=FIRST_ROW):
        sheet.row(place, (value(row) for _, value in _COLUMNS))
    if rows:
        last = HEADER_ROW + len(rows)
        sheet.paper.autofilter(HEADER_ROW, 0, last, len(_COLUMNS) - 1)
        _offer_states(sheet, last)
        _colour(sheet, last)
    sheet.set_page(_MARK)


def _lead(rows: Sequence[_Row], *, start: str) -> Text:
    if not rows:
        return _NOTHING
    matters = Text(f"{len(rows)}", f"{len(rows)} {'matter' if len(rows) == 1 else 'matters'}")
    days = sum(row.line.person_days for row in rows if row.line)
    return _LEAD.format(start=start, matters=matters, days=days)


def _offer_states(sheet: ListSheet, last: int) -> None:
    title, message = _CHOOSE
    sheet.paper.data_validation(
        FIRST_ROW,
        _STATUS,
        last,
        _STATUS,
        {
            "validate": "list",
            "source": [state.to(sheet.lang) for state in STATES],
            "error_title": title.to(sheet.lang),
            "error_message": message.to(sheet.lang),
        },
    )


def _colour(sheet: ListSheet, last: int) -> None:
    """Colours repeat what the status says in words."""
    status = f"${chr(ord('A') + _STATUS)}{FIRST_ROW + 1}"
    due = f"${chr(ord('A') + _DUE)}{FIRST_ROW + 1}"
    done, dropped = _DONE.to(sheet.lang), _DROPPED.to(sheet.lang)
    late = f'=AND(ISNUMBER({due}),{due}<TODAY(),{status}<>"{done}",{status}<>"{dropped}")'
    _when(sheet, late, (FIRST_ROW, _DUE, last, _DUE), font_color="#9a1b1b", bold=True)
    whole = (FIRST_ROW, 0, last, _STATUS - 1)
    _when(sheet, f'={status}="{done}"', whole, font_color=QUIET)
    for state, tone in (
        (_DONE, {"bg_color": "#dff2e3", "font_color": "#14532d"}),
        (_DOING, {"bg_color": "#e3f0ee", "font_color": "#0f5c55"}),
        (_SHORT, {"bg_color": "#fdf4dc", "font_color": "#7a5200"}),
    ):
        rule = f'={status}="{state.to(sheet.lang)}"'
        _when(sheet, rule, (FIRST_ROW, _STATUS, last, _STATUS), **tone)


def _when(
    sheet: ListSheet, rule: str, cells: tuple[int, int, int, int], **tone: str | bool
) -> None:
    condition = {"type": "formula", "criteria": rule, "format": sheet.look.tone(**tone)}
    sheet.paper.conditional_format(*cells, condition)


def _title(row: _Row) -> Text:
    if row.line:
        return row.line.priority.question.title
    return row.worked.title if row.worked else same("")


def _steps(line: PlanLine) -> Text:
    steps = line.steps
    if len(steps) < 2:  # noqa: PLR2004 - a single step needs no number
        return steps[0] if steps else same("")
    return Text(
        "\n".join(f"{number}. {step.zh}" for number, step in enumerate(steps, start=1)),
        "\n".join(f"{number}. {step.en}" for number, step in enumerate(steps, start=1)),
    )


def _evidence(line: PlanLine) -> Text:
    pieces = line.evidence
    return Text("\n".join(piece.zh for piece in pieces), "\n".join(piece.en for piece in pieces))


def _owner(row: _Row) -> Value:
    """Who was named; else the role that the plan proposes."""
    if row.worked and row.worked.who:
        return same(row.worked.who)
    if row.line is None:
        return None
    role = row.questionnaire.role_of.get(row.line.owner)
    return role.title if role else same(row.line.owner)


def _due(row: _Row) -> Value:
    if row.worked and row.worked.due:
        return row.worked.due
    return row.day(row.line.due) if row.line else None


def _of_line(value: Callable[[PlanLine], Value]) -> Callable[[_Row], Value]:
    return lambda row: value(row.line) if row.line else None


_COLUMNS: Final[tuple[tuple[Column, Callable[[_Row], Value]], ...]] = (
    (Column(Text("序号", "No."), 7, "count"), lambda row: row.number),
    (Column(Text("事项", "Matter"), 20, "strong"), _title),
    (Column(Text("性质", "Kind"), 12), _of_line(lambda line: KINDS[line.priority.kind][0])),
    (
        Column(Text("这一周的第一步", "First step, this week"), 30),
        _of_line(lambda line: line.first_step),
    ),
    (Column(Text("接下来的步骤", "Then"), 38), _of_line(_steps)),
    (Column(Text("负责", "Owner"), 12), _owner),
    (Column(Text("人天", "Person-days"), 10, "count"), _of_line(lambda line: line.person_days)),
    (
        Column(Text("开始", "Start"), 12, "day"),
        lambda row: row.day(row.line.start) if row.line else None,
    ),
    (Column(Text("期限", "Due"), 12, "day"), _due),
    (
        Column(Text("花钱", "Money"), 12),
        lambda row: row.questionnaire.settings.cash_bands[row.line.cash] if row.line else None,
    ),
    (Column(Text("会留下的证据", "Evidence expected"), 24), _of_line(_evidence)),
    (Column(Text("现在的风险", "Risk now"), 9, "count"), _of_line(lambda line: line.risk_before)),
    (
        Column(Text("做到以后的风险", "Risk then"), 9, "count"),
        _of_line(lambda line: line.risk_after),
    ),
    (
        Column(Text("状态", "Status"), 13, "entry"),
        lambda row: row.worked.state if row.worked else _TODO,
    ),
    (
        Column(Text("备注", "Note"), 18, "entry"),
        lambda row: same(row.worked.note) if row.worked and row.worked.note else None,
    ),
)
_STATUS: Final = len(_COLUMNS) - 2
_DUE: Final = 8
