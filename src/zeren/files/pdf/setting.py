"""A document in one language as plain values that the Typst templates set, word by word as data.

Every phrase becomes a string, or a list of runs where the language changes in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import PurePath
from typing import Any, Final

from zeren.files.characters import printable
from zeren.publish.document import (
    Bars,
    Block,
    Callout,
    Card,
    Cards,
    Cell,
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
from zeren.text import Lang, Said, Text

Plain = dict[str, Any]
Runs = str | list[Any]

_NO_TITLE: Final = "–"
_PIECE: Final = 10
_LONG_CARD: Final = 9  # lines: a longer card may break over pages
_KEPT: Final = 2  # lines of a broken card that stay with its head, and with its end
_LONG_START: Final = 12  # lines: too many to be kept together at a break
_ENDLESS: Final = re.compile(r"[!-~\u00a1-\u024f]{33,}")  # no place to break the line
_HAN: Final = re.compile(
    r"[\u3400-\u9fff\uf900-\ufaff](?:[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e“”‘’·—…0-9]*"
    r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff5e])?"
)
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_WORD: Final = re.compile(r"[!-~\u00a1-\u024f’]+")
_LETTER: Final = re.compile(r"[^\W\d_]")
_LOGO_OF: Final = Text("{company}的标志", "Logo of {company}")
_KINDS: Final = {".json": "application/json", ".csv": "text/csv", ".xml": "application/xml"}
# widths in halves of a Chinese character
_LINE: Final = 90  # of a card or a notice
_LONG_ROW: Final = 900
_LONG_HEADER: Final = 200
_SIDE: Final = 5  # of the matrix
_DOTS_ON_A_LINE: Final = 4
_WHOLE_ROWS: Final = 8  # a table of so few rows is not broken
_SHORT: Final = 14
_WORD_END: Final = 10
_ENOUGH: Final = 20
_MANY_COLUMNS: Final = 7
# in mm, at the size of a table's letters
_WIDTH: Final = 166
_HALF: Final[Mapping[Lang, float]] = {"zh": 1.62, "en": 1.5}
_PADDING: Final = 4
_NARROW_PADDING: Final = 2.4
_PILL: Final = 3.4
_LABEL: Final = 34
_HEAD: Final = 70


@dataclass(frozen=True)
class Setter:
    """Sets words of one document in one language; `without` are characters no font can draw."""

    lang: Lang
    said_in: Text
    without: frozenset[str] = frozenset()

    @cached_property
    def _replaced(self) -> Mapping[int, str]:
        return {ord(character): "□" for character in self.without}

    def line(self, words: Text | str) -> str:
        """Words on one line, as one string, for places that take no more: titles, alt texts."""
        text = words.to(self.lang) if isinstance(words, Text) else words
        return " ".join(printable(text).translate(self._replaced).split())

    def title(self, words: Text) -> str:
        """One line that is never empty, as a tagged PDF asks of titles and alternative texts."""
        return self.line(words) or _NO_TITLE

    def words(self, words: Words) -> Runs:
        if isinstance(words, Text):
            return self._runs(words.to(self.lang), self.lang)
        if words.lang == self.lang:
            return self._runs(words.text, words.lang)
        note = self.said(words)
        return [*self.own(words), {"note": note}] if note else self.own(words)

    def text(self, words: Words) -> str:
        return printable(words.text if isinstance(words, Said) else words.to(self.lang))

    def own(self, words: Said) -> Runs:
        """Somebody's words in their own language, without the mark."""
        if words.lang == self.lang:
            return self._runs(words.text, words.lang)
        return [{"lang": words.lang, "runs": self._pieces(words.text)}]

    def said(self, words: Words | None) -> str:
        """The mark beside words of the other language; none beside mere figures."""
        if isinstance(words, Said) and words.lang != self.lang and _LETTER.search(words.text):
            return self.line(self.said_in)
        return ""

    def _runs(self, text: str, lang: Lang) -> Runs:
        if lang == "zh" or not _HAN.search(text):
            pieces = self._pieces(text)
            return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces
        runs: list[Any] = []
        end = 0
        for found in _HAN.finditer(text):
            runs += self._pieces(text[end : found.start()])
            runs.append({"lang": "zh", "runs": self._pieces(found[0])})
            end = found.end()
        return runs + self._pieces(text[end:])

    def _pieces(self, text: str) -> list[Any]:
        """Cut at line ends (null) and let endless words break (0) without adding a character."""
        text = printable(text).translate(self._replaced).strip("\n")
        text = _APOSTROPHE.sub("'", text) if self.lang == "zh" else text
        if "\n" not in text and not _ENDLESS.search(text):
            return [text]
        pieces: list[Any] = []
        for number, line in enumerate(text.split("\n")):
            pieces += [None] if number else []
            end = 0
            for found in _ENDLESS.finditer(line):
                pieces.append(line[end : found.start()])
                for at in range(0, len(found[0]), _PIECE):
                    pieces += [0, found[0][at : at + _PIECE]]
                end = found.end()
            pieces.append(line[end:])
        return pieces


