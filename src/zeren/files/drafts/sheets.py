"""The sheets of a draft's workbook and the words on them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.files.workbook.words import BookLang, shown
from zeren.standards.drafts.draft import DraftKind
from zeren.standards.drafts.forms import TITLES
from zeren.text import Text

HIDDEN: Final = "_zeren-draft"
VERSION: Final = "1"
GUIDE: Final = Text("说明", "Guide")
TOPICS: Final = Text("议题表", "Topics")
NAMES: Final[Mapping[DraftKind, Text]] = {
    "standard": Text("自己的标准", "A standard of your own"),
    "supplement": Text("自己的补充问卷", "A questionnaire of your own"),
}
LEADS: Final[Mapping[str, Text]] = {
    "standard": Text(
        "一项一行。中文和英文分两列填；右边是例子，不会导入。",
        "A line each, Chinese and English side by side. The example on the right is not imported.",
    ),
    "clause": Text(
        "一条一行，只写编号和标题。灰底的演示行不改就不会导入，也可以删掉。",
        "A clause a row, number and title only. The grey example row is not imported as long as you leave it; you may delete it.",
    ),
    "supplement": Text(
        "一项一行。中文和英文分两列填；右边是例子，不会导入。",
        "A line each, Chinese and English side by side. The example on the right is not imported.",
    ),
    "area": Text(
        "通常一个领域就够；在填表人那里，一个领域是一张工作表。",
        "One area is usually enough; it becomes a sheet of its own in the workbook that companies fill in.",
    ),
    "item": Text(
        "几道题合成一个项目。一个项目三到六题最好读。",
        "A few questions make an item; three to six read best.",
    ),
    "question": Text(
        "一题一行，往右填。带 ＊ 的必填；每一级写到现场能看到的东西。",
        "A question a row, filled in from left to right; ＊ must be filled. Say at each level what one would see on a visit.",
    ),
    "red_line": Text(
        "没有就空着。红线不分级，一旦没有守住，报告先说怎么补救。",
        "Leave it empty if there are none. A red line has no levels; where one is broken, the report begins with how to mend it.",
    ),
    "fact": Text(
        "没有就空着。企业先答这些“是”或“否”，答“否”的就不问后面的题。",
        "Leave it empty if there are none. Companies answer these first; a “no” leaves out what hangs on it.",
    ),
    "number": Text(
        "没有就空着。只问企业手头有单据可抄的数字。",
        "Leave it empty if there are none. Ask only for figures that companies have on paper.",
    ),
}
HELP: Final[Mapping[DraftKind, tuple[tuple[Text, Text], ...]]] = {
    "standard": (
        (
            Text("这是什么", "What this is"),
            Text(
                "把贵会标准的编号和标题填进来，每条选上议题。会员答过的题就能对上贵会的条款，看得出哪些条款已经说到。",
                "Enter the numbers and titles of your standard and choose topics for each clause. What members have answered then meets your clauses, and one sees which of them they speak of.",
            ),
        ),
        (
            Text("怎么填", "How to fill it in"),
            Text(
                "① 先填“标准概况”。② 再填“条款”，一条一行，可以整列粘贴。③ 议题从下拉列表里选；“议题表”逐个说明。④ 只写编号和标题，不抄条文。",
                "1. Begin with the sheet “About”. 2. Then the clauses, one a row; whole columns may be pasted. 3. Choose topics from the lists; the sheet of topics explains each. 4. Numbers and titles only, no requirement text.",
            ),
        ),
    ),
    "supplement": (
        (
            Text("这是什么", "What this is"),
            Text(
                "贵会自己的补充问卷：会员在总问卷之外再答的题。另外计分，不算进总分；风险和行动计划同总问卷一起排。",
                "A supplement of your own: what your members answer beside the main questionnaire. It is scored apart; its risks and tasks are ranked with all others.",
            ),
        ),
        (
            Text("怎么填", "How to fill it in"),
            Text(
                "① 先填“问卷概况”，再填领域和项目。② 题目一题一行：先写问题和五级描述，再写怎么做。③ 红线、企业情况、数字没有就空着。④ 代码定了就不改，删掉的题号也不再用。",
                "1. Begin with the sheet “About”, then areas and items. 2. A question a row: first the question and its five levels, then what to do. 3. Red lines, facts and numbers may stay empty. 4. Codes never change, and a deleted one is not used again.",
            ),
        ),
    ),
}
RULES: Final = (
    (
        Text("颜色和记号", "Colours and signs"),
        Text(
            "黄格填写；表头深色并带 ＊ 的必填，浅色的可以空着；灰底斜体是演示，不改就不会导入。可以排序、插行、加列、改工作表的名字。",
            "Yellow cells are yours. A dark header with ＊ must be filled, a light one may stay empty; grey rows are examples and are not imported as long as you leave them. You may sort, insert rows, add columns and rename sheets.",
        ),
    ),
    (
        Text("两种语言", "Two languages"),
        Text(
            "中文、英文都要有。暂时只有一种，导入时加 --one-language，缺的那一种先用原文代替。",
            "Both languages are needed. If you have one only for now, import with --one-language: its words stand in for the other.",
        ),
    ),
    (
        Text("填好以后", "When it is filled in"),
        Text(
            "运行 zeren standards import 文件名 --out 标准库文件夹。有不对的地方会一次全部列出，写明工作表和单元格；没有全对之前，什么也不会写入。",
            "Run zeren standards import FILE --out FOLDER. Everything that is wrong is listed at once with sheet and cell; until all is right, nothing is written.",
        ),
    ),
)


def sheet_name(kind: str, lang: BookLang) -> str:
    return shown(TITLES[kind], lang)
