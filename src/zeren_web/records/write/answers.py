"""Saving an answer: every save is a version, and nobody's words are written over unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
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

    The same entry again is no new version. Three queries.
    """
    author = by if isinstance(by, Author) else Author(by)
    now, table = timezone.now(), entered.as_json()
    answers = Answer.objects.with_scope(company=response.company_id)
    with transaction.atomic():
        if base:
            here = answers.filter(response=response, code=code, version=base)
            changed = here.update(entry=table, version=base + 1, by=author.person, at=now)
        else:
            changed = _first(response, code, table, by=author.person, at=now)
        if changed:
            AnswerVersion(
                response=response,
                code=code,
                version=base + 1,
                entry=table,
                origin=author.origin,
                by=author.person,
                signed=author.signed,
                at=now,
            ).save(force_insert=True)
            return Saved(base + 1)
    theirs = answers.select_related("by").get(response=response, code=code)
    return Saved(theirs.version) if theirs.entry == table else Conflict(theirs)


def _first(
    response: Response, code: str, table: Mapping[str, object], *, by: Person | None, at: datetime
) -> bool:
    try:
        with transaction.atomic():
            Answer(response=response, code=code, entry=table, version=1, by=by, at=at).save(
                force_insert=True
            )
    except IntegrityError:
        return False
    return True


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
