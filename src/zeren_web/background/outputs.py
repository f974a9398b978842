"""What is made for a while, each file under the SHA-256 of its content: making it twice leaves one file.

It stays as long as a letter waits that takes it along.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.conf import settings

from zeren.files.writing import alone_in
from zeren_web.records.models import Letter

_MADE: Final = "made"
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_ONE_HOUR: Final = 3600.0  # seconds; within them the letter that needs it is written


def keep_output(content: bytes) -> str:
    """Store it, whole or not at all; its SHA-256, by which it is found again. From now on it is kept for
    an hour at least, and then as long as a letter waits for it.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with alone_in(path.parent):
        if path.is_file():
            os.utime(path)
        else:
            _write(path, content)
    return sha256


def clear_outputs() -> None:
    """Delete what is older than an hour and no waiting letter takes along, and what a killed process
    left half written.
    """
    needed = _needed()
    for folder in (Path(settings.MEDIA_ROOT) / _MADE).glob("*/"):
        with alone_in(folder):
            for path in folder.iterdir():
                name = path.relative_to(settings.MEDIA_ROOT).as_posix()
                if name not in needed and time.time() - path.stat().st_mtime > _ONE_HOUR:
                    path.unlink(missing_ok=True)


def _needed() -> set[str]:
    waiting = Letter.objects.filter(state__in=("waiting", "sending")).exclude(attachments=[])
    lists = waiting.values_list("attachments", flat=True)
    return {one["path"] for attachments in lists for one in attachments}


def _write(path: Path, content: bytes) -> None:
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def stored_path(sha256: str) -> str:
    """Where it lies in the stored files, as an attachment or a download names it."""
    return _path(sha256).relative_to(settings.MEDIA_ROOT).as_posix()


def read_output(sha256: str) -> bytes:
    """Raises FileNotFoundError where nothing of this hash was kept."""
    return _path(sha256).read_bytes()


def _path(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"no SHA-256: {sha256!r}")
    return Path(settings.MEDIA_ROOT) / _MADE / sha256[:2] / sha256
