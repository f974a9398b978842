"""Writing that survives a killed process and a lost current, and never by two at once."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from zeren.faults import told
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_NEW: Final = ".new-"
_FULL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_CLOSED: Final = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})


def write_durably(path: Path, content: bytes) -> None:
    """Write beside, bring to the disk, and take the name in one step. `settle` makes the name last."""
    beside = path.with_name(f"{_NEW}{path.name}")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
        try:
            view = memoryview(content)
            while view:
                view = view[os.write(handle, view) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        beside.rename(path)
    except OSError as fault:
        with suppress(OSError):
            beside.unlink()
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def settle(folders: Iterable[Path]) -> None:
    """Bring the names in these folders to the disk."""
    for folder in sorted(set(folders)):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_settled(path: Path, content: bytes) -> None:
    write_durably(path, content)
    settle((path.parent,))


def remove_settled(path: Path) -> None:
    path.unlink(missing_ok=True)
    settle((path.parent,))


def is_half_written(name: str) -> bool:
    """Whether a file of this name was left by a write that never came to its end."""
    return name.startswith(_NEW)


@contextmanager
def only_writer(folder: Path) -> Iterator[None]:
    """Whoever comes second waits; a process that is killed lets go.

    Raises Refused where the drive or the system knows no such lock: two writers could fork the register.
    """
    try:
        from fcntl import LOCK_EX, flock
    except ImportError as fault:
        raise Refused(_no_lock(folder)) from fault
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            flock(handle, LOCK_EX)
        except OSError as fault:
            raise Refused(_no_lock(folder)) from fault
        yield
    finally:
        os.close(handle)


def _no_lock(folder: Path) -> Problem:
    return Problem(
        "register-no-lock",
        "error",
        Place(file=folder.name),
        Text(
            "这块盘或这个系统不能加锁，两个人同时写会让登记分叉，所以什么也没写。",
            "This drive or system knows no locks; two people writing at once could fork the register, so nothing was written.",
        ),
        Text(
            "请把登记放在 Linux 或 macOS 的本地磁盘上。",
            "Keep the register on a local disk under Linux or macOS.",
        ),
    )


def disk_problem(fault: OSError, *, will_be_finished: bool) -> Problem:
    """What the disk refused, and what became of what was to be written."""
    if fault.errno in _FULL:
        code, what = "full", Text("磁盘满了。", "The disk is full.")
        remedy = Text("请腾出空间，再运行一次。", "Make room and run it again.")
    elif fault.errno in _CLOSED:
        code, what = "closed", Text("这里不能写。", "This place cannot be written to.")
        remedy = Text(
            "请检查权限和写保护，再运行一次。",
            "Check permissions and write protection and run it again.",
        )
    else:
        code, (what, remedy) = "failed", told(fault)
    kept = (
        Text(
            "已经签了名，下次运行会先把它写完；以前的登记都完好。",
            "It is signed already and the next run finishes it first; everything registered before is whole.",
        )
        if will_be_finished
        else Text(
            "什么也没有登记；以前的登记都完好。",
            "Nothing was registered; everything registered before is whole.",
        )
    )
    return Problem(
        f"register-disk-{code}",
        "error",
        Place(file=Path(fault.filename).name if fault.filename else ""),
        Text(f"{what.zh}{kept.zh}", f"{what.en} {kept.en}"),
        remedy,
    )
