"""A folder of returned workbooks: kept, read, and entered for the companies once somebody confirms."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from zeren.files.entered import Entered
from zeren_web.records.models import Batch, Cycle, Person, ReturnedWorkbook
from zeren_web.records.read.returned import read_returned
from zeren_web.records.write.answers import Seen, replace_seen
from zeren_web.records.write.audit import note
from zeren_web.records.write.responses import begin_response

KEPT_FOR: Final = timedelta(hours=24)
AT_ONCE: Final = 8.0  # seconds of reading in one request


def keep_batch(cycle: Cycle, files: Iterable[tuple[str, bytes]], *, by: Person) -> Batch:
    """Keep what was dropped in; the same bytes once. Batches that are over go."""
    now = timezone.now()
    with transaction.atomic():
        Batch.objects.filter(expires__lt=now).delete()
        batch = Batch.objects.create(cycle=cycle, by=by, expires=now + KEPT_FOR)
        ReturnedWorkbook.objects.bulk_create(
            ReturnedWorkbook(
                batch=batch, name=name, data=data, sha256=hashlib.sha256(data).hexdigest()
            )
            for name, data in files
        )
    return batch


def read_some(batch: Batch, *, seconds: float = AT_ONCE) -> int:
    """Read what waits for so long, at least one; returns how many still wait."""
    until = time.monotonic() + seconds
    waiting = batch.workbooks.filter(state="waiting")
    for number in list(waiting.values_list("pk", flat=True)):
        book = waiting.filter(pk=number).first()
        if book is not None:  # somebody else may have read it meanwhile
            _read(batch.cycle, book)
        if time.monotonic() > until:
            break
    return waiting.count()


def _read(cycle: Cycle, book: ReturnedWorkbook) -> None:
    found = read_returned(cycle, bytes(book.data or b""), name=book.name)
    refused = found.company is None or not found.told
    ReturnedWorkbook.objects.filter(pk=book.pk, state="waiting").update(
        state="refused" if refused else "read",
        data=None,
        company=found.company,
        entries={code: list(one) for code, one in found.entries.items()},
        told=dict(found.told),
        problems=[problem.as_json() for problem in found.problems],
    )


@dataclass(frozen=True, slots=True)
class EnteredFor:
    """How many companies, how many answers, and how many were left because they changed meanwhile."""

    companies: int
    answers: int
    left: int


def enter_batch(
    batch: Batch, chosen: Iterable[ReturnedWorkbook], *, by: Person
) -> EnteredFor | None:
    """Enter these for their companies, each answer waiting for the company; None where it was done."""
    companies = answers = left = 0
    with transaction.atomic():
        open_still = Batch.objects.filter(pk=batch.pk, entered=None)
        if not open_still.update(entered=timezone.now()):
            return None
        for book in chosen:
            if book.company is None:
                continue
            response = begin_response(book.company, batch.cycle)
            if not response.takes_answers(timezone.localdate()):
                left += len(book.entries)
                continue
            seen = {
                code: Seen(replace(Entered.of(entry), awaiting=True), version)
                for code, (entry, version) in book.entries.items()
            }
            count, clashes = replace_seen(response, seen, by=by, origin="staff")
            companies, answers, left = companies + 1, answers + count, left + len(clashes)
            ReturnedWorkbook.objects.filter(pk=book.pk).update(state="entered", entries={})
            note(
                "staff-entered",
                who=by,
                company=book.company,
                year=batch.cycle.year,
                file=book.name,
                sha256=book.sha256,
                answers=count,
            )
    return EnteredFor(companies, answers, left)
