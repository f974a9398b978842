"""What staff of a trusted association looked at. A check is told apart from what the company says."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from typing import Any, Final

from zeren.declare.jws import Unsound
from zeren.declare.package import Package
from zeren.declare.verdict import Step
from zeren.declare.verification.confirmed import (
    Case,
    Confirmed,
    Stranger,
    open_confirmed,
    text_at,
)
from zeren.declare.verification.declared import Declared
from zeren.declare.verification.flaws import flaw
from zeren.declare.verification.statuses import Listed, of_standing, standing
from zeren.text import Text

CRITERION: Final = "urn:zeren:question:"


def checks_of(
    package: Package, declared: Declared, lists: tuple[Listed, ...], case: Case
) -> tuple[tuple[Step, ...], tuple[Text, ...]]:
    """A step or two for every check of this declaration by somebody trusted; asides on the others."""
    steps: list[Step] = []
    asides: list[Text] = []
    for member, content in package.all("check"):
        try:
            steps += _looked_at(
                open_confirmed(member, content, "check", case), declared, lists, case
            )
        except Stranger as stranger:
            asides.append(_of_a_stranger(member, str(stranger)))
        except Unsound as fault:
            steps.append(Step("check", "fails", _wrong(str(fault)), member))
    return tuple(steps), tuple(asides)


def _looked_at(
    confirmed: Confirmed, declared: Declared, lists: tuple[Listed, ...], case: Case
) -> tuple[Step, ...]:
    subject, member, by = confirmed.subject, confirmed.member, confirmed.by.name
    levels = (subject.get("assessorLevel"), subject.get("attestationType"))
    if levels != ("membership", "verification"):
        raise Unsound("check-kind")
    if not _is_about(confirmed.claims, declared):
        raise Unsound("check-other")
    day, codes, means = _assessment(subject)
    if late := confirmed.in_time(case.now):
        until = confirmed.until.date().isoformat()
        return (Step("check", "fails", WORDS[late].format(by=by, until=until), member),)
    said = {"by": by, "day": day, "codes": ", ".join(codes), "means": means}
    words = WORDS["looked-at"].format(**said)
    found = standing(confirmed.claims, confirmed.by.did, lists, case)
    return Step("check", "holds", words, member), of_standing(found, WORDS["subject"], by)


def _is_about(claims: Mapping[str, Any], declared: Declared) -> bool:
    """Exactly one resource is named, and it is this declaration, byte for byte."""
    digest = "sha256-" + b64encode(bytes.fromhex(declared.sha256)).decode()
    resources = claims.get("relatedResource")
    one = resources[0] if isinstance(resources, list) and len(resources) == 1 else None
    return (
        isinstance(one, Mapping)
        and one.get("id") == declared.id
        and one.get("digestSRI") == digest
        and text_at(claims, "credentialSubject", "issuedToParty", "id") == declared.did
    )


def _assessment(subject: Mapping[str, Any]) -> tuple[str, list[str], str]:
    assessments = subject.get("conformityAssessment")
    if not isinstance(assessments, list) or len(assessments) != 1:
        raise Unsound("content")
    one = assessments[0]
    criteria = one.get("assessmentCriteria") if isinstance(one, Mapping) else None
    if not isinstance(criteria, list) or not criteria:
        raise Unsound("content")
    codes = [text_at({"one": criterion}, "one", "id") for criterion in criteria]
    if not all(code.startswith(CRITERION) for code in codes):
        raise Unsound("content")
    return (
        text_at(one, "assessmentDate"),
        [code.removeprefix(CRITERION) for code in codes],
        text_at(one, "description"),
    )


def _wrong(code: str) -> Text:
    own = code if code in {"check-other", "check-kind"} else "wrong"
    return WORDS[own].format(flaw=flaw(code))


def _of_a_stranger(member: str, did: str) -> Text:
    return WORDS["stranger"].format(member=member, did=did)


WORDS: Final[Mapping[str, Text]] = {
    "looked-at": Text(
        "{by}的工作人员在 {day} 核查过这些回答：{codes}。办法：{means}。这是协会自己的话，不是企业的。",
        "Staff of {by} looked at these answers on {day}: {codes}. How: {means}. This is the association's own word, not the company's.",
    ),
    "late": Text("{by}的核查在 {until} 已经到期。", "The check by {by} ended on {until}."),
    "early": Text("{by}的核查还没有开始有效。", "The check by {by} is not in force yet."),
    "check-other": Text(
        "这份核查说的是另一份声明，不是这一份。",
        "This check is about another declaration, not this one.",
    ),
    "check-kind": Text(
        "这份凭证没有说是协会的核查。",
        "This credential does not say that it is an association's check.",
    ),
    "wrong": Text("核查不可信：{flaw}。", "The check cannot be relied on: {flaw}."),
    "stranger": Text(
        "{member} 里的核查来自您没有表示信任的一方（{did}），没有算进去。",
        "The check in {member} is by somebody whom you did not say you trust ({did}); it was not counted.",
    ),
    "subject": Text("这次核查", "its check"),
}
