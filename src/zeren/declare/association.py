"""What an association says of others' declarations: whose key it is, what its staff looked at, what it
has withdrawn. Its credentials stand beside the company's own and are never merged with it.

The shapes are those of UNTP 0.7.0 (Digital Identity Anchor, Digital Conformity Credential) and of W3C's
Bitstring Status List 1.0.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final, Literal

from zeren.declare.bitstring import LEAST, encoded
from zeren.declare.credential import UNTP, VC, Status, issue, status_entry, uuid_of
from zeren.declare.did import Jwk
from zeren.declare.jws import Signer, Unsound, thumbprint, written
from zeren.declare.times import in_china
from zeren.declare.trust import THUMBPRINT, USCC, Trust
from zeren.text import Text

REASONS: Final[Mapping[str, Text]] = {  # neutral: they blame nobody
    "key-lost": Text("密钥丢失或可能外泄", "the key was lost or may be in other hands"),
    "key-replaced": Text("签名密钥已更换", "the signing key was replaced"),
    "recorded-in-error": Text("出具有误", "given in error"),
    "company-closed": Text("企业已停业或注销", "the company has closed"),
    "own-request": Text("应企业要求", "at the company's request"),
    "not-confirmed": Text("复核未通过", "not confirmed at a review"),
}


Kind = Literal["identity", "check", "declaration"]
KINDS: Final[tuple[Kind, ...]] = ("identity", "check", "declaration")


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose key it is: the company with this code has it, found out how, until when.

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
    spot: Status | None = None


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
    spot: Status | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the association's own record: what a bit stands for, and whether it was withdrawn."""

    index: int
    kind: Kind
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

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> StatusList:
        """Read it back; raises `Unsound("record")` where something is missing, odd or twice."""
        try:
            entries = tuple(_entry(one) for one in table["entries"])
            url = table["url"]
        except (KeyError, TypeError, AttributeError) as fault:
            raise Unsound("record") from fault
        indices = {entry.index for entry in entries}
        is_sound = isinstance(url, str) and table.keys() == {"url", "entries"}
        if not is_sound or len(indices) != len(entries) or not indices <= set(range(LEAST)):
            raise Unsound("record")
        return cls(url, entries)

    def with_entry(self, entry: Entry) -> StatusList:
        return replace(self, entries=(*self.entries, entry))

    def without(self, index: int, *, day: str, reason: str) -> StatusList:
        """Withdraw what the bit stands for. Raises KeyError where it stands for nothing.

        What was withdrawn stays so, with its first day and reason.
        """
        found = next((entry for entry in self.entries if entry.index == index), None)
        if found is None:
            raise KeyError(index)
        gone = found if found.revoked else replace(found, revoked=day, reason=reason)
        return replace(
            self, entries=tuple(gone if one.index == index else one for one in self.entries)
        )


def _entry(table: Mapping[str, Any]) -> Entry:
    words = [table[name] for name in ("kind", "credential", "subject", "given")]
    late = [table[name] or "" for name in ("revoked", "reason")]
    if len(table) != 7 or type(table["index"]) is not int:  # noqa: PLR2004 - the members of an entry
        raise Unsound("record")
    if not all(isinstance(one, str) for one in (*words, *late)) or bool(late[0]) != bool(late[1]):
        raise Unsound("record")
    kind = next((one for one in KINDS if one == words[0]), None)
    if kind is None:
        raise Unsound("record")
    return Entry(table["index"], kind, *words[1:], *late)


def sign_identity(said: Identity, *, by: Trust, key: Signer) -> str:
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
        "description": said.how,
    }
    table = _credential("DigitalIdentityAnchor", said.since, said.until, by=by, spot=said.spot)
    table |= {
        "name": f"统一社会信用代码 {said.uscc} 的密钥 / the key of code {said.uscc}",
        "credentialSubject": subject,
        "cnf": {"kid": THUMBPRINT + thumbprint(said.key)},
    }
    return _signed(table, key)


def sign_check(said: Check, *, by: Trust, key: Signer) -> str:
    """The check credential, as a compact JWS. It says what was looked at, never that all is well."""
    table = _credential(
        "DigitalConformityCredential", said.since, said.until, by=by, spot=said.spot
    )
    table |= {
        "name": "自我声明的核查 / a check of a self-declaration",
        "credentialSubject": _attestation(said),
        "relatedResource": [
            {
                "id": said.declaration,
                "digestSRI": "sha256-" + b64encode(bytes.fromhex(said.digest)).decode(),
                "mediaType": "application/vc+jwt",
            }
        ],
    }
    return _signed(table, key)


def _attestation(said: Check) -> dict[str, Any]:
    party = {"type": ["Party"], "id": said.did, "name": said.name}
    return {
        "type": ["ConformityAttestation"],
        "id": f"{said.declaration}#check",
        "name": "自我声明的核查 / a check of a self-declaration",
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
        "conformityAssessment": [_assessment(said, party)],
    }


def _assessment(said: Check, party: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": ["ConformityAssessment"],
        "id": f"{said.declaration}#reviewed",
        "name": "工作人员核查过的回答 / answers that staff looked at",
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


def sign_status(
    record: StatusList, *, since: datetime, until: datetime, by: Trust, key: Signer
) -> str:
    """The public list: which bits are withdrawn, nothing of whom they stand for."""
    table = {
        "@context": [VC],
        "id": record.url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": by.did,
        "validFrom": in_china(since),
        "validUntil": in_china(until),
        "credentialSubject": {
            "id": f"{record.url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encoded(one.index for one in record.entries if one.revoked),
        },
    }
    return _signed(table, key)


def free_index(record: StatusList, start: int) -> int:
    """The first free bit from `start` on, which is drawn by lot: a number tells no order of coming."""
    taken = {entry.index for entry in record.entries}
    return next(at % LEAST for at in range(start, start + LEAST) if at % LEAST not in taken)


def _credential(
    kind: str, since: datetime, until: datetime, *, by: Trust, spot: Status | None
) -> dict[str, Any]:
    table: dict[str, Any] = {
        "@context": [VC, UNTP],
        "type": [kind, "VerifiableCredential"],
        "issuer": {
            "type": ["CredentialIssuer"],
            "id": by.did,
            "name": f"{by.name.zh} / {by.name.en}",
        },
        "validFrom": in_china(since),
        "validUntil": in_china(until),
    }
    return table | ({"credentialStatus": status_entry(spot)} if spot else {})


def _signed(table: dict[str, Any], key: Signer) -> str:
    """Sign it; it is named by its content, so that the same said again has the same id."""
    name = table.get("id") or uuid_of(written(table).decode())
    return issue({**table, "id": name}, by=key)
