"""What a company may say of a standard: what the standard permits, and nothing stronger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from zeren.problems import Place, Problem, Refused
from zeren.text import Text, listed, same

if TYPE_CHECKING:  # who only verifies needs the words and loads no catalogue
    from zeren.standards.catalogue import ClaimKind, Standard

CLAIM_WORDS: Final[Mapping[ClaimKind, Text]] = {
    "used-as-guidance": Text("以它为指南", "used as guidance"),
    "conforms": Text("符合它的要求", "conforms to it"),
    "with-reference-to": Text("参照它报告", "reported with reference to it"),
    "supports": Text("支持它", "supports it"),
    "contributes-to": Text("有助于实现它", "contributes to it"),
    "reports": Text("按它的披露项提供信息", "gives information by its disclosures"),
    "none": Text("不作声明", "no claim"),
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


def may_be_declared(standard: Standard) -> bool:
    """Whether a declaration may speak of the standard: it permits a claim, and not one of a report."""
    return standard.claim.kind != "none" and not standard.claim.of_report


def declared(standard: Standard, kind: str) -> Text | None:
    """The sentence that a declaration states of a standard; None for the kind `none`.

    `kind` is what somebody wants to declare. Raises `Refused` with the reason for anything but what
    the standard permits, and for a sentence about a report: a declaration is none.
    """
    if kind == "none":
        return None
    if not may_be_declared(standard) or kind != standard.claim.kind:
        raise Refused(_not_declared(standard, kind))
    return standard.claim.words


def _not_declared(standard: Standard, kind: str) -> Problem:
    """Whatever was asked for, the standard's own limit is the reason."""
    known = next((words for code, words in CLAIM_WORDS.items() if code == kind), None)
    of_report = standard.claim.of_report and kind == standard.claim.kind
    return Problem(
        code="claim-refused",
        level="error",
        place=Place(field=f"{standard.id}={kind}"),
        what=_OF_REPORT.format(title=standard.title)
        if of_report
        else _NOT_SAID.format(
            title=standard.title, asked=known or same(kind), limit=standard.claim.limit
        ),
        remedy=_SAY_NOTHING if not may_be_declared(standard) else _instead(standard),
    )


_NOT_SAID: Final = Text(
    "对《{title}》不能说“{asked}”。{limit}", "Of {title} you cannot say “{asked}”. {limit}"
)
_OF_REPORT: Final = Text(
    "《{title}》允许的那句话说的是一份报告，不是这份声明。",
    "What {title} permits to say is said of a report, and this declaration is none.",
)
_SAY_NOTHING: Final = Text(
    "请选“不声明”。报告里可以按它列内容索引：zeren publish --index。",
    "Choose “no claim”. A report may list its clauses: zeren publish --index.",
)


def _refusal(standard: Standard, kind: str) -> Problem:
    asked = next((words for known, words in CLAIM_WORDS.items() if known == kind), None)
    return Problem(
        code="claim-refused" if asked else "claim-unknown",
        level="error",
        place=Place(field=f"{standard.id}={kind}"),
        what=_refused(standard, asked) if asked else _unknown(),
        remedy=_WITHOUT if standard.claim.kind in ("conforms", "none") else _instead(standard),
    )


_WITHOUT: Final = Text(
    "请去掉 --claim；内容索引照样列出条款，只是不作声明。",
    "Leave --claim out; the content index lists the clauses all the same, without a claim.",
)


def _refused(standard: Standard, asked: Text) -> Text:
    if standard.claim.kind == "conforms":
        return Text(
            "“{asked}”这句话不能由报告来说：符合性要由企业另行声明并签署。",
            "A report cannot say “{asked}”: conformity is declared separately and signed.",
        ).format(asked=asked)
    return _NOT_SAID.format(title=standard.title, asked=asked, limit=standard.claim.limit)


def _unknown() -> Text:
    kinds = listed(same(kind) for kind in CLAIM_WORDS)
    return Text(
        "没有这种说法。可选的有：{kinds}。", "There is no such claim. Known are: {kinds}."
    ).format(kinds=kinds)


def _instead(standard: Standard) -> Text:
    return Text("可以说（{kind}）：“{words}”", "What you may say ({kind}): “{words}”").format(
        kind=same(standard.claim.kind), words=standard.claim.words
    )
