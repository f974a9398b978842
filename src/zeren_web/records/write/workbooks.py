"""Workbooks that were sent in: kept for an hour, looked through, then taken in at one stroke."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from zeren.collect.responses import Evidence
from zeren_web.records.models import Person, Response, WorkbookUpload
from zeren_web.records.read.comparing import Line
from zeren_web.records.write.answers import Seen, replace_seen
from zeren_web.records.write.audit import note
from zeren_web.records.write.evidence import attach_listed

KEPT_FOR: Final = timedelta(hours=1)


def keep_upload(response: Response, *, name: str, data: bytes, by: Person) -> WorkbookUpload:
    """One at a time for each person and response; whatever is over, anywhere, goes."""
    now = timezone.now()
    with transaction.atomic():
        WorkbookUpload.objects.with_scopes_disabled().filter(expires__lt=now).delete()
        WorkbookUpload.objects.with_scope(company=response.company_id).filter(
            response=response, by=by
        ).delete()
        made = WorkbookUpload(
            response=response, name=name, data=data, by=by, at=now, expires=now + KEPT_FOR
        )
        made.save(force_insert=True)
    return made


def drop_upload(upload: WorkbookUpload) -> None:
    upload.delete()


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many answers changed, how many pieces of evidence came, and what was left as a conflict."""

    answers: int
    pieces: int
    clashes: frozenset[str]


def take_in(
    response: Response,
    lines: Iterable[Line],
    pieces: Iterable[Evidence],
    *,
    by: Person | None,
    origin: str = "workbook",
    only_if_all: bool = False,
) -> TakenIn:
    """Follow the file in these lines, each only while the version that it was looked at with stands.

    What somebody changed meanwhile is left as it stands and named; with `only_if_all` nothing at all
    is written then. Raises IntegrityError where somebody gives a first answer at the same moment.
    """
    seen: Mapping[str, Seen] = {line.code: Seen(line.found, line.version) for line in lines}
    with transaction.atomic():
        count, clashes = replace_seen(response, seen, by=by, origin=origin)
        if clashes and only_if_all:
            transaction.set_rollback(True)
            return TakenIn(0, 0, clashes)
        attached = attach_listed(response, pieces, by=by)
        if count or attached:
            note(
                "workbook-taken-in",
                who=by,
                company=response.company,
                year=response.cycle.year,
                answers=count,
                pieces=attached,
            )
    return TakenIn(count, attached, clashes)
