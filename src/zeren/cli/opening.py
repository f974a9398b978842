"""What the verbs that open a declaration share: the reader's own files, the moment, and what came apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from zeren.cli.screen import say, screen_lang
from zeren.problems import Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.package import Package

Made = TypeVar("Made")
Named = TypeVar("Named")


def moment_of(day: str | None) -> datetime:
    """Now, or the end in China of the day that was given: what happened on it counts, and thanks to
    the minutes that clocks may differ, nothing of the next day does.
    """
    from zeren.cli.options import on_day
    from zeren.declare.times import SKEW

    if day is None:
        return datetime.now(UTC).replace(microsecond=0)
    return datetime.fromisoformat(f"{on_day(day)}T15:59:59+00:00") - SKEW


def on_this_clock(seconds: int) -> datetime:
    """A moment by the clock of this machine; by UTC where it cannot tell."""
    moment = datetime.fromtimestamp(seconds, UTC)
    with suppress(OverflowError, OSError, ValueError):
        return moment.astimezone()
    return moment


def given(read: Callable[[Named], Made], named: Named) -> Made:
    """What a reader names as their own: where it is none, the usage is wrong, not the declaration."""
    try:
        return read(named)
    except Refused as refusal:
        raise click.UsageError(refusal.problems[0].words(screen_lang())) from refusal


def with_others(package: Package, paths: Iterable[Path]) -> Package:
    """Add what came apart: lists and confirmations beside those in the file, one of a kind instead."""
    from zeren.declare.package import MEMBER
    from zeren.declare.package import Package as Members
    from zeren.files.association import content_of

    members = dict(package.members)
    for path in paths:
        if not MEMBER.fullmatch(path.name):
            raise click.UsageError(say(_no_member(path)))
        content = given(content_of, path)
        kind, dash, _ = path.name.partition("-")
        name = free_name(kind, members) if dash else path.name
        members[name] = content
    return Members(members)


def free_name(kind: str, members: Mapping[str, bytes]) -> str:
    """The first name of this kind that no member has; raises UsageError where none is left."""
    from zeren.declare.attaching import free_name as first_free

    if (name := first_free(kind, members)) is None:
        raise click.UsageError(say(TOO_MANY.format(kind=kind)))
    return name


TOO_MANY: Final = Text(
    "文件里已经有 9 份 {kind}，再放不下。请直接向协会索取这家企业的材料。",
    "The file holds nine of {kind} already and no more can be added. Ask the association itself about this company.",
)


def _no_member(path: Path) -> Text:
    return Text(
        f"“{path.name}”不能一起核对。文件名要像 status-1.jwt、identity-1.jwt、check-1.jwt、proof.json、did.json 这样。",
        f'"{path.name}" cannot be verified together with it. It must have a name such as status-1.jwt, identity-1.jwt, check-1.jwt, proof.json or did.json.',
    )
