"""What can be wrong with a filing, in words."""

from __future__ import annotations

from typing import Final

from zeren.problems import Level, Place, Problem
from zeren.publish.filing.values import Tagged
from zeren.standards.vsme import load_concepts
from zeren.text import Text, same

_LONGEST: Final = 60
_CORRECT: Final = Text("请在表里改正，再写一次。", "Correct it in the workbook and publish again.")
_REPORT: Final = Text(
    "如果表里没有填错，就是程序的错，请告诉我们。",
    "If the workbook is right, this is a fault of ours: please tell us.",
)
_CONFIRM: Final = Text(
    "这是上次带过来的，还没有确认。请在“上次的回答”一列确认。",
    "It was carried from last time and is not confirmed yet. Confirm it under “From last time”.",
)
_WORDS: Final[dict[str, tuple[Level, Text, Text]]] = {
    "filing-no-identifier": (
        "error",
        Text(
            "没有企业识别码，XBRL 申报文件没有写出：文件必须写明是谁报告的。",
            "No identifier of the company is given, so the XBRL filing was not written: it must say who reports.",
        ),
        Text(
            "请填写 LEI（EFRAG 模板最上面的“Identifier”），或在我们的问卷里填写“统一社会信用代码”并选“公开”。",
            "Give an LEI (at the top of EFRAG's template), or, in our questionnaire, fill in “Unified social credit code” and mark it “Publish”.",
        ),
    ),
    "filing-identifier-private": (
        "error",
        Text(
            "统一社会信用代码没有选“公开”，XBRL 申报文件没有写出：文件里必须有它。",
            "The Unified Social Credit Code is not marked “Publish”, so the XBRL filing, which must hold it, was not written.",
        ),
        Text("要写出申报文件，请把它改成“公开”。", "Mark it “Publish” if you want the filing."),
    ),
    "filing-identifier-unconfirmed": (
        "error",
        Text(
            "统一社会信用代码还不能公开，XBRL 申报文件没有写出：文件里必须有它。",
            "The Unified Social Credit Code is not public yet, so the XBRL filing, which must hold it, was not written.",
        ),
        _CONFIRM,
    ),
    "filing-identifier-wrong": (
        "error",
        Text(
            "企业识别码“{said}”里有空格或看不见的字符，或者是空的。",
            "The company's identifier “{said}” is empty or holds blanks or invisible characters.",
        ),
        Text("请照证书重新填写，不留空格。", "Copy it again from the certificate, without blanks."),
    ),
    "filing-unknown-scheme": (
        "error",
        Text(
            "识别码的种类（{said}）不在我们知道的范围内。",
            "The kind of identifier ({said}) is none that we know.",
        ),
        Text(
            "请用 LEI、EUID、D-U-N-S、PermID 或统一社会信用代码。",
            "Use an LEI, EUID, D-U-N-S number, PermID or Unified Social Credit Code.",
        ),
    ),
    "filing-nothing": (
        "error",
        Text(
            "没有可以申报的数据，XBRL 申报文件没有写出。",
            "There is no fact to file, so the XBRL filing was not written.",
        ),
        Text(
            "请填写 VSME 里有对应概念的数字，例如男女员工人数、用水量，并选“公开”。",
            "Fill in numbers that are concepts of VSME, such as women and men employed or water taken, and mark them “Publish”.",
        ),
    ),
    "filing-private": (
        "note",
        Text(
            "没有选“公开”，所以不在 XBRL 申报文件里：{fields}。",
            "Not marked “Publish”, so not in the XBRL filing: {fields}.",
        ),
        Text("要申报，就选“公开”。", "Mark them “Publish” if they are to be filed."),
    ),
    "filing-unconfirmed": (
        "note",
        Text(
            "还没有确认，所以不在 XBRL 申报文件里：{fields}。",
            "Not confirmed yet, so not in the XBRL filing: {fields}.",
        ),
        Text("请在“上次的回答”一列确认。", "Confirm them under “From last time”."),
    ),
    "filing-without-concept": (
        "note",
        Text(
            "XBRL 申报文件里有 {filed} 项数据；另有 {count} 项公开的数字在 VSME 分类标准里没有对应的概念，没有放进去。",
            "In the XBRL filing: {filed}. Public too, but without a concept in the VSME taxonomy and so not filed: {count}.",
        ),
        Text("不用改，对外报告里都有。", "Nothing to do: the outward report has them all."),
    ),
    "filing-unknown-concept": (
        "error",
        Text(
            "“{concept}”不是 VSME 分类标准（{edition}）里的概念。",
            "“{concept}” is no concept of the VSME taxonomy ({edition}).",
        ),
        _REPORT,
    ),
    "filing-wrong-type": (
        "error",
        Text("“{said}”不能作为“{label}”的值。", "“{said}” cannot be the value of “{label}”."),
        _CORRECT,
    ),
    "filing-characters": (
        "error",
        Text(
            "“{label}”的文字里有 XML 不允许的字符。",
            "The words of “{label}” hold characters that XML forbids.",
        ),
        Text(
            "请重新输入这段文字，不要从别处粘贴控制字符。",
            "Type the words again instead of pasting them.",
        ),
    ),
    "filing-period-instant": (
        "error",
        Text(
            "“{label}”应当是某一天的数，这里给的是一段时间。",
            "“{label}” is a figure of one day; a span of days is given.",
        ),
        _REPORT,
    ),
    "filing-period-duration": (
        "error",
        Text(
            "“{label}”应当是一段时间的数，这里给的是某一天。",
            "“{label}” is a figure of a span of days; one day is given.",
        ),
        _REPORT,
    ),
    "filing-wrong-date": (
        "error",
        Text(
            "“{label}”的日期不存在，或者开始晚于结束：{said}。",
            "“{label}” has a date that does not exist, or a start after its end: {said}.",
        ),
        Text("请核对报告期。", "Check the reporting period."),
    ),
    "filing-no-unit": (
        "error",
        Text("“{label}”没有单位。", "“{label}” has no unit."),
        Text("请在表里选单位或报告货币。", "Choose the unit, or the currency, in the workbook."),
    ),
    "filing-wrong-unit": (
        "error",
        Text("“{said}”不是“{label}”的单位。", "“{said}” is no unit of “{label}”."),
        Text("请在表里改用列表里的单位。", "Use a unit of the list in the workbook."),
    ),
    "filing-unit-of-words": (
        "error",
        Text(
            "“{label}”不是数字，却有单位（{said}）。",
            "“{label}” is no number, yet has a unit ({said}).",
        ),
        _REPORT,
    ),
    "filing-no-decimals": (
        "error",
        Text(
            "“{label}”没有说明精确到哪一位。",
            "“{label}” does not say down to which place it is given.",
        ),
        _REPORT,
    ),
    "filing-wrong-decimals": (
        "error",
        Text(
            "“{label}”的精确位数“{said}”不是整数，也不是 INF，或者它不是数字。",
            "The decimals “{said}” of “{label}” are neither a whole number nor INF, or it is no number.",
        ),
        _REPORT,
    ),
    "filing-negative": (
        "error",
        Text("“{label}”不可能是负数：{said}。", "“{label}” cannot be negative: {said}."),
        Text("请核对数字和正负号。", "Check the figure and its sign."),
    ),
    "filing-unknown-member": (
        "error",
        Text("“{said}”不在“{label}”的列表里。", "“{said}” is not on the list of “{label}”."),
        Text("请从下拉列表中选择。", "Choose from the drop-down list."),
    ),
    "filing-members-order": (
        "error",
        Text(
            "“{label}”的选项有重复，或没有按规定排序。",
            "The choices of “{label}” repeat or are not in the prescribed order.",
        ),
        _REPORT,
    ),
    "filing-extra-axis": (
        "error",
        Text("“{label}”不按“{axis}”细分。", "“{label}” is not broken down by “{axis}”."),
        _REPORT,
    ),
    "filing-missing-axis": (
        "error",
        Text(
            "“{label}”要按“{axis}”细分，这里没有写。",
            "“{label}” is broken down by “{axis}”, which is not given.",
        ),
        Text("请在同一行补上。", "Fill it in in the same row."),
    ),
    "filing-wrong-part": (
        "error",
        Text(
            "“{said}”不是“{axis}”的一项，或不能用在“{label}”上。",
            "“{said}” is no part of “{axis}”, or not one for “{label}”.",
        ),
        Text("请从下拉列表中选择。", "Choose from the drop-down list."),
    ),
    "filing-default-part": (
        "error",
        Text(
            "“{label}”写明了合计项“{said}”；合计不用写。",
            "“{label}” names the total “{said}”, which goes without saying.",
        ),
        _REPORT,
    ),
    "filing-wrong-language": (
        "error",
        Text(
            "“{label}”的语言标记“{said}”不成立：文字要有语言，别的不能有。",
            "The language “{said}” of “{label}” will not do: words have one, nothing else has.",
        ),
        _REPORT,
    ),
    "filing-said-twice": (
        "error",
        Text(
            "“{label}”报了两次，值不一样：{said} 和 {other}。",
            "“{label}” is filed twice with different values: {said} and {other}.",
        ),
        Text("请只留下对的一个。", "Keep the right one."),
    ),
    "filing-sum": (
        "note",
        Text(
            "“{label}”是 {said}，各部分相加是 {sum}（{parts}）。",
            "“{label}” is {said}, but its parts add up to {sum} ({parts}).",
        ),
        Text(
            "请核对；也许有一部分没有填。",
            "Check them; a part may have been left out.",
        ),
    ),
}


def problem(code: str, *, place: Place | None = None, **values: object) -> Problem:
    level, what, remedy = _WORDS[code]
    return Problem(code, level, place or Place(), what.format(**values), remedy.format(**values))


def of_fact(code: str, fact: Tagged, **values: object) -> Problem:
    """The problem at the cell from which the fact came."""
    source = fact.source
    place = Place(file=source.file, sheet=source.sheet, cell=source.cell)
    return problem(
        code,
        place=place if source.cell else Place(field=fact.id),
        label=label_of(fact.concept),
        **{name: _short(value) for name, value in values.items()},
    )


def label_of(concept: str) -> Text:
    known = load_concepts().get(concept)
    return known.label if known else same(concept)


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) > _LONGEST:
        return f"{value[: _LONGEST - 1]}…"
    return value
