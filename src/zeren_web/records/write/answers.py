"""Saving an answer: every save is a version, and nobody's words are written over unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection, transaction
from django.utils import timezone

from zeren.files.entered import Entered
from zeren_web.records.models import Answer, AnswerVersion, Person, Response


@dataclass(frozen=True, slots=True)
class Saved:
    """The entry stands, as this version."""

    version: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved another version in between; what they said, and who they are. Nothing was
    written, the person decides.
    """

    theirs: Answer


@dataclass(frozen=True, slots=True)
class Author:
    """Who says something, from where; `signed` is a colleague without an account."""

    person: Person | None = None
    origin: str = "page"
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry, and the version that whoever decided on it had before them."""

    entered: Entered
    base: int


def save_answer(
    response: Response, code: str, entered: Entered, *, base: int, by: Person | Author
) -> Saved | Conflict:
    """Save what stands under a code, seen by its author as version `base` (0: nothing stood there).

    The same entry again is no new version. Two queries, three where it is not saved.
    """
    author = by if isinstance(by, Author) else Author(by)
    table, by_id = entered.as_json(), author.person.pk if author.person else None
    entry, at = _as_stored(table, timezone.now())
    with transaction.atomic(), connection.cursor() as cursor:
        if base:
            cursor.execute(_CHANGE, (entry, by_id, at, response.pk, code, base))
        else:
            cursor.execute(_FIRST, (response.pk, code, entry, by_id, at))
        if cursor.rowcount:
            said = (response.pk, code, base + 1, entry, author.origin, by_id, author.signed, at)
            cursor.execute(_VERSION, said)
            return Saved(base + 1)
    answers = Answer.objects.with_scope(company=response.company_id)
    theirs = answers.select_related("by").filter(response=response, code=code).first()
    if theirs is None:  # a version was named of what nobody said yet
        theirs = Answer(response=response, code=code, entry={}, version=0, at=timezone.now())
    return Saved(theirs.version) if theirs.entry == table else Conflict(theirs)


# By hand: building these from models took a third of a save.
_CHANGE: Final = """
UPDATE records_answer SET entry = %s, version = version + 1, by_id = %s, at = %s
 WHERE response_id = %s AND code = %s AND version = %s
"""
_FIRST: Final = """
INSERT INTO records_answer (response_id, code, entry, version, by_id, at)
VALUES (%s, %s, %s, 1, %s, %s) ON CONFLICT (response_id, code) DO NOTHING
"""
_VERSION: Final = """
INSERT INTO records_answerversion (response_id, code, version, entry, origin, by_id, signed, at)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def _as_stored(table: Mapping[str, object], at: datetime) -> tuple[str, str | datetime | None]:
    """An entry and a moment as this database takes them."""
    ops = connection.ops
    entry: str = ops.adapt_json_value(table, None)
    return entry, ops.adapt_datetimefield_value(at)


def replace_answers(
    response: Response,
    entries: Mapping[str, Entered],
    *,
    by: Person | None,
    origin: str,
) -> int:
    """Set many answers at once, as one person decided; returns how many changed.

    For answers carried from last year, a demonstration.
    """
    return _replace(response, entries, None, by=by, origin=origin)[0]


def replace_seen(
    response: Response, seen: Mapping[str, Seen], *, by: Person | None, origin: str
) -> tuple[int, frozenset[str]]:
    """Set many answers at once, each only while the version stands that was looked at.

    Returns how many changed, and the codes that somebody else had changed meanwhile: those are left.
    """
    entries = {code: one.entered for code, one in seen.items()}
    bases = {code: one.base for code, one in seen.items()}
    return _replace(response, entries, bases, by=by, origin=origin)


def _replace(
    response: Response,
    entries: Mapping[str, Entered],
    bases: Mapping[str, int] | None,
    *,
    by: Person | None,
    origin: str,
) -> tuple[int, frozenset[str]]:
    now, clashes = timezone.now(), set[str]()
    with transaction.atomic():
        answers = Answer.objects.with_scope(company=response.company_id)
        standing = {
            answer.code: answer
            for answer in answers.select_for_update().filter(response=response, code__in=entries)
        }
        made, changed, versions = [], [], []
        for code, entered in entries.items():
            table, answer = entered.as_json(), standing.get(code)
            if bases is not None and bases[code] != (answer.version if answer else 0):
                clashes.add(code)
                continue
            if answer is None:
                answer = Answer(response=response, code=code, entry=table, version=1, by=by, at=now)
                made.append(answer)
            elif answer.entry == table:
                continue
            else:
                answer.entry, answer.by, answer.at = table, by, now
                answer.version += 1
                changed.append(answer)
            versions.append(
                AnswerVersion(
                    response=response,
                    code=code,
                    version=answer.version,
                    entry=table,
                    origin=origin,
                    by=by,
                    at=now,
                )
            )
        Answer.objects.bulk_create(made)
        answers.bulk_update(changed, ["entry", "version", "by", "at"])
        AnswerVersion.objects.bulk_create(versions)
    return len(versions), frozenset(clashes)
