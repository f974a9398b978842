"""A certificate of participation: a company took part in a year, and nothing more is said."""

from __future__ import annotations

from typing import Final

from zeren.publish.document import Callout, Cell, Document, Paragraph, Scan, Section, Table
from zeren.publish.wording import day_words
from zeren.text import Text, same

MARK: Final = Text("参加证书 · 不是认证", "Participation · no certification")
ONLY: Final = Text(
    "它只说明参加过：不是认证，不是评级，也不说明做得好不好。企业公开了什么，以它的公开页为准。",
    "It says that the company took part, and nothing more: it is no certification and no rating, and does not say how well anything is done. For what the company made public, go by its page.",
)


def participation_certificate(
    *, number: str, company: Text, programme: Text, by: Text, issued: str, address: str
) -> Document:
    """`address` is that of the company's public page; the code leads there. `issued` is an ISO date."""
    lines = (
        (Text("编号", "Number"), same(number)),
        (Text("企业", "Company"), company),
        (Text("参加的项目", "Took part in"), programme),
        (Text("颁发日期", "Issued"), day_words(issued)),
        (Text("颁发机构", "Issued by"), by),
    )
    table = Table(
        caption=same(""),
        header=(Text("项目", "Item"), Text("内容", "Content")),
        rows=tuple((Cell(label), Cell(words)) for label, words in lines),
        shares=(1, 3),
    )
    scan = Scan(
        address,
        Text("二维码，内容就是旁边写出的地址", "QR code of the address written beside it"),
    )
    where = Text(
        f"编号和企业公开的内容在这里：{address}",
        f"The number and what the company made public are here: {address}",
    )
    return Document(
        code="participation",
        title=Text("参加证书", "Certificate of participation"),
        subtitle=programme,
        company=company,
        period=programme,
        date=issued,
        mark=MARK,
        said_in=Text("原文为英文", "original in Chinese"),
        sections=(
            Section(
                "participation",
                Text("参加", "Participation"),
                (
                    Paragraph(
                        Text(
                            "{company}参加了{programme}。", "{company} took part in: {programme}."
                        ).format(company=company, programme=programme),
                        style="lead",
                    ),
                    table,
                    Paragraph(ONLY),
                    Callout("plain", Text("在哪里核实", "Where to confirm it"), (where,), scan),
                ),
            ),
        ),
        reference=number,
    )
