"""What staff do for a release, each step with the lock held; and the moment at which everything switches."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Final

from zeren.declare.register.entries import RELEASE_PROFILE, Proposed
from zeren.declare.register.release import (
    RESULTS,
    Preparation,
    RecordCheck,
    is_day,
    obstacles,
    record,
    staged,
)
from zeren.declare.register.standing import Batch
from zeren.files.canonical import canonical
from zeren.files.register_folder.disk import disk_problem, only_writer
from zeren.files.register_folder.folder import Register, Signer
from zeren.files.register_folder.reading import Audit, audit
from zeren.files.register_folder.releases import is_released
from zeren.files.register_folder.writing import Wanted, Written, places_of, write
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}", re.ASCII)
COLUMNS: Final = ("org", "source", "date", "result")
_MOST_ROWS: Final = 100_000


def change(register: Register, step: Callable[[Preparation], Preparation]) -> Preparation:
    """Take one step of the preparation. Raises Refused, with nothing changed."""
    try:
        with only_writer(register.staff):
            now = step(register.preparation())
            register.prepare(now)
    except OSError as fault:
        raise Refused(disk_problem(fault, will_be_finished=False)) from fault
    return now


def stage(
    register: Register, proposed: Sequence[Proposed], *, places: Sequence[Place] = ()
) -> Preparation:
    """Let these wait for the release. What could not be entered then is refused now, as by `enter`."""

    def step(now: Preparation) -> Preparation:
        found = audit(register.log, register.verifier)
        if not found.is_sound:
            raise Refused(*found.problems)
        batch = Batch(found.standing)
        waiting = set(now.waiting)
        for one in now.waiting:
            batch.problems_with(one, Place())
        problems = [
            problem
            for one, place in zip(proposed, places_of(proposed, places), strict=False)
            if one not in waiting
            for problem in batch.problems_with(one, place)
        ]
        if problems:
            raise Refused(*problems)
        return staged(now, proposed)

    return change(register, step)


def publish(register: Register, signer: Signer, *, name: str, now: datetime, on: str) -> Written:
    """Enter everything that was in the notice, and the release itself, in one moment."""
    if not NAME.fullmatch(name):
        raise Refused(_bad_name(name))

    def choose(log: Audit) -> Wanted:
        preparation = register.preparation()
        if found := obstacles(preparation, on=on):
            raise Refused(*found)
        if is_released(register.releases / f"{name}.json", log.standing):
            raise Refused(_name_taken(name))
        told = canonical(record(preparation, name=name, on=on)) + b"\n"
        ready = preparation.ready()
        whole = Proposed("release", sha256(told).hexdigest(), register.operator, RELEASE_PROFILE)
        known = [one for one in ready if one.hash in log.standing.made and one.kind != "withdraw"]
        return Wanted((*(one for one in ready if one not in known), whole), {f"{name}.json": told})

    return write(register, signer, choose, now=now)


def checks_in(path: Path) -> tuple[RecordCheck, ...]:
    """Record checks from a CSV with the columns org, source, date, result. Raises Refused with every line."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        reader = csv.DictReader(file)
        if not set(COLUMNS) <= set(reader.fieldnames or ()):
            raise Refused(_no_columns(path))
        rows = [row for row, _ in zip(reader, range(_MOST_ROWS), strict=False)]
    made = [RecordCheck(*((row[name] or "").strip() for name in COLUMNS)) for row in rows]
    problems = [
        problem
        for number, one in enumerate(made, 2)
        for problem in problems_of_check(one, Place(file=path.name, line=number))
    ]
    if problems:
        raise Refused(*problems)
    return tuple(made)


def problems_of_check(check: RecordCheck, place: Place) -> tuple[Problem, ...]:
    if check.source and is_day(check.date) and check.result in RESULTS:
        return ()
    return (
        Problem(
            "release-check",
            "error",
            place,
            Text(
                "来源、日期、结果没有写全，或者写得不对。",
                "Source, date or result is missing or not written right.",
            ),
            Text(
                f"日期写成 2026-01-31，结果写 {'、'.join(RESULTS)} 之一。",
                f"Write the date like 2026-01-31 and one of these results: {', '.join(RESULTS)}.",
            ),
        ),
    )


def _no_columns(path: Path) -> Problem:
    return Problem(
        "release-columns",
        "error",
        Place(file=path.name),
        Text("第一行不是这四个列名。", "The first line does not name the four columns."),
        Text(
            f"请写：{','.join(COLUMNS)}，存成 UTF-8 的 CSV。",
            f"Write {','.join(COLUMNS)} and save it as CSV in UTF-8.",
        ),
    )


def _bad_name(name: str) -> Problem:
    return Problem(
        "release-name",
        "error",
        Place(),
        Text(f"“{name[:40]}”不能作发布的名字。", f'"{name[:40]}" cannot be the name of a release.'),
        Text(
            "请用字母、数字和连字符，例如 2026。", "Use letters, digits and hyphens, such as 2026."
        ),
    )


def _name_taken(name: str) -> Problem:
    return Problem(
        "release-name-taken",
        "error",
        Place(),
        Text(f"已经有一次发布叫“{name}”。", f'There was a release "{name}" already.'),
        Text("请换一个名字。", "Choose another name."),
    )
