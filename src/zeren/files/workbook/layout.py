"""How the workbook looks: colours, fonts, formats, and how high a row must be for its words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Any, Final, Literal

from zeren.files.workbook.words import BookLang

if TYPE_CHECKING:
    import xlsxwriter
    from xlsxwriter.format import Format

INK: Final = "#1f2a2e"
QUIET: Final = "#5b6a70"
TEAL: Final = "#0f5c55"
TINT: Final = "#e3f0ee"
INPUT: Final = "#fffbe6"
LINE: Final = "#b9c6c5"
AMBER: Final = "#fff1d6"
GREY: Final = "#ececec"
UNASKED: Final = "#8b979b"

HIGHEST_ROW: Final = 409.0  # points; a spreadsheet allows no more
_POINTS_TO_PIXELS: Final = 4 / 3

Style = Literal[
    "title",
    "lead",
    "warning",
    "header",
    "section",
    "text",
    "strong",
    "quiet",
    "level",
    "input",
    "input-text",
    "input-number",
    "input-date",
    "status",
    "hidden",
    "bar",
    "count",
    "link",
]

BOX: Final = {
    "border": 1,
    "border_color": LINE,
    "text_wrap": True,
    "align": "left",
    "valign": "top",
    "indent": 1,
}
HEADER: Final = {
    **BOX,
    "bold": True,
    "bg_color": TEAL,
    "font_color": "#ffffff",
    "valign": "vcenter",
}
_INPUT: Final = {**BOX, "bg_color": INPUT, "locked": False}
_STYLES: Final[Mapping[Style, Mapping[str, Any]]] = {
    "title": {"bold": True, "font_size": 16, "font_color": TEAL, "valign": "vcenter"},
    "lead": {"font_color": QUIET, "text_wrap": True, "valign": "top"},
    "warning": {**BOX, "bg_color": AMBER},
    "header": HEADER,
    "section": {
        "bold": True,
        "indent": 1,
        "font_color": TEAL,
        "bg_color": TINT,
        "valign": "vcenter",
        "font_size": 11,
    },
    "text": BOX,
    "strong": {**BOX, "bold": True},
    "quiet": {**BOX, "font_color": QUIET},
    "level": {**BOX, "font_size": 9},
    "input": _INPUT,
    "input-text": {**_INPUT, "num_format": "@"},
    "input-number": {**_INPUT, "num_format": "#,##0.###", "align": "right"},
    "input-date": {**_INPUT, "num_format": "yyyy-mm-dd", "align": "left"},
    "count": {**BOX, "align": "center", "valign": "vcenter", "indent": 0},
    "status": {**BOX, "font_size": 9},
    "hidden": {"font_size": 7, "font_color": QUIET},
    "bar": {**BOX, "font_color": TEAL, "valign": "vcenter"},
    "link": {**BOX, "font_color": TEAL, "underline": 1, "valign": "vcenter"},
}


@dataclass(slots=True)
class Look:
    """The formats of one workbook, made when first used."""

    book: xlsxwriter.Workbook
    lang: BookLang
    made: dict[str, Format] = field(default_factory=dict)

    @property
    def font(self) -> str:
        return "Arial" if self.lang == "en" else "Microsoft YaHei"

    def __getitem__(self, style: Style) -> Format:
        return self.of(style, _STYLES[style])

    def tone(self, **properties: Any) -> Format:  # noqa: ANN401 - what XlsxWriter takes
        """A format for conditions: it changes only what it names."""
        name = repr(sorted(properties.items()))
        if name not in self.made:
            self.made[name] = self.book.add_format(properties)
        return self.made[name]

    def of(self, name: str, properties: Mapping[str, Any]) -> Format:
        if name not in self.made:
            plain = {"font_name": self.font, "font_size": 10, "font_color": INK}
            self.made[name] = self.book.add_format({**plain, **properties})
        return self.made[name]


_INDENT: Final = 9  # pixels on the left


def height(cells: Iterable[tuple[str, float]], *, size: float = 10, least: float = 20) -> float:
    """Points that a row needs for wrapped cells, each given as its words and its column's width."""
    highest = max((_high(words, width, size=size) for words, width in cells), default=0.0)
    return min(HIGHEST_ROW, max(least, highest + 6))


def _high(words: str, width: float, *, size: float) -> float:
    """Chinese lines stand further apart than others."""
    return sum(
        lines_of(line, width, size=size) * size * (1.4 if any(map(_is_wide, line)) else 1.24)
        for line in words.split("\n")
    )


@cache
def lines_of(words: str, width: float, *, size: float = 10) -> int:
    """Lines that wrapped words take in a column of so many standard characters."""
    room = width * 7 - _INDENT
    return sum(_wrapped(line, room=room, size=size) for line in words.split("\n"))


def _wrapped(line: str, *, room: float, size: float) -> int:
    """Greedy wrapping: Chinese breaks anywhere, other words as a whole."""
    lines, used = 1, 0.0
    for piece in _pieces(line):
        wide = sum(map(_share, piece)) * size * _POINTS_TO_PIXELS
        if used + wide <= room or piece == " ":
            used += wide
        elif wide <= room:
            lines, used = lines + 1, wide
        else:
            lines += ceil((used + wide) / room) - 1
            used = wide % room
    return lines


def _pieces(line: str) -> Iterable[str]:
    word = ""
    for sign in line:
        if sign == " " or _is_wide(sign):
            if word:
                yield word
            yield sign
            word = ""
        else:
            word += sign
    if word:
        yield word


@cache
def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WFA" and ord(sign) > 0x2000  # noqa: PLR2004


@cache
def _share(sign: str) -> float:
    """The width of a character as a share of the font size."""
    if _is_wide(sign):
        return 1.0
    if sign in "iljtfrI.,;:'|!()[] -":
        return 0.3
    if sign.isupper() or sign in "mwMW%@":
        return 0.72
    return 0.52
