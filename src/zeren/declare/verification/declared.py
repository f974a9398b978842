"""The company's own part: its signature, what the signature binds, and its time."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple

from zeren.declare.credential import UNTP, VC, Opened, bound, digest_sri, opened, window
from zeren.declare.did import Jwk
from zeren.declare.jws import Unsound, json_of, parsed, table_of
from zeren.declare.package import ANSWERS, CREDENTIAL, DIDS, PROFILE, STATEMENT, Package
from zeren.declare.times import SKEW
from zeren.declare.validity import latest_end
from zeren.declare.verdict import Step
from zeren.declare.verification.confirmed import Case, must_be, text_at
from zeren.declare.verification.flaws import flaw
from zeren.text import Text


class Declared(NamedTuple):
    """A declaration whose signature is right: by which key, about whom, from when until when.

    `sha256` is that of the token's bytes, in hex; by it the register and checks name the declaration.
    `names` are the company's as signed, in Chinese, in English, and both in one.
    """

    id: str
    did: str
    jwk: Jwk
    sha256: str
    names: tuple[str, ...]
    uscc: str
    since: datetime
    until: datetime
    claims: Mapping[str, Any]
    statement: Mapping[str, Any] | None
    documents: tuple[Mapping[str, Any], ...] = ()


def declared_in(package: Package, case: Case) -> tuple[Declared | None, tuple[Step, ...]]:
    """Steps on the company's own part; no declaration where its signature could not be relied on."""
    token = package.members.get(CREDENTIAL)
    if token is None:
        return None, (Step("form", "fails", WORDS["no-credential"], CREDENTIAL),)
    try:
        parsed(token, typ="vc+jwt")
        documents = _documents(package)
    except Unsound as fault:
        return None, (Step("form", "fails", _unreadable(str(fault)), CREDENTIAL),)
    try:
        found = opened(token, holds=case.holds, documents=documents)
        must_be(found.payload, "DigitalConformityCredential", [VC, UNTP])
        start, end = window(found.payload)
    except Unsound as fault:
        return None, (_unsigned(str(fault), is_here=bool(documents)),)
    if end is None:
        return None, (Step("time", "fails", WORDS["endless"], CREDENTIAL),)
    declared, steps = _with_statement(package, found, start, end, case)
    return declared._replace(documents=tuple(documents)), steps


def _documents(package: Package) -> list[Mapping[str, Any]]:
    content = package.members.get(DIDS)
    documents = json_of(content) if content is not None else []
    if not isinstance(documents, list) or not all(isinstance(one, Mapping) for one in documents):
        raise Unsound("did-document")
    return documents


def _unsigned(code: str, *, is_here: bool) -> Step:
    if code == "did-document" and not is_here:
        return Step("signature", "unknown", WORDS["no-key"], CREDENTIAL)
    return Step("signature", "fails", _broken(code), CREDENTIAL)


def _with_statement(
    package: Package, found: Opened, start: datetime, end: datetime, case: Case
) -> tuple[Declared, tuple[Step, ...]]:
    statement, bindings = _bindings(package, found.payload)
    declared = Declared(
        id=str(found.payload.get("id")),
        did=found.issuer,
        jwk=found.jwk,
        sha256=hashlib.sha256(package.members[CREDENTIAL]).hexdigest(),
        names=_names(found.payload, statement),
        uscc=_code(found.payload),
        since=start,
        until=end,
        claims=found.payload,
        statement=statement,
    )
    steps = (
        Step("signature", "holds", WORDS["signed"], CREDENTIAL),
        *bindings,
        _in_time(start, end, case.now),
    )
    return declared, steps


def _bindings(
    package: Package, payload: Mapping[str, Any]
) -> tuple[Mapping[str, Any] | None, tuple[Step, ...]]:
    """The statement, where it is the one that was signed, and what was found of it."""
    try:
        digests = bound(payload)
        _must_be_own(payload)
    except Unsound as fault:
        return None, (Step("statement", "fails", _broken(str(fault)), CREDENTIAL),)
    steps = _answers_bound(package, digests)
    content = package.members.get(STATEMENT)
    if content is None:
        return None, (Step("statement", "unknown", WORDS["no-statement"], STATEMENT), *steps)
    if digests.get(STATEMENT) != digest_sri(content):
        return None, (Step("statement", "fails", WORDS["other-statement"], STATEMENT), *steps)
    try:
        statement = table_of(content)
        _must_agree(payload, statement)
    except Unsound as fault:
        return None, (Step("statement", "fails", _broken(str(fault)), STATEMENT), *steps)
    return statement, (Step("statement", "holds", WORDS["stated"], STATEMENT), *steps)


def _must_be_own(payload: Mapping[str, Any]) -> None:
    """A self-declaration that has a name, by which others know it; nothing else may pass for one."""
    if not isinstance(payload.get("id"), str):
        raise Unsound("content")
    subject = payload["credentialSubject"]
    kinds = [subject.get(name) for name in ("assessorLevel", "attestationType", "assessmentLevel")]
    if kinds != ["self", "declaration", "no-endorsement"]:
        raise Unsound("kind")


