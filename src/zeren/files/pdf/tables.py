"""Tables as plain values: the widths of their columns, and where they may break."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from zeren.files.pdf.words import Plain, Runs, Setter, width
from zeren.publish.document import Cell, Table
from zeren.text import Lang

_WORD: Final = re.compile(r"[!-~\u00a1-\u024f’]+")
_WHOLE_ROWS: Final = 8  # a table of so few rows is not broken
_MANY_COLUMNS: Final = 7
# widths in halves of a Chinese character
_SHORT: Final = 14
_ENOUGH: Final = 20
_LINE: Final = 90
_LONG_ROW: Final = 900
_LONG_HEADER: Final = 200
# widths in mm, at the size of a table's letters
_WIDTH: Final = 166
_HALF: Final[Mapping[Lang, float]] = {"zh": 1.62, "en": 1.5}
_PADDING: Final = 4
_NARROW_PADDING: Final = 2.4
_PILL: Final = 3.4


def set_table(block: Table, setter: Setter) -> Plain:
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
    """The width that words should not be denied: all of it if short, else enough for two lines."""
    if width(text) <= _SHORT:
        return width(text)
    if width(text) >= 2 * _ENOUGH:
        return _ENOUGH
    words = text.split(" ")
    halves = [
        max(width(" ".join(words[:at])), width(" ".join(words[at:]))) for at in range(1, len(words))
    ]
    half = width(text) // 2 + 1
    return min(_ENOUGH, max(half, _longest_word(text), min(halves, default=half)))


def _longest_word(text: str) -> int:
    return max(map(len, _WORD.findall(text)), default=0)


def _cell(cell: Cell, setter: Setter) -> Runs | Plain:
    words = setter.words(cell.words)
    if cell.at:
        return {"words": words, "at": cell.at}
    if cell.code:
        return {"words": words, "code": cell.code}
    if cell.tone == "plain":
        return words
    return {
        "words": words,
        "tone": cell.tone,
        "short": width(setter.text(cell.words)) <= _SHORT,
    }
