"""What each release tells, held against the log: the hash of its file is in the entry `release`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from zeren.declare.register.standing import Standing
from zeren.problems import Place, Problem
from zeren.text import Text


def is_released(path: Path, now: Standing) -> bool:
    """Whether this file is the record of a release that happened; what was never entered is none."""
    if not path.is_file():
        return False
    number = now.made.get(sha256(path.read_bytes()).hexdigest())
    return number is not None and now.entries[number].kind == "release"


def releases_in(folder: Path, now: Standing) -> tuple[Mapping[str, Any], ...]:
    """The records of the releases that happened, the latest first."""
    found = [
        json.loads(path.read_bytes())
        for path in sorted(folder.glob("*.json"))
        if is_released(path, now)
    ]
    return tuple(sorted(found, key=lambda one: (one["date"], one["name"]), reverse=True))


def problems_of_releases(folder: Path, now: Standing) -> tuple[Problem, ...]:
    """A release in the log whose record is gone, or was altered."""
    there = {sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.json")}
    return tuple(
        _missing(entry.seq)
        for entry in now.entries
        if entry.kind == "release" and entry.hash not in there
    )


def _missing(number: int) -> Problem:
    return Problem(
        "audit-release",
        "error",
        Place(file="releases"),
        Text(
            f"第 {number} 条是一次集中发布，它的记录不见了，或者被改过。",
            f"Entry {number} is a release whose record is gone or was altered.",
        ),
        Text("请从备份恢复 releases 文件夹。", "Restore the folder releases from a backup."),
    )
