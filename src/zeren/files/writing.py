"""Writing files so that they appear whole: all of a set, or, where the disk is full, none of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

INTERNAL: Final = "internal"  # the folder of what is kept, beside what is handed out


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


def write_with_kept(
    folder: Path, files: Iterable[tuple[str, bytes]], kept: Iterable[tuple[str, bytes]]
) -> None:
    """As `write_all`; and `kept` into the folder `internal` of it, for its owner's eyes alone.

    What is kept is on the disk, and in its place, before any of the rest appears: nothing goes out
    that could not be opened again.
    """
    files, kept, inside = tuple(files), tuple(kept), folder / INTERNAL
    path = folder
    try:
        with TemporaryDirectory(dir=folder, prefix=".zeren-") as made:
            staging = Path(made)
            for number, (name, content) in enumerate(kept):
                path = inside / name
                _write_secret(staging / f"kept-{number}", content)
            for name, content in files:
                path = folder / name
                (staging / name).write_bytes(content)
            path = inside
            inside.mkdir(mode=0o700, exist_ok=True)
            inside.chmod(0o700)
            for number, (name, _) in enumerate(kept):
                path = inside / name
                (staging / f"kept-{number}").replace(path)
            _settle(inside)
            for name, _ in files:
                path = folder / name
                (staging / name).replace(path)
    except OSError as fault:
        raise OSError(fault.errno, fault.strerror, str(path)) from fault


def _write_secret(path: Path, content: bytes) -> None:
    """For its owner alone from the first byte on, and on the disk, not in its cache."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the names in a folder on the disk, too; Windows sees to that itself."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


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
