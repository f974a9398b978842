"""What can be wrong in a filled VSME template, in words."""

from __future__ import annotations

from typing import Final

from zeren.files.xlsx.cells import Area
from zeren.problems import Level, Place, Problem
from zeren.text import Text

_WORDS: Final[dict[str, tuple[Level, Text, Text]]] = {
    "vsme-not-a-number": (
        "error",
        Text("“{said}”不是数字。", "“{said}” is not a number."),
        Text("请填写阿拉伯数字，例如 12。", "Write digits, for example 12."),
    ),
    "vsme-negative": (
        "error",
        Text("这里不可能是负数：{said}。", "This cannot be negative: {said}."),
        Text("请核对数字和正负号。", "Check the figure and its sign."),
    ),
    "vsme-over-100": (
        "error",
        Text("这一比例不可能超过 100%：{said}%。", "This share cannot exceed 100%: {said}%."),
        Text(
            "请填写 0% 到 100% 之间的比例，例如 92.7%。",
            "Write a share from 0% to 100%, for example 92.7%.",
        ),
    ),
    "vsme-not-a-date": (
        "error",
        Text("“{said}”不是日期。", "“{said}” is not a date."),
        Text(
            "请按年-月-日填写，例如 2027-06-30。", "Write year-month-day, for example 2027-06-30."
        ),
    ),
    "vsme-not-a-year": (
        "error",
        Text("“{said}”不是年份。", "“{said}” is not a year."),
        Text("请填写四位数字的年份，例如 2030。", "Write a year of four digits, for example 2030."),
    ),
    "vsme-not-yes-no": (
        "error",
        Text("“{said}”既不是“是”也不是“否”。", "“{said}” is neither yes nor no."),
        Text("请从下拉列表中选择。", "Choose from the drop-down list."),
    ),
    "vsme-unknown-choice": (
        "error",
        Text("列表里没有“{said}”。", "“{said}” is not on the list."),
        Text("请从下拉列表中选择{near}。", "Choose from the drop-down list{near}."),
    ),
    "vsme-nothing-and-more": (
        "error",
        Text("既选了“无”，又选了别的。", "Both “None” and something else are chosen."),
        Text("请只留下其中一种。", "Keep one or the other."),
    ),
    "vsme-broken-formula": (
        "error",
        Text("公式出错，显示为 {said}。", "The formula went wrong and shows {said}."),
        Text(
            "请用新版桌面 Excel 打开并保存；还不行，就检查它所引用的单元格，或直接填写结果。",
            "Open and save it in a recent desktop Excel; if that does not help, check the cells it uses or write the result.",
        ),
    ),
    "vsme-no-unit": (
        "error",
        Text("有数字 {said}，但没有选单位。", "There is a figure, {said}, but no unit is chosen."),
        Text("请在这里选择单位。", "Choose the unit here."),
    ),
    "vsme-unknown-unit": (
        "error",
        Text("“{said}”不是这个数字的单位。", "“{said}” is not a unit of this figure."),
        Text("请从下拉列表中选择单位。", "Choose the unit from the drop-down list."),
    ),
    "vsme-no-currency": (
        "error",
        Text(
            "没有选报告货币，金额就没有单位。",
            "No currency is chosen, so the amounts have no unit.",
        ),
        Text(
            "请填写三个字母的货币代码，例如 EUR。",
            "Write the currency's three letters, such as EUR.",
        ),
    ),
    "vsme-row-without-key": (
        "error",
        Text(
            "这一行有内容（{said}），但没有填“{axis}”。",
            "This row holds something ({said}), but not its “{axis}”.",
        ),
        Text("请在这里补上，或清空这一行。", "Fill it in here, or clear the row."),
    ),
    "vsme-several-values": (
        "error",
        Text("应当只有一个值的地方有多个值。", "There are several values where one is expected."),
        Text("请只留下一个。", "Keep one of them."),
    ),
    "vsme-said-twice": (
        "error",
        Text(
            "同一项在单元格 {other} 已经填过，两处数字不同。",
            "The same thing is already given in cell {other}, with another value.",
        ),
        Text("请合并成一行，或改正其中一处。", "Merge both rows into one, or correct one of them."),
    ),
    "vsme-no-year": (
        "error",
        Text(
            "填了这一年的排放量，但没有填是哪一年。",
            "Emissions of this year are given, but not which year it is.",
        ),
        Text("请在这里填写年份，例如 2020。", "Write the year here, for example 2020."),
    ),
    "vsme-no-period": (
        "error",
        Text(
            "没有填报告期的起止日期，或日期不存在。",
            "The reporting period has no start or end, or no real date.",
        ),
        Text(
            "请在“General Information”工作表最上面填写年、月、日。",
            "Fill in years, months and days at the top of the sheet “General Information”.",
        ),
    ),
    "vsme-period-order": (
        "error",
        Text(
            "报告期的开始 {start} 晚于结束 {end}。",
            "The period begins on {start}, after its end on {end}.",
        ),
        Text("请核对两个日期。", "Check both dates."),
    ),
    "vsme-no-company": (
        "error",
        Text("没有填写企业名称。", "The company's name is missing."),
        Text("请在这里填写。", "Write it here."),
    ),
    "vsme-no-identifier": (
        "note",
        Text(
            "您的回答里没有企业标识码（LEI、EUID、DUNS 或 PermID）；EFRAG 的转换工具没有它不收。",
            "Your answers hold no identifier of the company (LEI, EUID, DUNS or PermID); EFRAG's converter takes no report without one.",
        ),
        Text("有的话，请在这里补上。", "If you have one, enter it here."),
    ),
    "vsme-not-empty": (
        "error",
        Text(
            "这份模板已经填过，没有再往里写。",
            "This template is already filled in, and nothing was written into it.",
        ),
        Text(
            "请到 EFRAG 网站下载一份空白模板，用它来填。",
            "Take an empty template from EFRAG's site and fill that.",
        ),
    ),
    "vsme-names-lost": (
        "error",
        Text(
            "模板里用来定位的名称丢失了 {count} 个，对应的内容读不到。网页版 Excel、Google 表格等保存时会丢掉这些名称。",
            "{count} of the names that mark the template's cells are lost, and with them what those cells hold. Excel for the web, Google Sheets and others drop them when saving.",
        ),
        Text(
            "请把内容复制到一份新的 VSME 模板里，用桌面版 Excel 保存。",
            "Copy your entries into a fresh VSME template and save it with desktop Excel.",
        ),
    ),
    "vsme-read-by-position": (
        "note",
        Text(
            "模板里用来定位的名称丢失了，已按 {version} 版模板的位置读取。",
            "The names that mark the template's cells are lost; it was read by their places in version {version}.",
        ),
        Text(
            "请核对读出的数字；今后请用桌面版 Excel 保存。",
            "Check the figures that were read; save with desktop Excel from now on.",
        ),
    ),
    "vsme-other-version": (
        "note",
        Text(
            "这是 {version} 版模板；本程序按 {known} 版核对过。能读的都已读出。",
            "This is version {version} of the template; this program was checked with {known}. All it could read was read.",
        ),
        Text("可以的话，请改用 {known} 版。", "Use version {known} if you can."),
    ),
}


class Mistake(Exception):  # noqa: N818 - it names what it is to the person
    """A cell that cannot be taken as it is; the reader turns it into a problem with its place."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code: Final = code
        self.values: Final = values


def problem(code: str, *, file: str, area: Area | None = None, **values: object) -> Problem:
    """The problem at these cells."""
    level, what, remedy = _WORDS[code]
    sheet, cell = (area.sheet, area.ref) if area else ("", "")
    return Problem(
        code=code,
        level=level,
        place=Place(file=file, sheet=sheet, cell=cell),
        what=what.format(**values),
        remedy=remedy.format(**values),
    )
