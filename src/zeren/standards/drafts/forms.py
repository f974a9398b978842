"""The form of each table: its keys in order, what belongs there, and how an author is helped with it.

The same forms check a library's TOML files, head the columns of a workbook, and order what is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.standards.drafts.draft import DraftKind
from zeren.standards.drafts.question_form import CODE, QUESTION, RED_LINE, TIER
from zeren.standards.drafts.shapes import (
    Both,
    Digits,
    Key,
    OneOf,
    SomeOf,
    Whole,
    Word,
    YesNo,
)
from zeren.standards.drafts.standard_form import CLAUSE, ID, STANDARD, TITLE
from zeren.text import Text

SUPPLEMENT: Final = (
    Key(
        "id",
        Text("标识", "Id"),
        ID,
        Text(
            "命令里写 --with 后面的名字，定了就不再改：小写字母、数字、连字符。例如 city-x",
            "The name after --with, which never changes: small letters, digits, hyphens, such as city-x",
        ),
    ),
    Key(
        "edition",
        Text("版本年份", "Edition"),
        Word(r"20\d\d", Text("四位年份，例如 2027", "a year of four digits, such as 2027")),
        Text("四位年份", "A year of four digits"),
    ),
    Key("title", Text("问卷名称", "Title"), Both(zh=30, en=12)),
    Key(
        "note",
        Text("说明", "Note"),
        Both(zh=160, en=90),
        Text(
            "谁编写、问的是什么；会印在问卷第一页",
            "Who wrote it and what it asks; printed on the first sheet",
        ),
    ),
)

AREA: Final = (
    Key(
        "code",
        Text("领域代码", "Area"),
        Word(
            r"[A-Z]{1,2}",
            Text("一两个大写英文字母，例如 N", "one or two capital letters, such as N"),
        ),
        Text(
            "一两个大写字母；RM、E、V、M、C、T 已经用掉",
            "One or two capital letters; RM, E, V, M, C and T are taken",
        ),
        width=14,
    ),
    Key(
        "title",
        Text("名称", "Title"),
        Both(zh=20, en=6),
        Text("会成为工作表的名字，宜短", "Becomes the name of a sheet: keep it short"),
        width=36,
    ),
)

ITEM: Final = (
    Key(
        "code",
        Text("项目代码", "Item"),
        Word(
            r"[A-Z]{1,2}\.[1-9]\d?",
            Text("领域代码、点、序号，例如 N.1", "the area, a dot and a number, such as N.1"),
        ),
        Text("领域代码、点、序号", "Area, dot, number"),
        width=12,
    ),
    Key("title", Text("名称", "Title"), TITLE, width=34),
    Key(
        "stuck",
        Text("容易卡在哪里", "Where it gets stuck"),
        Both(zh=90, en=55),
        Text("这么大的企业常在哪里停下", "Where companies of this size come to a halt"),
        width=44,
    ),
    Key(
        "helped",
        Text("什么办法管用", "What helps"),
        Both(zh=90, en=55),
        Text("别人是怎么走出来的", "How others got out of it"),
        width=44,
    ),
)

FACT: Final = (
    CODE,
    TIER,
    Key(
        "label",
        Text("企业有没有这件事", "What the company has or does"),
        Both(zh=40, en=20),
        Text(
            "答“是”或“否”的一句话，决定问哪些题",
            "A line answered yes or no; it decides what is asked",
        ),
        width=40,
    ),
    Key(
        "help",
        Text("怎么填", "How to answer"),
        Both(zh=120, en=60),
        Text("什么算“是”，什么算“否”", "What counts as yes, and what as no"),
        width=50,
    ),
    Key(
        "asked_when",
        Text("什么企业才问", "Asked of"),
        SomeOf("facts"),
        Text(
            "概况里哪几行答“否”就不问；都问就空着",
            "Left out where one of these is “no”; empty: all",
        ),
        needed=False,
        width=20,
    ),
    Key(
        "required",
        Text("必填", "Needed"),
        YesNo(),
        Text("选“是”，不填就算没填完", "Yes: the answer is incomplete without it"),
        needed=False,
        default=True,
        width=10,
    ),
)

NUMBER: Final = (
    CODE,
    TIER,
    Key("label", Text("数字的名称", "Name of the number"), Both(zh=30, en=12), width=32),
    Key(
        "help",
        Text("怎么填", "How to find it"),
        Both(zh=140, en=80),
        Text("从哪张单子上抄、怎么加", "From which paper it is read, and how it is added up"),
        width=50,
    ),
    Key("unit", Text("单位", "Unit"), OneOf("units"), width=14),
    Key(
        "whole",
        Text("只能是整数", "Whole"),
        YesNo(),
        Text("例如人数、次数", "People or times, for example"),
        needed=False,
        default=False,
        width=12,
    ),
    Key(
        "instant",
        Text("期末那一天的数", "Of the last day"),
        YesNo(),
        Text(
            "例如年末人数；全年累计的选“否”", "Headcount at year-end: yes; a sum over the year: no"
        ),
        needed=False,
        default=False,
        width=14,
    ),
    Key("topics", Text("议题", "Topic"), SomeOf("topics", cells=2), needed=False, width=24),
    Key(
        "asked_when",
        Text("什么企业才问", "Asked of"),
        SomeOf("facts"),
        Text(
            "概况里哪几行答“否”就不问；都问就空着",
            "Left out where one of these is “no”; empty: all",
        ),
        needed=False,
        width=20,
    ),
    Key(
        "minutes",
        Text("要找几分钟", "Minutes to find"),
        Whole(0, 600),
        Text("六十人的企业大概要花多久", "Our judgement for a company of sixty people"),
        needed=False,
        default=10,
        width=12,
    ),
    Key(
        "least",
        Text("不可能小于", "Never below"),
        Digits(),
        Text("小于它就是错", "Below it: an error"),
        needed=False,
        band=Text("范围（可不填）", "Ranges (may stay empty)"),
        width=12,
    ),
    Key(
        "most",
        Text("不可能大于", "Never above"),
        Digits(),
        Text("大于它就是错", "Above it: an error"),
        needed=False,
        width=12,
    ),
    Key(
        "usual_least",
        Text("通常不小于", "Usually from"),
        Digits(),
        Text("小于它只提醒", "Below it: a note"),
        needed=False,
        width=12,
    ),
    Key(
        "usual_most",
        Text("通常不大于", "Usually up to"),
        Digits(),
        Text("大于它只提醒", "Above it: a note"),
        needed=False,
        width=12,
    ),
    Key(
        "per",
        Text("除以哪个数再比", "Divided by"),
        OneOf("numbers"),
        Text("例如 employees，按人均比较", "For example employees: compared per head"),
        needed=False,
        width=16,
    ),
)

FORMS: Final[Mapping[str, tuple[Key, ...]]] = {
    "standard": STANDARD,
    "clause": CLAUSE,
    "supplement": SUPPLEMENT,
    "area": AREA,
    "item": ITEM,
    "question": QUESTION,
    "red_line": RED_LINE,
    "fact": FACT,
    "number": NUMBER,
}
KINDS: Final[Mapping[DraftKind, tuple[str, ...]]] = {
    "standard": ("standard", "clause"),
    "supplement": ("supplement", "area", "item", "question", "red_line", "fact", "number"),
}
TITLES: Final[Mapping[str, Text]] = {
    "standard": Text("标准概况", "About"),
    "clause": Text("条款", "Clauses"),
    "supplement": Text("问卷概况", "About"),
    "area": Text("领域", "Areas"),
    "item": Text("项目", "Items"),
    "question": Text("题目", "Questions"),
    "red_line": Text("红线", "Red lines"),
    "fact": Text("企业情况", "Facts"),
    "number": Text("数字", "Numbers"),
}
ROWS: Final = 5_000  # of one kind of table: more is no list that people keep by hand
