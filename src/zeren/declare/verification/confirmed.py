"""Credentials of associations: opened only where a trusted one signed them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final, Literal, NamedTuple

from zeren.declare.credential import TYP, UNTP, VC, issuer_of, opened, window
from zeren.declare.did import document_of
from zeren.declare.jws import Holds, Unsound, parsed
from zeren.declare.times import SKEW, Clock, in_utc
from zeren.declare.trust import Trust

FRESH: Final = timedelta(
    days=35
)  # how old a list of withdrawals may be: a monthly one, and some days


class Case(NamedTuple):
    """What the reader brings: whom they trust, what time it is, how a signature is checked, and the
    clock by which they are told of a moment.
    """

    trusts: tuple[Trust, ...]
    now: datetime
    holds: Holds
    max_status_age: timedelta = FRESH
    clock: Clock = in_utc


class Confirmed(NamedTuple):
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
    did = issuer_of(parsed(content, typ=TYP).claims())
    by = next((trust for trust in case.trusts if trust.did == did), None)
    if by is None:
        raise Stranger(did)
    documents = (document_of(by.did, *by.keys),)
    claims = opened(content, holds=case.holds, documents=documents).payload
    type_, context = KINDS[kind]
    must_be(claims, type_, context)
    start, end = window(claims)
    if end is None:
        raise Unsound("time")
    return Confirmed(member, by, claims, start, end)


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