def set_document(document: Document, setter: Setter) -> Plain:
    """Give everything the templates need to know of a document, fonts, colour and files aside."""
    line, words = setter.line, setter.words
    return {
        "lang": setter.lang,
        "title": setter.title(document.title),
        "subtitle": words(document.subtitle),
        "company": words(document.company),
        "company_line": line(document.company),
        "company_head": shortened(line(document.company), _HEAD),
        "period": words(document.period),
        "date": date_words(document.date, setter.lang),
        "mark": line(document.mark),
        "sections": [_section(section, setter, 1) for section in document.sections],
        "logo_alt": setter.title(_LOGO_OF.format(company=document.company)),
        "data": [
            {
                "name": name,
                "kind": _KINDS.get(PurePath(name).suffix.lower(), "application/octet-stream"),
                "description": line(description),
            }
            for name, _, description in document.data
        ],
    }


def date_words(iso: str, lang: Lang) -> str:
    """2026年11月22日, or 22 November 2026."""
    day = date.fromisoformat(iso)
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


_MONTHS: Final = (
    "January February March April May June July August September October November December"
).split()


def _section(section: Section, setter: Setter, level: int) -> Plain:
    return {
        "is": "section",
        "code": section.code,
        "level": level,
        "title": setter.title(section.title),
        "new_page": section.new_page,
        "blocks": [
            _section(block, setter, level + 1)
            if isinstance(block, Section)
            else {**_SETTING[type(block)](block, setter), "level": level + 1, "keep": keep}
            for block, keep in zip(section.blocks, _keeps(section), strict=True)
        ],
    }


def _keeps(section: Section) -> list[bool]:
    """Tell which blocks are words that introduce the next block: they stay on its page."""
    following = (*section.blocks[1:], None)
    return [
        isinstance(block, Paragraph)
        and block.style != "note"
        and not isinstance(after, Paragraph | Section | None)
        for block, after in zip(section.blocks, following, strict=False)
    ]


def _paragraph(block: Paragraph, setter: Setter) -> Plain:
    return {"is": "paragraph", "style": block.style, "words": setter.words(block.words)}


def _points(block: Points, setter: Setter) -> Plain:
    items = [setter.words(item) for item in block.items]
    return {"is": "points", "ordered": block.ordered, "items": items}


