"""Sealing a declaration with the company's key, and laying it out again with what others say beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from zeren.assess.result import assess
from zeren.declare.credential import (
    TYP,
    Status,
    credential,
    declaration_id,
    issue,
    issuer_of,
)
from zeren.declare.declaration import Declaration
from zeren.declare.did import document_of
from zeren.declare.jws import parsed
from zeren.declare.package import ANSWERS, CREDENTIAL, DIDS, PROOF, STATEMENT, Package
from zeren.declare.prefilled import confirmed
from zeren.declare.sealing import Disclosures, Random, seal
from zeren.declare.showing import members_of
from zeren.declare.statement import read_statement, statement_as_json
from zeren.declare.trust import Trust
from zeren.declare.verdict import Verdict
from zeren.declare.verification import verify
from zeren.declare.verification.confirmed import Case, Confirmed, open_confirmed
from zeren.declare.verification.statuses import Standing, open_lists, standing
from zeren.files.answers import Read
from zeren.files.canonical import canonical
from zeren.files.declaration_files import rendered
from zeren.files.signatures import Key
from zeren.files.signed import signature_holds
from zeren.publish.declaration_pages import Beside, Entry, Sealed
from zeren.publish.document import Look
from zeren.text import Said

_BESIDE = ("identity", "check")


class Reader(NamedTuple):
    """Whom the company's own association is, and by what time: what is printed beside is checked first."""

    trusts: tuple[Trust, ...]
    now: datetime


class Layout(NamedTuple):
    """How the pages look, and the address that their code leads to (empty: none)."""

    look: Look = Look()
    site: str = ""


def sealed_declaration(
    declaration: Declaration,
    read: Read,
    key: Key,
    *,
    did: str,
    random: Random,
    status: Status | None = None,
) -> tuple[Package, Disclosures]:
    """The members that the company signs, and the disclosures that it keeps.

    Every confirmed answer, fact and score is sealed; none is shown. `did` is the key's own or the
    company's `did:web`, whose document then travels along.
    """
    statement = canonical(statement_as_json(declaration))
    response = confirmed(read.response, read.awaiting)
    answers, disclosures = seal(
        members_of(read.questionnaire, response, assess(read.questionnaire, response)),
        declaration=credential(declaration, did=did, statement=statement),
        questionnaire=declaration.asked.as_json(),
        by=key,
        random=random,
    )
    payload = credential(
        declaration, did=did, statement=statement, answers=answers.encode(), status=status
    )
    members = {
        CREDENTIAL: issue(payload, by=key).encode(),
        STATEMENT: statement,
        ANSWERS: answers.encode(),
    }
    if did != key.did:
        members[DIDS] = json.dumps([document_of(did, key.jwk)], sort_keys=True).encode()
    return Package(members), disclosures


def judged(package: Package, reader: Reader) -> Verdict:
    return verify(package, reader.trusts, now=reader.now, holds=signature_holds)


def handed_out(
    package: Package, verdict: Verdict, reader: Reader, layout: Layout
) -> dict[str, bytes]:
    """The two PDFs and the `.zeren`. Only what holds for this reader is printed beside the declaration;
    everything travels. Raises `Refused` where the statement cannot be read.
    """
    token, statement = package.members[CREDENTIAL], package.members[STATEMENT]
    did = issuer_of(parsed(token, typ=TYP).claims())
    sealed = Sealed(
        id=declaration_id(statement, did),
        sha256=sha256(token).hexdigest(),
        key=did,
        members=package.members,
        beside=tuple(map(_beside, holding(package, verdict, reader))),
        entry=_entry(package.members, verdict),
        look=layout.look,
    )
    return rendered(read_statement(statement), sealed, site=layout.site)


class Held(NamedTuple):
    """What holds of an association's, and what the lists in the file say of its being revoked."""

    confirmed: Confirmed
    standing: Standing


def holding(package: Package, verdict: Verdict, reader: Reader) -> list[Held]:
    """The credentials of associations that this reader trusts and that hold, opened: these are printed."""
    case = Case(reader.trusts, reader.now, signature_holds)
    lists, _ = open_lists(package, case)
    good = {
        step.member for step in verdict.steps if step.code in _BESIDE and step.outcome == "holds"
    }
    opened = (
        open_confirmed(name, content, kind, case)
        for kind in _BESIDE
        for name, content in package.all(kind)
        if name in good
    )
    return [Held(one, standing(one.claims, one.by.did, lists, case)) for one in opened]


def _beside(held: Held) -> Beside:
    one, found = held.confirmed, held.standing
    assert found.state != "withdrawn"  # noqa: S101 - then nothing would have held
    return Beside(
        "check" if one.member.startswith("check") else "identity",
        one.by.name,
        Said.of(str(one.subject.get("description", ""))),
        one.since.date().isoformat(),
        one.until.date().isoformat(),
        found.state,
        found.asof.date().isoformat() if found.asof else "",
    )


def _entry(members: Mapping[str, bytes], verdict: Verdict) -> Entry | None:
    if not any(step.code == "register" and step.outcome == "holds" for step in verdict.steps):
        return None
    from zeren.declare.register.proofs import proof_of  # what a register is, where there is one

    proof = proof_of(members[PROOF])
    return Entry(proof.origin, proof.index, proof.entry.time[:10])
