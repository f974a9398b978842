"""Bar j: 100,000 entries as one durable batch, and an audit of a million entries from the first.

Beside each, in the same run, bare SHA-256 over the very bytes that have to be hashed (leaves and nodes), and
what parsing every line as JSON and hashing it would take in plain Python. Bars: 3 and 6 CPU-s.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Final, TypeVar

from zeren.declare.register.entries import Entry, Proposed
from zeren.files.register_folder.folder import Register, Signer, make_register
from zeren.files.register_folder.reading import Audit, audit
from zeren.files.register_folder.writing import enter
from zeren.files.signatures import new_key
from zeren.text import Text

BATCH: Final = 100_000
MILLION: Final = 1_000_000
BATCH_BAR: Final = 3.0
AUDIT_BAR: Final = 6.0
NOW: Final = datetime(2026, 11, 22, 8, tzinfo=UTC)
T = TypeVar("T")


def cpu(work: Callable[[], T]) -> tuple[float, T]:
    """User and system seconds, and the result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def proposed(first: int, last: int) -> list[Proposed]:
    return [
        Proposed(
            "declare",
            sha256(b"%d" % number).hexdigest(),
            f"member-{number % 5000}",
            "zeren-declaration/1",
        )
        for number in range(first, last)
    ]


def bare(entries: list[Entry]) -> float:
    """SHA-256 of each line and of as many pairs, and nothing else."""
    lines = [b"\0" + entry.bytes for entry in entries]
    pair = b"\1" + bytes(64)

    def work() -> None:
        for line in lines:
            sha256(line).digest()
            sha256(pair).digest()

    return cpu(work)[0]


def naively(entries: list[Entry]) -> float:
    """Every line as JSON, and the hashes."""
    lines = [entry.bytes for entry in entries]

    def work() -> None:
        for line in lines:
            json.loads(line)

    return cpu(work)[0] + bare(entries)


def filled(folder: Path) -> tuple[float, Register, Signer]:
    """A register with the batch in it, and what entering it took."""
    key = new_key(ed25519=True)
    name = Text("演示协会", "Demonstration Association")
    signer = Signer(key, folder / "register.key")
    register = make_register(
        folder, signer, origin="example.org/register", operator="assoc", name=name
    )
    batch = proposed(0, BATCH)
    spent, _ = cpu(lambda: enter(register, signer, batch, now=NOW))
    return spent, register, signer


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        entering, register, signer = filled(Path(folder))
        small = audit(register.log, register.verifier)
        hashing = bare(list(small.standing.entries))
        enter(register, signer, proposed(BATCH, MILLION), now=NOW)
        auditing, found = cpu(lambda: audit(register.log, register.verifier))
        _must_be_sound(found)
        tenth = found.standing.entries[:BATCH]
        all_hashing, naive = 10 * bare(tenth), 10 * naively(tenth)
    print(
        f"register: {BATCH:,} entries, one durable batch  {entering:5.2f} CPU-s (bar j: at most {BATCH_BAR})"
    )
    print(f"register: bare SHA-256 over the same bytes     {hashing:5.2f} CPU-s")
    print(
        f"register: audit of {MILLION:,} entries          {auditing:5.2f} CPU-s (bar j: at most {AUDIT_BAR})"
    )
    print(
        f"register: bare SHA-256 over the same bytes     {all_hashing:5.2f} CPU-s (of a tenth, times 10)"
    )
    print(
        f"register: JSON and SHA-256 in plain Python     {naive:5.2f} CPU-s (of a tenth, times 10)"
    )
    print(
        f"register: the audit takes {auditing / naive:.2f} of plain Python, {auditing / all_hashing:.1f} times bare SHA-256"
    )
    return 0 if entering <= BATCH_BAR and auditing <= AUDIT_BAR else 1


def _must_be_sound(found: Audit) -> None:
    if found.problems or found.size != MILLION:
        message = f"the audit found {found.problems} in {found.size} entries"
        raise AssertionError(message)


if __name__ == "__main__":
    sys.exit(main())
