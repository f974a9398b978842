"""Reviewing: remarks, and what becomes of a response. Nobody of the association edits an answer here.

Each step looks at the state in its own UPDATE: of two reviewers at once one is told that it is done.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final, Literal

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zeren_web.records.models import Person, Remark, Response, ReviewStep
from zeren_web.records.write.audit import note

Step = Literal["returned", "accepted", "reopened"]
_FROM: Final[Mapping[Step, str]] = {
    "returned": "submitted",
    "accepted": "submitted",
    "reopened": "accepted",
}
_TO: Final[Mapping[Step, str]] = {
    "returned": "returned",
    "accepted": "accepted",
    "reopened": "submitted",
}


def add_remark(response: Response, code: str, words: str, *, by: Person) -> bool:
    """False where the response is no longer with the association."""
    with transaction.atomic():
        waiting = _here(response).select_for_update().filter(state="submitted")
        if not waiting.exists():
            return False
        Remark(response=response, code=code, words=words, by=by, at=timezone.now()).save(
            force_insert=True
        )
    return True


def drop_remark(response: Response, number: int) -> bool:
    """Take back what the company has not seen."""
    mine = Remark.objects.with_scope(company=response.company_id)
    return bool(mine.filter(response=response, pk=number, shown=None).delete()[0])


def settle_remark(response: Response, number: int, *, by: Person, done: bool = True) -> bool:
    """The company says that it has dealt with it, or that it has not after all."""
    mine = Remark.objects.with_scope(company=response.company_id).filter(
        response=response, pk=number, shown__isnull=False, settled__isnull=done
    )
    now = timezone.now()
    with transaction.atomic():
        changed = mine.update(settled=now if done else None, settled_by=by if done else None)
        if changed:
            what = "remark-settled" if done else "remark-reopened"
            note(what, who=by, company=response.company, year=response.cycle.year, remark=number)
    return bool(changed)


def return_response(response: Response, words: str, *, days: int, by: Person) -> bool:
    """Back to the company, with its remarks; it may mend it for so many days. False: too late."""
    until = timezone.localdate() + timedelta(days=days)
    with transaction.atomic():
        if not _step(response, "returned", words, by=by, until=until):
            return False
        Remark.objects.with_scope(company=response.company_id).filter(
            response=response, shown=None
        ).update(shown=timezone.now())
    return True


def accept_response(response: Response, words: str, *, by: Person) -> bool:
    """Complete and plausible; that is all it says. False: somebody was quicker."""
    return _step(response, "accepted", words, by=by)


def reopen_response(response: Response, words: str, *, by: Person) -> bool:
    """Back into the queue, with a reason, while its cycle is not released."""
    return _step(response, "reopened", words, by=by)


def _step(
    response: Response, what: Step, words: str, *, by: Person, until: date | None = None
) -> bool:
    here = _here(response).filter(state=_FROM[what], cycle__released=None)
    with transaction.atomic():
        if not here.update(state=_TO[what], mend_until=until):
            return False
        ReviewStep(
            response=response,
            what=what,
            words=words,
            until=until,
            by=by,
            at=timezone.now(),
        ).save(force_insert=True)
        note(
            f"response-{what}",
            who=by,
            company=response.company,
            year=response.cycle.year,
            words=words,
        )
    return True


def _here(response: Response) -> QuerySet[Response]:
    here: QuerySet[Response] = Response.objects.with_scope(company=response.company_id)
    return here.filter(pk=response.pk)