def _table(block: Table, setter: Setter) -> Plain:
    texts = [[setter.text(cell.words) for cell in row] for row in block.rows]
    heads = [setter.text(words) for words in block.header]
    columns = _columns(block, [heads, *texts], setter.lang)
    longest = [max((width(text) for text in row), default=0) for row in texts]
    return {
        "is": "table",
        "caption": setter.line(block.caption),
        "header": [setter.words(words) for words in block.header],
        "repeat": all(width(text) < _LONG_HEADER for text in heads),
        "columns": columns,
        "narrow": len(columns) >= _MANY_COLUMNS,
        "numeric": block.numeric,
        "hyphenate": setter.lang == "en"
        and any(
            max(map(_longest_word, column)) * _HALF["en"] + _NARROW_PADDING > room
            for column, room in zip(zip(heads, *texts, strict=True), columns, strict=True)
        ),
        "whole": len(texts) <= _WHOLE_ROWS and sum(longest) < _WHOLE_ROWS * _LINE,
        "cells": [
            {"long": _cell(cell, setter)} if wide > _LONG_ROW else _cell(cell, setter)
            for wide, row in zip(longest, block.rows, strict=True)
            for cell in row
        ],
    }


def _columns(block: Table, rows: list[list[str]], lang: Lang) -> list[float]:
    """Widths in mm by the table's shares, but short columns and long words get the room they need."""
    toned = {at for row in block.rows for at, cell in enumerate(row) if cell.tone != "plain"}
    padding = _NARROW_PADDING if len(block.shares) >= _MANY_COLUMNS else _PADDING
    needs = [
        max(map(_need, column)) * _HALF[lang] + padding + (_PILL if at in toned else 0)
        for at, column in enumerate(zip(*rows, strict=True))
    ]
    wished = [_WIDTH * share / sum(block.shares) for share in block.shares]
    lack = sum(max(0, need - wish) for need, wish in zip(needs, wished, strict=True))
    spare = sum(max(0, wish - need) for need, wish in zip(needs, wished, strict=True))
    if spare <= lack:
        return [round(_WIDTH * need / sum(needs), 2) for need in needs]
    return [
        round(max(need, wish - max(0, wish - need) * lack / spare), 2)
        for need, wish in zip(needs, wished, strict=True)
    ]


