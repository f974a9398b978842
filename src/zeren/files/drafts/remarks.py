"""What is said of a draft's workbook beside the faults of the draft itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zeren.files.workbook.values import Complaint
from zeren.problems import Place, Problem
from zeren.text import Text, listed, same

_FEW: Final = 12  # codes that are named


def not_a_draft() -> Problem:
    return Problem(
        "not-a-draft",
        "error",
        Place(),
        Text(
            "这个工作簿里没有一张表是用来编写标准或问卷的。",
            "No sheet of this workbook is made for writing a standard or a questionnaire.",
        ),
        Text(
            "请用 zeren standards template 生成一份，把内容填进去。",
            "Make one with `zeren standards template` and fill it in.",
        ),
    )


def formula_fails(shown: str) -> Complaint:
    return Complaint(
        "formula-broken",
        Text(
            "这里的公式出错了，显示 {shown}。", "The formula here fails and shows {shown}."
        ).format(shown=shown),
        Text("请直接写结果。", "Write the result instead."),
    )


def date_in_code(place: Place, shown: str) -> Problem:
    return Problem(
        "date-in-code",
        "error",
        place,
        Text(
            "表格软件把这里的编号变成了日期（{shown}）。",
            "The spreadsheet program turned the number here into a date ({shown}).",
        ).format(shown=shown),
        Text(
            "请先把单元格格式设为“文本”，再重新写一遍编号。",
            "Set the cell's format to text first, then write the number again.",
        ),
    )


def number_in_code(place: Place, shown: str) -> Problem:
    return Problem(
        "number-in-code",
        "note",
        place,
        Text(
            "这个编号是按数值存的：5.10 会变成 5.1。现在读作 {shown}。",
            "This is stored as a number, which turns 5.10 into 5.1. It is read as {shown}.",
        ).format(shown=shown),
        Text(
            "请核对；不对就把格式设为“文本”再写。",
            "Look again; if it is wrong, set the format to text and write it anew.",
        ),
    )


def form_copied(sheet: str) -> Problem:
    return Problem(
        "sheet-copied",
        "error",
        Place(sheet=sheet),
        Text("这张表有不止一份。", "There is more than one copy of this sheet."),
        Text("请只留一份。现在读的是第一份。", "Keep only one. The first was read."),
    )


def codes_gone(codes: Iterable[str], sheet: str) -> Problem:
    """What the edition before asked and this one does not."""
    codes = tuple(codes)
    few = [same(code) for code in codes[:_FEW]] + [same("…")] * (len(codes) > _FEW)
    return Problem(
        "codes-gone",
        "note",
        Place(sheet=sheet),
        Text(
            "标准库里原来有、这次没有的编号：{codes}。",
            "The library had these, which are missing here: {codes}.",
        ).format(codes=listed(few)),
        Text(
            "有意删去的，以后不要再用这些编号；否则请补回来。",
            "If you dropped them on purpose, do not use them again; otherwise bring them back.",
        ),
    )
