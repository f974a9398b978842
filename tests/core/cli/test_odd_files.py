"""Whatever is named as a file of a declaration: a clear word, no traceback, no waiting, nothing written."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import pytest
from tests.core.cli.command import zeren
from tests.core.cli.made_declared import OUT, Desk, trust_in


def _nothing(_: Path) -> None:
    pass


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _unreadable(path: Path) -> None:
    path.write_bytes(b"eyJ")
    path.chmod(0)


ODD: dict[str, Callable[[Path], object]] = {
    "missing": _nothing,
    "a folder": Path.mkdir,
    "a pipe": os.mkfifo,
    "a circle of links": _loop,
    "empty": Path.touch,
    "junk": lambda path: path.write_bytes(bytes(range(256)) * 20),
    "40 MB": lambda path: path.write_bytes(b"\0" * 40_000_000),
    "deep": lambda path: path.write_bytes(b"[" * 100_000),
    "half a character": lambda path: path.write_bytes(b'{"did":"\\ud800"}'),
    "unreadable": _unreadable,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}

CALLS: dict[str, Callable[[Desk, Path], tuple[object, ...]]] = {
    "declare: form": lambda desk, odd: ("declare", answers(desk), "--with", odd, "--show"),
    "declare: key": lambda desk, odd: (*filled(desk), "--key", odd, "--out", desk.folder / "new"),
    "declare: logo": lambda desk, odd: (
        *filled(desk), "--key", desk.key, "--out", desk.folder / "new", "--logo", odd,
    ),
    "share: file": lambda desk, odd: shared(desk, odd, desk.key),
    "share: key": lambda desk, odd: shared(desk, desk.zeren_file, odd),
    "share: disclosures": lambda desk, odd: (
        *shared(desk, desk.zeren_file, desk.key), "--disclosures", odd,
    ),
    "attach: file": lambda desk, odd: (
        "attach", odd, desk.folder / "identity-1.jwt", "--out", desk.folder / "new",
    ),
    "attach: member": lambda desk, odd: (
        "attach", desk.zeren_file, odd, "--trust", trust_in(desk.folder),
        "--out", desk.folder / "new",
    ),
    "attach: trust": lambda desk, odd: (
        "attach", desk.zeren_file, desk.folder / "identity-1.jwt", "--trust", odd,
        "--out", desk.folder / "new",
    ),
    "verify: file": lambda _, odd: ("verify", odd),
    "verify: trust": lambda desk, odd: ("verify", desk.zeren_file, "--trust", odd),
    "key show": lambda _, odd: ("keys", "show", odd),
    "key did-web": lambda desk, odd: (
        "keys", "did-web", odd, "--domain", "a.example", "--out", desk.folder / "new",
    ),
}  # fmt: skip


def answers(desk: Desk) -> Path:
    return desk.folder / "lamp-works" / "answers.xlsx"


def filled(desk: Desk) -> tuple[object, ...]:
    return "declare", answers(desk), "--with", desk.folder / "lamp-works" / "declaration.xlsx"


def shared(desk: Desk, file: Path, key: Path) -> tuple[object, ...]:
    return ("share", file, "--only", "E1.2", "--to", "b", "--key", key,
            "--out", desk.folder / "new.zeren")  # fmt: skip


@contextmanager
def in_time(seconds: int) -> Iterator[None]:
    def over(_: int, __: FrameType | None) -> None:
        raise AssertionError("it waits")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("call", CALLS)
def test_an_odd_file_is_told_and_nothing_is_written(company: Desk, call: str, odd: str) -> None:
    if odd == "unreadable" and os.geteuid() == 0:
        pytest.skip("nothing is unreadable to root")
    path = company.folder / ("identity-2.jwt" if call == "attach: member" else "odd")
    (company.folder / "identity-1.jwt").write_bytes(b"eyJ")
    ODD[odd](path)

    with in_time(20):
        ran = zeren(*CALLS[call](company, path))

    assert ran.code in {1, 2}, ran.out
    assert ran.err.strip()
    assert "(error" not in ran.err  # a number of the system's
    assert not (company.folder / "new").exists()
    assert not (company.folder / "new.zeren").exists()


KINDS = ["answers.xlsx", "declaration.xlsx", "company.pub", *OUT, "disclosures.json"]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("call", CALLS)
def test_a_sound_file_of_another_kind_is_told_apart(company: Desk, call: str, kind: str) -> None:
    zeren("keys", "new", company.folder / "other.key", "--no-passphrase")
    found = {path.name: path for path in company.folder.rglob("*")}
    found["company.pub"] = found["other.pub"]
    meant = {"file": OUT, "disclosures": ["disclosures.json"], "form": ["declaration.xlsx"]}
    meant |= {"key show": ["company.pub"], "key did-web": ["company.pub"]}
    if kind in meant.get(call.rpartition(": ")[2], []):
        pytest.skip("this is the kind that is meant")
    content = found[kind].read_bytes()
    path = company.folder / ("identity-2.jwt" if call == "attach: member" else f"odd-{kind}")
    (company.folder / "identity-1.jwt").write_bytes(b"eyJ")
    path.write_bytes(content)

    ran = zeren(*CALLS[call](company, path))

    assert ran.code in {1, 2}, ran.out
    assert not (company.folder / "new").exists()
