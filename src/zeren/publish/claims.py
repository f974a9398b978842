"""What a report may say of a standard: what the standard permits, and nothing stronger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.problems import Place, Problem, Refused
from zeren.standards.catalogue import ClaimKind, Standard
from zeren.text import Text, listed, same

CLAIM_WORDS: Final[Mapping[ClaimKind, Text]] = {
    "used-as-guidance": Text("以它为指南", "used as guidance"),
    "conforms": Text("符合它的要求", "conforms to it"),
    "with-reference-to": Text("参照它报告", "reported with reference to it"),
    "supports": Text("支持它", "supports it"),
    "contributes-to": Text("有助于实现它", "contributes to it"),
    "reports": Text("按它的披露项提供信息", "gives information by its disclosures"),
    "none": Text("不作声明", "no claim"),
}


NOTES: Final[Mapping[ClaimKind, Text]] = {
    "used-as-guidance": Text(
        "它是指南，不是要求：这句话不表示通过了认证，也不表示达到了它。",
        "It is guidance without requirements: this speaks neither of certification nor of meeting it.",
    ),
    "with-reference-to": Text(
        "报告企业：{company}。报告期：{period}。“依循”报告另有条件，这里没有采用。",
        "Reported by {company} for {period}. The further conditions of reporting “in accordance” were not applied.",
    ),
    "reports": Text(
        "报告期：{period}。只列出本报告公开了内容的条款，不表示完整遵循。",
        "For {period}. Only clauses to which this report publishes something are listed; it claims no full compliance.",
    ),
    "supports": Text(
        "支持不等于认证，也没有经过其评估。",
        "Support is not certification, and nothing was assessed.",
    ),
    "contributes-to": Text(
        "各目标旁边列出已经在做的事，没有单列数据。联合国没有认可，也没有评估。",
        "Beside each goal stands what is being done; figures alone are not listed. The United Nations has neither endorsed nor assessed it.",
    ),
    "conforms": Text(
        "这里只标明哪里谈到了同样的事。", "This only shows where the same matters are spoken of."
    ),
    "none": Text(
        "这里只标明哪里谈到了同样的事。", "This only shows where the same matters are spoken of."
    ),
}


def claimed(standard: Standard, kind: str | None = None) -> Text | None:
    """The sentence that a report prints of a standard; None where a report may print none.

    `kind` is what somebody wants to claim; `none` is always permitted. Raises `Refused` with the
    reason for anything but what the standard permits in a report; conformity is declared and signed,
    a report does not state it.
    """
    permitted = standard.claim.kind
    if kind == "none":
        return None
    if kind is not None and (kind != permitted or permitted in ("conforms", "none")):
        raise Refused(_refusal(standard, kind))
    return None if permitted in ("conforms", "none") else standard.claim.words


def _refusal(standard: Standard, kind: str) -> Problem:
    asked = next((words for known, words in CLAIM_WORDS.items() if known == kind), None)
    return Problem(
        code="claim-refused" if asked else "claim-unknown",
        level="error",
        place=Place(field=f"{standard.id}={kind}"),
        what=_refused(standard, asked) if asked else _unknown(),
        remedy=Text("{reason}", "{reason}").format(reason=_instead(standard)),
    )


def _refused(standard: Standard, asked: Text) -> Text:
    if standard.claim.kind == "conforms":
        return Text(
            "“{asked}”这句话不能由报告来说：符合性要由企业另行声明并签署。",
            "A report cannot say “{asked}”: conformity is declared separately and signed.",
        ).format(asked=asked)
    return Text(
        "对《{title}》不能说“{asked}”。{limit}", "Of {title} you cannot say “{asked}”. {limit}"
    ).format(title=standard.title, asked=asked, limit=standard.claim.limit)


def _unknown() -> Text:
    kinds = listed(same(kind) for kind in CLAIM_WORDS)
    return Text(
        "没有这种说法。可选的有：{kinds}。", "There is no such claim. Known are: {kinds}."
    ).format(kinds=kinds)


def _instead(standard: Standard) -> Text:
    if standard.claim.kind in ("conforms", "none"):
        return Text(
            "请去掉 --claim；内容索引照样列出条款，只是不作声明。",
            "Leave --claim out; the content index lists the clauses all the same, without a claim.",
        )
    return Text("可以说（{kind}）：“{words}”", "What you may say ({kind}): “{words}”").format(
        kind=same(standard.claim.kind), words=standard.claim.words
    )
