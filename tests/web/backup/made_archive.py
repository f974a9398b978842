"""A backup taken apart, changed, and put together again as its maker might have meant it, or not."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

Members = dict[str, bytes]
Manifest = dict[str, Any]


def members_of(path: Path) -> tuple[Members, Manifest]:
    with ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    return members, json.loads(members.pop("manifest.json"))


def changed(
    path: Path, to: Path, change: Callable[[Members, Manifest], None], *, relist: bool = False
) -> Path:
    """A backup with a change; `relist` makes its list agree again, as somebody hostile would."""
    members, manifest = members_of(path)
    change(members, manifest)
    if relist:
        manifest["members"] = {
            name: {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
            for name, content in members.items()
        }
    return packed(to, {**members, "manifest.json": json.dumps(manifest).encode()})


def packed(to: Path, members: Mapping[str, bytes], *, links: tuple[str, ...] = ()) -> Path:
    with ZipFile(to, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            info = ZipInfo(name)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = (0o120777 if name in links else 0o100600) << 16
            archive.writestr(info, content)
    return to
