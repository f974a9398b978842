"""The sheets of entries: the company's profile, its numbers, and its pieces of evidence."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Final

from zeren.collect.periods import PERIOD
from zeren.collect.responses import Evidence
from zeren.files.workbook import formulas
from zeren.files.workbook.layout import Style, height
from zeren.files.workbook.questions import defined_name
from zeren.files.workbook.sheet import (
    Column,
    Frame,
    Sheet,
    carried_columns,
    colour_states,
    column,
    finish,
    head,
    heading,
    offer,
    put,
    put_carried,
    put_status,
    start,
)
from zeren.files.workbook.words import HEADERS, NO, PRIVATE, PUBLISH, YES
from zeren.publish.wording import EVIDENCE_WORDS, period_words, unit_words, with_unit
from zeren.standards.questionnaires import EVIDENCE_KINDS, Field
from zeren.text import Said, Text

EVIDENCE_ROWS: Final = 40
_PROFILE: Final = Text("企业概况", "Company profile")
_PROFILE_LEAD: Final = Text(
    "先填这一页：下面的“是/否”决定要答哪些问题；不用答的行会变灰。",
    "Start here: the yes/no lines decide which questions concern you. A row that does not concern"
    " you turns grey and needs no answer.",
)
_NUMBERS: Final = Text("数据", "Numbers")
_NUMBERS_LEAD: Final = Text(
    "只填手头有单据的数；没有就空着，不要估。单位已写好，只写数字。",
    "Enter only what you have on paper; leave the rest empty rather than guess. Units are given: write"
    " digits only.",
)
_EVIDENCE: Final = Text("证据", "Evidence")
_EVIDENCE_LEAD: Final = Text(
    "一行一件。写文件名或链接即可，原件自己留着；不要放身份证、工资表和个人姓名。",
    "One piece a line. A file name or link is enough, the original stays with you; no identity papers,"
    " payrolls or names of persons.",
)


def write_fields(frame: Frame, group: str) -> Sheet:
    """The profile or the numbers, a field a row under the headings of its sections."""
    columns = (
        column("id", 10, "hidden"),
        Column("item", 34, HEADERS["item"], "strong"),
        Column("entry", 38 if group == "profile" else 20, HEADERS["entry"], "input"),
        column("unit", 13),
        column("help", 66, "quiet"),
        column("publish", 16, "input"),
        column("status", 15, "status"),
        *_from_last_time(frame, group),
    )
    sheet = start(frame, frame.names[group], columns)
    title, lead = (_PROFILE, _PROFILE_LEAD) if group == "profile" else (_NUMBERS, _NUMBERS_LEAD)
    head(sheet, title, lead)
    section = ""
    for field in frame.questionnaire.fields:
        if field.group != group:
            continue
        if field.section != section:
            section = field.section
            heading(sheet, _section_title(frame, field))
        _write_field(sheet, field)
    colour_states(sheet)
    finish(sheet)
    return sheet


def _from_last_time(frame: Frame, group: str) -> tuple[Column, ...]:
    """Where the workbook was carried: what to confirm, and the figures of the period before."""
    codes = [field.code for field in frame.questionnaire.fields if field.group == group]
    other = frame.carried is not None and not frame.carried.same_period
    earlier = other or any(code in frame.beside for code in codes)
    return (
        *carried_columns(frame, codes),
        *((column("earlier", 24, "quiet"),) if earlier else ()),
    )


def _write_earlier(sheet: Sheet, field: Field) -> None:
    frame, carried = sheet.frame, sheet.frame.carried
    if carried is None or not any(col.key == "earlier" for col in sheet.columns):
        return
    address = frame.questionnaire.address(field.code)
    said = {fact.code: fact for fact in carried.earlier}.get(address)
    words = frame.beside.get(field.code)
    if said and isinstance(said.value, Decimal):
        number, period = with_unit(said.value, said.unit), period_words(said.period)
        words = frame.words(
            Text(f"{number.zh}（{period.zh}）", f"{number.en} ({period.en})"), between="\n"
        )
    elif not words and field.code in PERIOD and not carried.same_period:
        words = carried.period.start if field.code == PERIOD[0] else carried.period.end
    put(sheet, "earlier", words, style="quiet")


def _section_title(frame: Frame, field: Field) -> Text:
    title = frame.questionnaire.sections.get(f"{field.group}/{field.section}")
    return title or Text(field.section, field.section)


def _write_field(sheet: Sheet, field: Field) -> None:
    frame = sheet.frame
    label = "\n".join(frame.lines(field.label))
    help_words = "\n".join(frame.lines(field.help))
    put(sheet, "id", frame.questionnaire.address(field.code), style="hidden")
    put(sheet, "item", label, style="strong")
    value, style = _value(frame, field), _style(field)
    put(sheet, "entry", value, style=style)
    _guide_entry(sheet, field)
    unit = _unit(frame, field)
    put(sheet, "unit", unit, style="text")
    put(sheet, "help", help_words, style="quiet")
    _write_publish(sheet, field)
    cell, carried = sheet.cell("entry"), put_carried(sheet, field.code)
    _write_earlier(sheet, field)
    empty = formulas.empty_state(field)
    filled = (
        formulas.done_if_usual(frame, cell, field, carried=carried)
        if field.kind == "number"
        else formulas.done_if_filled(frame, cell, empty=empty, carried=carried)
    )
    put_status(
        sheet, formulas.status(frame, field.asked_when, filled), formulas.field_state(frame, field)
    )
    row, widths = sheet.row, {col.key: col.width for col in sheet.columns}
    frame.book.define_name(defined_name(frame, field.code), f"='{sheet.name}'!$C${row + 1}")
    entry = value if isinstance(value, str) else ""
    cells = [
        (label, widths["item"] * 0.95),
        (help_words, widths["help"]),
        (entry, widths["entry"]),
        (unit, widths["unit"]),
    ]
    sheet.paper.set_row(row, height(cells, least=110 if field.kind == "long-text" else 22))
    sheet.row += 1


def _value(frame: Frame, field: Field) -> str | Decimal | date | None:
    """What the response holds, as its cell shows it."""
    if frame.response is None:
        return None
    if field.kind == "number":
        return frame.response.number(field.code)
    value = frame.response.profile.get(field.code)
    if isinstance(value, bool):
        return frame.words(YES if value else NO)
    if isinstance(value, str) and field.kind == "choice":
        labels = {choice.code: frame.words(choice.label) for choice in field.choices}
        return labels.get(value, value)
    if isinstance(value, str) and field.kind == "date":
        return date.fromisoformat(value)
    return value.text if isinstance(value, Said) else value


def _style(field: Field) -> Style:
    styles: dict[str, Style] = {
        "number": "input-number",
        "date": "input-date",
        "uscc": "input-text",
    }
    return styles.get(field.kind, "input")


def _unit(frame: Frame, field: Field) -> str:
    if field.kind != "number":
        return ""
    unit = frame.words(unit_words(field.unit))
    instant = frame.words(Text("期末当天", "on the last day"), between="\n")
    return "\n".join(part for part in (unit, instant if field.instant else "") if part)


def _guide_entry(sheet: Sheet, field: Field) -> None:
    """Drop-downs and limits, and a hint of what is usual."""
    frame = sheet.frame
    if field.kind == "yes-no":
        offer(sheet, "entry", [frame.words(YES), frame.words(NO)])
    elif field.kind == "choice":
        offer(sheet, "entry", [frame.words(choice.label) for choice in field.choices])
    elif field.kind == "date":
        _allow(sheet, {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)}, _DATE_HINT)
    elif field.kind == "number":
        limits = {"criteria": "between", "minimum": _least(field), "maximum": _most(field)}
        kind = "integer" if field.whole else "decimal"
        _allow(sheet, {"validate": kind, **limits}, _number_hint(field))
    elif field.kind == "uscc":
        sizes = {"validate": "length", "criteria": "==", "value": 18, "error_type": "warning"}
        _allow(sheet, sizes, _CODE_HINT)


_DATE_HINT: Final = Text("写成 2026-12-31 这样。", "Write it like 2026-12-31.")
_CODE_HINT: Final = Text(
    "18 位，照营业执照抄，没有 I、O、S、V、Z。",
    "18 characters as on the licence; no I, O, S, V or Z.",
)


def _number_hint(field: Field) -> Text:
    least, most = field.range.usual_least, field.range.usual_most
    whole = Text("只写数字，整数。", "Digits only, a whole number.")
    hint = whole if field.whole else Text("只写数字。", "Digits only.")
    if least is None or most is None or field.range.per not in {"", "employees"}:
        return hint
    usual = (
        Text("平均每名员工通常 {least}–{most}。", "Usually {least}–{most} for each employee.")
        if field.range.per
        else Text("通常 {least}–{most}。", "Usually {least}–{most}.")
    ).format(least=least, most=most)
    return Text(hint.zh + usual.zh, f"{hint.en} {usual.en}")


def _allow(sheet: Sheet, rule: dict[str, Any], hint: Text) -> None:
    frame, place = sheet.frame, sheet.at("entry")
    words = frame.words(hint, between="\n")
    title = frame.words(Text("请核对", "Please check"))
    rule |= {"input_message": words, "error_title": title, "error_message": words}
    sheet.paper.data_validation(sheet.row, place, sheet.row, place, rule)


def _least(field: Field) -> float:
    return float(field.range.least) if field.range.least is not None else -1e15


def _most(field: Field) -> float:
    return float(field.range.most) if field.range.most is not None else 1e15


def _write_publish(sheet: Sheet, field: Field) -> None:
    frame = sheet.frame
    if field.always_published:
        put(sheet, "publish", frame.words(PUBLISH), style="text")
        return
    ticked = (
        field.published_by_default
        if frame.response is None
        else field.code in frame.response.published
    )
    put(sheet, "publish", frame.words(PUBLISH if ticked else PRIVATE), style="input")
    offer(sheet, "publish", [frame.words(PUBLISH), frame.words(PRIVATE)])


def write_evidence(frame: Frame) -> Sheet:
    columns = (
        Column("margin", 2, Text("", "")),
        column("for", 40, "input"),
        column("kind", 20, "input"),
        column("title", 36, "input"),
        column("issuer", 24, "input"),
        column("from", 13, "input-date"),
        column("to", 13, "input-date"),
        column("expires", 13, "input-date"),
        column("link", 40, "input-text"),
    )
    sheet = start(frame, frame.names["evidence"], columns)
    head(sheet, _EVIDENCE, _EVIDENCE_LEAD)
    pieces = frame.response.evidence if frame.response else ()
    for place in range(max(EVIDENCE_ROWS, len(pieces) + 10)):
        _write_piece(sheet, pieces[place] if place < len(pieces) else None)
    finish(sheet)
    return sheet


def _write_piece(sheet: Sheet, piece: Evidence | None) -> None:
    frame = sheet.frame
    cells: dict[str, str | date | None] = dict.fromkeys(col.key for col in sheet.columns[1:])
    if piece:
        period = piece.period
        cells = {
            "for": evidence_label(frame, piece.question),
            "kind": frame.words(EVIDENCE_WORDS[piece.kind]),
            "title": piece.title.text,
            "issuer": piece.issuer,
            "from": _day(period.start if period else None),
            "to": _day(period.end if period else None),
            "expires": _day(piece.expires),
            "link": piece.link,
        }
    for col in sheet.columns[1:]:
        put(sheet, col.key, cells[col.key], style=col.style)
    codes = (*frame.questionnaire.question_of, *frame.questionnaire.red_line_of)
    offer(sheet, "for", [evidence_label(frame, code) for code in codes])
    offer(sheet, "kind", [frame.words(EVIDENCE_WORDS[kind]) for kind in EVIDENCE_KINDS])
    texts = [
        (value, col.width) for col in sheet.columns[1:] if isinstance(value := cells[col.key], str)
    ]
    sheet.paper.set_row(sheet.row, height(texts, least=20))
    sheet.row += 1


def evidence_label(frame: Frame, code: str) -> str:
    """“E1.1 Contracts …”: how a question is named in the list of the evidence sheet."""
    questionnaire = frame.questionnaire
    question = questionnaire.question_of.get(code) or questionnaire.red_line_of.get(code)
    return f"{code} {frame.words(question.title)}" if question else code


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
