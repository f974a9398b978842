"""What an association says of others' declarations: whose key it is, what its staff looked at, what it
has withdrawn. Its credentials stand beside the company's own and are never merged with it.

The shapes are those of UNTP 0.7.0 (Digital Identity Anchor, Digital Conformity Credential) and of W3C's
Bitstring Status List 1.0.
"""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from zeren.declare.bitstring import LEAST, encoded
from zeren.declare.did import Jwk, did_key, key_id, parse_did, public
from zeren.declare.jws import Sign, Unsound, compact, thumbprint
from zeren.declare.times import written
from zeren.text import Text

VC: Final = "https://www.w3.org/ns/credentials/v2"
UNTP: Final = "https://vocabulary.uncefact.org/untp/0.7.0/context/"
USCC: Final = "urn:zeren:uscc"
THUMBPRINT: Final = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"  # RFC 9278
REASONS: Final[Mapping[str, Text]] = {  # neutral: they blame nobody
    "key-lost": Text("密钥丢失或可能外泄", "the key was lost or may be in other hands"),
    "key-replaced": Text("已换用新密钥", "the key was replaced"),
    "corrected": Text("内容有误，已更正", "something in it was wrong and was corrected"),
    "ended": Text("企业注销、更名或退出", "the company closed, changed its name or left"),
    "asked": Text("应企业要求", "the company asked for it"),
}


@dataclass(frozen=True, slots=True)
class Trust:
    """An association as those see it who trust it: what `association.pub` holds.

    `keys` are all public keys that it signs with, or signed with; `register` is the verifier key of its
    register (C2SP signed note), or empty.
    """

    name: Text
    did: str
    keys: tuple[Jwk, ...]
    register: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name.as_json(),
            "did": self.did,
            "keys": [dict(key) for key in self.keys],
            "register": self.register or None,
        }

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Trust:
        """Read it back; raises `Unsound("trust")`."""
        names, register = {"name", "did", "keys", "register"}, table.get("register")
        keys = table.get("keys")
        well_made = set(table) <= names and isinstance(keys, list) and 1 <= len(keys) <= 100  # noqa: PLR2004
        if not well_made or not isinstance(register, str | None):
            raise Unsound("trust")
        try:
            name, did = Text.of(table["name"]), parse_did(table.get("did"))
            jwks = tuple(map(public, keys))
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise Unsound("trust") from fault
        if did.method == "key" and [did_key(jwk) for jwk in jwks] != [did.text]:
            raise Unsound("trust")  # a did:key is its key; who changes keys has a did:web
        return cls(name, did.text, jwks, register or "")

    def key_of(self, kid: str) -> Jwk:
        """The one of its keys that a `kid` names; raises `Unsound("kid")`."""
        for key in self.keys:
            if kid == key_id(self.did, key):
                return key
        raise Unsound("kid")


@dataclass(frozen=True, slots=True)
class Spot:
    """A bit of a status list: the address of the list and the number of the bit."""

    url: str
    index: int

    def as_json(self) -> dict[str, Any]:
        return {
            "id": f"{self.url}#{self.index}",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": self.index,  # an integer in UNTP; a base-10 string is read as well
            "statusListCredential": self.url,
        }


@dataclass(frozen=True, slots=True)
class Identity:
    """This key belongs to the company with this code: found out how, until when.

    `registered` is the day on which the company was entered in the business register, as its licence
    says.
    """

    did: str
    key: Jwk
    name: str
    uscc: str
    registered: date
    how: str
    since: datetime
    until: datetime
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """Staff looked at these answers of this declaration, by this means, on this day."""

    declaration: str  # its id
    digest: str  # SHA-256 of declaration.jwt, hex
    did: str
    name: str
    reviewed: tuple[str, ...]
    means: str
    day: date
    since: datetime
    until: datetime
    spot: Spot | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the association's own record: what a bit stands for, and whether it was withdrawn."""

    index: int
    kind: Literal["identity", "check"]
    credential: str
    subject: str
    given: str
    revoked: str = ""
    reason: str = ""

    def as_json(self) -> dict[str, Any]:
        return {
            "index": self.index,
            "kind": self.kind,
            "credential": self.credential,
            "subject": self.subject,
            "given": self.given,
            "revoked": self.revoked or None,
            "reason": self.reason or None,
        }


@dataclass(frozen=True, slots=True)
class StatusList:
    """The record that the association keeps, from which the public list is made."""

    url: str
    entries: tuple[Entry, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"url": self.url, "entries": [entry.as_json() for entry in self.entries]}


