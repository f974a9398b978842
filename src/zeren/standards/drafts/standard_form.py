"""The form of a standard and of its clauses."""

from __future__ import annotations

from typing import Final

from zeren.standards.drafts.shapes import Both, Day, Key, OneOf, Part, SomeOf, Word
from zeren.text import Text

ID: Final = Word(
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
TITLE: Final = Both(zh=40, en=16)
_SENTENCE: Final = Both(zh=120, en=70)


STANDARD: Final = (
    Key(
        "id",
        Text("标识", "Id"),
        ID,
        Text(
            "给程序用的短名字，定了就不再改：小写字母、数字、连字符。例如 lamp-2027",
            "A short name for programs that never changes: small letters, digits, hyphens, such as lamp-2027",
        ),
    ),
    Key("title", Text("标准名称", "Title"), Both(zh=60, en=25)),
    Key(
        "edition",
        Text("版本", "Edition"),
        TITLE,
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
        Text("例如：现行，自愿采用", "For example: in force, voluntary"),
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
                Key(
                    "then",
                    Text("说了以后", "After saying it"),
                    _SENTENCE,
                    Text(
                        "标准要求说这句话的企业接着做什么；没有就空着",
                        "What the standard then asks of whoever has said it; empty if nothing",
                    ),
                    needed=False,
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
        Text("例如：2029 年起代替 4.3", "For example: replaces 4.3 from 2029"),
        needed=False,
        width=30,
    ),
)
