"""The form of a question and of a red line, in the order in which an author thinks about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from zeren.standards.drafts.shapes import (
    Both,
    Day,
    Key,
    Line,
    OneOf,
    Part,
    Several,
    SomeOf,
    Whole,
    Word,
)
from zeren.text import Text

LEVEL: Final = Both(zh=50, en=25)
_ADVICE: Final = Both(zh=130, en=75)

CODE: Final = Key(
    "code",
    Text("代码", "Code"),
    Word(
        r"(?=.{1,40}\Z)[a-z][a-z0-9]*(-[a-z0-9]+)*",
        Text(
            "小写英文字母、数字和连字符，例如 night-shift",
            "small letters, digits and hyphens, such as night-shift",
        ),
    ),
    Text("小写字母、数字、连字符；定了不改", "Small letters, digits, hyphens; never changes"),
    width=18,
)
_EVIDENCE: Final = Part(
    (
        Key("kind", Text("证据类别", "Evidence: kind"), OneOf("evidence"), width=14),
        Key("example", Text("证据举例", "Evidence: example"), Both(zh=50, en=25), width=26),
    )
)
_EXAMPLE: Final = Part(
    (
        Key(
            "words",
            Text("好的回答举例", "Example of a good answer"),
            Both(zh=55, en=32),
            width=32,
        ),
        Key("sectors", Text("举例的行业", "Example: trades"), SomeOf("sectors"), needed=False),
    )
)
_DUTY: Final = Part(
    (
        Key("law", Text("法律", "Law"), OneOf("laws"), width=22),
        Key("article", Text("条款", "Article"), Both(zh=20, en=10), width=14),
        Key(
            "checked",
            Text("核对原文的日期", "Text read on"),
            Day(),
            Text("没读过原文就整块空着", "Leave it all empty unless the text was read"),
            width=13,
        ),
        Key("source", Text("在哪里读的", "Read where"), Line(), needed=False, width=20),
        Key(
            "binds_when",
            Text("只约束哪些企业", "Binds only"),
            SomeOf("facts"),
            Text(
                "概况里这几行答“是”的；都约束就空着", "Those with “yes” on these lines; empty: all"
            ),
            needed=False,
            width=18,
        ),
    )
)
_EXPOSURE: Final = Part(
    (
        Key("sectors", Text("风险更大的行业", "Exposed trades"), SomeOf("sectors"), needed=False),
        Key("sizes", Text("风险更大的规模", "Exposed sizes"), SomeOf("sizes"), needed=False),
        Key("facts", Text("风险更大的情况", "Exposed where"), SomeOf("facts"), needed=False),
    )
)
_BY_SIZE: Final = Part(
    tuple(
        Key(
            size, Text(f"工作量：{zh}", f"Effort: {size}"), OneOf("efforts"), needed=False, width=10
        )
        for size, zh in (
            ("micro", "微型"),
            ("small", "小型"),
            ("medium", "中型"),
            ("large", "大型"),
        )
    )
)
_TOPICS: Final = Key(
    "topics",
    Text("议题", "Topic"),
    SomeOf("topics", least=1, cells=3),
    Text("至少一个；见“议题表”", "At least one; see the sheet of topics"),
    width=24,
)
TIER: Final = Key(
    "tier",
    Text("深浅", "Tier"),
    OneOf("tiers"),
    Text("quick 简版和基本版都问；basic 只在基本版问", "quick: always asked; basic: only in basic"),
    default="quick",
    width=12,
)
_TITLE: Final = Key(
    "title",
    Text("短标题", "Short title"),
    Both(zh=20, en=9),
    Text("三到八个词，进表格和图", "Three to eight words, for tables and charts"),
    width=24,
)
_WHY: Final = Key(
    "why",
    Text("为什么重要", "Why it matters"),
    Both(zh=130, en=80),
    Text("对人、对企业各有什么关系", "To people, and to the business"),
    width=42,
)
_FIRST: Final = Key(
    "first_step",
    Text("第一步", "First step"),
    Both(zh=90, en=55),
    Text("这周就能做、不花钱的一件事", "This week, at no cost, in one sitting"),
    band=Text("怎么做", "What to do"),
    width=36,
)
_FIND: Final = Key(
    "find_out",
    Text("不清楚时怎么弄清", "How to find out"),
    Both(zh=90, en=55),
    Text("问谁、看哪里", "Whom to ask, where to look"),
    width=36,
)
_OWNER: Final = Key("owner", Text("谁负责", "Owner"), OneOf("roles"), width=18)
_EFFORT: Final = Key(
    "effort",
    Text("工作量", "Effort"),
    OneOf("efforts"),
    Text("从 0 级到目标要的人天", "Person-days from level 0 to the target"),
    default="M",
    width=12,
)
_CASH: Final = Key("cash", Text("要花的钱", "Money"), Whole(0, 3, "cash"), default=0, width=18)
_ASKED_WHEN: Final = Key(
    "asked_when",
    Text("什么企业才问", "Asked of"),
    SomeOf("facts"),
    Text("概况里哪几行答“否”就不问；都问就空着", "Left out where one of these is “no”; empty: all"),
    needed=False,
    width=20,
)
_SEVERITY: Final = Part(
    (
        *(
            Key(name, label, Whole(1, 5), words, width=10)
            for name, label, words in (
                (
                    "scale",
                    Text("多重", "Scale"),
                    Text(
                        "1 轻 – 5 极重：对人或环境有多大伤害",
                        "1 slight – 5 grave harm to people or nature",
                    ),
                ),
                (
                    "scope",
                    Text("多广", "Scope"),
                    Text("1 少数人 – 5 很多人", "1 few – 5 very many"),
                ),
                (
                    "irremediability",
                    Text("多难挽回", "Beyond remedy"),
                    Text("1 容易补救 – 5 无法补救", "1 easily put right – 5 never"),
                ),
            )
        ),
        Key("reason", Text("为什么这样打分", "Why so severe"), Both(zh=90, en=55), width=36),
    )
)

QUESTION: Final = (
    Key(
        "code",
        Text("代码", "Code"),
        Word(
            r"[A-Z]{1,2}[1-9]\d?\.[1-9]\d?",
            Text(
                "项目代码去掉点，再加点和序号：项目 N.1 的题是 N1.1、N1.2",
                "the item without its dot, a dot and a number: item N.1 has N1.1, N1.2",
            ),
        ),
        Text(
            "项目 N.1 的题：N1.1、N1.2；用过的不再用", "Item N.1 has N1.1, N1.2; never used again"
        ),
        band=Text("问什么", "What is asked"),
        width=10,
    ),
    Key("item", Text("所属项目", "Item"), OneOf("items"), width=10),
    _TITLE,
    Key(
        "asked",
        Text("问题", "Question"),
        Both(zh=60, en=30),
        Text("不超过 60 字、30 个英文词", "At most 60 characters in Chinese, 30 words in English"),
        width=42,
    ),
    _WHY,
    Key(
        "levels",
        Text("{n} 级", "Level {n}"),
        Several(LEVEL, least=5, most=5, cells=5, first=0),
        Text("到现场能看到什么；50 字、25 词以内", "What one would see; 50 characters, 25 words"),
        band=Text("五级描述", "The five levels"),
        width=28,
    ),
    _FIRST,
    _FIND,
    Key(
        "steps",
        Text("做法 {n}", "Step {n}"),
        Several(_ADVICE, least=4, most=4, cells=4),
        Text("怎样升到这一级", "The way up to this level"),
        width=34,
    ),
    Key(
        "evidence",
        Text("证据", "Evidence"),
        Several(_EVIDENCE, least=1, most=6, cells=4),
        band=Text("什么算证据", "What counts as evidence"),
    ),
    Key(
        "risk",
        Text("没做会怎样", "What may happen"),
        Both(zh=70, en=40),
        Text("一句话：对人或环境会怎样", "One sentence: what may happen to people or nature"),
        band=Text("轻重缓急", "How much it weighs"),
        width=36,
    ),
    Key("severity", Text("严重程度", "Severity"), _SEVERITY),
    _TOPICS,
    _OWNER,
    TIER,
    Key(
        "weight",
        Text("权重", "Weight"),
        Whole(1, 5),
        Text("1 – 5；空着算 3", "1 – 5; empty means 3"),
        default=3,
        width=9,
    ),
    _EFFORT,
    _CASH,
    replace(_ASKED_WHEN, band=Text("可以不填", "May stay empty")),
    Key(
        "not_for",
        Text("谁可以选“不适用”", "Who may say “not applicable”"),
        Both(zh=60, en=35),
        Text("空着就不提供“不适用”", "Empty: “not applicable” is not offered"),
        needed=False,
        width=28,
    ),
    Key(
        "stuck",
        Text("容易卡在哪里", "Where it gets stuck"),
        Both(zh=90, en=55),
        Text("空着就用所属项目的", "Empty: the item's words are used"),
        needed=False,
        width=34,
    ),
    Key(
        "helped",
        Text("什么办法管用", "What helps"),
        Both(zh=90, en=55),
        Text("空着就用所属项目的", "Empty: the item's words are used"),
        needed=False,
        width=34,
    ),
    Key(
        "kind",
        Text("回答方式", "Kind of answer"),
        OneOf("question-kinds"),
        Text("空着是五级", "Empty: five levels"),
        default="level",
        width=14,
    ),
    Key(
        "target",
        Text("目标级", "Target"),
        Whole(1, 4),
        Text("空着按总问卷的 3 级", "Empty: level 3"),
        needed=False,
        width=9,
    ),
    Key(
        "examples",
        Text("举例", "Example"),
        Several(_EXAMPLE, least=0, most=6, cells=4),
        needed=False,
    ),
    Key("exposure", Text("谁的风险更大", "Who is more exposed"), _EXPOSURE, needed=False),
    Key("effort_by_size", Text("分规模的工作量", "Effort by size"), _BY_SIZE, needed=False),
    Key(
        "duty",
        Text("法定义务", "Legal duty"),
        _DUTY,
        band=Text("法定义务（读过原文才填）", "Legal duty (only where the text was read)"),
        needed=False,
    ),
)

RED_LINE: Final = (
    Key(
        "code",
        Text("代码", "Code"),
        Word(
            r"[A-Z]{1,2}[1-9]\d?",
            Text("一两个大写字母加序号，例如 NR1", "one or two capital letters and a number: NR1"),
        ),
        Text(
            "大写字母加序号，例如 NR1；R1、R2… 已用",
            "Capitals and a number, such as NR1; R1 … are taken",
        ),
        band=Text("问什么", "What is asked"),
        width=10,
    ),
    _TITLE,
    Key(
        "asked",
        Text("红线", "Red line"),
        Both(zh=60, en=30),
        Text("写成“守住了”才能答“是”的问句", "Put so that “kept” is the good answer"),
        width=42,
    ),
    _WHY,
    _FIRST,
    _FIND,
    Key(
        "steps",
        Text("补救 {n}", "To put it right {n}"),
        Several(_ADVICE, least=2, most=4, cells=4),
        Text("按先后写两到四步", "Two to four steps, in order"),
        width=34,
    ),
    Key(
        "evidence",
        Text("证据", "Evidence"),
        Several(_EVIDENCE, least=1, most=6, cells=4),
        band=Text("什么算证据", "What counts as evidence"),
    ),
    replace(_TOPICS, band=Text("轻重缓急", "How much it weighs")),
    _OWNER,
    TIER,
    _EFFORT,
    _CASH,
    replace(_ASKED_WHEN, band=Text("可以不填", "May stay empty")),
    Key("duty", Text("法定义务", "Legal duty"), _DUTY, needed=False),
)
