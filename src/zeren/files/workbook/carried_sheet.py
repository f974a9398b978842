"""The sheet that says what became of the earlier answers: dropped, not understood, moved, new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.files.workbook.carrying import NOTHING_LOST, Carrying, Unread
from zeren.files.workbook.layout import height
from zeren.files.workbook.said import Line, said_lines, title_of, written_lines
from zeren.files.workbook.sheet import Column, Frame, Sheet, finish, head, heading, put, start
from zeren.publish.wording import period_words
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text, counted, same

_LONGEST: Final = 30_000  # characters; a cell takes 32,767

_NOTHING: Final = same("")
_COLUMNS: Final = (
    Column("margin", 2, same("")),
    Column("code", 22, Text("题号", "Code")),
    Column("what", 40, Text("问的是什么", "What it is about")),
    Column("said", 56, Text("上次写的", "What was said")),
    Column("why", 44, Text("说明", "Why")),
)
_TITLE: Final = Text("上次的回答去了哪里", "What became of last time's answers")


@dataclass(frozen=True, slots=True)
class _Row:
    code: Text
    what: Text
    said: tuple[Line, ...] = ()
    why: Text = _NOTHING


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading and the rows under it."""

    title: Text
    rows: tuple[_Row, ...]


def write_carried(frame: Frame, carrying: Carrying) -> None:
    sheet = start(frame, frame.names["carried"], _COLUMNS)
    head(sheet, _TITLE, *_leads(carrying))
    for part in _parts(carrying):
        if part.rows:
            count = Text(
                f"{part.title.zh}（{len(part.rows)}）", f"{part.title.en} ({len(part.rows)})"
            )
            heading(sheet, count)
            for row in part.rows:
                _write_row(sheet, row)
    finish(sheet)


def _leads(carrying: Carrying) -> Iterator[Text]:
    """What was carried, what became of the numbers, and what is to be done."""
    yield _counts(carrying)
    yield from _numbers(carrying)
    if carrying.is_whole:
        yield NOTHING_LOST
    if carrying.carried.awaiting:
        yield _CONFIRM
    yield _KEEP


def _counts(carrying: Carrying) -> Text:
    done = carrying.carried
    period, new = period_words(done.period), done.response
    facts = len(new.facts)
    numbers = Text(f"{facts} 个数据、", f" {counted(facts, 'number', 'numbers')},")
    numbers = numbers if facts else Text("", "")
    return Text(
        f"{done.then.edition}版，{period.zh}：带过来 {len(new.answers)} 个回答、{len(new.profile)} 行概况、"
        f"{numbers.zh}{len(new.evidence)} 件证据。",
        f"Edition {done.then.edition}, {period.en}: carried"
        f" {counted(len(new.answers), 'answer', 'answers')},"
        f" {counted(len(new.profile), 'line', 'lines')} of the profile,{numbers.en}"
        f" {counted(len(new.evidence), 'piece', 'pieces')} of evidence.",
    )


def _numbers(carrying: Carrying) -> Iterator[Text]:
    """Those that stand beside the cells: of the period before, and of one before that."""
    if number := len(carrying.carried.earlier):
        yield Text(
            f"{number} 个数据是上一个期间的，没有填进格子，写在“上次的数”一列，供对照。",
            f"{counted(number, 'number is', 'numbers are')} of the period before: not in the cells but"
            " under “Last time's figure”, to compare with.",
        )
    if number := len(carrying.again):
        yield Text(
            f"{number} 个数据原来就写在“上次的数”一列，照旧写在那里。",
            f"{counted(number, 'number', 'numbers')} stood under “Last time's figure” already, and"
            f" {'stands' if number == 1 else 'stand'} there again.",
        )


_CONFIRM: Final = Text(
    "逐行看：还对的，在“上次的回答”一列选“已确认”，不对就改。",
    "Where a row still holds, choose “Confirmed” under “From last time”.",
)
_KEEP: Final = Text("原来的工作簿请留着。", "Keep the old workbook.")


def _parts(carrying: Carrying) -> Iterator[_Part]:
    done, now, then = carrying.carried, carrying.now, carrying.then
    yield _Part(
        Text("没有带过来的", "Dropped"),
        tuple(
            _Row(same(one.code), title_of(then, one.code), said_lines(one.value, then), why=one.why)
            for one in done.dropped
        ),
    )
    yield _Part(
        Text("没有读懂的", "Not understood"),
        tuple(
            _Row(same(one.code), _about(then, one), written_lines(one.written), why=one.why)
            for one in carrying.unread
        ),
    )
    yield _Part(
        Text("换了题号的", "Moved"),
        tuple(
            _Row(same(f"{one.was} → {one.now}"), title_of(now, one.now), why=one.reason)
            for one in done.moved
        ),
    )
    yield _Part(
        Text("措辞改过的，确认前请再读一遍", "Reworded: read again before you confirm"),
        tuple(_Row(same(code), title_of(now, code)) for code in done.reworded),
    )
    yield _Part(
        Text("这次新问的", "New"),
        tuple(_Row(same(code), title_of(now, code)) for code in done.new),
    )


def _about(then: Questionnaire, one: Unread) -> Text:
    """Its title, where it has one, and its place in the old workbook."""
    title, place = title_of(then, one.code), one.place.words()
    if title == same(one.code):
        return place
    return Text(f"{title.zh}（{place.zh}）", f"{title.en} ({place.en})")


def _write_row(sheet: Sheet, row: _Row) -> None:
    """A row; what is longer than a cell goes on in the next."""
    frame, widths = sheet.frame, {col.key: col.width for col in sheet.columns}
    code, what, why = (frame.words(text, between="\n") for text in (row.code, row.what, row.why))
    said = "\n".join(_line(frame, line) for line in row.said)
    for place in range(0, max(len(said), 1), _LONGEST):
        piece = said[place : place + _LONGEST]
        put(sheet, "code", code, style="strong")
        put(sheet, "what", what, style="text")
        put(sheet, "said", piece, style="text")
        put(sheet, "why", why, style="quiet")
        words = {"code": code, "what": what, "said": piece, "why": why}
        cells = [(words[key], widths[key]) for key in words]
        sheet.paper.set_row(sheet.row, height(cells, least=20))
        sheet.row += 1


def _line(frame: Frame, line: Line) -> str:
    """“回答：3 已到位”: the name of the column stands before what was written, whatever that is."""
    header, words = (frame.words(text) for text in line)
    return f"{header}: {words}" if frame.lang == "en" else f"{header}：{words}"
