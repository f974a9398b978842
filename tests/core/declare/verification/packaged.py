"""A declaration with everything that travels beside it, made with real keys. All of it fictitious (演示)."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from tests.core.declare.made import declaration, key

from zeren.declare.association import (
    Check,
    Entry,
    Identity,
    StatusList,
    sign_check,
    sign_identity,
    sign_status,
)
from zeren.declare.credential import Status, credential, declaration_id, issue
from zeren.declare.declaration import Declaration
from zeren.declare.jws import from_base64url
from zeren.declare.package import Package
from zeren.declare.register.entries import Entry as Registered
from zeren.declare.register.merkle import leaf_hash, root_of
from zeren.declare.register.notes import Checkpoint, Verifier, signed
from zeren.declare.register.proofs import made as proven
from zeren.declare.sealing import seal
from zeren.declare.statement import statement_as_json
from zeren.declare.trust import Trust
from zeren.declare.verdict import Verdict
from zeren.declare.verification import verify
from zeren.files.canonical import canonical
from zeren.files.signatures import Key
from zeren.files.signed import signature_holds
from zeren.text import Text

USCC: Final = "91440300MA5EXAMP1F"
NOW: Final = datetime(2027, 3, 1, tzinfo=UTC)
DAY: Final = datetime(2027, 1, 15, tzinfo=UTC)
LIST: Final = "https://association.example/status/1"
HOW: Final = "营业执照原件，法定代表人到场 / licence seen, legal representative present"


def trust(name: str = "association", *, register: str = "") -> Trust:
    return Trust(
        Text("演示协会", "Demonstration Association"), key(name).did, (key(name).jwk,), register
    )


def declared(**changes: Any) -> Declaration:  # noqa: ANN401 - any field
    return declaration(uscc=USCC)._replace(**changes)


def token(
    made: Declaration,
    statement: bytes,
    *,
    by: Key | None = None,
    did: str = "",
    change: Callable[[dict[str, Any]], None] = lambda _: None,
    **more: Any,  # noqa: ANN401 - answers, status
) -> bytes:
    by = by or key()
    payload = credential(made, did=did or by.did, statement=statement, **more)
    change(payload)
    return issue(payload, by=by).encode()


def identity(
    *,
    by: str = "association",
    named: Trust | None = None,
    of: Key | None = None,
    **changes: Any,  # noqa: ANN401 - any field
) -> bytes:
    of = of or key()
    said = Identity(
        did=of.did,
        key=of.jwk,
        name="演示灯具厂（虚构）",
        uscc=USCC,
        registered=date(2019, 5, 6),
        how=HOW,
        since=DAY - timedelta(days=10),
        until=DAY + timedelta(days=400),
        spot=Status(LIST, 7),
    )
    return sign_identity(replace(said, **changes), by=named or trust(by), key=key(by)).encode()


def status(
    *revoked: int, since: datetime = NOW - timedelta(days=3), days: int = 35, url: str = LIST
) -> bytes:
    entries = tuple(
        Entry(index, "identity", "urn:uuid:x", "x", "2027-01-05", "2027-02-01", "own-request")
        for index in revoked
    )
    record = StatusList(url, entries)
    until = since + timedelta(days=days)
    made = sign_status(record, since=since, until=until, by=trust(), key=key("association"))
    return made.encode()


def check(of: bytes, *, by: str = "association", **changes: Any) -> bytes:  # noqa: ANN401 - any field
    made = declared()
    said = Check(
        declaration=declaration_id(canonical(statement_as_json(made)), key().did),
        digest=hashlib.sha256(of).hexdigest(),
        did=key().did,
        name="演示灯具厂（虚构）",
        reviewed=("E1.2", "E3.1"),
        means="看了原件 / originals seen",
        day=date(2027, 1, 20),
        since=DAY + timedelta(days=5),
        until=DAY + timedelta(days=300),
        spot=Status(LIST, 8),
    )
    return sign_check(replace(said, **changes), by=trust(by), key=key(by)).encode()


def members(**changes: Any) -> dict[str, bytes]:  # noqa: ANN401 - any field of the declaration
    made = declared(**changes)
    statement = canonical(statement_as_json(made))
    return {
        "declaration.jwt": token(made, statement),
        "statement.json": statement,
        "identity-1.jwt": identity(),
        "status-1.jwt": status(),
    }


LOG: Final = "register.association.example"


def verifier(name: str = LOG, of: str = "log") -> Verifier:
    return Verifier(name, from_base64url(key(of, ed25519=True).jwk["x"]))


def proof(
    token: bytes,
    *,
    kind: str = "declare",
    org: str = USCC,
    time: str = "2027-01-16T08:00:00Z",
    by: str = "log",
) -> dict[str, Any]:
    profile = "zeren-declaration/1" + (";reason=own-request" if kind == "withdraw" else "")
    entries = [
        Registered(
            hashlib.sha256(bytes([n])).hexdigest(), "declare", "X-1", "zeren-declaration/1", n, time
        )
        for n in range(5)
    ]
    entries[3] = Registered(hashlib.sha256(token).hexdigest(), kind, org, profile, 3, time)
    leaves = [leaf_hash(entry.bytes) for entry in entries]
    note = signed(Checkpoint(LOG, 5, root_of(leaves)), verifier(of=by), key(by, ed25519=True).sign)

    def at(height: int, index: int) -> bytes:
        return root_of(leaves[index << height : (index + 1) << height])

    return proven(entries[3], at, origin=LOG, checkpoint=note, size=5).as_json()


def of_today(now: datetime, *, by: Key | None = None) -> dict[str, bytes]:
    """A declaration of this week, with sealed answers, an identity and a list: what a buyer gets."""
    by = by or key()
    day = (now - timedelta(days=3)).date()
    made = declared(issued=day.isoformat(), until=(day + timedelta(days=365)).isoformat())
    statement = canonical(statement_as_json(made))
    start = datetime.combine(day, datetime.min.time(), UTC)
    answers, _ = seal(
        {"answers": {}, "facts": {}, "scores": {}},
        declaration=credential(made, did=by.did, statement=statement),
        questionnaire=made.asked.as_json(),
        by=by,
        random=os.urandom,
    )
    return {
        "declaration.jwt": token(made, statement, by=by, answers=answers.encode()),
        "statement.json": statement,
        "answers.sd-jwt": answers.encode(),
        "identity-1.jwt": identity(of=by, since=start, until=start + timedelta(days=400)),
        "status-1.jwt": status(since=start),
    }


def verdict_on(
    given: Mapping[str, bytes],
    *trusts: Trust,
    now: datetime = NOW,
    **more: Any,  # noqa: ANN401
) -> Verdict:
    return verify(
        Package(dict(given)), trusts or (trust(),), now=now, holds=signature_holds, **more
    )


def outcomes(verdict: Verdict) -> list[tuple[str, str]]:
    return [(step.code, step.outcome) for step in verdict.steps]