def sign_identity(said: Identity, *, by: Trust, key: Jwk, alg: str, sign: Sign) -> str:
    """The identity credential, as a compact JWS."""
    subject = {
        "type": ["RegisteredIdentity"],
        "id": said.did,
        "registeredName": said.name,
        "registeredId": said.uscc,
        "registeredDate": said.registered.isoformat(),
        "idScheme": {
            "type": ["IdentifierScheme"],
            "id": USCC,
            "name": "Unified Social Credit Code, GB 32100-2015",
        },
        "registerType": "business",
        "keyThumbprint": THUMBPRINT + thumbprint(said.key),
        "means": said.how,
    }
    table = _credential("DigitalIdentityAnchor", said.since, said.until, by=by, spot=said.spot)
    table |= {"name": f"统一社会信用代码 {said.uscc} 的密钥", "credentialSubject": subject}
    return _signed(table, by=by, key=key, alg=alg, sign=sign)


def sign_check(said: Check, *, by: Trust, key: Jwk, alg: str, sign: Sign) -> str:
    """The check credential, as a compact JWS. It says what was looked at, never that all is well."""
    party = {"type": ["Party"], "id": said.did, "name": said.name}
    assessment = {
        "type": ["ConformityAssessment"],
        "id": f"{said.declaration}#reviewed",
        "name": "工作人员核对过的回答 / answers that staff looked at",
        "description": said.means,
        "assessmentCriteria": [
            {"type": ["Criterion"], "id": f"urn:zeren:question:{code}", "name": code}
            for code in said.reviewed
        ],
        "assessmentDate": said.day.isoformat(),
        "assessedPerformance": [],
        "assessedOrganisation": party,
        "conformityTopic": [
            {
                "type": ["ConformityTopic"],
                "id": "urn:zeren:topic:social-responsibility",
                "name": "social responsibility",
            }
        ],
    }
    subject = {
        "type": ["ConformityAttestation"],
        "id": f"{said.declaration}#check",
        "name": "自我声明的核对 / a check of a self-declaration",
        "description": said.means,
        "assessorLevel": "membership",
        "assessmentLevel": "no-endorsement",
        "attestationType": "verification",
        "issuedToParty": party,
        "referenceScheme": {
            "type": ["ConformityScheme"],
            "id": "urn:zeren:scheme:check",
            "name": "Zeren 责任: answers looked at by an association",
        },
        "conformityAssessment": [assessment],
    }
    table = _credential("DigitalConformityCredential", said.since, said.until, by=by, spot=said.spot)
    table |= {
        "name": "自我声明的核对 / a check of a self-declaration",
        "credentialSubject": subject,
        "relatedResource": [
            {
                "id": said.declaration,
                "digestSRI": "sha256-" + b64encode(bytes.fromhex(said.digest)).decode(),
                "mediaType": "application/vc+jwt",
            }
        ],
    }
    return _signed(table, by=by, key=key, alg=alg, sign=sign)


def sign_status(  # noqa: PLR0913 - a signature needs its signer
    record: StatusList,
    *,
    since: datetime,
    until: datetime,
    by: Trust,
    key: Jwk,
    alg: str,
    sign: Sign,
) -> str:
    """The public list: which bits are withdrawn, nothing of whom they stand for."""
    table = {
        "@context": [VC],
        "id": record.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": by.did,
        "validFrom": written(since),
        "validUntil": written(until),
        "credentialSubject": {
            "id": f"{record.url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(one.index for one in record.entries if one.revoked),
        },
    }
    return _signed(table, by=by, key=key, alg=alg, sign=sign)


def free_index(record: StatusList, start: int) -> int:
    """The first free bit from `start` on, which is drawn by lot: a number tells no order of coming."""
    taken = {entry.index for entry in record.entries}
    return next(at % LEAST for at in range(start, start + LEAST) if at % LEAST not in taken)


def _credential(
    kind: str, since: datetime, until: datetime, *, by: Trust, spot: Spot | None
) -> dict[str, Any]:
    table: dict[str, Any] = {
        "@context": [VC, UNTP],
        "type": [kind, "VerifiableCredential"],
        "issuer": {
            "type": ["CredentialIssuer"],
            "id": by.did,
            "name": f"{by.name.zh} / {by.name.en}",
        },
        "validFrom": written(since),
        "validUntil": written(until),
    }
    return table | ({"credentialStatus": spot.as_json()} if spot else {})


def _signed(table: dict[str, Any], *, by: Trust, key: Jwk, alg: str, sign: Sign) -> str:
    """Sign it; it is named by its content, so that the same said again has the same id."""
    if "id" not in table:
        content = _bytes({**table, "kid": key_id(by.did, key)})
        table["id"] = f"urn:uuid:{_uuid(content)}"
    header = {"alg": alg, "typ": "vc+jwt", "cty": "vc", "kid": key_id(by.did, key)}
    return compact(header, _bytes(table), sign)


def _bytes(table: Mapping[str, Any]) -> bytes:
    return json.dumps(table, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _uuid(content: bytes) -> UUID:
    """UUID version 8 (RFC 9562) of a hash."""
    number = int.from_bytes(hashlib.sha256(content).digest()[:16])
    number &= ~(0xF << 76) & ~(0x3 << 62)
    return UUID(int=number | 0x8 << 76 | 0x2 << 62)
