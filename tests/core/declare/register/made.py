"""Registers for tests: entries, and a key that is always the same."""

from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from zeren.declare.register.entries import Proposed
from zeren.declare.register.notes import Verifier

PROFILE = "zeren-declaration/1"
ORIGIN = "example.org/register"
TIME = "2026-11-22T08:00:00Z"
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
VERIFIER = Verifier(ORIGIN, KEY.public_key().public_bytes_raw())


def digest(number: int) -> str:
    return sha256(b"declaration %d" % number).hexdigest()


def declared(number: int, org: str = "") -> Proposed:
    return Proposed("declare", digest(number), org or f"member-{number % 7}", PROFILE)
