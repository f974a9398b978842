"""Words of a document in one language, as strings or runs that the Typst templates set as data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from zeren.files.characters import printable
from zeren.publish.document import Words
from zeren.text import Lang, Said, Text, has_chinese

Plain = dict[str, Any]  # what JSON can hold
Runs = str | list[Any]  # a string; or a list where the language or the line changes in the words

NO_TITLE: Final = "–"
_PIECE: Final = 10
_WORD_END: Final = 10
_ENDLESS: Final = re.compile(r"[!-~\u00a1-\u024f]{33,}")  # no place to break the line
_APOSTROPHE: Final = re.compile(r"(?<=[A-Za-z])’(?=[A-Za-z])")
_LETTER: Final = re.compile(r"[^\W\d_]")
_CHINESE: Final = re.compile("h(?:[hpm]*[hp])?")  # among the kinds of `_kind`
_BETWEEN: Final = frozenset("“”‘’·—…0123456789")


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
        return self.line(words) or NO_TITLE

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
        if lang == "zh" or not has_chinese(text):
            pieces = self._pieces(text)
            return pieces[0] if len(pieces) == 1 and isinstance(pieces[0], str) else pieces
        runs: list[Any] = []
        end = 0
        for found in _CHINESE.finditer("".join(map(_kind, text))):
            runs += self._pieces(text[end : found.start()])
            end = found.end()
            runs.append({"lang": "zh", "runs": self._pieces(text[found.start() : end])})
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


def _kind(sign: str) -> str:
    """What a sign is in a run of Chinese: h it begins with, p it may end with, m between them alone.

    To compile the signs themselves as a pattern takes 8 ms.
    """
    if has_chinese(sign):
        return "h"
    if "\u3000" <= sign <= "\u303f" or "\uff01" <= sign <= "\uff5e":
        return "p"
    return "m" if sign in _BETWEEN else "-"


def width(text: str) -> int:
    """How wide words stand, in halves of a Chinese character, whose UTF-8 has three bytes."""
    return len(text) + (len(text.encode(errors="replace")) - len(text)) // 2


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
