"""From a cell of a draft to the value it means, and back: codes, phrases, numbers, yes and no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, Final

from zeren.files.characters import printable
from zeren.files.drafts.columns import Column
from zeren.files.workbook.values import words_of
from zeren.files.workbook.words import NO, YES, BookLang, forms, key, shown, yes_no_of
from zeren.files.xlsx.cells import Cell
from zeren.publish.wording import unit_words
from zeren.standards.drafts.known import Names
from zeren.standards.drafts.shapes import Both, Day, Digits, Line, OneOf, SomeOf, Whole, YesNo
from zeren.text import Text

_BETWEEN: Final = re.compile(r"[、,，;；\n]+")
_WIDE: Final = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_LINES: Final = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n[ \t\n]*(?=[{_WIDE}])")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)?")
_LEADING: Final = re.compile(r"(-?\d{1,6})(?=\s|$)")
_GROUPED: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")


@dataclass(frozen=True)
class Choices:
    """A closed list, and the code behind each of the words that people may write for it."""

    names: Names

    @cached_property
    def by_words(self) -> Mapping[str, str]:
        """Codes by their words in either language; words that several codes share mean none."""
        found: dict[str, set[str]] = {}
        for code, words in self.names.items():
            for form in {key(code), *forms(words)}:
                found.setdefault(form, set()).add(code)
        return {form: next(iter(codes)) for form, codes in found.items() if len(codes) == 1}


NO_CHOICES: Final = Choices({})


def value_of(cell: Cell, column: Column, choices: Choices) -> Any:  # noqa: ANN401, PLR0911 - whatever the form asks
    """What the cell means; where that is not clear, its words as they stand, for the checks to judge."""
    words = _clean(words_of(cell))
    match column.shape:
        case Both() | Line():
            return words
        case OneOf():
            return _code(_plain(words), choices)
        case SomeOf():
            return _codes(words, choices)
        case Whole():
            return _whole(_plain(words))
        case Digits():
            plain = _plain(words)
            return plain.replace(",", "") if _GROUPED.fullmatch(plain) else plain
        case Day():
            return _day(cell, _plain(words))
        case YesNo():
            said = yes_no_of(words)
            return words if said is None else said
    return _plain(words)


def words_for(value: Any, column: Column, names: Names, lang: BookLang) -> str:  # noqa: ANN401 - as above
    """What a cell shows for a value: a code with its words, a phrase as it is."""
    match column.shape:
        case OneOf():
            return entry(str(value), names, lang)
        case SomeOf():
            codes = [str(one) for one in value]
            return entry(codes[0], names, lang) if len(codes) == 1 else "、".join(codes)
        case Whole(list=name) if name:
            return entry(str(value), names, lang)
        case YesNo():
            return shown(YES if value else NO, lang)
    return value.isoformat() if isinstance(value, date) else str(value)


def entry(code: str, names: Names, lang: BookLang) -> str:
    """A line of a drop-down: the code and what it means."""
    said = shown(names[code], lang) if code in names else code
    return code if said == code else f"{code} · {said}"


def units(names: Names) -> Names:
    """The units with the words that people know them by."""
    return {code: _named(code) for code in names}


def _named(code: str) -> Text:
    words = unit_words(code)
    return words if words.zh else Text("个、次（没有单位）", "a count without a unit")


def _clean(words: str) -> str:
    """On one line: a break inside Chinese goes, any other becomes a space."""
    whole = _LINES.sub("", printable(words).replace("\u00a0", " "))
    return " ".join(whole.split())


def _plain(words: str) -> str:
    """Codes and numbers as half-width signs, whatever keyboard wrote them."""
    return unicodedata.normalize("NFKC", words).strip()


def _code(words: str, choices: Choices) -> str:
    """The code that was chosen or typed, with its words or without; else the words themselves."""
    if words in choices.names:
        return words
    start = words
    while start := start.rpartition(" ")[0]:
        if start in choices.names:
            return start
    return choices.by_words.get(key(words), words)


def _codes(words: str, choices: Choices) -> list[str]:
    """One drop-down entry or several codes, with commas between; those inside an entry's own words aside."""
    codes: list[str] = []
    for piece in filter(None, map(str.strip, _BETWEEN.split(_plain(words)))):
        code = _code(piece, choices)
        last = choices.names.get(codes[-1]) if codes else None
        own = last is not None and any(key(piece) in form for form in forms(last))
        if code in choices.names or not own:
            codes.append(code)
    return codes


def _whole(words: str) -> int | str:
    match = _LEADING.match(words)
    return int(match[1]) if match else words


def _day(cell: Cell, words: str) -> str:
    if isinstance(cell, datetime | date):
        return cell.isoformat()[: len("2027-01-01")]
    match = _DAY.fullmatch(words)
    if not match:
        return words
    return "-".join(f"{int(part):02}" for part in match.groups() if part)
