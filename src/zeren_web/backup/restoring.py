"""A backup brought back into an empty home: wholly or not at all, and then checked.

Everything is made in `restoring.part` in the home; a folder that still has it is served by nobody. The tables are made
as they were when the backup was made, filled, and brought up to date then: an old backup opens in a newer program.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from django.apps.registry import Apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from zeren.problems import Problem
from zeren_web.backup.checking import check
from zeren_web.backup.home import RESTORING
from zeren_web.backup.reading import Backup, opened
from zeren_web.backup.refusals import refuse
from zeren_web.backup.tables import load, reset_sequences, tables_of


@dataclass(frozen=True, slots=True)
class Restored:
    """What is there again, and what is not as it should be."""

    rows: int
    files: int
    problems: tuple[Problem, ...]


def refuse_unfinished(home: Path) -> None:
    """Raises Refused where a restore was broken off."""
    if (home / RESTORING).exists():
        raise refuse("interrupted", file=str(home))


def bring_back(path: Path) -> Restored:
    """Raises Refused, and nothing is there then that was not before."""
    home: Path = settings.HOME
    refuse_unfinished(home)
    if home.exists() and any(home.iterdir()):
        raise refuse("not-empty", file=str(home))
    with opened(path, onto=home) as backup:
        _refuse_newer(backup, path)
        with _staged(home) as staging:
            return _bring_back(backup, path, home, staging)


def _bring_back(backup: Backup, path: Path, home: Path, staging: Path) -> Restored:
    target = _aim_at(staging)
    files = backup.lay_files(staging / "home")
    with _all_or_nothing():
        if connection.introspection.table_names():
            raise refuse("database-not-empty", file=str(connection.settings_dict["NAME"]))
        rows = _load(backup, path)
        _check_constraints("IMMEDIATE")  # PostgreSQL changes no table that still waits for checks
        call_command("migrate", verbosity=0, interactive=False)
        problems = tuple(check(staging / "home"))
        for one in sorted((staging / "home").iterdir()):
            one.replace(home / one.name)
    connection.close()
    if target:
        (staging / target.name).replace(target)
    return Restored(rows, files, problems)


def _load(backup: Backup, path: Path) -> int:
    """The tables as they were, filled."""
    executor = MigrationExecutor(connection)
    executor.migrate(backup.migrations)
    state = executor.loader.project_state(backup.migrations)
    apps: Apps = state.apps
    tables = tables_of(apps)
    if missing := sorted({*tables} ^ {*backup.tables}):
        raise refuse("rows", file=path.name, name=", ".join(missing))
    try:
        with transaction.atomic():
            _check_constraints("DEFERRED")  # rows come in no order; making the tables changed that
            rows = 0
            for name, said in backup.tables.items():
                with backup.table(name) as source:
                    count = load(tables[name], source, columns=said["columns"])
                if count != said["rows"]:
                    raise refuse("members", file=path.name, name=name)
                rows += count
            connection.check_constraints()
            reset_sequences(list(tables.values()))
    except IntegrityError as fault:
        raise refuse("rows", file=path.name, name=type(fault).__name__) from fault
    return rows


def _check_constraints(when: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


def _refuse_newer(backup: Backup, path: Path) -> None:
    known = MigrationLoader(None).graph.nodes
    if any(one not in known for one in backup.migrations):
        raise refuse("newer", file=path.name, version=str(backup.manifest["version"]))


def _aim_at(staging: Path) -> Path | None:
    """Let SQLite's file be made in the staging folder; where it belongs in the end."""
    if connection.vendor != "sqlite":
        return None
    target = Path(connection.settings_dict["NAME"])
    if target.exists():
        raise refuse("database-not-empty", file=str(target))
    connection.close()
    connection.settings_dict["NAME"] = staging / target.name
    return target


def _all_or_nothing() -> AbstractContextManager[object]:
    """PostgreSQL makes tables in a transaction; SQLite's file is thrown away where something fails."""
    return transaction.atomic() if connection.vendor == "postgresql" else nullcontext()


@contextmanager
def _staged(home: Path) -> Iterator[Path]:
    """A folder to make everything in; where something fails the home is as it was before."""
    was_there = home.exists()
    staging = home / RESTORING
    try:
        (staging / "home").mkdir(parents=True, mode=0o700)
        home.chmod(0o700)
        yield staging
    except BaseException:
        with suppress(DatabaseError):
            connection.close()
        if was_there:
            for one in home.iterdir():
                shutil.rmtree(one) if one.is_dir() else one.unlink()
        else:
            shutil.rmtree(home, ignore_errors=True)
        raise
    shutil.rmtree(staging)
