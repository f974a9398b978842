"""Verify a declaration from what is in a file: every step, then the worst of them as the verdict."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from zeren.declare.jws import Holds, Unsound
from zeren.declare.package import ANSWERS, Package
from zeren.declare.times import Clock, in_utc
from zeren.declare.trust import Trust
from zeren.declare.verdict import Outcome, Step, Verdict
from zeren.declare.verification.checks import checks_of
from zeren.declare.verification.confirmed import FRESH, Case
from zeren.declare.verification.declared import Declared, declared_in
from zeren.declare.verification.flaws import flaw
from zeren.declare.verification.identities import Identified, identify
from zeren.declare.verification.registered import registered_in
from zeren.declare.verification.shared import Recompute, Shared, shared_in
from zeren.declare.verification.statuses import (
    Listed,
    of_standing,
    open_lists,
    standing,
)
from zeren.text import Text, same


def verify(  # noqa: PLR0913 - what the reader brings
    package: Package,
    trusts: tuple[Trust, ...],
    *,
    now: datetime,
    holds: Holds,
    recompute: Recompute | None = None,
    max_status_age: timedelta = FRESH,
    clock: Clock = in_utc,
) -> Verdict:
    """What a package proves to a reader who trusts these associations. It asks nobody.

    `recompute` computes the scores that are shown anew, where the reader has the questionnaire;
    by `clock` the reader is told the end of what is shown.
    """
    case = Case(trusts, now, holds, max_status_age, clock)
    declared, steps = declared_in(package, case)
    if declared is None:
        return Verdict(_worst(steps), _sentence(None, None, steps), steps, _NEVER_PROVEN)
    lists, broken = open_lists(package, case)
    registered = registered_in(package, declared, case)
    identified = identify(package, declared, lists, case, registered=registered.at)
    checks, asides = checks_of(package, declared, lists, case)
    content = package.members.get(ANSWERS)
    shared = shared_in(content, declared, case, recompute) if content is not None else Shared()
    steps = (
        *steps,
        *identified.steps,
        *_own_status(declared, lists, case),
        *broken,
        *registered.steps,
        *checks,
        *shared.steps,
    )
    asides = (*identified.asides, *asides, *registered.asides, *shared.asides)
    return Verdict(
        _worst(steps),
        _sentence(declared, identified, steps),
        steps,
        (
            *_NEVER_PROVEN,
            *_not_proven(declared, identified, checks, shared),
            *_signed_elsewhere(package),
            *asides,
        ),
        dict(declared.statement) if declared.statement is not None else None,
        shared.shown,
    )


def _signed_elsewhere(package: Package) -> tuple[Text, ...]:
    """A detached signature of a licensed authority, or one of SM2, is carried and not judged."""
    names = [name for name, _ in package.all("signature")]
    return (WORDS["elsewhere"].format(names=", ".join(names)),) if names else ()


def _worst(steps: tuple[Step, ...]) -> Outcome:
    outcomes = {step.outcome for step in steps}
    order: tuple[Outcome, ...] = ("fails", "unknown", "holds")
    return next(one for one in order if one in outcomes)


def _own_status(declared: Declared, lists: tuple[Listed, ...], case: Case) -> tuple[Step, ...]:
    """Where the declaration itself names a list: that of a trusted association says whether it stands."""
    if "credentialStatus" not in declared.claims:
        return ()
    try:
        found = [
            (trust, standing(declared.claims, trust.did, lists, case)) for trust in case.trusts
        ]
    except Unsound as fault:
        return (Step("status", "fails", WORDS["odd-status"].format(flaw=flaw(str(fault)))),)
    if not found:
        return (Step("status", "unknown", WORDS["nobodys-list"]),)
    order = ("withdrawn", "good", "stale", "no-list", "no-entry")
    trust, best = min(found, key=lambda one: order.index(one[1].state))
    return (of_standing(best, WORDS["declaration"], trust.name),)


def _sentence(
    declared: Declared | None, identified: Identified | None, steps: tuple[Step, ...]
) -> Text:
    """What a buyer reads first. Where something is wrong, the first wrong thing says so itself."""
    outcome = _worst(steps)
    if outcome != "holds" or declared is None or identified is None:
        reason = next(step.words for step in steps if step.outcome == outcome)
        return WORDS[outcome].format(reason=reason)
    return WORDS["held" if identified.is_past else "holds"].format(
        name=_called(identified.name, declared.names),
        uscc=declared.uscc,
        by=identified.by,
        since=declared.since.date().isoformat(),
        until=declared.until.date().isoformat(),
    )


def _called(confirmed: str, names: tuple[str, ...]) -> Text:
    """The name that was confirmed, in its language where that was “Chinese / English”."""
    zh, en, *_ = names
    return Text(zh, en) if confirmed == names[-1] else same(confirmed)


def _of_its_own(declared: Declared, identified: Identified) -> tuple[Text, ...]:
    """A name in the other language that the company gives itself and nobody confirms."""
    zh, en, *both = declared.names
    if identified.by is None or zh == en or identified.name in both:
        return ()
    own = en if identified.name == zh else zh
    return (WORDS["own-name"].format(own=own, name=identified.name, by=identified.by),)


WORDS: Final[Mapping[str, Text]] = {
    "holds": Text(
        "可以相信：这份自我声明是{name}（统一社会信用代码 {uscc}）自己签的，签后没有改过，从 {since} 到 {until} 有效；{by}确认密钥属于这家企业，没有撤销。",
        "This holds: {name} (unified social credit code {uscc}) signed this self-declaration itself, it has not been changed since, and it is valid from {since} to {until}; {by} confirms that the key is this company's and has not revoked that.",
    ),
    "held": Text(
        "可以相信：这份自我声明是{name}（统一社会信用代码 {uscc}）自己签的，签后没有改过，从 {since} 到 {until} 有效；{by}确认登记的时候密钥属于这家企业。但是同一把密钥的另一份确认已经撤销，请看“没有证明的”。",
        "This holds: {name} (unified social credit code {uscc}) signed this self-declaration itself, it has not been changed since, and it is valid from {since} to {until}; {by} confirms that the key was this company's when it was registered. But another confirmation of the same key was revoked: read what is not proven.",
    ),
    "fails": Text("不要相信这份文件：{reason}", "Do not rely on this file: {reason}"),
    "unknown": Text(
        "还不能下结论：没有发现错误，但是{reason}",
        "This cannot be told yet: nothing is wrong, but something is missing. {reason}",
    ),
    "elsewhere": Text(
        "{names} 里的签名有没有效：那是另一种签名（例如电子认证服务机构或 SM2 的），签的是 declaration.jwt，请用签发机构的软件核对。",
        "Whether the signature in {names} is sound: it is of another kind, such as a licensed authority's or one of SM2, over declaration.jwt; check it with the software of whoever issued it.",
    ),
    "nobodys-list": Text(
        "声明写明了撤销要查哪份清单，但文件里没有您信任的协会签的这份清单。",
        "The declaration names a list of revocations, and the file holds none signed by an association that you trust.",
    ),
    "odd-status": Text(
        "声明的撤销办法不可信：{flaw}。",
        "What it says of revocation cannot be relied on: {flaw}.",
    ),
    "after": Text(
        "{day} 以后有没有撤销：附带的清单只到这一天。",
        "Whether anything was revoked after {day}, the day of the list in the file.",
    ),
    "own-name": Text(
        "“{own}”是不是它的名称：这是企业自己写的，{by}确认的是“{name}”。",
        "That it is called “{own}”: the company says so; {by} confirms “{name}”.",
    ),
    "only-checked": Text(
        "协会没有核查的回答：核查只涉及上面列出的题号。",
        "Answers that the association did not look at: its check is about the codes named above and no others.",
    ),
    "nobody-checked": Text(
        "除了企业自己，没有您信任的人核查过回答或证据。",
        "Nobody whom you trust has looked at answers or evidence; the company alone has.",
    ),
    "no-answers": Text(
        "回答和得分：这个文件里没有附上封存的回答。",
        "Answers and scores: the file does not hold the sealed answers.",
    ),
    "declaration": Text("这份声明", "the declaration"),
    "true": Text(
        "回答是不是真的：这是企业自己的话，签名只说明是谁说的、没有被改过。",
        "That the answers are true: they are the company's own word; a signature tells whose word it is and that nobody has changed it.",
    ),
    "printed": Text(
        "PDF 页面上印的是不是签名的内容：请以这里列出的声明原文为准，逐项对照。",
        "That the pages of a PDF print what was signed: go by the signed statement given here, and compare item by item.",
    ),
    "who": Text(
        "是谁签的名，有没有权代表企业：密钥在谁手里，由企业自己管。",
        "Who signed, and whether they may speak for the company: who holds the key is the company's own affair.",
    ),
}


_NEVER_PROVEN: Final = (WORDS["true"], WORDS["printed"], WORDS["who"])


def _not_proven(
    declared: Declared, identified: Identified, checks: tuple[Step, ...], shared: Shared
) -> tuple[Text, ...]:
    """What this very file leaves open."""
    found: list[Text] = []
    if identified.asof:
        found.append(WORDS["after"].format(day=identified.asof.date().isoformat()))
    found += _of_its_own(declared, identified)
    if any(step.code == "check" and step.outcome == "holds" for step in checks):
        found.append(WORDS["only-checked"])
    else:
        found.append(WORDS["nobody-checked"])
    if declared.statement is not None and not shared.steps:
        found.append(WORDS["no-answers"])
    return tuple(found)
