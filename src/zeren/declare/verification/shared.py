"""Answers that a company shows to one buyer: each fits its seal, and for whom and until when is said."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from zeren.declare.jws import Holds, Jws, Unsound, checked, from_base64url, json_of, to_base64url
from zeren.declare.times import SKEW
from zeren.declare.verdict import Step
from zeren.declare.verification.confirmed import Case
from zeren.declare.verification.declared import Declared
from zeren.declare.verification.flaws import flaw
from zeren.text import Text

MEMBER: Final = "answers.sd-jwt"
PARTS: Final = ("answers", "scores", "facts")
_MOST: Final = 5_000  # disclosures
_LATEST: Final = 253_402_300_799  # the last second of the year 9999


@dataclass(frozen=True)
class Presented:
    """An SD-JWT taken apart: what the company sealed, what of it is shown, and to whom."""

    sealed: str
    disclosures: tuple[str, ...]
    binding: str

    @property
    def before_binding(self) -> str:
        return "~".join((self.sealed, *self.disclosures, ""))


@dataclass(frozen=True)
class Disclosed:
    """One thing shown: an answer, a score or a fact, under its code."""

    part: str
    name: str
    value: Any

    def as_json(self) -> dict[str, object]:
        return {"part": self.part, "code": self.name, "value": self.value}


@dataclass(frozen=True)
class Shared:
    """What the seals tell. `payload` is None where they could not be relied on."""

    steps: tuple[Step, ...]
    payload: Mapping[str, Any] | None = None
    shown: tuple[Disclosed, ...] = field(default=())


def taken_apart(content: bytes) -> Presented:
    """Raises `Unsound`: anything but ASCII, no seal, too many disclosures."""
    try:
        sealed, *rest = content.decode("ascii").split("~")
    except UnicodeDecodeError as fault:
        raise Unsound("sealed") from fault
    if not rest or len(rest) > _MOST or not all(rest[:-1]):
        raise Unsound("sealed")
    return Presented(sealed, tuple(rest[:-1]), rest[-1])


def shared_of(content: bytes, declared: Declared, case: Case) -> Shared:
    """Open the seals and what is shown of them; steps say for whom, until when, and what is wrong."""
    try:
        presented = taken_apart(content)
        payload = _payload(presented.sealed, declared, case.holds)
        shown = opened(payload, presented.disclosures)
    except Unsound as fault:
        return Shared((Step("answers", "fails", _broken(str(fault)), MEMBER),))
    sealed = Step("answers", "holds", _sealed(payload), MEMBER)
    if not shown and not presented.binding:
        return Shared((sealed,), payload)
    return Shared((sealed, _told_to_whom(presented, declared, case, len(shown))), payload, shown)


def _payload(sealed: str, declared: Declared, holds: Holds) -> Mapping[str, Any]:
    """The sealed answers of this very declaration, signed with its key."""
    jws = checked(sealed, typ="vc+sd-jwt", jwk=declared.jwk, holds=holds)
    payload = jws.claims()
    issuer = payload.get("issuer")
    did = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if did != declared.did or not str(jws.header.get("kid", "")).startswith(f"{declared.did}#"):
        raise Unsound("kid")
    if payload.get("declaration") != declared.id:
        raise Unsound("sealed-other")
    if payload.get("_sd_alg") != "sha-256":
        raise Unsound("algorithm")
    return payload


def opened(payload: Mapping[str, Any], disclosures: Sequence[str]) -> tuple[Disclosed, ...]:
    """Find the seal of each disclosure. Raises `Unsound` for one without, twice, or not spelt right."""
    seals: dict[str, str] = {}
    for part in PARTS:
        for seal in _seals(payload, part):
            if seal in seals:
                raise Unsound("sealed")
            seals[seal] = part
    found: dict[tuple[str, str], Disclosed] = {}
    for disclosure in disclosures:
        part = seals.pop(digest(disclosure), "")
        one = json_of(from_base64url(disclosure))
        if not part or not isinstance(one, list) or len(one) != 3:  # noqa: PLR2004 - salt, name, value
            raise Unsound("sealed")
        salt, name, value = one
        if not isinstance(salt, str) or not isinstance(name, str) or name in {"_sd", "..."}:
            raise Unsound("sealed")
        if (part, name) in found:
            raise Unsound("sealed")
        found[part, name] = Disclosed(part, name, value)
    return tuple(found.values())


def _seals(payload: Mapping[str, Any], part: str) -> list[str]:
    subject = payload.get("credentialSubject")
    table = subject.get(part, {}) if isinstance(subject, Mapping) else None
    seals = table.get("_sd", []) if isinstance(table, Mapping) and set(table) <= {"_sd"} else None
    if not isinstance(seals, list) or not all(isinstance(seal, str) for seal in seals):
        raise Unsound("sealed")
    return seals


def digest(disclosure: str) -> str:
    return to_base64url(hashlib.sha256(disclosure.encode()).digest())


def _told_to_whom(presented: Presented, declared: Declared, case: Case, count: int) -> Step:
    """Who shows answers names the reader and an end, with the company's key; else they ran away."""
    if not presented.binding:
        return Step("shared", "fails", _UNADDRESSED, MEMBER)
    try:
        binding = checked(presented.binding, typ="kb+jwt", jwk=declared.jwk, holds=case.holds)
        audience, end = _addressed(binding, presented, case)
    except Unsound as fault:
        return Step("shared", "fails", _broken(str(fault)), MEMBER)
    said = {"to": audience, "until": end.strftime("%Y-%m-%d %H:%M UTC"), "count": count}
    if case.now - SKEW > end:
        return Step("shared", "fails", _OVER.format(**said), MEMBER)
    return Step("shared", "holds", _ADDRESSED.format(**said), MEMBER)


