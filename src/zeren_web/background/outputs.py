"""What jobs make, each file under the SHA-256 of its content: doing a job twice leaves one file."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

from django.conf import settings

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


def keep_output(content: bytes) -> str:
    """Store it, whole or not at all; its SHA-256, by which it is found again."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = _path(sha256)
    if path.is_file():
        return sha256
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    return sha256


def stored_path(sha256: str) -> str:
    """Where it lies in the stored files, as an attachment or a download names it."""
    return _path(sha256).relative_to(settings.MEDIA_ROOT).as_posix()


def read_output(sha256: str) -> bytes:
    """Raises FileNotFoundError where nothing of this hash was kept."""
    return _path(sha256).read_bytes()


def _path(sha256: str) -> Path:
    if not _SHA256.fullmatch(sha256):
        raise ValueError(f"no SHA-256: {sha256!r}")
    return Path(settings.MEDIA_ROOT) / "made" / sha256[:2] / sha256
