"""Whose key it is: what a trusted association says, and whether it still stands by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal, NamedTuple

from zeren.declare.jws import Unsound, thumbprint
from zeren.declare.package import Package
from zeren.declare.trust import THUMBPRINT, USCC
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
from zeren.declare.verification.statuses import Listed, Standing, of_standing, standing
from zeren.text import Text

Term = Literal["now", "then", "early", "late"]  # in force now, or when it was registered


class Known(NamedTuple):
    """An identity that fits key, code and name. `term` is when it was in force."""

    confirmed: Confirmed
    term: Term
    standing: Standing


class Identified(NamedTuple):
    """What was found. `by` is the association that says whose key it is, or None; `name` is the
    company's as that association says it. `is_past` where another confirmation of this key was
    revoked, so that this one speaks of the time of registration alone.
    """

    steps: tuple[Step, ...]
    by: Text | None = None
    name: str = ""
    asof: datetime | None = None
    asides: tuple[Text, ...] = ()
    is_past: bool = False


def identify(
    package: Package,
    declared: Declared,
    lists: tuple[Listed, ...],
    case: Case,
    *,
    registered: datetime | None,
) -> Identified:
    """Look at every identity credential; the best that holds counts, and a wrong one always does."""
    known: list[Known] = []
    steps: list[Step] = []
    asides: list[Text] = []
    for member, content in package.all("identity"):
        try:
            found = _known(open_confirmed(member, content, "identity", case), declared, lists, case)
        except Stranger as stranger:
            asides.append(_of_a_stranger(member, str(stranger)))
        except Unsound as fault:
            steps.append(Step("identity", "fails", _wrong(str(fault)), member))
        else:
            if found is None:
                asides.append(_of_another_key(member))
            else:
                known.append(_with_term(*found, registered, case))
    counted = _judged(known, declared, registered)
    return counted._replace(steps=(*steps, *counted.steps), asides=(*counted.asides, *asides))


def _known(
    confirmed: Confirmed, declared: Declared, lists: tuple[Listed, ...], case: Case
) -> tuple[Confirmed, Standing] | None:
    """None where it is about another key; raises `Unsound` where it says another company."""
    subject = confirmed.subject
    if text_at(subject, "id") != declared.did:
        return None
    if text_at(confirmed.claims, "cnf", "kid") != THUMBPRINT + thumbprint(declared.jwk):
        if declared.did.startswith("did:web:"):
            return None  # a site may have had other keys before
        raise Unsound("identity-key")
    if text_at(subject, "idScheme", "id") != USCC:
        raise Unsound("content")
    if not declared.uscc or text_at(subject, "registeredId") != declared.uscc:
        raise Unsound("identity-code")
    if text_at(subject, "registeredName") not in declared.names:
        raise Unsound("identity-name")
    return confirmed, standing(confirmed.claims, confirmed.by.did, lists, case)


def _with_term(
    confirmed: Confirmed, found: Standing, registered: datetime | None, case: Case
) -> Known:
    term: Term = confirmed.in_time(case.now) or "now"
    if term == "late" and registered and confirmed.since <= registered <= confirmed.until:
        term = "then"
    return Known(confirmed, term, found)


def _judged(known: list[Known], declared: Declared, registered: datetime | None) -> Identified:
    """A withdrawn confirmation outweighs another of today, but not what was in force at registration;
    that it was withdrawn is told all the same.
    """
    if not known:
        return Identified((_nobody_says(declared),))
    withdrawn = [one for one in known if one.standing.state == "withdrawn"]
    rest = [one for one in known if one.standing.state != "withdrawn"]
    if withdrawn:
        rest = [one for one in rest if one.term == "then"]
    if not rest:
        return _told(withdrawn[0], declared)
    states = ("good", "stale", "no-list", "no-entry")
    terms = ("now", "then", "early", "late")
    best = min(rest, key=lambda one: (terms.index(one.term), states.index(one.standing.state)))
    revoked = tuple(_revoked(one.confirmed, registered) for one in withdrawn)
    return _told(best, declared)._replace(asides=revoked, is_past=bool(revoked))


def _revoked(confirmed: Confirmed, registered: datetime | None) -> Text:
    """Lists name no day of a revocation, so whether it came before the registration is not known."""
    is_of_then = registered is not None and confirmed.since <= registered <= confirmed.until
    since, until = (time.date().isoformat() for time in (confirmed.since, confirmed.until))
    return WORDS["revoked-then" if is_of_then else "revoked"].format(
        by=confirmed.by.name, member=confirmed.member, since=since, until=until
    )


def _told(one: Known, declared: Declared) -> Identified:
    confirmed = one.confirmed
    by = confirmed.by.name
    said: dict[str, Any] = {
        "by": by,
        "name": confirmed.subject["registeredName"],
        "uscc": declared.uscc,
        "since": confirmed.since.date().isoformat(),
        "until": confirmed.until.date().isoformat(),
        "means": str(confirmed.subject.get("description", "")) or WORDS["no-means"],
    }
    outcome: Literal["holds", "fails"] = "holds" if one.term in {"now", "then"} else "fails"
    words = WORDS[one.term].format(**said)
    steps = (
        Step("identity", outcome, words, confirmed.member),
        of_standing(one.standing, WORDS["subject"], by),
    )
    name = str(confirmed.subject["registeredName"])
    return Identified(steps, by if outcome == "holds" else None, name, one.standing.asof)


def _nobody_says(declared: Declared) -> Step:
    return Step("identity", "unknown", WORDS["nobody"].format(name=declared.names[0]))


def _wrong(code: str) -> Text:
    own = code if code in {"identity-key", "identity-code", "identity-name"} else "wrong"
    return WORDS[own].format(flaw=flaw(code))


def _of_a_stranger(member: str, did: str) -> Text:
    return WORDS["stranger"].format(member=member, did=did)


def _of_another_key(member: str) -> Text:
    return WORDS["another-key"].format(member=member)


WORDS: Final[Mapping[str, Text]] = {
    "now": Text(
        "{by}确认：这把密钥属于{name}，统一社会信用代码 {uscc}，到 {until} 有效。办法：{means}。",
        "{by} confirms that this key belongs to {name}, code {uscc}, until {until}. How: {means}.",
    ),
    "then": Text(
        "{by}确认：从 {since} 到 {until}，这把密钥属于{name}，统一社会信用代码 {uscc}；声明在这期间已经登记。办法：{means}。",
        "{by} confirms that from {since} to {until} this key belonged to {name}, code {uscc}; the declaration was registered in that time. How: {means}.",
    ),
    "revoked": Text(
        "{by}撤销的另一份确认和这份声明有没有关系：它讲的是同一把密钥（{member}，{since} 到 {until}），登记的时候不在它的有效期里。请问{by}为什么撤销。",
        "Whether another confirmation, which {by} has revoked, touches this declaration: it is of the same key ({member}, {since} to {until}) and was not in force when the declaration was registered. Ask {by} why it was revoked.",
    ),
    "revoked-then": Text(
        "{by}撤销的另一份确认和这份声明有没有关系：它讲的是同一把密钥（{member}，{since} 到 {until}），登记的时候也在它的有效期里；是登记以前还是以后撤销的，这里看不出来。请问{by}：哪一天撤销的，为什么。",
        "Whether another confirmation, which {by} has revoked, touches this declaration: it is of the same key ({member}, {since} to {until}) and covers the time when the declaration was registered; whether it was revoked before or after that cannot be told here. Ask {by} on which day and why it was revoked.",
    ),
    "early": Text(
        "{by}对密钥归属的确认从 {since} 才开始有效。",
        "The confirmation by {by} of whose key it is begins only on {since}.",
    ),
    "late": Text(
        "{by}对密钥归属的确认在 {until} 已经到期，也没有登记能证明声明作在这之前。",
        "The confirmation by {by} of whose key it is ended on {until}, and no register shows that the declaration was made before.",
    ),
    "nobody": Text(
        "您信任的协会里，没有一家在这个文件里确认密钥属于谁。谁都可以用自己的密钥写上“{name}”。",
        "None of the associations that you trust says in this file whose key it is. Anybody can write “{name}” with a key of their own.",
    ),
    "identity-key": Text(
        "协会确认的是另一把密钥。", "What the association confirms is another key."
    ),
    "identity-code": Text(
        "协会确认的密钥属于另一个统一社会信用代码，不是声明里写的那个。",
        "The association confirms this key for another unified social credit code than the declaration states.",
    ),
    "identity-name": Text(
        "协会确认的企业名称和声明里写的不一样。",
        "The association confirms this key for a company of another name than the declaration states.",
    ),
    "wrong": Text(
        "对密钥归属的确认不可信：{flaw}。",
        "The confirmation of whose key it is cannot be relied on: {flaw}.",
    ),
    "stranger": Text(
        "{member} 里的确认来自您没有表示信任的一方（{did}），没有算进去。",
        "The confirmation in {member} is by somebody whom you did not say you trust ({did}); it was not counted.",
    ),
    "another-key": Text(
        "{member} 讲的是另一把密钥，和这份声明无关，没有算进去。",
        "{member} is about another key than this declaration's; it was not counted.",
    ),
    "no-means": Text("没有写明", "not said"),
    "subject": Text("对密钥归属的确认", "its confirmation of whose key it is"),
}
