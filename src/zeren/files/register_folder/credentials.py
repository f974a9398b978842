"""What is to be registered, out of the file in which it came."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final, NamedTuple

from zeren.declare.jws import Unsound, parsed
from zeren.declare.package import CREDENTIAL, PROFILE
from zeren.declare.register.entries import Proposed
from zeren.files.envelope import package_of
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_MOST_BATCH: Final = 500_000_000


def credential_of(path: Path) -> bytes:
    """The bytes of `declaration.jwt`, whose SHA-256 is registered, out of a PDF, a `.zeren` or itself.

    Raises Refused. A token that ends with a line end, as editors leave it, is another file: it is
    refused, not mended.
    """
    content = package_of(path).members.get(CREDENTIAL, b"")
    try:
        parsed(content, typ="vc+jwt")
    except Unsound as fault:
        raise Refused(_no_credential(path)) from fault
    return content


class Listed(NamedTuple):
    """What a file asks to be entered, and in which line it does."""

    entries: tuple[Proposed, ...]
    places: tuple[Place, ...] = ()


def batch_of(path: Path) -> Listed:
    """A JSON object a line: `hash`, `org`, and perhaps `kind` and `profile`. Raises Refused with every line."""
    if path.stat().st_size > _MOST_BATCH:
        raise Refused(_bad_line(path, 1))
    found: list[Proposed] = []
    places: list[Place] = []
    problems: list[Problem] = []
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            one = _proposed(line)
            if one is None:
                problems.append(_bad_line(path, number))
            else:
                found.append(one)
                places.append(Place(file=path.name, line=number))
    if problems:
        raise Refused(*problems[:20])
    return Listed(tuple(found), tuple(places))


def _proposed(line: str) -> Proposed | None:
    try:
        table = json.loads(line)
        table = {"kind": "declare", "profile": PROFILE, **table}
        one = Proposed(**table)
    except (ValueError, TypeError, RecursionError):
        return None
    is_plain = all(isinstance(value, str) for value in one)
    return one if is_plain and one.kind != "release" else None


def _no_credential(path: Path) -> Problem:
    return Problem(
        "register-no-credential",
        "error",
        Place(file=path.name),
        Text("这不是签过名的声明。", "This is not a signed declaration."),
        Text(
            "请给出企业发来的 PDF、.zeren 或 declaration.jwt，一个字节也不要改；或者用 --hash 给出它的 SHA-256。",
            "Give the PDF, .zeren or declaration.jwt, byte for byte as the company sent it, or its SHA-256 with --hash.",
        ),
    )


def _bad_line(path: Path, number: int) -> Problem:
    return Problem(
        "register-batch-line",
        "error",
        Place(file=path.name, line=number),
        Text("这一行读不懂。", "This line cannot be understood."),
        Text(
            '每行一个 JSON 对象，例如 {"hash": "…", "org": "…"}；kind 可以是 declare、supersede、withdraw、sign。',
            'Write one JSON object a line, such as {"hash": "…", "org": "…"}; kind may be declare, supersede, withdraw or sign.',
        ),
    )
