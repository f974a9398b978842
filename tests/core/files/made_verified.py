"""Files that somebody may be sent, sound and unsound: what the command and the page must say the same of."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any, Final

import pikepdf
import pymupdf
from tests.core.cli.command import LAMP_WORKS
from tests.core.declare.made import key
from tests.core.declare.verification.packaged import (
    DAY,
    LIST,
    NOW,
    check,
    declared,
    identity,
    members,
    proof,
    status,
    token,
    trust,
    verifier,
)
from tests.core.declare.verification.test_shared import GIVEN, TEXT, shown
from tests.core.files.made_blocks import STORED, in_zlib, zip_of_blocks
from tests.core.files.test_envelope import zipped

from zeren.declare.credential import Status, declaration_id
from zeren.declare.did import document_of
from zeren.declare.package import Package
from zeren.declare.sealing import Binding
from zeren.declare.statement import statement_as_json
from zeren.declare.trust import Trust
from zeren.files.bundle import write_bundle
from zeren.files.canonical import canonical
from zeren.files.declaration_files import rendered
from zeren.publish.declaration_pages import Sealed
from zeren.text import Said

REGISTERED: Final = trust(register=verifier().line)
SITE: Final = "did:web:lamp-works.example"
STATEMENT: Final = canonical(statement_as_json(declared()))
BOTH: Final = "{0.zh} / {0.en}".format(declared().issuer.name)
AT: Final = int(NOW.timestamp())


@dataclass(frozen=True)
class Case:
    """A file as it was sent, whom its reader trusts, and what came apart."""

    content: bytes
    trusts: tuple[Trust, ...] = (trust(),)
    also: Mapping[str, bytes] | None = None


def sent(**changes: bytes | None) -> Case:
    """The sound members with some of them changed, added or (None) left out; `_` stands for `-` and `.`."""
    given: dict[str, bytes] = members()
    for name, content in changes.items():
        kind, _, ending = name.rpartition("_")
        member = f"{kind.replace('_', '-')}.{ending}"
        given.pop(member, None)
        if content is not None:
            given[member] = content
    return Case(write_bundle(Package(given)))


def every_member() -> dict[str, bytes]:
    made = GIVEN["declaration.jwt"]
    return {
        **GIVEN,
        "check-1.jwt": check(made),
        "proof.json": json.dumps(proof(made)).encode(),
    }


def pdf_of(given: Mapping[str, bytes]) -> bytes:
    sealed = Sealed(
        id=declaration_id(given["statement.json"], key().did),
        sha256=sha256(given["declaration.jwt"]).hexdigest(),
        key=key().did,
        members=given,
    )
    return rendered(declared(), sealed)["declaration.zh.pdf"]


def saved_by_pikepdf(content: bytes) -> bytes:
    written = BytesIO()
    with pikepdf.open(BytesIO(content)) as opened:
        opened.save(written, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return written.getvalue()


def saved_by_pymupdf(content: bytes) -> bytes:
    with pymupdf.open(stream=content) as opened:  # type: ignore[no-untyped-call]
        saved: bytes = opened.tobytes(garbage=4, deflate=True, use_objstms=1)
    return saved


def with_object(text: bytes, number: int = 99_999) -> bytes:
    """A sound PDF, and one more object behind its end."""
    end = b"\nendobj\nstartxref\n0\n%%EOF\n"
    return pdf_of(every_member()) + b"%d 0 obj\n" % number + text + end


def attached_often(before: bytes) -> bytes:
    """A sound PDF, to which a revision attaches its statement again and again, packed behind these blocks."""
    packed = in_zlib(every_member()["statement.json"], before)
    body = b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(packed), packed)
    again = b"<</UF(statement.json)/EF<</F 99998 0 R>>>>"
    return with_object(body + b"\nendobj\n99997 0 obj\n[" + again * 900 + b"]", number=99_998)


def nameless(payload: dict[str, Any]) -> None:
    del payload["id"]


def altered(name: str) -> Case:
    given = every_member()
    middle = len(given[name]) // 2
    other = b"A" if given[name][middle : middle + 1] != b"A" else b"B"
    given[name] = given[name][:middle] + other + given[name][middle + 1 :]
    return Case(write_bundle(Package(given)), (REGISTERED,))


def with_answers(answers: str) -> Case:
    given = {**every_member(), "answers.sd-jwt": answers.encode()}
    return Case(write_bundle(Package(given)), (REGISTERED,))


def with_ed25519() -> Case:
    made = key("edwards", ed25519=True)
    signed = token(declared(), STATEMENT, by=made)
    return sent(declaration_jwt=signed, identity_1_jwt=identity(of=made))


def given_anew(made: bytes, *, since: datetime) -> Case:
    """One confirmation ended after the registration; another of the same key, from then on, is revoked."""
    ended = identity(until=DAY + timedelta(days=17), spot=Status(LIST, 9))
    given = sent(
        identity_1_jwt=identity(since=since),
        identity_2_jwt=ended,
        status_1_jwt=status(7),
        proof_json=json.dumps(proof(made)).encode(),
    )
    return replace(given, trusts=(REGISTERED,))


def with_site(documents: bytes | None) -> Case:
    signed = token(declared(), STATEMENT, did=SITE)
    return sent(declaration_jwt=signed, identity_1_jwt=identity(did=SITE), did_json=documents)


def of_days(issued: str, until: str) -> Case:
    return Case(write_bundle(Package(members(issued=issued, until=until))))


def hostile() -> Case:
    words = (
        '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">\u202e'
    )
    made = declared(statement=Said("en", words), place=Said("en", "{by} ${window.hacked} \x1b[2J"))
    statement = canonical(statement_as_json(made))
    return sent(declaration_jwt=token(made, statement), statement_json=statement)


def cases() -> dict[str, Case]:
    good = members()
    made = good["declaration.jwt"]
    pdf = pdf_of(every_member())
    over = Binding("演示买家", AT - 9_000, AT - 10, "n")
    proven = json.dumps(proof(made)).encode()
    gone = json.dumps(proof(made, kind="withdraw")).encode()
    ahead = json.dumps(proof(made, time="2027-03-01T00:04:00Z")).encode()
    future = json.dumps(proof(made, time="2027-03-01T00:06:00Z")).encode()
    own = token(declared(), STATEMENT, status=Status("https://association.example/status/1", 9))
    return {
        "a good file": sent(),
        "a good PDF": Case(pdf, (REGISTERED,)),
        "a PDF saved by pikepdf": Case(saved_by_pikepdf(pdf), (REGISTERED,)),
        "a PDF saved by pymupdf": Case(saved_by_pymupdf(pdf), (REGISTERED,)),
        "a PDF without its end": Case(pdf[:-1_000]),
        "a PDF with words in brackets in brackets": Case(
            with_object(b"<</Title " + b"(" * 40 + b"x" + b")" * 40 + b">>"), (REGISTERED,)
        ),
        "a PDF with words without end": Case(with_object(b"[" + b"(a)" * 210_000 + b"]")),
        "a declaration without a name": sent(
            declaration_jwt=token(declared(), STATEMENT, change=nameless)
        ),
        "a declaration named by a number": sent(
            declaration_jwt=token(declared(), STATEMENT, change=lambda given: given.update(id=5))
        ),
        "a number that no browser reads exactly": sent(
            declaration_jwt=token(
                declared(), STATEMENT, change=lambda given: given.update(x=10**16)
            )
        ),
        "everything": Case(write_bundle(Package(every_member())), (REGISTERED,)),
        "a packed zip": Case(zipped(every_member()), (REGISTERED,)),
        "a zip of many blocks": Case(zip_of_blocks(every_member(), STORED * 60_000), (REGISTERED,)),
        "a zip of too many blocks": Case(zip_of_blocks(every_member(), STORED * 200_000)),
        "a PDF that attaches many blocks often": Case(
            attached_often(STORED * 60_000), (REGISTERED,)
        ),
        "a PDF with too many blocks": Case(attached_often(STORED * 1_000_000)),
        "signed with Ed25519": with_ed25519(),
        "of a site": with_site(json.dumps([document_of(SITE, key().jwk)]).encode()),
        "of a site without its document": with_site(None),
        "a document that is none": with_site(b"{}"),
        "answers shown": with_answers(shown("E1.1", "E1.2", "E1.3")),
        "a score shown": with_answers(shown("E1.1", "E1")),
        "facts shown": with_answers(shown("electricity")),
        "shown in the past": with_answers(shown("E1.1", binding=over)),
        "shown to nobody": with_answers(shown("E1.1").rpartition("~")[0] + "~"),
        "sealed in two ways": with_answers(TEXT + TEXT),
        "ended": of_days("2026-01-15", "2027-01-14"),
        "not begun": of_days("2027-03-15", "2028-03-14"),
        "too long": of_days("2027-01-15", "2028-12-14"),
        "withdrawn": sent(status_1_jwt=status(7)),
        "a stale list": sent(status_1_jwt=status(since=NOW - timedelta(days=40))),
        "no list": sent(status_1_jwt=None),
        "a newer list apart": replace(sent(), also={"status-1.jwt": status(7, since=NOW)}),
        "the proof apart": replace(sent(), trusts=(REGISTERED,), also={"proof.json": proven}),
        "nobody is trusted": replace(sent(), trusts=()),
        "another is trusted": replace(sent(), trusts=(trust("stranger"),)),
        "a stranger's identity": sent(identity_1_jwt=identity(by="stranger")),
        "a stranger's check": sent(check_1_jwt=check(made, by="stranger")),
        "confirmed in both languages": sent(identity_1_jwt=identity(name=BOTH)),
        "confirmed in English": sent(identity_1_jwt=identity(name=declared().issuer.name.en)),
        "another company's identity": sent(identity_1_jwt=identity(uscc="91440600MA4UQ0X13K")),
        "a check of another": sent(check_1_jwt=check(b"other")),
        "a withdrawn check": sent(check_1_jwt=check(made), status_1_jwt=status(8)),
        "taken off the register": replace(sent(proof_json=gone), trusts=(REGISTERED,)),
        "a register of nobody": sent(proof_json=proven),
        "registered by a clock ahead": replace(sent(proof_json=ahead), trusts=(REGISTERED,)),
        "registered in the future": replace(sent(proof_json=future), trusts=(REGISTERED,)),
        "a list of the future": sent(status_1_jwt=status(since=NOW + timedelta(hours=1))),
        "revoked, and given anew until the loss": given_anew(made, since=DAY - timedelta(days=10)),
        "revoked of a later time": given_anew(made, since=DAY + timedelta(days=20)),
        "with a list of its own": sent(declaration_jwt=own),
        "without a statement": sent(statement_json=None),
        "another statement": sent(statement_json=b"{}"),
        "the token alone": Case(made),
        "a line end behind the token": Case(made + b"\n"),
        "the answers alone": Case(TEXT.encode()),
        "a name twice": Case(zipped([*good.items(), ("statement.json", b"{}")])),
        "a workbook": Case(LAMP_WORKS.read_bytes()),
        "a letter in Word": Case(zipped({"[Content_Types].xml": b"x", "word/document.xml": b"x"})),
        "slides": Case(zipped({"[Content_Types].xml": b"x", "ppt/slides/slide1.xml": b"x"})),
        "a zip of files": Case(zipped({"declared/declaration.zeren": b"x"})),
        "a strange member": Case(zipped({**good, "../notes.txt": b"hello"})),
        "a letter": Case(b"Dear buyer"),
        "nothing at all": Case(b""),
        "a picture": Case(b"\x89PNG\r\n\x1a\n" + bytes(900)),
        "hostile words": hostile(),
        **{f"altered: {name}": altered(name) for name in every_member()},
    }
