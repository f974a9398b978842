"""A backup that was brought by somebody: read whole and found sound before anything is written."""

from __future__ import annotations

import hashlib
import json
import shutil
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zeren.faults import told
from zeren.files.characters import printable
from zeren.problems import Place, Problem, Refused
from zeren_web.backup.home import is_sound_name
from zeren_web.backup.refusals import refuse
from zeren_web.backup.writing import FORMAT, HOME, MANIFEST, TABLES

_MEGABYTE: Final = 1 << 20
_MOST_OF_A_MANIFEST: Final = 256 * _MEGABYTE
_MOST_TIMES: Final = 200  # rows pack ten times or so; a bomb a thousand times
_ENCRYPTED: Final = 0x41


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup whose every member is what its list says."""

    archive: ZipFile
    manifest: dict[str, Any]

    @property
    def migrations(self) -> list[tuple[str, str]]:
        return [(app, name) for app, name in self.manifest["migrations"]]

    @property
    def tables(self) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.manifest["tables"]
        return found

    def table(self, name: str) -> IO[bytes]:
        return self.archive.open(f"{TABLES}{name}.jsonl")

    def lay_files(self, home: Path) -> int:
        """Write the files into an empty folder, for their owner's eyes alone; how many."""
        names = [name for name in self.manifest["members"] if name.startswith(HOME)]
        for name in names:
            path = home / name.removeprefix(HOME)
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self.archive.open(name) as source, path.open("xb") as target:
                path.chmod(0o600)
                shutil.copyfileobj(source, target, _MEGABYTE)
        for name in self.manifest["empty_folders"]:
            (home / name).mkdir(parents=True, exist_ok=True, mode=0o700)
        return len(names)


@contextmanager
def opened(path: Path, *, onto: Path) -> Iterator[Backup]:
    """The backup, once it was found sound and the disk of `onto` has room. Raises Refused."""
    try:
        with ZipFile(path) as archive:
            yield _sound(archive, path, onto)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError) as fault:
        raise refuse("no-backup" if not _is_zip(path) else "cut-off", file=path.name) from fault
    except OSError as fault:
        what, remedy = told(fault)
        place = Place(file=Path(fault.filename or path).name)
        raise Refused(Problem("backup-unreadable", "error", place, what, remedy)) from fault


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _sound(archive: ZipFile, path: Path, onto: Path) -> Backup:
    infos = {info.filename: info for info in archive.infolist()}
    twice = [name for name, count in Counter(archive.namelist()).items() if count > 1]
    if twice:
        raise refuse("odd-name", file=path.name, name=printable(twice[0]))
    if MANIFEST not in infos:
        raise refuse("no-backup", file=path.name)
    _refuse_odd(infos, path)
    manifest = _manifest(archive, infos[MANIFEST], path)
    listed = manifest["members"]
    _compare_lists(listed, infos, path)
    _refuse_bombs(listed, path, onto)
    for name, said in listed.items():
        if not _is_what_is_said(archive, name, said):
            raise refuse("changed", file=path.name, name=printable(name))
    return Backup(archive, manifest)


def _refuse_odd(infos: dict[str, ZipInfo], path: Path) -> None:
    """Names that lead out of the home, links, folders, and what is packed in a way of its own."""
    for name, info in infos.items():
        kept = name.removeprefix(HOME) if name.startswith(HOME) else ""
        table = name.removeprefix(TABLES).removesuffix(".jsonl") if name.startswith(TABLES) else ""
        known = name == MANIFEST or is_sound_name(kept) or table.replace(".", "a").isidentifier()
        kind = info.external_attr >> 28
        plain = kind in {0, 0o10} and info.compress_type in {ZIP_STORED, ZIP_DEFLATED}
        if not (known and plain) or info.flag_bits & _ENCRYPTED:
            raise refuse("odd-name", file=path.name, name=printable(name))


def _manifest(archive: ZipFile, info: ZipInfo, path: Path) -> dict[str, Any]:
    if info.file_size > _MOST_OF_A_MANIFEST:
        raise refuse("too-large", file=path.name, size=info.file_size // _MEGABYTE)
    try:
        with archive.open(info) as file:
            manifest = json.loads(file.read(_MOST_OF_A_MANIFEST))
        if manifest["format"] != FORMAT:
            raise refuse("newer", file=path.name, version=printable(str(manifest["version"])))
        _check_shape(manifest)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise refuse("no-backup", file=path.name) from fault
    made: dict[str, Any] = manifest
    return made


def _check_shape(manifest: dict[str, Any]) -> None:
    """Raises TypeError, ValueError or KeyError where it is not a list as we write it."""
    for app, name in manifest["migrations"]:
        _are(str, app, name)
    for table in manifest["tables"].values():
        _are(int, table["rows"])
        _are(str, *table["columns"])
    if not all(is_sound_name(name) for name in manifest["empty_folders"]):
        raise ValueError
    for member in manifest["members"].values():
        _are(int, member["size"])
        _are(str, member["sha256"])


def _are(kind: type, *values: object) -> None:
    if not all(type(value) is kind for value in values):
        raise TypeError


def _compare_lists(listed: dict[str, Any], infos: dict[str, ZipInfo], path: Path) -> None:
    for name in sorted({*listed} ^ ({*infos} - {MANIFEST})):
        raise refuse("members", file=path.name, name=printable(name))
    for name, said in listed.items():
        if infos[name].file_size != said["size"]:
            raise refuse("members", file=path.name, name=printable(name))


def _refuse_bombs(listed: dict[str, Any], path: Path, onto: Path) -> None:
    total = sum(said["size"] for said in listed.values())
    if total > 100 * _MEGABYTE + _MOST_TIMES * path.stat().st_size:
        raise refuse("too-large", file=path.name, size=total // _MEGABYTE)
    while not onto.exists():
        onto = onto.parent
    free = shutil.disk_usage(onto).free
    if total > free:
        raise refuse("no-room", file=path.name, size=-(-total // _MEGABYTE), free=free // _MEGABYTE)


def _is_what_is_said(archive: ZipFile, name: str, said: dict[str, Any]) -> bool:
    digest, size = hashlib.sha256(), 0
    with archive.open(name) as file:
        while block := file.read(_MEGABYTE):
            digest.update(block)
            size += len(block)
            if size > said["size"]:
                return False
    return bool(size == said["size"] and digest.hexdigest() == said["sha256"])
