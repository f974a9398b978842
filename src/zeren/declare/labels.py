"""What the parts of a verdict, of a signed statement and of shown answers are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.standards.claims import CLAIM_WORDS
from zeren.text import Text

HEADS: Final[Mapping[str, Text]] = {
    "steps": Text("每一步", "Step by step"),
    "open": Text("没有证明的", "Not proven"),
    "statement": Text("签名的声明原文", "The signed statement"),
    "shown": Text("出示的内容", "What is shown"),
}
POINTS: Final = ("declared", "evidenced")  # sealed in hundredths of a point
YES, NO = Text("有", "yes"), Text("没有", "no")
SAID: Final[Mapping[str, Text]] = {
    **{kind: words for kind, words in CLAIM_WORDS.items() if kind != "none"},
    "quick": Text("简版", "quick"),
    "basic": Text("基本版", "basic"),
    "dont-know": Text("不知道", "don't know"),
    "not-applicable": Text("不适用", "not applicable"),
    "kept": Text("做到", "kept"),
    "broken": Text("没有做到", "broken"),
}
LABELS: Final[Mapping[str, Text]] = {  # in the order of reading
    "issuer": Text("企业", "company"),
    "scope": Text("范围", "scope"),
    "name": Text("名字", "name"),
    "uscc": Text("统一社会信用代码", "unified social credit code"),
    "function": Text("职务", "function"),
    "address": Text("地址", "address"),
    "contact": Text("联系方式", "contact"),
    "object": Text("对象", "object"),
    "sites": Text("场所", "sites"),
    "employees": Text("员工人数", "employees"),
    "dispatched": Text("派遣工", "dispatched workers"),
    "period": Text("期间", "period"),
    "start": Text("从", "from"),
    "end": Text("到", "to"),
    "instant": Text("截至", "as of"),
    "statement": Text("声明", "statement"),
    "claims": Text("提到的标准", "standards spoken of"),
    "title": Text("标题", "title"),
    "edition": Text("版本", "edition"),
    "words": Text("声明的话", "words"),
    "kind": Text("怎样说到它", "kind"),
    "standard": Text("标准代码", "code of the standard"),
    "issued": Text("签发日期", "issued"),
    "until": Text("有效期至", "valid until"),
    "place": Text("签发地点", "place"),
    "signatory": Text("签署人", "signed by"),
    "limits": Text("限制", "limits"),
    "review": Text("复查、变更和撤回", "review, change, withdrawal"),
    "documents": Text("支持性文件", "supporting documents"),
    "question": Text("题号", "question"),
    "sha256": Text("SHA-256", "SHA-256"),
    "questionnaire": Text("问卷", "questionnaire"),
    "id": Text("代码", "code"),
    "tier": Text("深浅", "tier"),
    "supplements": Text("补充问卷", "supplements"),
    "published": Text("公开的题号和数据", "codes made public"),
    "supersedes": Text("取代", "supersedes"),
    "profile": Text("格式", "format"),
    "said": Text("回答（0 到 4 级）", "answer (level 0 to 4)"),
    "evidence": Text("证据", "evidence"),
    "value": Text("数值", "value"),
    "unit": Text("单位", "unit"),
    "declared": Text("自报得分（满分 100）", "declared score (of 100)"),
    "evidenced": Text("有证据的得分（满分 100）", "evidenced score (of 100)"),
    "weight": Text("权重", "weight"),
    "answered": Text("已回答题数", "questions answered"),
    "applicable": Text("适用题数", "questions that apply"),
}


def points(hundredths: int) -> str:
    """7045 as people read a score: 70.45."""
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def asked_as(code: str) -> str:
    """The code of a score as people write it: V2 for the item that is sealed as V.2."""
    return code.replace(".", "")
