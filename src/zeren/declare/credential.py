"""The declaration as a W3C Verifiable Credential 2.0 in the shape of UNTP 0.7.0's conformity credential.

Our own model is the statement; this is an export that others read. It holds digests of what travels
beside it, so that nobody can put another statement next to the signature.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from zeren.declare.did import key_id, key_of, parse_did_url
from zeren.declare.jws import Holds, Jws, Signer, Unsound, checked, compact, parsed, written
from zeren.declare.package import PROFILE
from zeren.text import Said, Text

if TYPE_CHECKING:  # who only verifies need not load what a questionnaire is
    from zeren.declare.declaration import Claimed, Declaration, Issuer, Words

VC: Final = "https://www.w3.org/ns/credentials/v2"
UNTP: Final = "https://vocabulary.uncefact.org/untp/0.7.0/context/"
TYP: Final = "vc+jwt"
_FROM: Final = "T00:00:00+08:00"  # a day is a day in China
_UNTIL: Final = "T23:59:59+08:00"
_MOMENT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{1,6})?(?:Z|[+-][0-9]{2}:[0-9]{2})"
)
_MEMBER: Final = "urn:zeren:member:"


class Status(NamedTuple):
    """Where a withdrawal or revocation would be read: a place on a Bitstring Status List."""

    list: str  # URL or URN of the list's credential
    number: int


class Opened(NamedTuple):
    """A credential whose signature holds under the key that its `kid` names, an issuer's own.

    Whose key that is, times and status are still to be looked at.
    """

    jws: Jws
    payload: Mapping[str, Any]
    issuer: str
    jwk: Mapping[str, str]


def declaration_id(statement: bytes, did: str) -> str:
    """`urn:uuid:` (version 8) of what is said and who says it: making it again names it alike."""
    return uuid_of(PROFILE, hashlib.sha256(statement).hexdigest(), did)


def uuid_of(*parts: str) -> str:
    """`urn:uuid:` of version 8 (RFC 9562), made from a hash of these lines."""
    from uuid import UUID  # it asks the machine for its name

    content = bytearray(hashlib.sha256("\n".join(parts).encode()).digest()[:16])
    content[6] = content[6] & 0x0F | 0x80
    content[8] = content[8] & 0x3F | 0x80
    return f"urn:uuid:{UUID(bytes=bytes(content))}"


def validity(issued: str, until: str) -> dict[str, str]:
    """From the first moment of one ISO date to the last second of the other, in China."""
    return {"validFrom": issued + _FROM, "validUntil": until + _UNTIL}


def credential(
    declaration: Declaration,
    *,
    did: str,
    statement: bytes,
    answers: bytes | None = None,
    status: Status | None = None,
) -> dict[str, Any]:
    """The payload. `statement` is the member's bytes, `answers` those of the sealed answers up to and
    including their first `~`. The same input gives the same payload.
    """
    name = declaration_id(statement, did)
    payload = {
        "@context": [VC, UNTP],
        "type": ["DigitalConformityCredential", "VerifiableCredential"],
        "id": name,
        "issuer": _issuer(declaration.issuer, did),
        **validity(declaration.issued, declaration.until),
        "name": _both(
            Text("自我声明 · {name}", "Self-declaration · {name}").format(
                name=declaration.issuer.name
            )
        ),
        "relatedResource": list(_related(statement, answers)),
        "credentialSubject": _attestation(declaration, did=did, name=name),
    }
    if status:
        payload["credentialStatus"] = status_entry(status)
    return payload


def status_entry(status: Status) -> dict[str, object]:
    """An entry as UNTP wants it, with a whole number; W3C writes it as text. Readers take both."""
    return {
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": status.number,
        "statusListCredential": status.list,
    }


def issue(payload: Mapping[str, Any], *, by: Signer, typ: str = TYP) -> str:
    """Sign a payload with a key of its issuer's: the compact token."""
    issuer = issuer_of(payload)
    header = {"alg": by.alg, "typ": typ, "cty": "vc", "kid": key_id(issuer, by.jwk)}
    return compact(header, written(payload), by.sign)


def opened(
    token: bytes | str,
    *,
    holds: Holds,
    documents: Iterable[Mapping[str, Any]] = (),
    typ: str = TYP,
) -> Opened:
    """Open a credential and check its signature and that its key is one of its issuer's.

    Raises `Unsound`, also: issuer (the key is another's), context, credential (it is none), claims
    (a claim contradicts the credential or wraps another).
    """
    header = parsed(token, typ=typ).header
    if header.get("cty", "vc") != "vc":
        raise Unsound("type")
    jwk = key_of(header.get("kid"), documents)
    jws = checked(token, typ=typ, jwk=jwk, holds=holds)
    payload = jws.claims()
    issuer = issuer_of(payload)
    if parse_did_url(header["kid"])[0].text != issuer:
        raise Unsound("issuer")
    _must_be_credential(payload)
    return Opened(jws, payload, issuer, jwk)


def issuer_of(payload: Mapping[str, Any]) -> str:
    issuer = payload.get("issuer")
    found = issuer.get("id") if isinstance(issuer, Mapping) else issuer
    if not isinstance(found, str):
        raise Unsound("issuer")
    return found


def types_of(payload: Mapping[str, Any]) -> tuple[str, ...]:
    found = payload.get("type")
    return tuple(found) if isinstance(found, list) else (str(found),)


def window(payload: Mapping[str, Any]) -> tuple[datetime, datetime | None]:
    """From when until when it is valid. Raises `Unsound("time")` where that cannot be told."""
    start, end = (_moment(payload.get(name)) for name in ("validFrom", "validUntil"))
    if start is None or (end and end < start):
        raise Unsound("time")
    return start, end


