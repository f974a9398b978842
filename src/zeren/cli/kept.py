"""Where a company keeps what opens its seals, and how a folder that `zeren attach` wrote leads there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from zeren.files.writing import INTERNAL
from zeren.problems import Refused

KEPT: Final = Path(INTERNAL) / "disclosures.json"  # beside the files that are handed out
POINTER: Final = (
    Path(INTERNAL) / "disclosures.path"
)  # a copy of the secrets would be one more to lose
_LONGEST: Final = 4_096  # bytes of a path


def kept_near(file: Path) -> Path:
    """Beside the file; where its folder leads; or beside its folder. The likeliest where none is there."""
    folder = file.absolute().parent
    own, pointed = folder / KEPT, _pointed(folder)
    places = (own, *pointed, folder.parent / KEPT)
    return next((path for path in places if path.exists()), (*pointed, own)[0])


def pointer_to(kept: Path, *, out: Path) -> bytes:
    """What the folder `out` holds instead of a copy: the way from it, or the whole path from another drive."""
    try:
        way = os.path.relpath(kept.resolve(), out.resolve())
    except ValueError:
        way = str(kept.resolve())
    return os.fsencode(way) + b"\n"


def _pointed(folder: Path) -> tuple[Path, ...]:
    from zeren.files.association import content_of

    try:
        way = os.fsdecode(content_of(folder / POINTER, _LONGEST)).strip("\r\n")
    except (OSError, Refused):
        return ()
    is_way = way and "\0" not in way
    return (Path(os.path.normpath(folder.resolve() / way)),) if is_way else ()
