"""What the page says about itself: who reports under which identifier, and what the file is not."""

from __future__ import annotations

from typing import Final
from xml.etree.ElementTree import Element

from zeren.files.html.elements import element
from zeren.files.xbrl.rows import both
from zeren.publish.filing.values import SCHEME_LABELS, Filing
from zeren.publish.wording import period_words
from zeren.text import Text, same

WHO: Final = Text("报告企业", "Who reports")
HOW: Final = Text("这份文件是什么，不是什么", "What this file is and is not")


def who(filing: Filing) -> Element:
    entity = filing.entity
    label = SCHEME_LABELS.get(entity.kind, same(entity.scheme))
    lines = (
        (Text("企业", "Company"), filing.company),
        (label, same(entity.identifier)),
        (Text("识别码体系", "Scheme of the identifier"), same(entity.scheme)),
        (Text("报告期", "Period"), period_words(filing.period)),
        (Text("分类标准入口", "Taxonomy entry point"), same(filing.entry_point)),
        (Text("数据项数", "Facts"), same(len(filing.facts))),
    )
    rows = (
        element("tr", element("th", *both(name), scope="row"), element("td", *both(words)))
        for name, words in lines
    )
    return element(
        "table",
        element("caption", *both(WHO), class_="unseen"),
        element("col", class_="w8"),
        element("col", class_="w12"),
        element("tbody", *rows),
    )


def how(filing: Filing) -> tuple[Element, ...]:
    points = (
        Text(
            f"数据都取自企业填写的《{filing.made_from.zh}》，没有推算；换算单位只移动小数点。",
            f"Every fact is taken from what the company filled in: {filing.made_from.en}. Nothing is estimated; a change of unit only moves the decimal point.",
        ),
        Text(
            "数字旁的标记供程序读取：概念、时间、单位，以及精确到哪一位（照企业写出的位数）。选项在标记里是 EFRAG 的代码，页面上是名称；中文名称是我们拟的。",
            "The tags are for programs: concept, period, unit, and down to which place a number is given, as many as the company wrote. A choice is EFRAG's code in the tags and a name on the page; Chinese names are ours.",
        ),
        Text(
            "这是企业对自己的描述，没有人核对过。责任 Zeren 自己检查文件的格式，查出的问题告诉企业；这不是任何机构的受理、认可或鉴证。",
            "This is the company's description of itself; nobody verified it. Zeren checks the file's format and tells the company what it finds, which is no acceptance, approval or assurance by anyone.",
        ),
        Text(
            "文件没有提交给任何登记机构。是否接受、怎样提交，由接收方决定。",
            "The file has not been submitted to any register. Whether it is accepted, and how it is handed in, is for the recipient to say.",
        ),
    )
    return (element("ul", *(element("li", *both(words)) for words in points), class_="points"),)
