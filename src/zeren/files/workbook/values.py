"""From what stands in a cell to what it means: numbers, dates, words; or a complaint that helps."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Final

from zeren.collect.personal import blacked_out
from zeren.files.cells import Cell
from zeren.problems import Place, Problem
from zeren.text import Text

Value = Cell

_PLAIN: Final = re.compile(r"[+-]?\d+(?:\.\d+)?")
_GROUPED: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_GAP: Final = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_SHORT: Final = re.compile(
    r"([+-]?\d+(?:\.\d+)?)(千|万|百万|千万|亿|k|thousand|m|million)", re.IGNORECASE
)
_TIMES: Final = {
    "千": 3,
    "k": 3,
    "thousand": 3,
    "万": 4,
    "m": 6,
    "million": 6,
    "百万": 6,
    "千万": 7,
    "亿": 8,
}
_NOTHING: Final = {
    "-",
    "--",
    "—",
    "——",
    "–",
    "/",
    "无",
    "没有",
    "none",
    "nil",
    "n/a",
    "na",
    "不适用",
    "无此项",
}
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MOST_SHOWN: Final = 40
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050  # 1950-01-01 and 2099-12-31 as spreadsheets count
_FIRST_YEAR: Final = 1950  # what spreadsheets call 1899 or 1900 was a small number, or none
_EXACT_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Complaint:
    """What cannot be understood about one cell; it becomes a Problem at its place."""

    code: str
    what: Text
    remedy: Text

    def at(self, place: Place) -> Problem:
        return Problem(self.code, "error", place, self.what, self.remedy)


def words_of(value: Value) -> str:
    """The content as words: 3.0 reads 3, a date reads 2026-01-31, spaces around are dropped."""
    if value is None:
        return ""
    if isinstance(value, float):
        return _digits(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    return str(value).strip()


def number_of(value: Value, *, unit: Text) -> Decimal | Complaint | None:
    """A decimal; None for an empty cell. The unit may stand behind the digits."""
    if value is None or isinstance(value, bool | date | time | timedelta):
        return None if value is None else _not_a_number(words_of(value))
    if isinstance(value, int | float):
        return Decimal(_digits(value)) if isfinite(value) else _not_a_number(words_of(value))
    written = unicodedata.normalize("NFKC", value).strip()
    if not written:
        return None
    for ending in sorted({unit.zh, unit.en}, key=len, reverse=True):
        if ending:
            written = written.removesuffix(unicodedata.normalize("NFKC", ending)).rstrip()
    digits = _GAP.sub("", written)
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return _why_no_number(value.strip(), digits)


def date_of(value: Value) -> str | Complaint | None:
    """An ISO date, or None for an empty cell."""
    written = words_of(value)
    if not written:
        return None
    try:
        day = _day(value, written)
    except ValueError:
        return _no_date(written)
    return _no_date(written) if day.year < _FIRST_YEAR else day.isoformat()


def _day(value: Value, written: str) -> date:
    """Raises ValueError for what is no day."""
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    if isinstance(value, float) and _FIRST_SERIAL <= value <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(value))
    match = _DAY.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", written)))
    if match is None:
        raise ValueError(written)
    return date(*map(int, match.groups()))


def code_of(value: Value) -> str | Complaint | None:
    """A code of letters and digits; a spreadsheet that took it for a number has lost its end."""
    if isinstance(value, int | float) and len(words_of(value)) > _EXACT_DIGITS:
        return Complaint(
            "digits-lost",
            Text(
                "表格软件把这个代码当成了数字，只保留了前 15 位。",
                "The spreadsheet took this code for a number and kept only its first 15 digits.",
            ),
            Text(
                "请先把单元格格式改为“文本”，再重新输入。",
                "Set the format of the cell to “Text” first, then type the code again.",
            ),
        )
    return words_of(value) or None


def unclear(value: str, *, offered: Text) -> Complaint:
    """An answer that is none of those offered."""
    return Complaint(
        "answer-unclear",
        Text("看不出“{value}”是哪个回答。", '"{value}" is none of the answers offered.').format(
            value=_short(value)
        ),
        Text("请从下拉列表中选一项：{offered}。", "Choose from the list: {offered}.").format(
            offered=offered
        ),
    )


def _why_no_number(written: str, digits: str) -> Complaint:
    match = _SHORT.fullmatch(digits.replace(",", "").replace(" ", ""))
    if match:
        full = f"{Decimal(match[1]).scaleb(_TIMES[match[2].lower()]):f}".removesuffix(".0")
        return Complaint(
            "number-short",
            Text("“{value}”里的数没有写全。", '"{value}" is shortened.').format(
                value=_short(written)
            ),
            Text("请把数字写全，例如 {full}。", "Write all its digits, for example {full}.").format(
                full=full
            ),
        )
    if digits.casefold() in _NOTHING:
        return Complaint(
            "number-or-nothing",
            Text(
                "“{value}”可以是 0，也可以是不知道。", '"{value}" may mean none, or not known.'
            ).format(value=_short(written)),
            Text(
                "确实没有请填 0；不知道就空着。",
                "Write 0 if there is none; leave it empty if you don't know.",
            ),
        )
    return _not_a_number(written)


def _not_a_number(written: str) -> Complaint:
    return Complaint(
        "not-a-number",
        Text("“{value}”不是数字。", '"{value}" is not a number.').format(value=_short(written)),
        Text("请填写阿拉伯数字，例如 12。", "Write digits, for example 12."),
    )


def _no_date(written: str) -> Complaint:
    return Complaint(
        "not-a-date",
        Text("“{value}”不是日期。", '"{value}" is not a date.').format(value=_short(written)),
        Text("请写成年-月-日，例如 2026-01-31。", "Write year-month-day, for example 2026-01-31."),
    )


def _digits(value: float) -> str:
    """The digits that a spreadsheet shows: 15 at most, so that 0.1 + 0.2 reads 0.3."""
    text = f"{Decimal(format(value, '.15g')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _short(written: str) -> str:
    written = blacked_out(" ".join(written.split()))
    return written if len(written) <= _MOST_SHOWN else written[: _MOST_SHOWN - 1] + "…"
