"""The sheet that says what became of the earlier answers: dropped, not understood, moved, new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from zeren.files.workbook.carrying import Carrying
from zeren.files.workbook.layout import height
from zeren.files.workbook.said import said_words, title_of
from zeren.files.workbook.sheet import Column, Frame, Sheet, finish, head, heading, put, start
from zeren.publish.wording import period_words
from zeren.text import Text, counted, same

_LONGEST: Final = 30_000  # characters; a cell takes 32,767

_COLUMNS: Final = (
    Column("margin", 2, same("")),
    Column("code", 22, Text("题号", "Code")),
    Column("what", 40, Text("问的是什么", "What it is about")),
    Column("said", 56, Text("上次写的", "What was said")),
    Column("why", 44, Text("说明", "Why")),
)
_TITLE: Final = Text("上次的回答去了哪里", "What became of last time's answers")


@dataclass(frozen=True, slots=True)
class _Part:
    """A heading and the rows under it: code, what it is about, what was said, why."""

    title: Text
    rows: tuple[tuple[Text, Text, Text, Text], ...]


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
    period = period_words(done.period)
    answers, lines, pieces = (
        len(done.response.answers),
        len(done.response.profile),
        len(done.response.evidence),
    )
    what = Text(
        f"上次：{done.then.edition}版，{period.zh}。带过来 {answers} 个回答、{lines} 行概况、{pieces} 件证据。原来的工作簿没有改动，请留着。",
        f"Last time: edition {done.then.edition}, {period.en}. Carried here: {counted(answers, 'answer', 'answers')},"
        f" {counted(lines, 'line', 'lines')} of the profile, {counted(pieces, 'piece', 'pieces')} of evidence."
        " The old workbook was not changed: keep it.",
    )
    if not done.awaiting:
        return what
    return Text(
        f"{what.zh}看一行，还对的，在“上次的回答”一列选“已确认”，不对就改。",
        f"{what.en} Look at each row: where it still holds, choose “Confirmed” under “From last time”; else change it.",
    )


def _parts(carrying: Carrying) -> Iterator[_Part]:
    done, now, then = carrying.carried, carrying.now, carrying.then
    nothing = same("")
    yield _Part(
        Text("没有带过来的", "Dropped"),
        tuple(
            (same(one.code), title_of(then, one.code), said_words(one.value, then), one.why)
            for one in done.dropped
        ),
    )
    yield _Part(
        Text("没有读懂的", "Not understood"),
        tuple(
            (
                same(one.code) if one.code else one.place.words(),
                one.place.words(),
                one.written,
                one.why,
            )
            for one in carrying.unread
        ),
    )
    yield _Part(
        Text("换了题号的", "Moved"),
        tuple(
            (same(f"{one.was} → {one.now}"), title_of(now, one.now), nothing, one.reason)
            for one in done.moved
        ),
    )
    yield _Part(
        Text("措辞改过的，确认前请再读一遍", "Reworded: read again before you confirm"),
        tuple((same(code), title_of(now, code), nothing, nothing) for code in done.reworded),
    )
    yield _Part(
        Text("这次新问的", "New"),
        tuple((same(code), title_of(now, code), nothing, nothing) for code in done.new),
    )


def _write_row(sheet: Sheet, row: tuple[Text, Text, Text, Text]) -> None:
    """A row; what is longer than a cell goes on in the next."""
    frame = sheet.frame
    code, what, said, why = (frame.words(text, between="\n") for text in row)
    if frame.lang == "both" and row[2].zh.partition("：")[2] == row[2].en.partition(": ")[2]:
        said = row[2].zh
    for place in range(0, max(len(said), 1), _LONGEST):
        piece = said[place : place + _LONGEST]
        put(sheet, "code", code, style="strong")
        put(sheet, "what", what, style="text")
        put(sheet, "said", piece, style="text")
        put(sheet, "why", why, style="quiet")
        widths = {col.key: col.width for col in sheet.columns}
        cells = [(code, widths["code"]), (what, widths["what"]), (piece, widths["said"])]
        sheet.paper.set_row(sheet.row, height([*cells, (why, widths["why"])], least=20))
        sheet.row += 1