def _need(text: str) -> int:
    """The width that words should not be denied: all of it if short, else half of it or so."""
    if width(text) <= _SHORT:
        return width(text)
    return min(_ENOUGH, max(_longest_word(text), width(text) // 2 + 1))


def _longest_word(text: str) -> int:
    return max(map(len, _WORD.findall(text)), default=0)


def _cell(cell: Cell, setter: Setter) -> Runs | Plain:
    words = setter.words(cell.words)
    if cell.tone == "plain":
        return words
    return {
        "words": words,
        "tone": cell.tone,
        "short": width(setter.text(cell.words)) <= _SHORT,
    }


def _key_figures(block: KeyFigures, setter: Setter) -> Plain:
    figures = [
        {
            "value": setter.line(figure.value),
            "unit": setter.line(figure.unit) if figure.unit else "",
            "label": setter.words(figure.label),
            "tone": figure.tone,
        }
        for figure in block.figures
    ]
    widths = [[width(figure["value"]), width(figure["unit"])] for figure in figures]
    return {"is": "key-figures", "figures": figures, "widths": widths}


def _bars(block: Bars, setter: Setter) -> Plain:
    return {
        "is": "bars",
        "caption": setter.line(block.caption),
        "alt": setter.title(block.alt),
        "first": setter.line(block.first),
        "second": setter.line(block.second),
        "bars": [
            {"label": setter.words(bar.label), "first": bar.first, "second": bar.second}
            for bar in block.bars
        ],
        "table": _table(block.table, setter),
    }


def _matrix(block: Matrix, setter: Setter) -> Plain:
    mosts = [least - 1 for _, least, _ in block.levels[1:]] + [_SIDE * _SIDE]
    return {
        "is": "matrix",
        "caption": setter.line(block.caption),
        "alt": setter.title(block.alt),
        "severity": setter.line(block.severity),
        "likelihood": setter.line(block.likelihood),
        "levels": [
            {"words": setter.line(words), "least": least, "most": most, "tone": tone}
            for (words, least, tone), most in zip(block.levels, mosts, strict=True)
        ],
        "rows": [_matrix_row(block, severity) for severity in range(_SIDE, 0, -1)],
        "table": _table(block.table, setter),
    }


def _matrix_row(block: Matrix, severity: int) -> Plain:
    fields = [
        {
            "size": severity * likelihood,
            "tone": next(
                (
                    tone
                    for _, least, tone in reversed(block.levels)
                    if severity * likelihood >= least
                ),
                "plain",
            ),
            "dots": [
                dot.number
                for dot in block.dots
                if (dot.severity, dot.likelihood) == (severity, likelihood)
            ],
        }
        for likelihood in range(1, _SIDE + 1)
    ]
    most = max(len(field["dots"]) for field in fields)
    return {"severity": severity, "fields": fields, "lines": -(-most // _DOTS_ON_A_LINE)}


def _timetable(block: Timetable, setter: Setter) -> Plain:
    return {
        "is": "timetable",
        "caption": setter.line(block.caption),
        "alt": setter.title(block.alt),
        "marks": [[day, setter.line(words).split(" · ")] for day, words in block.marks],
        "spans": [
            {
                "label": shortened(setter.line(span.label), _LABEL),
                "start": span.start,
                "end": span.end,
                "tone": span.tone,
            }
            for span in block.spans
        ],
        "table": _table(block.table, setter),
    }


def _cards(block: Cards, setter: Setter) -> Plain:
    return {"is": "cards", "cards": [_card(card, setter) for card in block.cards]}


def _card(card: Card, setter: Setter) -> Plain:
    heights = [_height(map(setter.text, items)) for _, items in card.lines]
    breaks = sum(heights) > _LONG_CARD and len(heights) > 2 * _KEPT
    return {
        "number": card.number,
        "title": setter.words(card.title) if setter.text(card.title).strip() else _NO_TITLE,
        "tag": setter.line(card.tag) if card.tag else "",
        "tone": card.tone,
        "long": sum(heights) > _LONG_CARD,
        "first": _KEPT if breaks and sum(heights[:_KEPT]) <= _LONG_START else 0,
        "last": _KEPT if breaks and sum(heights[-_KEPT:]) <= _LONG_START else 0,
        "lines": [
            {"label": setter.line(label), "items": [setter.words(item) for item in items]}
            for label, items in card.lines
        ],
    }


def _callout(block: Callout, setter: Setter) -> Plain:
    return {
        "is": "callout",
        "tone": block.tone,
        "title": setter.line(block.title),
        "long": _height(map(setter.text, block.words)) > _LONG_START,
        "words": [setter.words(words) for words in block.words],
    }


def _quote(block: Quote, setter: Setter) -> Plain:
    by = setter.words(block.by) if block.by else ""
    return {"is": "quote", "words": setter.own(block.words), "by": by, "note": setter.said(block.words)}


def width(text: str) -> int:
    """How wide words stand, in halves of a Chinese character."""
    return sum(2 if character > "\u2e7f" else 1 for character in text)


def shortened(text: str, most: int) -> str:
    """Words cut to a width, the cut marked; for charts only, whose table has them in full."""
    wide = 0
    for at, character in enumerate(text):
        wide += width(character)
        if wide > most:
            cut = text[: max(0, at - 1)]
            words = cut.rsplit(" ", 1)[0] if " " in cut[-_WORD_END:] else cut
            return f"{words.rstrip(' ,;，、')}…"
    return text


def _height(texts: Iterable[str]) -> int:
    """About how many lines of a card or a notice the words fill."""
    return sum(1 + width(text) // _LINE for text in texts)


_SETTING: Final[Mapping[type[Block], Callable[[Any, Setter], Plain]]] = {
    Paragraph: _paragraph,
    Points: _points,
    Table: _table,
    KeyFigures: _key_figures,
    Bars: _bars,
    Matrix: _matrix,
    Timetable: _timetable,
    Cards: _cards,
    Callout: _callout,
    Quote: _quote,
}
