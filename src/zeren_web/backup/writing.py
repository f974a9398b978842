"""A backup: one file with the whole of a home as it was at one moment, while others go on writing.

All rows are read in one transaction that sees one moment, then the files that were there then (nothing of ours
takes a stored file away). The list of it all, with the SHA-256 of every member, is the last member.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from zeren import __version__
from zeren.files.register_folder.disk import only_writer, settle
from zeren.problems import Problem
from zeren_web.backup.home import REGISTER, empty_folders_in, files_in
from zeren_web.backup.refusals import problem, refuse
from zeren_web.backup.tables import Model, columns_of, lines_of, tables_of

FORMAT: Final = "zeren-backup/1"
MANIFEST: Final = "manifest.json"
TABLES: Final = "tables/"
HOME: Final = "home/"
_BLOCK: Final = 1 << 20


@dataclass
class Written:
    """What went into the backup."""

    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, dict[str, Any]] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)  # files that the rows speak of
    problems: list[Problem] = field(default_factory=list)

    @property
    def files(self) -> int:
        return sum(name.startswith(HOME) for name in self.members)


def back_up(to: Path) -> Written:
    """Write the backup, whole or not at all, for its owner's eyes alone. Raises Refused and OSError."""
    _refuse_another_version()
    beside = to.with_name(f"{to.name}.part")
    try:
        handle = os.open(beside, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w+b") as file:
            os.fchmod(file.fileno(), 0o600)
            with ZipFile(file, "w", allowZip64=True) as archive:
                written = _fill(archive)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(to)
        settle((to.resolve().parent,))
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    return written


def _fill(archive: ZipFile) -> Written:
    written = Written()
    tables = tables_of(apps)
    with _one_moment():
        for name, model in tables.items():
            _put_table(archive, written, name, model)
    with _registers_at_rest(settings.HOME):
        for name, path in files_in(settings.HOME):
            with suppress(FileNotFoundError), path.open("rb") as file:  # taken away since listed
                _put(archive, written, f"{HOME}{name}", _blocks(file), packed=False)
    for name in sorted(written.named):
        if f"{HOME}files/{name}" not in written.members:
            written.problems.append(problem("file-missing", file=name))
    _put(archive, written, MANIFEST, [_manifest(written, tables)], packed=True)
    return written


def _put_table(archive: ZipFile, written: Written, name: str, model: Model) -> None:
    """The rows, counted, and the names of the files that they speak of."""
    at = [place for place, one in enumerate(columns_of(model)) if isinstance(one, models.FileField)]
    count = 0

    def lines() -> Iterator[bytes]:
        nonlocal count
        for line in lines_of(model):
            count += 1
            if at:
                row = json.loads(line)
                written.named.update(row[place] for place in at if row[place])
            yield line

    _put(archive, written, f"{TABLES}{name}.jsonl", lines(), packed=True)
    written.rows[name] = count


def _put(
    archive: ZipFile, written: Written, name: str, content: Iterable[bytes], *, packed: bool
) -> None:
    info = ZipInfo(name, timezone.localtime().timetuple()[:6])
    info.compress_type = ZIP_DEFLATED if packed else ZIP_STORED  # files are packed already, mostly
    info.external_attr = 0o100600 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=True) as member:
        for block in content:
            digest.update(block)
            size += len(block)
            member.write(block)
    written.members[name] = {"size": size, "sha256": digest.hexdigest()}


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    while block := file.read(_BLOCK):
        yield block


def _manifest(written: Written, tables: dict[str, Model]) -> bytes:
    table = {
        "format": FORMAT,
        "version": __version__,
        "made": timezone.now().isoformat(),
        "database": connection.vendor,
        "migrations": leaves(),
        "tables": {
            name: {
                "rows": written.rows[name],
                "columns": [one.attname for one in columns_of(model)],
            }
            for name, model in tables.items()
        },
        "empty_folders": list(empty_folders_in(settings.HOME)),
        "members": written.members,
    }
    return json.dumps(table, ensure_ascii=False, indent=1).encode()


def leaves() -> list[tuple[str, str]]:
    """The newest migration of each part of the program: the form of the tables."""
    return sorted(MigrationExecutor(connection).loader.graph.leaf_nodes())


def _refuse_another_version() -> None:
    executor = MigrationExecutor(connection)
    loader = executor.loader
    applied = loader.applied_migrations
    if not applied:
        raise refuse("nothing-here", file=str(settings.HOME))
    behind = bool(executor.migration_plan(loader.graph.leaf_nodes()))
    ahead = any(one[0] in loader.migrated_apps and one not in loader.graph.nodes for one in applied)
    if behind or ahead:
        raise refuse("other-version", file=str(settings.HOME))


@contextmanager
def _one_moment() -> Iterator[None]:
    """A transaction in which everything read is of one moment, and which keeps nobody from writing."""
    is_sqlite = connection.vendor == "sqlite"
    connection.ensure_connection()
    before = getattr(connection, "transaction_mode", None)
    if is_sqlite:
        connection.transaction_mode = "DEFERRED"  # type: ignore[attr-defined] # ours are IMMEDIATE
    try:
        with transaction.atomic():
            if not is_sqlite:
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
    finally:
        if is_sqlite:
            connection.transaction_mode = before  # type: ignore[attr-defined]


@contextmanager
def _registers_at_rest(home: Path) -> Iterator[None]:
    """While it is copied nobody enters anything into a register; whoever wants to waits."""
    with ExitStack() as locks:
        for _, path in list(files_in(home)):
            if path.name == REGISTER and (path.parent / "staff").is_dir():
                locks.enter_context(only_writer(path.parent / "staff"))
        yield
