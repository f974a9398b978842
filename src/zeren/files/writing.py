"""Writing files so that they appear whole: all of a set, or, where the disk is full, none of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory


def write_all(folder: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write name and content of each; nothing that stands there is touched before all are written.

    Raises `OSError` with the path of the file that could not be written.
    """
    files = tuple(files)
    path = folder
    try:
        with TemporaryDirectory(dir=folder, prefix=".zeren-") as staging:
            for name, content in files:
                path = folder / name
                (Path(staging) / name).write_bytes(content)
            for name, _ in files:
                path = folder / name
                (Path(staging) / name).replace(path)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def write_whole(path: Path, content: bytes) -> None:
    write_all(path.parent, ((path.name, content),))


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Whoever comes second waits; a process that is killed lets go. Windows has no such lock."""
    try:
        from fcntl import LOCK_EX, flock
    except ImportError:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives know no locks
            flock(handle, LOCK_EX)
        yield
    finally:
        os.close(handle)
