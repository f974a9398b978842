"""What the public sees of a register: organisations, each with every version it ever had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timezone
from itertools import groupby
from typing import Any, Final

from zeren.declare.register.entries import Entry
from zeren.declare.register.release import Notice, Preparation
from zeren.declare.register.standing import Standing, State
from zeren.text import Text

MADE: Final = frozenset({"declare", "supersede", "sign"})


@dataclass(frozen=True, slots=True)
class Version:
    """One thing that was registered, and what became of it."""

    entry: Entry
    state: State
    ender: Entry | None
    release: str = ""  # the name of the release that brought it

    def as_json(self) -> dict[str, object]:
        return {
            **self.entry.as_json(),
            "state": self.state,
            "ended_by": self.ender.seq if self.ender else None,
            "ended_at": self.ender.time if self.ender else None,
            "reason": (self.ender.reason or None) if self.ender else None,
            "release": self.release or None,
        }


@dataclass(frozen=True, slots=True)
class Organisation:
    """Its versions, the latest first. `name` is None where it was erased or never given."""

    id: str
    page: str
    name: Text | None
    versions: tuple[Version, ...]

    @property
    def title(self) -> Text:
        return self.name or Text(self.id, self.id)

    @property
    def leading(self) -> Version:
        """The latest that stands, else the latest."""
        standing = [one for one in self.versions if one.state == "stands"]
        return (standing or list(self.versions))[0]


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the pages tell; equal values give equal pages."""

    title: Text
    origin: str
    verifier: str
    checkpoint: str
    size: int
    root: str
    organisations: tuple[Organisation, ...]
    entries: tuple[Entry, ...]
    releases: tuple[Mapping[str, Any], ...]
    notice: Notice | None
    noticed: tuple[tuple[Text, str, str], ...]  # name, id, hash
    zone: timezone  # in which pages tell the time; feeds and JSON tell it in UTC
    home: str = ""  # the site that the pages are part of

    @property
    def updated(self) -> str:
        return self.entries[-1].time if self.entries else ""

    def count(self, state: State) -> int:
        return sum(one.state == state for org in self.organisations for one in org.versions)


def organisations(
    now: Standing, names: Mapping[str, Text], releases: tuple[Mapping[str, Any], ...]
) -> tuple[Organisation, ...]:
    """In the order of their ids, so that nothing moves when a name is erased."""
    of_release = {
        one["hash"]: str(release["name"]) for release in releases for one in release["entries"]
    }
    made = sorted(
        (entry for entry in now.entries if entry.kind in MADE),
        key=lambda entry: (entry.org, -entry.seq),
    )
    found: list[Organisation] = []
    taken: set[str] = set()
    for org, entries in groupby(made, key=lambda entry: entry.org):
        page = _page(org, taken)
        versions = tuple(
            Version(one, now.state(one.seq), now.ender(one.seq), of_release.get(one.hash, ""))
            for one in entries
        )
        found.append(Organisation(org, page, names.get(org), versions))
    return tuple(found)


def _page(org: str, taken: set[str]) -> str:
    """A file name; ids that differ only in capitals must not share a file where capitals do not count."""
    page, number = org, 2
    while page.lower() in taken:
        page, number = f"{org}--{number}", number + 1
    taken.add(page.lower())
    return page


def noticed(now: Preparation, names: Mapping[str, Text]) -> tuple[tuple[Text, str, str], ...]:
    return tuple(
        (names.get(one.org) or Text(one.org, one.org), one.org, one.hash)
        for one in sorted(now.in_notice(), key=lambda one: (one.org, one.hash))
    )
