"""Signed notes and checkpoints (C2SP signed-note, tlog-checkpoint): what the register signs of itself.

A verifier key is one line, `name+hash+key`; a checkpoint is three lines, name, size and root, and below an
empty line who signed them. Signing and checking come in as arguments.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, NamedTuple

from zeren.declare.jws import Unsound
from zeren.declare.register.merkle import HASH_BYTES

Sign = Callable[[bytes], bytes]
Checks = Callable[[bytes, bytes, bytes], bool]  # public key, message, signature

_ED25519: Final = b"\x01"
_KEY_ID: Final = 4
_MOST_SIGNATURES: Final = 100
_LINE: Final = "\u2014 "
_NAME: Final = re.compile(r"[^\s+\x00-\x20\x7f\x85\xa0]{1,200}")
_CONTROL: Final = re.compile(r"[\x00-\x09\x0b-\x1f]")
_SIZE: Final = re.compile(r"0|[1-9]\d{0,17}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Verifier:
    """A name and the Ed25519 key that signs under it."""

    name: str
    key: bytes

    def __post_init__(self) -> None:
        if not is_name(self.name) or len(self.key) != HASH_BYTES:
            raise Unsound("verifier-key")

    @property
    def id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.key).digest()[:_KEY_ID]

    @property
    def line(self) -> str:
        return f"{self.name}+{self.id.hex()}+{_base64(_ED25519 + self.key)}"

    @classmethod
    def of(cls, line: str) -> Verifier:
        """Read `name+hash+key`. Raises `Unsound`."""
        parts = line.strip().split("+", 2)
        if len(parts) != 3:  # noqa: PLR2004 - name, hash, key
            raise Unsound("verifier-key")
        content = from_base64(parts[2])
        if content[:1] != _ED25519:
            raise Unsound("verifier-key")
        found = cls(parts[0], content[1:])
        if found.id.hex() != parts[1]:
            raise Unsound("verifier-key")
        return found


def is_name(name: str) -> bool:
    """What may stand before the key: no space, no plus."""
    return bool(_NAME.fullmatch(name))


class Checkpoint(NamedTuple):
    """The state of a log: whose, how many entries, and the root over them."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{_base64(self.root)}\n"

    @classmethod
    def of(cls, text: str) -> Checkpoint:
        """Read the text of a note; lines after the third are others' business. Raises `Unsound`."""
        lines = text.split("\n")
        if len(lines) < 4 or lines[-1] or not all(lines[:-1]):  # noqa: PLR2004 - three and the end
            raise Unsound("checkpoint")
        if not _SIZE.fullmatch(lines[1]):
            raise Unsound("checkpoint")
        found = from_base64(lines[2])
        if len(found) != HASH_BYTES:
            raise Unsound("checkpoint")
        return cls(lines[0], int(lines[1]), found)


def signed(checkpoint: Checkpoint, verifier: Verifier, sign: Sign) -> str:
    signature = verifier.id + sign(checkpoint.text.encode())
    return f"{checkpoint.text}\n{_LINE}{verifier.name} {_base64(signature)}\n"


def text_of(note: bytes | str) -> str:
    """What a note says, whoever signed it. Raises `Unsound`."""
    return _taken_apart(note)[0]


def opened(note: bytes | str, verifier: Verifier, checks: Checks) -> Checkpoint:
    """The checkpoint in a note that this key signed and that speaks of its own log. Raises `Unsound`.

    Signatures of others (witnesses) may stand beside it and are left alone.
    """
    text, signatures = _taken_apart(note)
    ours = [
        content[_KEY_ID:]
        for name, content in signatures
        if name == verifier.name and content[:_KEY_ID] == verifier.id
    ]
    if not ours:
        raise Unsound("not-signed")
    if not all(checks(verifier.key, text.encode(), signature) for signature in ours):
        raise Unsound("signature")
    checkpoint = Checkpoint.of(text)
    if checkpoint.origin != verifier.name:
        raise Unsound("origin")
    return checkpoint


def _taken_apart(note: bytes | str) -> tuple[str, list[tuple[str, bytes]]]:
    try:
        words = note.decode() if isinstance(note, bytes) else note
    except UnicodeDecodeError as fault:
        raise Unsound("note") from fault
    text, gap, below = words.rpartition("\n\n")
    if not gap or not below.endswith("\n") or _CONTROL.search(words):
        raise Unsound("note")
    lines = below[:-1].split("\n")
    if len(lines) > _MOST_SIGNATURES:
        raise Unsound("note")
    return f"{text}\n", [_signature(line) for line in lines]


def _signature(line: str) -> tuple[str, bytes]:
    name, gap, content = line.removeprefix(_LINE).partition(" ")
    if not line.startswith(_LINE) or not gap or not is_name(name):
        raise Unsound("note")
    found = from_base64(content)
    if len(found) <= _KEY_ID:
        raise Unsound("note")
    return name, found


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def from_base64(text: str) -> bytes:
    """Standard base64 with its padding, the one spelling only. Raises `Unsound`."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as fault:
        raise Unsound("base64") from fault
    if _base64(content) != text:
        raise Unsound("base64")
    return content
