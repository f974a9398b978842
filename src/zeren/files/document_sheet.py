"""A report as a sheet: a row a statement, with its chapter and subject beside it, to filter and to copy from.

Charts stand as the tables that say the same; what people wrote is marked where it is in the other language.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Final

from zeren.files.list_sheet import Column, ListSheet, new_book
from zeren.files.workbook.layout import Look
from zeren.publish.document import (
    Bars,
    Block,
    Callout,
    Cards,
    Document,
    KeyFigures,
    Matrix,
    Paragraph,
    Points,
    Quote,
    Section,
    Table,
    Timetable,
    Words,
)
from zeren.publish.wording import day_words
from zeren.text import Lang, Said, Text, same

_COLUMNS: Final = (
    Column(Text("章", "Chapter"), 24, "again"),
    Column(Text("事项", "Subject"), 34, "strong"),
    Column(Text("内容", "Content"), 90),
)
_NOTHING: Final = same("")
Row = tuple[Text, Text]


def print_sheet(document: Document, lang: Lang) -> bytes:
    """Print one language as xlsx. Equal documents give equal bytes."""
    target = BytesIO()
    book = new_book(
        target,
        title=f"{document.title.to(lang)} · {document.company.to(lang)}",
        day=date.fromisoformat(document.date),
    )
    paper = book.add_worksheet(document.title.to(lang)[:31])
    sheet = ListSheet(Look(book, lang), paper, lang, _COLUMNS)
    title = Text(
        f"{document.company.zh} · {document.title.zh}",
        f"{document.company.en} · {document.title.en}",
    )
    day = day_words(document.date)
    lead = Text(
        f"{document.period.zh} · {day.zh} · {document.mark.zh}",
        f"{document.period.en} · {day.en} · {document.mark.en}",
    )
    sheet.head(title, lead, frozen=1)
    place = sheet.first
    for section in document.sections:
        for subject, content in _rows(section.blocks, document.said_in):
            sheet.row(place, (section.title, subject, content))
            place += 1
    sheet.set_page(document.mark)
    book.close()
    return target.getvalue()


def _rows(
    blocks: tuple[Block | Section, ...], said_in: Text, under: Text = _NOTHING
) -> Iterator[Row]:
    for block in blocks:
        if isinstance(block, Section):
            yield from _rows(block.blocks, said_in, block.title)
        elif isinstance(block, Table):
            yield from _of_table(block, said_in)
        elif isinstance(block, Bars | Matrix | Timetable):
            yield block.caption, block.alt
            yield from _of_table(block.table, said_in)
        elif isinstance(block, Cards):
            yield from _of_cards(block, said_in)
        else:
            yield from ((under, words) for words in _simple(block, said_in))


def _simple(
    block: Paragraph | Points | KeyFigures | Callout | Quote, said_in: Text
) -> Iterator[Text]:
    if isinstance(block, Paragraph):
        yield _told(block.words, said_in)
    elif isinstance(block, Points):
        yield from (_told(item, said_in) for item in block.items)
    elif isinstance(block, KeyFigures):
        for figure in block.figures:
            parts = (figure.label, figure.value, figure.unit or _NOTHING)
            yield _joined(parts)
    elif isinstance(block, Callout):
        yield block.title
        yield from (_told(words, said_in) for words in block.words)
    else:
        by = (_told(block.by, said_in),) if block.by else ()
        yield _joined((_told(block.words, said_in), *by), gap=" — ")


def _of_table(table: Table, said_in: Text) -> Iterator[Row]:
    """The first cell is the subject; each other stands behind the words of its column."""
    for row in table.rows:
        first, *others = (_told(cell.words, said_in) for cell in row)
        heads = table.header[1:]
        if len(others) == 1:
            yield first, others[0]
        else:
            pairs = [
                Text(f"{head.zh}：{words.zh}", f"{head.en}: {words.en}")
                for head, words in zip(heads, others, strict=True)
                if words.zh.strip() or words.en.strip()
            ]
            yield (
                first,
                Text("；".join(one.zh for one in pairs), "; ".join(one.en for one in pairs)),
            )


def _of_cards(cards: Cards, said_in: Text) -> Iterator[Row]:
    for card in cards.cards:
        title = _told(card.title, said_in)
        if card.tag:
            yield title, card.tag
        for label, lines in card.lines:
            for line in lines:
                words = _told(line, said_in)
                yield title, Text(f"{label.zh}：{words.zh}", f"{label.en}: {words.en}")


def _told(words: Words, said_in: Text) -> Text:
    """Somebody's own words stay as they are, marked in the other language."""
    if isinstance(words, Text):
        return words
    return _marked(words, said_in)


def _marked(said: Said, said_in: Text) -> Text:
    if said.lang == "zh":
        return Text(said.text, f"{said.text} ({said_in.en})")
    return Text(f"{said.text}（{said_in.zh}）", said.text)


def _joined(parts: tuple[Text, ...], gap: str = " ") -> Text:
    return Text(
        gap.join(part.zh for part in parts if part.zh),
        gap.join(part.en for part in parts if part.en),
    )
