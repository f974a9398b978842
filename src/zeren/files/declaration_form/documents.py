"""The hash of a supporting document that lies beside the form; no file anywhere else is touched."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath, PureWindowsPath

from zeren.files.declaration_form.remarks import is_a_link, not_the_same, not_there, outside
from zeren.files.workbook.values import Complaint


def hash_beside(folder: Path, name: str, *, given: str = "") -> str | Complaint:
    """The SHA-256 of a file in the folder, in hex; a hash that is given stands in for one that is not here."""
    if "://" in name:
        return given or is_a_link()
    if not _stays_inside(name):
        return outside()
    file = folder / PurePosixPath(name.replace("\\", "/"))
    try:
        if not file.is_file():
            return given or not_there(name)
        if not file.resolve().is_relative_to(folder.resolve()):
            return outside()
        with file.open("rb") as content:
            found = hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return given or not_there(name)
    return not_the_same() if given and given != found else found


def is_beside(folder: Path, name: str) -> bool:
    """Whether the folder holds a file of this name."""
    return isinstance(hash_beside(folder, name), str)


def _stays_inside(name: str) -> bool:
    """A name, or one in a folder below: nothing absolute, no drive, no way up."""
    windows = PureWindowsPath(name)
    return not (windows.drive or windows.root or ".." in windows.parts)
