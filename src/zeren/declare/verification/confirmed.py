"""Credentials of associations: opened only where a trusted one signed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from zeren.declare.association import UNTP, VC, Trust
from zeren.declare.jws import Holds, Unsound, checked, parsed
from zeren.declare.times import SKEW, moment

FRESH: Final = timedelta(days=35)  # how old a list of withdrawals may be: a monthly one, and some days


@dataclass(frozen=True)
class Case:
    """What the reader brings: whom they trust, what time it is, how a signature is checked."""

    trusts: tuple[Trust, ...]
    now: datetime
    holds: Holds
    max_status_age: timedelta = FRESH


@dataclass(frozen=True)
class Confirmed:
    """A credential that a trusted association signed. Its times are read, and not judged yet."""

    member: str
    by: Trust
    claims: Mapping[str, Any]
    since: datetime
    until: datetime

    @property
    def subject(self) -> Mapping[str, Any]:
        subject: Mapping[str, Any] = self.claims["credentialSubject"]
        return subject

    def in_time(self, now: datetime) -> Literal["early", "late", ""]:
        if now + SKEW < self.since:
            return "early"
        return "late" if now - SKEW > self.until else ""


class Stranger(Exception):  # noqa: N818 - it names who signed
    """Nobody whom the reader trusts issued this; the message is who says they did."""


KINDS: Final[Mapping[str, tuple[str, list[str]]]] = {
    "identity": ("DigitalIdentityAnchor", [VC, UNTP]),
    "check": ("DigitalConformityCredential", [VC, UNTP]),
    "status": ("BitstringStatusListCredential", [VC]),
}


def open_confirmed(member: str, content: bytes, kind: str, case: Case) -> Confirmed:
    """Raises `Stranger` where no trusted association is named as issuer, `Unsound` for any flaw."""
    jws = parsed(content, typ="vc+jwt")
    claims = jws.claims()
    did = issuer_of(claims)
    by = next((trust for trust in case.trusts if trust.did == did), None)
    if by is None:
        raise Stranger(did)
    key = by.key_of(jws.header.get("kid", ""))
    checked(content, typ="vc+jwt", jwk=key, holds=case.holds)
    type_, context = KINDS[kind]
    must_be(claims, type_, context)
    return Confirmed(
        member, by, claims, moment(claims.get("validFrom")), moment(claims.get("validUntil"))
    )


def issuer_of(claims: Mapping[str, Any]) -> str:
    """The DID of the issuer, who is written as text or as a table. Raises `Unsound("did")`."""
    issuer = claims.get("issuer")
    did = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if not isinstance(did, str):
        raise Unsound("did")
    return did


def must_be(claims: Mapping[str, Any], type_: str, context: list[str]) -> None:
    """A credential of this type, in exactly these vocabularies, about one subject."""
    if claims.get("@context") != context:
        raise Unsound("context")
    types = claims.get("type")
    if not isinstance(types, list) or sorted(map(str, types)) != sorted(
        [type_, "VerifiableCredential"]
    ):
        raise Unsound("kind")
    if not isinstance(claims.get("credentialSubject"), Mapping):
        raise Unsound("content")


def text_at(table: Mapping[str, Any], *path: str) -> str:
    """A text somewhere inside; raises `Unsound("content")` where there is none."""
    found: Any = table
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    if not isinstance(found, str):
        raise Unsound("content")
    return found
