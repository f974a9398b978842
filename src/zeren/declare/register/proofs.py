"""`proof.json`: one entry, its place, the hashes that lead to the root, and the checkpoint that was signed.

It can be checked with the register's verifier key alone; nothing is asked of anybody.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from zeren.declare.jws import Unsound, table_of
from zeren.declare.register.entries import Entry, entry_of
from zeren.declare.register.merkle import HASH_BYTES, At, includes, leaf_hash, prove_inclusion
from zeren.declare.register.notes import Checkpoint, Checks, Verifier, from_base64, opened, text_of

_MOST_HASHES: Final = 64


@dataclass(frozen=True, slots=True)
class Proof:
    """As it travels; nothing in it is trusted before `checked`."""

    origin: str
    index: int
    entry: Entry
    hashes: tuple[bytes, ...]
    checkpoint: str

    def as_json(self) -> dict[str, Any]:
        return {
            "origin": self.origin,
            "index": self.index,
            "entry": self.entry.as_json(),
            "hashes": [base64.b64encode(one).decode() for one in self.hashes],
            "checkpoint": self.checkpoint,
        }

    @property
    def size(self) -> int:
        """How many entries the register had when the proof was made, as the checkpoint says."""
        return Checkpoint.of(text_of(self.checkpoint)).size


def made(entry: Entry, at: At, *, origin: str, checkpoint: str, size: int) -> Proof:
    return Proof(origin, entry.seq, entry, prove_inclusion(at, entry.seq, size), checkpoint)


def proof_of(content: bytes) -> Proof:
    """Read `proof.json`. Raises `Unsound`: not JSON, other members, another type or spelling."""
    table = table_of(content)
    if table.keys() != {"origin", "index", "entry", "hashes", "checkpoint"}:
        raise Unsound("proof")
    origin, index, hashes, note = (
        table[name] for name in ("origin", "index", "hashes", "checkpoint")
    )
    if type(index) is not int or not isinstance(origin, str) or not isinstance(note, str):
        raise Unsound("proof")
    if not isinstance(hashes, list) or len(hashes) > _MOST_HASHES:
        raise Unsound("proof")
    path = tuple(from_base64(one) if isinstance(one, str) else b"" for one in hashes)
    if any(len(one) != HASH_BYTES for one in path):
        raise Unsound("proof")
    return Proof(origin, index, _entry(table["entry"]), path, note)


def _entry(table: object) -> Entry:
    """The entry must be one of ours to the byte when it is written down again."""
    if not isinstance(table, Mapping) or table.keys() != set(Entry._fields):
        raise Unsound("entry")
    words = [value for name, value in table.items() if name != "seq"]
    if type(table["seq"]) is not int or not all(
        isinstance(one, str) and one.isascii() for one in words
    ):
        raise Unsound("entry")
    entry = Entry(**{name: table[name] for name in Entry._fields})
    if entry_of(entry.bytes) != entry:
        raise Unsound("entry")
    return entry


def checked(
    proof: Proof, verifier: Verifier, checks: Checks, *, credential: bytes | None = None
) -> Checkpoint:
    """The signed checkpoint that holds this entry, and with it this credential.

    Raises `Unsound`: `origin`, `not-signed`, `signature`, `index`, `path`, `credential`.
    """
    checkpoint = opened(proof.checkpoint, verifier, checks)
    if proof.origin != checkpoint.origin:
        raise Unsound("origin")
    if proof.entry.seq != proof.index:
        raise Unsound("index")
    if not includes(
        leaf_hash(proof.entry.bytes),
        index=proof.index,
        size=checkpoint.size,
        path=proof.hashes,
        expected=checkpoint.root,
    ):
        raise Unsound("path")
    if credential is not None and sha256(credential).hexdigest() != proof.entry.hash:
        raise Unsound("credential")
    return checkpoint