def _answers_bound(package: Package, digests: Mapping[str, str]) -> tuple[Step, ...]:
    content = package.members.get(ANSWERS)
    if content is None:
        return ()
    sealed = content[: content.find(b"~") + 1]
    if digests.get(ANSWERS) != digest_sri(sealed):
        return (Step("answers", "fails", WORDS["other-answers"], ANSWERS),)
    return ()


def _must_agree(payload: Mapping[str, Any], statement: Mapping[str, Any]) -> None:
    """Credential and statement say the same of name, code and dates. Raises `Unsound`."""
    if statement.get("profile") != PROFILE:
        raise Unsound("profile")
    zh, en = (text_at(statement, "issuer", "name", lang) for lang in ("zh", "en"))
    name = zh if zh == en else f"{zh} / {en}"
    dates = [text_at(payload, name)[:10] for name in ("validFrom", "validUntil")]
    signed = (text_at(payload, "issuer", "name"), _code(payload), *dates)
    stated = (
        name,
        text_at(statement, "issuer", "uscc"),
        text_at(statement, "issued"),
        text_at(statement, "until"),
    )
    if signed != stated:
        raise Unsound("disagreement")


def _names(payload: Mapping[str, Any], statement: Mapping[str, Any] | None) -> tuple[str, ...]:
    issuer = payload.get("issuer")
    name = str(issuer.get("name", "")) if isinstance(issuer, Mapping) else ""
    if statement is None:
        return (*name.split(" / ", 1), name)
    return (*(text_at(statement, "issuer", "name", lang) for lang in ("zh", "en")), name)


def _code(payload: Mapping[str, Any]) -> str:
    """The code as the credential states it, or empty; who says two states none."""
    party = payload["credentialSubject"].get("issuedToParty")
    code = party.get("registeredId", "") if isinstance(party, Mapping) else ""
    return code if isinstance(code, str) else ""


def _in_time(start: datetime, end: datetime, now: datetime) -> Step:
    said = {"start": start.date().isoformat(), "end": end.date().isoformat()}
    if end.date().isoformat() > latest_end(start.date().isoformat()):
        return Step("time", "fails", WORDS["too-long"].format(**said), CREDENTIAL)
    if now + SKEW < start:
        return Step("time", "fails", WORDS["early"].format(**said), CREDENTIAL)
    if now - SKEW > end:
        return Step("time", "fails", WORDS["late"].format(**said), CREDENTIAL)
    return Step("time", "holds", WORDS["in-time"].format(**said), CREDENTIAL)


WORDS: Final[Mapping[str, Text]] = {
    "no-credential": Text(
        "文件里没有签名的声明（declaration.jwt）。",
        "The file holds no signed declaration (declaration.jwt).",
    ),
    "no-key": Text(
        "签名用的公钥不在文件里（did.json），签名没法核对。请向企业要完整的文件。",
        "The public key of the signature is not in the file (did.json), so the signature cannot be checked. Ask the company for the whole file.",
    ),
    "signed": Text(
        "签名和内容对得上：签名以后一个字也没有改过。",
        "Signature and content fit: not a character has changed since it was signed.",
    ),
    "stated": Text("声明原文就是签名的那一份。", "The statement is the very one that was signed."),
    "no-statement": Text(
        "文件里没有声明原文（statement.json），只能看到签名里的摘要。请向企业要完整的 PDF 或 .zeren 文件。",
        "The statement (statement.json) is not in the file; only the signed summary can be read. Ask the company for the whole PDF or .zeren file.",
    ),
    "other-statement": Text(
        "声明原文被换过或改过：签名的不是这一份。",
        "The statement was swapped or changed: it is not the one that was signed.",
    ),
    "other-answers": Text(
        "封存的回答被换过或改过：不是和这份声明一起签名的那一份。",
        "The sealed answers were swapped or changed: they are not those that this declaration was signed with.",
    ),
    "endless": Text("声明没有写明到什么时候为止。", "The declaration names no end."),
    "too-long": Text(
        "声明从 {start} 到 {end}，超过了 13 个月。",
        "The declaration runs from {start} to {end}, which is more than 13 months.",
    ),
    "early": Text("声明从 {start} 才开始有效。", "The declaration is valid only from {start}."),
    "late": Text(
        "声明在 {end} 已经到期。请向企业要新的一份。",
        "The declaration ended on {end}. Ask the company for a new one.",
    ),
    "in-time": Text(
        "声明从 {start} 到 {end} 有效。", "The declaration is valid from {start} to {end}."
    ),
    "unreadable": Text(
        "签名的声明读不出来：{flaw}。", "The signed declaration cannot be read: {flaw}."
    ),
    "broken": Text(
        "签名的声明不可信：{flaw}。", "The signed declaration cannot be relied on: {flaw}."
    ),
}


def _unreadable(code: str) -> Text:
    return WORDS["unreadable"].format(flaw=flaw(code))


def _broken(code: str) -> Text:
    return WORDS["broken"].format(flaw=flaw(code))
