"""The plain values that the public pages show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from zeren.collect.responses import Response
from zeren.publish.document import Look
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Said, Text

Name = Text | Said
State = Literal["stands", "superseded", "withdrawn", "ended"]


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of a search: a company, the years in which it came out, how its declaration stands."""

    code: str
    uscc: str
    name: Name
    years: tuple[int, ...]
    state: State | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search."""

    lines: tuple[Listed, ...]
    page: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """What a company made public of one year: the core's response with nothing else in it."""

    year: int
    title: Text
    number: int
    confirmed: datetime
    sha256: str
    response: Response
    questionnaire: Questionnaire  # the edition that was asked
    index: tuple[str, ...]
    look: Look
    earlier: tuple[tuple[int, datetime], ...]  # numbers and days of those that it took the place of


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What the association says beside a declaration. Codes are those of answers looked at."""

    kind: str
    words: str
    day: date
    until: date | None
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """A declaration in the register, by its number there, and what became of it."""

    entry: int
    year: int
    signed: datetime
    until: date | None
    sha256: str
    state: State
    reason: Text | None
    ended: datetime | None
    confirmed: tuple[Confirmed, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """Everything public about a company, newest first."""

    code: str
    uscc: str
    name: Name
    reports: tuple[Report, ...]
    declarations: tuple[Declared, ...]
    certificates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Certified:
    """A certificate of participation; without a name where its company shows nothing any more."""

    number: str
    year: int
    title: Text
    issued: date
    name: Name | None
    code: str


@dataclass(frozen=True, slots=True)
class Announced:
    """A public notice: who would come out, from when, until when. `late` after it is over."""

    year: int
    title: Text
    start: date
    days: int
    until: date
    companies: tuple[tuple[str, str, Name], ...]  # code, unified social credit code, name
    objections: int
    is_over: bool


@dataclass(frozen=True, slots=True)
class ReleaseTold:
    """A release that happened, with the tables that were worked out then."""

    year: int
    title: Text
    at: datetime
    companies: int
    size: int | None
    root: str
    figures: Mapping[str, Any]
