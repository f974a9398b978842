"""The form of each table: its keys in order, what belongs there, and how an author is helped with it.

The same forms check a library's TOML files, head the columns of a workbook, and order what is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.standards.drafts.draft import DraftKind
from zeren.standards.drafts.question_form import CODE, QUESTION, RED_LINE
from zeren.standards.drafts.shapes import (
    Both,
    Day,
    Digits,
    Key,
    OneOf,
    Part,
    SomeOf,
    Whole,
    Word,
    YesNo,
)
from zeren.text import Text

_ID: Final = Word(
    r"(?=.{2,30}\Z)[a-z][a-z0-9]*(-[a-z0-9]+)*",
    Text(
        "2 到 30 个小写英文字母、数字和连字符，以字母开头，例如 lamp-2027",
        "2 to 30 small letters, digits and hyphens, beginning with a letter, such as lamp-2027",
    ),
)
_REF: Final = Word(
    r"(?=.{1,40}\Z)[^\s\x00-\x1f]+( [^\s\x00-\x1f]+)*",
    Text(
        "标准里的编号，最多 40 个字符，例如 5.2.1",
        "the number in the standard, at most 40 signs: 5.2.1",
    ),
)
_TITLE: Final = Both(zh=40, en=16)
_SENTENCE: Final = Both(zh=120, en=70)


STANDARD: Final = (
    Key(
        "id",
        Text("标识", "Id"),
        _ID,
        Text(
            "给程序用的短名字，定了就不再改：小写字母、数字、连字符。例如 lamp-2027",
            "A short name for programs that never changes: small letters, digits, hyphens, such as lamp-2027",
        ),
    ),
    Key("title", Text("标准名称", "Title"), Both(zh=60, en=25)),
    Key(
        "edition",
        Text("版本", "Edition"),
        _TITLE,
        Text("标准号和年份，例如 T/LAMP 01—2027", "Number and year, such as T/LAMP 01-2027"),
    ),
    Key("publisher", Text("发布机构", "Publisher"), Both(zh=60, en=25)),
    Key(
        "published",
        Text("发布日期", "Published"),
        Day(exact=False),
        Text(
            "知道多细写多细：2027、2027-03 或 2027-03-15",
            "As exact as known: 2027, 2027-03 or 2027-03-15",
        ),
        needed=False,
    ),
    Key("in_force", Text("实施日期", "In force"), Day(exact=False), needed=False),
    Key(
        "superseded_by",
        Text("已被哪个标准代替", "Superseded by"),
        OneOf("standards"),
        Text(
            "新标准的标识；仍有效就空着",
            "The id of the newer standard; empty while this one is valid",
        ),
        needed=False,
    ),
    Key(
        "status",
        Text("状态", "Status"),
        _SENTENCE,
        Text("例如：现行，自愿采用", "Such as: in force, voluntary"),
    ),
    Key(
        "licence",
        Text("许可", "Licence"),
        _SENTENCE,
        Text(
            "谁可以用、怎样用；条文全文不要抄进来，只写编号和标题",
            "Who may use it and how. Copy no requirement text here: numbers and titles only",
        ),
    ),
    Key(
        "certainty",
        Text("可靠程度", "Certainty"),
        _SENTENCE,
        Text("这份清单照什么录入、谁核对过", "What this list was made from, and who compared it"),
    ),
    Key(
        "claim",
        Text("可以怎样声明", "What may be claimed"),
        Part(
            (
                Key(
                    "kind",
                    Text("声明的种类", "Kind of claim"),
                    OneOf("claims"),
                    Text(
                        "指南类标准不能说“符合”，只能说参考了",
                        "Of guidance nobody may say “conforms”, only that it was used",
                    ),
                ),
                Key(
                    "words",
                    Text("企业可以这样说", "A company may say"),
                    _SENTENCE,
                    Text("写成企业口吻的一句话", "One sentence in the company's own voice"),
                ),
                Key(
                    "limit",
                    Text("不能超出这一点", "And no more than this"),
                    _SENTENCE,
                    Text("这句话不表示什么", "What that sentence does not mean"),
                ),
            )
        ),
    ),
)

CLAUSE: Final = (
    Key(
        "ref",
        Text("条款号", "Clause"),
        _REF,
        Text("照标准里的编号，不重复", "As numbered in the standard, each once"),
        width=13,
    ),
    Key(
        "parent",
        Text("上级条款号", "Stands under"),
        OneOf("clauses"),
        Text("它所属的上一级条款；最上级空着", "The clause above it; empty at the top"),
        needed=False,
        width=13,
    ),
    Key(
        "title",
        Text("标题", "Title"),
        Both(zh=60, en=25),
        Text("只写标题，不抄条文", "The title only, not the requirement"),
        width=42,
    ),
    Key(
        "topics",
        Text("议题", "Topic"),
        SomeOf("topics", cells=3),
        Text(
            "从下拉列表选；一格也可写几个代码，用“、”隔开。见“议题表”",
            "Choose from the list; a cell may hold several codes with commas. See the sheet of topics",
        ),
        needed=False,
        width=30,
    ),
    Key(
        "note",
        Text("备注", "Note"),
        Both(zh=120, en=60),
        Text("例如：2029 年起代替 4.3", "Such as: replaces 4.3 from 2029"),
        needed=False,
        width=30,
    ),
)

SUPPLEMENT: Final = (
    Key(
        "id",
        Text("标识", "Id"),
        _ID,
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
    Key("title", Text("名称", "Title"), _TITLE, width=34),
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

_TIER: Final = Key(
    "tier",
    Text("深浅", "Tier"),
    OneOf("tiers"),
    Text("quick 简版和基本版都问；basic 只在基本版问", "quick: always asked; basic: only in basic"),
    default="quick",
    width=12,
)

FACT: Final = (
    CODE,
    _TIER,
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
    _TIER,
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
        Text("例如 employees，按人均比较", "Such as employees: compared per head"),
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