def digest_sri(content: bytes) -> str:
    return f"sha384-{base64.b64encode(hashlib.sha384(content).digest()).decode()}"


def bound(payload: Mapping[str, Any]) -> Mapping[str, str]:
    """The digests that the credential holds, by name of the member. Raises `Unsound("related")`."""
    related = payload.get("relatedResource", [])
    rows = related if isinstance(related, list) else [related]
    found: dict[str, str] = {}
    for row in rows:
        name, digest = (
            (row.get("id"), row.get("digestSRI")) if isinstance(row, Mapping) else (None, None)
        )
        if not isinstance(name, str) or not isinstance(digest, str) or name in found:
            raise Unsound("related")
        found[name] = digest
    return {
        name.removeprefix(_MEMBER): digest
        for name, digest in found.items()
        if name.startswith(_MEMBER)
    }


def _must_be_credential(payload: Mapping[str, Any]) -> None:
    contexts = payload.get("@context")
    if not isinstance(contexts, list) or contexts[:1] != [VC]:
        raise Unsound("context")
    if "VerifiableCredential" not in types_of(payload) or not payload.get("credentialSubject"):
        raise Unsound("credential")
    subject = payload["credentialSubject"]
    same = {
        "iss": issuer_of(payload),
        "jti": payload.get("id"),
        "sub": subject.get("id") if isinstance(subject, Mapping) else None,
    }
    if payload.keys() & {"vc", "vp", "exp", "nbf"}:
        raise Unsound("claims")
    if any(name in payload and payload[name] != value for name, value in same.items()):
        raise Unsound("claims")


def _moment(text: object) -> datetime | None:
    if text is None:
        return None
    if not isinstance(text, str) or not _MOMENT.fullmatch(text):
        raise Unsound("time")
    try:
        return datetime.fromisoformat(text)
    except ValueError as fault:
        raise Unsound("time") from fault


def _both(text: Text) -> str:
    """Both languages in one string, as UNTP takes one only."""
    return text.zh if text.zh == text.en else f"{text.zh} / {text.en}"


def _said(words: Words) -> str:
    return words.text if isinstance(words, Said) else _both(words)


def _issuer(issuer: Issuer, did: str) -> dict[str, Any]:
    known = [_party(issuer, did)] if issuer.uscc else []
    return {
        "type": ["CredentialIssuer"],
        "id": did,
        "name": _both(issuer.name),
        **({"issuerAlsoKnownAs": known} if known else {}),
    }


def _party(issuer: Issuer, did: str) -> dict[str, Any]:
    name = {"type": ["Party"], "id": did, "name": _both(issuer.name)}
    if not issuer.uscc:
        return name
    return {**name, "id": f"urn:zeren:uscc:{issuer.uscc}", "registeredId": issuer.uscc}


def _related(statement: bytes, answers: bytes | None) -> Iterable[dict[str, str]]:
    yield {
        "id": f"{_MEMBER}statement.json",
        "mediaType": "application/json",
        "digestSRI": digest_sri(statement),
    }
    if answers is not None:
        yield {
            "id": f"{_MEMBER}answers.sd-jwt",
            "mediaType": "application/vc+sd-jwt",
            "digestSRI": digest_sri(answers),
        }


def _attestation(declaration: Declaration, *, did: str, name: str) -> dict[str, Any]:
    asked = declaration.asked
    edition = f"urn:zeren:questionnaire:{asked.id}:{asked.edition}:{asked.tier}"
    return {
        "type": ["ConformityAttestation"],
        "id": f"{name}#attestation",
        "name": _both(Text("企业自我声明", "Self-declaration of the company")),
        "description": _said(declaration.statement),
        "assessorLevel": "self",
        "assessmentLevel": "no-endorsement",
        "attestationType": "declaration",
        "issuedToParty": _party(declaration.issuer, did),
        "referenceScheme": {
            "type": ["ConformityScheme"],
            "id": f"urn:zeren:profile:{PROFILE}",
            "name": _both(
                Text(
                    "责任自我声明，内容依 GB/T 27050.1",
                    "Zeren self-declaration, contents of ISO/IEC 17050-1",
                )
            ),
        },
        "referenceProfile": {
            "type": ["ConformityProfile"],
            "id": edition,
            "name": f"{asked.id} {asked.edition} {asked.tier}".strip(),
        },
        "conformityAssessment": [
            _assessment(claim, declaration, did=did, name=f"{name}#claim-{number}")
            for number, claim in enumerate(declaration.claims, 1)
        ],
    }


def _assessment(claim: Claimed, declaration: Declaration, *, did: str, name: str) -> dict[str, Any]:
    """A claim on one standard: its words are the performance, for no other level was assessed."""
    standard = f"urn:zeren:standard:{claim.standard}"
    title = _both(
        Text(f"{claim.title.zh}（{claim.edition.zh}）", f"{claim.title.en} ({claim.edition.en})")
    )
    return {
        "type": ["ConformityAssessment"],
        "id": name,
        "name": title,
        "assessmentCriteria": [
            {"type": ["Criterion"], "id": f"{standard}:{claim.kind}", "name": title}
        ],
        "assessmentDate": declaration.issued,
        "assessedPerformance": [{"score": {"code": claim.kind, "definition": _both(claim.words)}}],
        "assessedOrganisation": _organisation(declaration.issuer, did),
        "referenceStandard": [{"type": ["Standard"], "id": standard, "name": title}],
        "conformityTopic": [],
    }


def _organisation(issuer: Issuer, did: str) -> dict[str, Any]:
    return {key: value for key, value in _party(issuer, did).items() if key != "registeredId"}
