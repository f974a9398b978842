"""The files of an association and of those who trust it: `association.pub`, `status.json`, members."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from zeren.declare.jws import Unsound, table_of
from zeren.declare.package import MOST_BYTES
from zeren.declare.trust import Trust
from zeren.files.opened import opened
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_MOST_TRUST: Final = 200_000


def read_trust(path: Path) -> Trust:
    """Whom a reader trusts. Raises Refused where the file is none, or a company's key."""
    try:
        return Trust.of(table_of(content_of(path, _MOST_TRUST)))
    except Unsound as fault:
        raise Refused(_no_trust(path)) from fault


def read_trusts(paths: Iterable[Path]) -> tuple[Trust, ...]:
    """Each association once, as the first file names it. Raises Refused where a later one differs."""
    found: dict[str, Trust] = {}
    for path in paths:
        trust = read_trust(path)
        if any(trust.differs_from(one) for one in found.values()):
            raise Refused(_other_keys(path))
        found.setdefault(trust.did, trust)
    return tuple(found.values())


def write_json(table: dict[str, Any]) -> bytes:
    return (json.dumps(table, ensure_ascii=False, indent=2) + "\n").encode()


def content_of(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file of no more than so many. Raises Refused, OSError."""
    try:
        with opened(path) as file:
            content = file.read(most + 1)
    except (FileNotFoundError, IsADirectoryError, ValueError) as fault:
        raise Refused(_not_there(path)) from fault
    if len(content) > most:
        raise Refused(_too_large(path, most))
    return content


def _not_there(path: Path) -> Problem:
    return Problem(
        "file-missing",
        "error",
        Place(file=path.name),
        Text("没有这个文件。", "There is no such file."),
        Text("请检查路径。", "Check the path."),
    )


def _too_large(path: Path, most: int) -> Problem:
    return Problem(
        "member-too-large",
        "error",
        Place(file=path.name),
        Text("文件超过 {most} 字节。", "The file has more than {most} bytes.").format(most=most),
        Text("请检查是不是给错了文件。", "Check whether it is the right file."),
    )


def _no_trust(path: Path) -> Problem:
    return Problem("trust-not-an-association", "error", Place(file=path.name), *NO_TRUST)


def _other_keys(path: Path) -> Problem:
    return Problem("trust-other-keys", "error", Place(file=path.name), *OTHER_KEYS)


OTHER_KEYS: Final = (
    Text(
        "这份协会文件和先给的那一份是同一家协会的，密钥或公示登记却不一样，没有采用。",
        "This file names an association that is known here already, with other keys or another register; it was not accepted.",
    ),
    Text(
        "其中一份可能是假的。请用您已经知道的办法问协会（电话、当面），只用它说对的那一份。协会更换密钥时，会公布新旧密钥的清单：确认是它的以后，只给新的那一份；在网页上，请重新打开再放，或者向协会要一份新的网页。",
        "One of the two may be forged. Ask the association by a way that you know already, by telephone or in person, and use only the file that it says is right. An association that changes its key publishes the list of its old and new keys: once you have made sure that it is its own, give that file alone; with the web page, open it anew, or get a new page from the association.",
    ),
)
NO_TRUST: Final = (
    Text(
        "这不是协会的公钥文件。",
        "This is not the file that says which association you trust.",
    ),
    Text(
        "请用协会用 zeren identity trust 写出、直接交给您的 association.pub，不要用声明文件里带来的。",
        "Use the association.pub that the association wrote with zeren identity trust and gave you itself; never one that came with a declaration.",
    ),
)
