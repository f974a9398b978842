"""Putting beside a declaration what others said of it; the company's own members stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.declare.package import PROOF, Package

_MOST_OF_A_KIND: Final = 9


class Full(Exception):  # noqa: N818 - it says what is so
    """Nine of a kind are in the package already; its only argument is the kind."""


def with_member(package: Package, name: str, content: bytes) -> Package:
    """With this beside it, under the first free name of its kind. Raises `Full`.

    The same is not put in twice; a proof, and a newer issue of a list of withdrawals, take the place
    of the earlier one.
    """
    members, kind = dict(package.members), name.partition("-")[0]
    if name == PROOF:
        members[PROOF] = content
    elif content not in members.values():
        earlier = _earlier_list(content, members) if kind == "status" else None
        members[earlier or _free_name(kind, members)] = content
    return Package(members)


def free_name(kind: str, members: Mapping[str, bytes]) -> str | None:
    """The first name of this kind that no member has; None where none is left."""
    end = "p7s" if kind == "signature" else "jwt"
    names = (f"{kind}-{number}.{end}" for number in range(1, _MOST_OF_A_KIND + 1))
    return next((name for name in names if name not in members), None)


def _free_name(kind: str, members: Mapping[str, bytes]) -> str:
    name = free_name(kind, members)
    if name is None:
        raise Full(kind)
    return name


def _earlier_list(content: bytes, members: Mapping[str, bytes]) -> str | None:
    """An older issue of the same list, which the newer one takes the place of."""
    if (new := _issue(content)) is None:
        return None
    lists = ((name, _issue(old)) for name, old in members.items() if name.startswith("status-"))
    return next((name for name, old in lists if old and old[:2] == new[:2] and old < new), None)


def _issue(content: bytes) -> tuple[str, str, float] | None:
    """Whose list it is, which, and of when; None where it is no list, which is said when it is verified."""
    from zeren.declare.credential import TYP, issuer_of, window
    from zeren.declare.jws import Unsound, parsed

    try:
        claims = parsed(content, typ=TYP).claims()
        return issuer_of(claims), str(claims.get("id")), window(claims)[0].timestamp()
    except Unsound:
        return None
