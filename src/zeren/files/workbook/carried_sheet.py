"""The sheet that says what became of the earlier answers: dropped, not understood, moved, new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.files.workbook.carrying import Carrying, Unread
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
    head(sheet, _TITLE, _lead(carrying))
    for part in _parts(carrying):
        if part.rows:
            count = Text(
                f"{part.title.zh}（{len(part.rows)}）", f"{part.title.en} ({len(part.rows)})"
            )
            heading(sheet, count)
            for row in part.rows:
                _write_row(sheet, row)
    finish(sheet)


def _lead(carrying: Carrying) -> Text:
    done = carrying.carried
    period, new = period_words(done.period), done.response
    answers, lines, pieces = len(new.answers), len(new.profile), len(new.evidence)
    what = Text(
        f"{done.then.edition}版，{period.zh}：带过来 {answers} 个回答、{lines} 行概况、{pieces} 件证据。",
        f"Edition {done.then.edition}, {period.en}: {counted(answers, 'answer', 'answers')},"
        f" {counted(lines, 'line', 'lines')} of the profile, {counted(pieces, 'piece', 'pieces')} of evidence.",
    )
    ask = _CONFIRM if done.awaiting else Text("", "")
    return Text(what.zh + ask.zh + _KEEP.zh, f"{what.en}{ask.en}{_KEEP.en}")


_CONFIRM: Final = Text(
    "逐行看：还对的，在“上次的回答”一列选“已确认”，不对就改。",
    " Where a row still holds, choose “Confirmed” under “From last time”.",
)
_KEEP: Final = Text("原来的工作簿请留着。", " Keep the old workbook.")


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
