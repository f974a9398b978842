"""A response as a reviewer reads it: each answer with its evidence, last year's, its history, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zeren.assess.review import CHECK_WORDS, Check
from zeren.files.entered import Entered
from zeren.text import Said, Text
from zeren_web.desk.progress import Asked, parts_of
from zeren_web.desk.rows import lines_of
from zeren_web.records.models import AnswerVersion, EvidenceFile, Remark
from zeren_web.records.read.history import ORIGIN_WORDS
from zeren_web.records.read.reviewing import Reviewed

_MISSING: Final = Text("没有填", "Not answered")
Lines = tuple[Text | Said, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that somebody said once."""

    version: int
    lines: Lines
    origin: Text
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A question or field with everything about it."""

    code: str
    title: Text
    lines: Lines
    awaiting: bool
    origin: Text | None  # where it is not the company's own page
    before: Lines
    evidence: tuple[EvidenceFile, ...]
    history: tuple[Past, ...]
    checks: tuple[Check, ...]
    remarks: tuple[Remark, ...]

    @property
    def number(self) -> str:
        """The code where it says something to people: a question's, not a field's."""
        return self.code if self.code[:1].isupper() else ""


@dataclass(frozen=True, slots=True)
class ReviewPart:
    title: Text
    rows: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A check in the list on top, with the title of its question and where it stands."""

    check: Check
    title: Text | None
    at: str

    @property
    def number(self) -> str:
        return self.check.code if self.check.code[:1].isupper() else ""


def parts_reviewed(on: Reviewed) -> tuple[ReviewPart, ...]:
    """Every part with its rows, as the questionnaire has them."""
    return tuple(
        ReviewPart(part.title, tuple(_row(on, asked) for asked in part.asked))
        for part in parts_of(on.desk)
    )


def found_by_kind(
    on: Reviewed, parts: tuple[ReviewPart, ...]
) -> tuple[tuple[Text, tuple[Found, ...]], ...]:
    """The checks under their kinds, each leading to its question."""
    titles = {row.code: row.title for part in parts for row in part.rows}
    return tuple(
        (words, found)
        for kind, words in CHECK_WORDS.items()
        if (found := tuple(_found(check, titles) for check in on.checks if check.kind == kind))
    )


def _found(check: Check, titles: Mapping[str, Text]) -> Found:
    title = titles.get(check.code)
    return Found(check, title, f"q-{check.code}" if title else "")


def _row(on: Reviewed, asked: Asked) -> ReviewRow:
    code = asked.code
    entered = on.desk.entered.get(code, Entered())
    versions = on.versions.get(code, ())
    past = on.before.entered.get(code, Entered()) if on.before else Entered()
    origin = versions[-1].origin if versions else "page"
    return ReviewRow(
        code,
        asked.title,
        tuple(lines_of(asked, entered)),
        entered.awaiting,
        ORIGIN_WORDS[origin] if origin != "page" else None,
        tuple(lines_of(asked, past)),
        tuple(piece for use, piece in on.desk.evidence if use.code == code),
        tuple(_history(asked, versions)) if len(versions) > 1 else (),
        tuple(check for check in on.checks if check.code == code),
        on.remarks.get(code, ()),
    )


def _history(asked: Asked, versions: tuple[AnswerVersion, ...]) -> Iterator[Past]:
    for one in versions:
        lines = tuple(lines_of(asked, Entered.of(one.entry))) or (_MISSING,)
        yield Past(one.version, lines, ORIGIN_WORDS[one.origin], one.who, one.at)
