"""What of a data folder is kept in a backup: everything but the database's own files and what is made anew."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from zeren.files.characters import printable
from zeren_web.backup.refusals import refuse

RESTORING: Final = "restoring.part"  # while it is there a restore has not come to its end
REGISTER: Final = "register.json"  # in the folder of a register
_MADE_ANEW: Final = ("static", RESTORING)
_DATABASE: Final = re.compile(r"zeren\.sqlite3(-\w+)?")
_FORBIDDEN: Final = re.compile(r'[\x00-\x1f\\:*?"<>|]' if os.name == "nt" else r"[\x00-\x1f\\]")
_LONGEST: Final = 1024


def files_in(home: Path) -> Iterator[tuple[str, Path]]:
    """Each file with its name in the home, in order. A folder at the top may be a link to another disk.

    Raises Refused for any other link.
    """
    for top in sorted(home.iterdir()):
        if top.name in _MADE_ANEW or _DATABASE.fullmatch(top.name):
            continue
        if top.is_dir():
            yield from _under(top.resolve(), PurePosixPath(top.name))
        elif _is_kept(top, top.name):
            yield top.name, top


def empty_folders_in(home: Path) -> Iterator[str]:
    """A register expects its folders even where nothing lies in them."""
    for top in sorted(home.iterdir()):
        if top.is_dir() and top.name not in _MADE_ANEW:
            root = top.resolve()
            for path in sorted((root, *(one for one in root.rglob("*") if one.is_dir()))):
                if not any(path.iterdir()):
                    yield str(PurePosixPath(top.name) / path.relative_to(root).as_posix())


def _under(folder: Path, name: PurePosixPath) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()):
        if path.is_dir() and not path.is_symlink():
            yield from _under(path, name / path.name)
        elif _is_kept(path, str(name / path.name)):
            yield str(name / path.name), path


def _is_kept(path: Path, name: str) -> bool:
    if path.is_symlink():
        raise refuse("link", file=printable(str(path)))
    if not path.is_file() or path.suffix == ".part":
        return False
    if not is_sound_name(name):
        raise refuse("odd-file", file=printable(str(path)))
    return True


def is_sound_name(name: str) -> bool:
    """Whether a file of a backup may be laid into a home under this name."""
    try:
        length = len(name.encode())
    except UnicodeEncodeError:
        return False
    parts = name.split("/")
    return (
        not any(part in {"", ".", ".."} or _FORBIDDEN.search(part) for part in parts)
        and length <= _LONGEST
        and parts[0] not in _MADE_ANEW
        and not _DATABASE.fullmatch(parts[0])
    )
