"""From what stands in a cell to what it means: numbers, dates, words; or a complaint that helps."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Final, NamedTuple

from zeren.collect.personal import blacked_out
from zeren.files.xlsx.cells import Cell
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
_DIGIT: Final = re.compile(r"[0-9]")
_ABOUT: Final = re.compile(
    r"[约近余多]|左右|上下|接近|超过|不到|不足|以[上下内]|^\s*[~≈<>≤≥]|\+$"
    r"|\b(?:about|approx|approximately|around|roughly|ca|circa|nearly|almost|over|under)\b",
    re.IGNORECASE,
)
_SHORT_YEAR: Final = re.compile(r"(\d{1,2})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_DAY: Final = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_MOST_SHOWN: Final = 40
_FIRST_SERIAL, _LAST_SERIAL = 18_264, 73_050  # 1950-01-01 and 2099-12-31 as spreadsheets count
_FIRST_YEAR: Final = 1950  # what spreadsheets call 1899 or 1900 was a small number, or none
_EXACT_DIGITS: Final = 15


class Complaint(NamedTuple):
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


def number_of(value: Value, *, unit: Text, also: Iterable[str] = ()) -> Decimal | Complaint | None:
    """A decimal; None for an empty cell.

    The unit may stand behind the digits, or one of the words that are `also` used for it.
    """
    if value is None or isinstance(value, bool | date | time | timedelta):
        return None if value is None else _not_a_number(words_of(value), unit)
    if isinstance(value, int | float):
        return Decimal(_digits(value)) if isfinite(value) else _not_a_number(words_of(value), unit)
    written = unicodedata.normalize("NFKC", value).strip()
    if not written:
        return None
    digits = _GAP.sub("", _without_unit(written, {unit.zh, unit.en, *also}))
    if _PLAIN.fullmatch(digits) or _GROUPED.fullmatch(digits):
        return Decimal(digits.replace(",", ""))
    return _why_no_number(value.strip(), digits, unit)


def _without_unit(written: str, endings: Iterable[str]) -> str:
    """Litres behind digits go; the l of ml stays."""
    plain = (unicodedata.normalize("NFKC", ending) for ending in endings)
    for ending in sorted(filter(None, plain), key=lambda one: (-len(one), one)):
        rest = written[: -len(ending)]
        inside = rest[-1:].isalpha() and rest[-1:].isascii() and ending[0].isascii()
        if written.casefold().endswith(ending.casefold()) and not inside:
            return rest.rstrip()
    return written


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


def _why_no_number(written: str, digits: str, unit: Text) -> Complaint:
    match = _SHORT.fullmatch(digits.replace(",", "").replace(" ", ""))
    if match:
        in_tens = unit.zh.startswith("万")
        places = _TIMES[match[2].lower()] - (4 if in_tens else 0)
        full = f"{Decimal(match[1]).scaleb(places):f}".removesuffix(".0")
        if in_tens:
            return _in_ten_thousands(written, full)
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
    if _ABOUT.search(written) and _DIGIT.search(digits):
        return Complaint(
            "number-about",
            Text("“{value}”不是一个确切的数。", '"{value}" is not an exact number.').format(
                value=_short(written)
            ),
            Text(
                "请删去“约”“左右”这样的字，写确切的数字。",
                'Take out words such as "about" and write the exact number.',
            ),
        )
    return _not_a_number(written, unit)


def _in_ten_thousands(written: str, full: str) -> Complaint:
    return Complaint(
        "number-short",
        Text("“{value}”没有写成多少万元。", '"{value}" is not in units of ¥10,000.').format(
            value=_short(written)
        ),
        Text(
            "单位是万元，请只写数字，例如 {full}。",
            "The unit is ¥10,000: write digits only, for example {full}.",
        ).format(full=full),
    )


def _not_a_number(written: str, unit: Text) -> Complaint:
    if _DIGIT.search(unicodedata.normalize("NFKC", written)):
        return _more_than_digits(written, unit)
    return Complaint(
        "not-a-number",
        Text("“{value}”不是数字。", '"{value}" is not a number.').format(value=_short(written)),
        Text(
            "请填写阿拉伯数字，例如 12；没有这个数就空着。",
            "Write digits, for example 12; leave it empty if you do not have the figure.",
        ),
    )


def _more_than_digits(written: str, unit: Text) -> Complaint:
    """Digits with words or another unit around them, or several numbers, or a day."""
    remedy = Text("请只写数字，单位是{unit}。", "Write digits only; the unit is {unit}.")
    return Complaint(
        "not-a-number",
        Text("“{value}”不是单独一个数字。", '"{value}" is not just one number.').format(
            value=_short(written)
        ),
        remedy.format(unit=unit) if unit.zh else Text("请只写数字。", "Write digits only."),
    )


def unfinished() -> Complaint:
    return Complaint(
        "formula-unfinished",
        Text(
            "这里是公式，但文件里没有算好的结果。",
            "This is a formula, but the file does not hold its result.",
        ),
        Text(
            "请用表格软件打开保存一次，或直接填结果。",
            "Open the file in a spreadsheet program and save it once, or write the result instead.",
        ),
    )


def _no_date(written: str) -> Complaint:
    if full := _in_full(written):
        return Complaint(
            "not-a-date",
            Text("“{value}”的年份没有写全。", 'The year of "{value}" is shortened.').format(
                value=_short(written)
            ),
            Text(
                "请写成四位数的年份，例如 {full}。", "Write all four digits of it, as in {full}."
            ).format(full=full),
        )
    return Complaint(
        "not-a-date",
        Text("“{value}”不是日期。", '"{value}" is not a date.').format(value=_short(written)),
        Text("请写成年-月-日，例如 2026-01-31。", "Write year-month-day, for example 2026-01-31."),
    )


def _in_full(written: str) -> str:
    """24.12.31 or 31/12/24 as 2024-12-31: an example, for nobody can tell; "" if it is no day."""
    match = _SHORT_YEAR.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", written)))
    if match is None:
        return ""
    first, month, last = map(int, match.groups())
    days = []
    for year, day in ((first, last), (last, first)):
        with suppress(ValueError):
            days.append(date(2000 + year, month, day).isoformat())
    return min(days, default="")


def _digits(value: float) -> str:
    """The digits that a spreadsheet shows: 15 at most, so that 0.1 + 0.2 reads 0.3."""
    text = f"{Decimal(format(value, '.15g')):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _short(written: str) -> str:
    written = blacked_out(" ".join(written.split()))
    return written if len(written) <= _MOST_SHOWN else written[: _MOST_SHOWN - 1] + "…"