def _addressed(binding: Jws, presented: Presented, case: Case) -> tuple[str, datetime]:
    claims = binding.claims()
    audience, nonce = claims.get("aud"), claims.get("nonce")
    if not isinstance(audience, str) or not audience or not isinstance(nonce, str) or not nonce:
        raise Unsound("content")
    if claims.get("sd_hash") != digest(presented.before_binding):
        raise Unsound("sealed")
    made, end = _second(claims.get("iat")), _second(claims.get("exp"))
    if made > case.now + SKEW or end < made:
        raise Unsound("moment")
    return audience, end


def _second(number: object) -> datetime:
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= _LATEST:
        raise Unsound("moment")
    return datetime.fromtimestamp(number, UTC)


def _sealed(payload: Mapping[str, Any]) -> Text:
    return Text(
        "这次自评的 {count} 个回答都封存了，一个也改不了；没有出示的看不出内容。",
        "All {count} answers of this self-assessment are sealed and none can be changed; what is not shown cannot be read.",
    ).format(count=len(_seals(payload, "answers")))


_ADDRESSED: Final = Text(
    "企业把其中 {count} 项出示给“{to}”，到 {until} 为止。如果您不是“{to}”，这些内容就不是给您看的。",
    "The company shows {count} of them to “{to}”, until {until}. If you are not “{to}”, they were not meant for you.",
)
_OVER: Final = Text(
    "企业把其中 {count} 项出示给“{to}”，{until} 已经到期。请向企业要一份新的。",
    "The company showed {count} of them to “{to}” until {until}; that is over. Ask the company for a new file.",
)
_UNADDRESSED: Final = Text(
    "文件里出示了回答，却没有企业签的“出示给谁、到什么时候”：这部分多半被人截过。",
    "Answers are shown, but without the company's signature on for whom and until when: somebody has cut that off.",
)


def _broken(code: str) -> Text:
    if code == "sealed-other":
        return Text(
            "封存的回答属于另一份声明。", "The sealed answers belong to another declaration."
        )
    return Text(
        "封存的回答不可信：{flaw}。", "The sealed answers cannot be relied on: {flaw}."
    ).format(flaw=flaw(code))
