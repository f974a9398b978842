"""A made-up declaration with all that pages may hold, long or short, and members of made-up bytes."""

from __future__ import annotations

from hashlib import sha256
from typing import Final

from zeren.collect.facts import Period
from zeren.collect.responses import Asked
from zeren.declare.declaration import (
    Claimed,
    Declaration,
    Issuer,
    Scope,
    Signatory,
    Site,
    SupportingDocument,
)
from zeren.publish.declaration_pages import Beside, Entry, Sealed
from zeren.text import Said, Text

ID: Final = "urn:uuid:8f2a51c4-7d0e-8b61-9c3f-2e6d40a1b775"
KEY: Final = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"
MEMBERS: Final = {
    "declaration.jwt": b"eyJhbGciOiJFUzI1NiJ9.eyJkZW1vIjp0cnVlfQ." + b"A" * 86,
    "statement.json": b'{"demo":true}',
    "answers.sd-jwt": b"eyJhbGciOiJFUzI1NiJ9.e30." + b"B" * 86 + b"~",
    "identity-1.jwt": b"eyJhbGciOiJFUzI1NiJ9.e30." + b"C" * 86,
    "proof.json": b'{"demo":1}',
}
BESIDE: Final = (
    Beside(
        "identity",
        Text("演示协会", "Demonstration Association"),
        Text(
            "看过营业执照原件，与法定代表人当面核对",
            "saw the business licence, met the legal representative",
        ),
        "2026-10-08",
        "2027-10-07",
        "good",
        "2026-11-18",
    ),
    Beside(
        "check",
        Text("演示协会", "Demonstration Association"),
        Said("zh", "到厂查看，抽查工资表十二份"),
        "2026-11-03",
        "",
        "good",
        "2026-11-18",
    ),
)


def made_declaration() -> Declaration:
    """Return a declaration of a fictitious lamp works, of usual length."""
    return Declaration(
        issuer=Issuer(
            Text("佛山市明灯电器有限公司（演示）", "Lamp Works (Foshan) Co., Ltd. (fictitious)"),
            "91440600MA4UQ0X13K",
            Said("zh", "广东省佛山市南海区演示路 8 号"),
            "csr@lamp-works.example",
        ),
        scope=Scope(
            Said("zh", "本企业在佛山的灯具生产和办公，不含外包仓库"),
            (
                Site(Said("zh", "总部与一厂"), Said("zh", "演示路 8 号")),
                Site(Said("zh", "二厂"), Said("zh", "演示路 21 号")),
            ),
            1206,
            38,
            Period("2025-12-31", "2025-01-01"),
        ),
        statement=Said(
            "zh",
            "我们按时足额发放工资，不用童工，不扣押证件；超时加班还没有完全消除，今年已经把每周工时降到六十小时以内。",
        ),
        claims=(
            Claimed(
                "gbt-36000-2015",
                Text("社会责任指南", "Guidance on social responsibility"),
                Text("GB/T 36000—2015", "GB/T 36000-2015"),
                "used-as-guidance",
                Text(
                    "本企业在社会责任工作中以 GB/T 36000—2015 为指南。",
                    "We used GB/T 36000-2015 as guidance for our work on social responsibility.",
                ),
            ),
            Claimed(
                "rba-code-8",
                Text("责任商业联盟行为准则 8.0", "RBA Code of Conduct 8.0"),
                Text("8.0，2024 年", "8.0, 2024"),
                "supports",
                Text(
                    "本企业支持责任商业联盟行为准则 8.0。",
                    "We support the RBA Code of Conduct 8.0.",
                ),
            ),
        ),
        issued="2026-11-20",
        until="2027-11-19",
        place=Said("zh", "佛山"),
        signatory=Signatory(Said("zh", "演示人甲"), Said("zh", "总经理")),
        asked=Asked("sme", "2026.2", "quick", sha256(b"questionnaire").hexdigest()),
        limits=Said("zh", "换厂址、并购或停产时，本声明不再适用。"),
        review=Said(
            "en", "Reviewed every November; changes and withdrawals are entered in the register."
        ),
        documents=tuple(
            SupportingDocument(Said.of(title), sha256(title.encode()).hexdigest(), question)
            for title, question in (
                ("2025 年工资发放汇总表", "E1.2"),
                ("消防验收意见书", "E3.1"),
                ("Waste water log 2025", "V2"),
            )
        ),
    )


def short_declaration() -> Declaration:
    """Return one in which all that may be missing is missing."""
    nothing = Said("en", "")
    return made_declaration()._replace(
        issuer=Issuer(Text("灯", "L"), "", nothing),
        scope=Scope(nothing, (), 7, 0, Period("2025-12-31")),
        statement=nothing,
        claims=(),
        place=nothing,
        signatory=Signatory(nothing, nothing),
        limits=None,
        review=None,
        documents=(),
    )


def long_declaration() -> Declaration:
    """Return one that strains the pages: forty standards, thirty sites, twenty documents, long names."""
    made = made_declaration()
    claim = made.claims[0]
    name, function = Said("zh", "很长的姓名" * 60), Said("en", "Head of something long " * 13)
    return made._replace(
        issuer=made.issuer._replace(
            name=Text("长名字企业有限公司" * 33, "Longname Company Limited " * 12)
        ),
        scope=made.scope._replace(
            object=Said("zh", "对象" * 150),
            sites=tuple(
                Site(
                    Said("zh", f"第 {at} 工厂" + "车间" * (at * 5 % 60)),
                    Said("en", f"{at} Demo Road " * (at % 9 + 1)),
                )
                for at in range(1, 31)
            ),
        ),
        statement=Said("zh", "我们对自己的话负责。" * 60),
        claims=tuple(
            claim._replace(
                title=Text(claim.title.zh * (at % 7 + 1), claim.title.en * (at % 7 + 1)),
            )
            for at in range(40)
        ),
        signatory=Signatory(name, function),
        limits=Said("zh", "限制。" * 100),
        documents=tuple(
            SupportingDocument(
                Said("zh", f"材料 {at} " + "很长的标题" * (60 if at == 3 else at % 5)),
                sha256(str(at).encode()).hexdigest(),
                f"E{at}.1",
            )
            for at in range(20)
        ),
        supersedes="urn:uuid:11111111-2222-8333-9444-555555555555",
    )


def sealed() -> Sealed:
    return Sealed(
        ID, sha256(MEMBERS["declaration.jwt"]).hexdigest(), KEY, MEMBERS, file="declaration.zh.pdf"
    )


def sealed_with_others() -> Sealed:
    return sealed()._replace(
        beside=BESIDE,
        entry=Entry("register.demo-association.example/2026", 1204, "2026-11-21"),
    )
