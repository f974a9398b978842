"""A register for tests, with a key that is always the same, and what is done to it."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.core.declare.register.made import KEY, ORIGIN, declared
from tests.tools import ROOT

from zeren.declare.register.release import RecordCheck, looked_up, opened
from zeren.declare.register.tiles import bundled, unbundled
from zeren.files.register_folder.folder import Register, Signer, make_register
from zeren.files.register_folder.reading import Audit, audit
from zeren.files.register_folder.staff import change, stage
from zeren.files.register_folder.writing import enter
from zeren.files.signatures import read_key
from zeren.problems import Refused
from zeren.text import Text

MOMENT = datetime(2026, 11, 22, 8, tzinfo=UTC)
DAY = "2026-11-22"


@dataclass(frozen=True)
class Desk:
    """A register, its key, and what one does with them."""

    register: Register
    signer: Signer

    def enter(self, *numbers: int) -> int:
        batch = tuple(declared(number) for number in numbers)
        return enter(self.register, self.signer, batch, now=MOMENT).checkpoint.size

    def audit(self, *remembered: bytes) -> Audit:
        kept = tuple((f"kept-{number}", note) for number, note in enumerate(remembered))
        return audit(self.register.log, self.register.verifier, remembered=kept)

    @property
    def note(self) -> bytes:
        return (self.register.log / "checkpoint").read_bytes()


def make_desk(folder: Path) -> Desk:
    """Always with the same key, so that files are the same in each run."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    folder.mkdir(exist_ok=True)
    path = folder / "register.key"
    path.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    key = read_key(path, None)
    name = Text("演示协会", "Demonstration Association")
    signer = Signer(key, path)
    register = make_register(folder / "reg", signer, origin=ORIGIN, operator="assoc", name=name)
    return Desk(register, signer)


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


Tamper = Callable[[Path, Path], None]
BUNDLE = "tile/entries/000"


def rewritten(change_lines: Callable[[list[bytes]], list[bytes]], name: str = BUNDLE) -> Tamper:
    def tamper(log: Path, _: Path) -> None:
        path = log / name
        path.write_bytes(bundled(change_lines(unbundled(path.read_bytes()))))

    return tamper


def flipped(name: str, at: int = 40) -> Tamper:
    def tamper(log: Path, _: Path) -> None:
        content = bytearray((log / name).read_bytes())
        content[at] ^= 1
        (log / name).write_bytes(content)

    return tamper


def together(count: int, program: str, desk: Desk) -> list[str]:
    running = [
        subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-c", program, desk.register.folder, desk.signer.path, str(number)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
            stdout=subprocess.PIPE,
            text=True,
        )
        for number in range(count)
    ]
    return [process.communicate()[0] for process in running]


def ready_for_release(desk: Desk, *numbers: int) -> None:
    batch = tuple(declared(number) for number in numbers)
    stage(desk.register, batch)
    change(desk.register, lambda now: opened(now, start=DAY, days=0))
    checks = [RecordCheck(one.org, "credit register", DAY, "clear") for one in batch]
    change(desk.register, lambda now: looked_up(now, checks))
