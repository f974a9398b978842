"""The sheets of the form, the words on them, and the keys by which their cells are found again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from zeren.text import Text

HIDDEN: Final = "_zeren-declaration"
VERSION: Final = "1"
TITLE: Final = Text("自我声明", "Self-declaration")
GUIDE: Final = Text("说明", "Guide")
DECLARATION: Final = Text("声明", "Declaration")
STANDARDS: Final = Text("标准", "Standards")
NO_CLAIM: Final = Text("不作声明", "No claim")
CHINESE: Final = Text("中文", "Chinese")
ENGLISH: Final = Text("英文", "English")
WHAT: Final = Text("项目", "What")
HINT: Final = Text("怎么填", "How to fill it in")


class Column(NamedTuple):
    """A column of a sheet with a row a thing; its key stands hidden above it: `document/file`."""

    key: str
    label: Text
    hint: Text
    width: float


class Grid(NamedTuple):
    """A sheet with a row a thing."""

    kind: str
    name: Text
    lead: Text
    columns: tuple[Column, ...]
    rows: int  # that are offered empty


GRIDS: Final = (
    Grid(
        "site",
        Text("场所", "Sites"),
        Text(
            "声明覆盖的每个场所一行。没列出的不算在内。",
            "A row for each site that the declaration covers; what is not listed is not covered.",
        ),
        (
            Column(
                "name",
                Text("名称", "Name"),
                Text("例如：一厂、苏州仓库", "Such as Plant 1, Suzhou warehouse"),
                40,
            ),
            Column(
                "address",
                Text("地址", "Address"),
                Text("写到门牌号", "With street and number"),
                80,
            ),
        ),
        12,
    ),
    Grid(
        "document",
        Text("支持性文件", "Documents"),
        Text(
            "没有就空着。声明里只写名称和 SHA-256，不带文件内容；原件自己留着，别人来核对时对得上。",
            "May stay empty. The declaration names title and SHA-256, never the content: keep the originals, so that they can be compared.",
        ),
        (
            Column(
                "title",
                Text("名称", "Title"),
                Text("会给别人看到；不要写人名", "Others will read it; no names of persons"),
                46,
            ),
            Column(
                "file",
                Text("文件名", "File name"),
                Text(
                    "文件放在这张表旁边，SHA-256 由程序算",
                    "Beside this form; its SHA-256 is worked out",
                ),
                38,
            ),
            Column(
                "sha256",
                Text("或 SHA-256", "or SHA-256"),
                Text("已经算好的，64 个字符", "If you have it: 64 characters"),
                38,
            ),
            Column(
                "question",
                Text("对应题号", "Question"),
                Text("可空", "May stay empty"),
                14,
            ),
        ),
        20,
    ),
)
DECLARATION_LEAD: Final = Text(
    "黄格填写；带 ＊ 的必填，两种语言填一种就行，两种都填最好。已填好的是建议，可以改。",
    "Yellow cells are yours. ＊ must be filled, in one language or better in both. What stands there already is a suggestion.",
)
STANDARDS_LEAD: Final = Text(
    "每个标准只允许说一句话。做到的，在黄格里选上；选了，就是企业说的。",
    "Each standard permits one sentence. Choose it in the yellow cell if it is true: whatever you choose, the company has said.",
)
SECTIONS: Final[Mapping[str, Text]] = {
    "others": Text("指南、倡议和目标", "Guidance, initiatives and goals"),
    "conforms": Text(
        "提要求的标准：这里是在声明“符合”",
        "Standards with requirements: here you declare that you conform",
    ),
}
WARNING: Final = Text(
    "声明符合之前，要对照标准的全部要求逐条查过，并留着记录；有一条没做到，就选“不作声明”。答完问卷，不等于符合。",
    "Before you declare conformity, go through every requirement of the standard and keep a record. If one is not met, choose “No claim”. Having answered the questionnaire is not conformity.",
)
STANDARD_HEADERS: Final = (
    Text("标准", "Standard"),
    Text("版本", "Edition"),
    Text("允许说的话", "What may be said"),
    Text("您的选择", "Your choice"),
    Text("它不表示什么", "What it does not mean"),
)
HELP: Final = (
    (
        Text("这是什么", "What this is"),
        Text(
            "一份由企业自己作出的声明（GB/T 27050.1，即 ISO/IEC 17050-1 的写法）：谁，对什么，说了什么，到什么时候为止。回答和得分另行封存，这里不写。",
            "A declaration that a company makes itself, in the contents of ISO/IEC 17050-1 (GB/T 27050.1): who says what of what, until when. Answers and scores are sealed apart and not written here.",
        ),
    ),
    (
        Text("怎么填", "How to fill it in"),
        Text(
            "① 看“声明”页：企业名称、人数和期间已从答卷抄来。② 列出场所。③ 在“标准”页选要说的话。④ 有文件就列上。⑤ 请签署人通读一遍。",
            "1. On the sheet “Declaration”, names, headcount and period are there already. 2. List the sites. 3. Choose what to say of standards. 4. List documents, if any. 5. Let whoever signs read it all.",
        ),
    ),
    (
        Text("谁来签", "Who signs"),
        Text(
            "法定代表人，或有书面授权的人。他对每一句话负责，所以要先看到答卷和这份声明的全文。",
            "The legal representative, or somebody authorised in writing. Whoever signs answers for every sentence, and so should see the answers and the whole text first.",
        ),
    ),
    (
        Text("它有什么效力", "What it is worth"),
        Text(
            "它说明企业说过这些话，签名之后改不了。它不是认证证书，也不证明内容属实；没有使用依法设立的电子认证服务时，不要当作法律上的可靠电子签名。",
            "It shows that the company said this, and that nobody changed it since. It is no certificate and proves no fact; unless a licensed certification authority is used, do not take it for a reliable electronic signature in law.",
        ),
    ),
    (
        Text("填好以后", "When it is filled in"),
        Text(
            "运行 zeren declare 答卷 --with 这张表 --show：不对的地方一次全部列出，全对了就印出中英文全文。",
            "Run zeren declare ANSWERS --with THIS-FORM --show: everything that is wrong is listed at once, and when all is right the text is printed in both languages.",
        ),
    ),
)


def line_key(code: str) -> str:
    return f"line/{code}"


def claim_key(standard: str) -> str:
    return f"claim/{standard}"


def grid_key(kind: str, column: str) -> str:
    return f"{kind}/{column}"
