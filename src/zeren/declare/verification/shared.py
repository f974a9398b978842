"""Answers that a company shows to one buyer: each fits its seal, and for whom and until when is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.declare.jws import Unsound
from zeren.declare.labels import asked_as
from zeren.declare.package import ANSWERS
from zeren.declare.times import clock_words
from zeren.declare.verdict import Outcome, Step
from zeren.declare.verification.confirmed import Case
from zeren.declare.verification.declared import Declared
from zeren.declare.verification.flaws import flaw
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.sealing import Binding, Presented
    from zeren.declare.showing import Recomputed

Recompute = Callable[["Presented"], Iterable["Recomputed"]]
_LATEST: Final = 253_402_214_399  # the last second but for a day of the year 9999, on any clock


class Shared(NamedTuple):
    """What the seals tell. `asides` are what they leave open, such as scores not computed again."""

    steps: tuple[Step, ...] = ()
    shown: tuple[dict[str, object], ...] = ()
    asides: tuple[Text, ...] = ()


def shared_in(
    content: bytes, declared: Declared, case: Case, recompute: Recompute | None
) -> Shared:
    """Open the seals and what is shown of them; steps say for whom, until when, and what is wrong."""
    from zeren.declare.sealing import presented

    try:
        found = presented(content, holds=case.holds, documents=declared.documents)
        _must_belong(found, declared)
    except Unsound as fault:
        return Shared((Step("answers", "fails", _broken(str(fault)), ANSWERS),))
    count = sum(len(table) for table in found.shown.values())
    steps = [
        Step("answers", "holds", WORDS["sealed"].format(count=found.sealed["answers"]), ANSWERS)
    ]
    if found.binding:
        steps.append(_told_to_whom(found.binding, count, case))
    scores, asides = _scores(found, recompute)
    shown: tuple[dict[str, object], ...] = tuple(
        {"kind": kind, "code": name, "value": dict(value)}
        for kind, table in found.shown.items()
        for name, value in table.items()
    )
    return Shared((*steps, *scores), shown, (WORDS["sealed-once"], *asides))


def _must_belong(found: Presented, declared: Declared) -> None:
    """Sealed by who declares, with the same key, beside this very declaration."""
    if found.opened.issuer != declared.did or found.opened.jwk != declared.jwk:
        raise Unsound("issuer")
    if found.opened.payload["cnf"]["jwk"] != declared.jwk:
        raise Unsound("issuer")
    if found.declaration != declared.id:
        raise Unsound("sealed-other")


def _told_to_whom(binding: Binding, count: int, case: Case) -> Step:
    from zeren.declare.sealing import in_time

    until = clock_words(case.clock(min(binding.expires, _LATEST)))
    said = {"to": binding.audience, "until": until, "count": count}
    try:
        in_time(binding, at=int(case.now.timestamp()))
    except Unsound as fault:
        words = WORDS["over"].format(**said) if str(fault) == "expired" else _broken(str(fault))
        return Step("shared", "fails", words, ANSWERS)
    return Step("shared", "holds", WORDS["addressed"].format(**said), ANSWERS)


def _scores(
    found: Presented, recompute: Recompute | None
) -> tuple[tuple[Step, ...], tuple[Text, ...]]:
    """A step for each shown score that the shown answers make or do not; an aside on the others."""
    scores = found.shown.get("scores", {})
    again = recompute(found) if recompute and scores and found.shown.get("answers") else ()
    states = {one.code: one.state for one in again if one.state in _STATES}
    steps = tuple(
        Step("scores", _STATES[state], WORDS[state].format(code=asked_as(code)), ANSWERS)
        for code, state in states.items()
    )
    rest = [asked_as(code) for code in scores if code not in states]
    return steps, (WORDS["not-recomputed"].format(codes=", ".join(rest)),) if rest else ()


_STATES: Final[Mapping[str, Outcome]] = {"agrees": "holds", "differs": "fails"}
WORDS: Final[Mapping[str, Text]] = {
    "not-recomputed": Text(
        "{codes} 的得分没有重新计算：没有出示它的全部回答，或者这里没有当时的问卷。",
        "The score of {codes} was not computed again: not all its answers are shown, or the questionnaire of that time is not at hand.",
    ),
    "sealed": Text(
        "文件里有 {count} 个封存的回答，是和这份声明一起封存的那些，后来没有改过；没有出示的看不出内容。",
        "The file holds {count} sealed answers: the ones that were sealed with this declaration, and not changed since; those not shown cannot be read.",
    ),
    "sealed-once": Text(
        "每道题是不是只封存了一个回答：没有出示的看不出是哪道题的，企业可以把一道题封存两次，给不同的人看不同的回答。要紧的题，请和别的买方对照。",
        "That each question was sealed only once: a seal that is not opened does not tell its question, so a company could seal two answers to one question and show one to you, the other to somebody else. Where it matters, compare with other buyers.",
    ),
    "addressed": Text(
        "企业把其中 {count} 项出示给“{to}”，到 {until} 为止。如果您不是“{to}”，这些内容就不是给您看的。",
        "The company shows {count} of what is sealed to “{to}”, until {until}. If you are not “{to}”, it was not meant for you.",
    ),
    "over": Text(
        "企业把其中 {count} 项出示给“{to}”，{until} 已经到期。请向企业要一份新的。",
        "The company showed {count} of what is sealed to “{to}” until {until}; that is over. Ask the company for a new file.",
    ),
    "agrees": Text(
        "{code} 的得分用出示的回答重新算过，结果一样。",
        "The score of {code} was computed again from the answers shown, and is the same.",
    ),
    "differs": Text(
        "{code} 的得分和用出示的回答算出来的不一样。",
        "The score of {code} is not the one that the answers shown give.",
    ),
    "sealed-other": Text(
        "封存的回答属于另一份声明。", "The sealed answers belong to another declaration."
    ),
    "unbound": Text(
        "文件里出示了回答，却没有企业签的“出示给谁、到什么时候”：这部分多半被人截掉了。",
        "Answers are shown, but without the company's signature on for whom and until when: somebody has cut that off.",
    ),
    "broken": Text("封存的回答不可信：{flaw}。", "The sealed answers cannot be relied on: {flaw}."),
}


def _broken(code: str) -> Text:
    own = code if code in {"sealed-other", "unbound"} else "broken"
    return WORDS[own].format(flaw=flaw(code))
