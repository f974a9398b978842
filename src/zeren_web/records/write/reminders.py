"""A reminder is kept with its words in the transaction that decides that it goes out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Company, Cycle, Person, Reminder
from zeren_web.records.read.reminders import HOURS
from zeren_web.records.write.audit import note


@dataclass(frozen=True, slots=True)
class ToSend:
    """A reminder that a person released."""

    company: Company
    group: str
    way: str
    to: str
    subject: str
    words: str


def release(
    cycle: Cycle, letters: Iterable[ToSend], *, again: Collection[str], by: Person
) -> list[Reminder]:
    """Keep those that may go out, and give them back to be sent: not to a company that was reminded
    within a day, unless its code is among `again`. One press after the other, so that two at the
    same moment send one.
    """
    now = timezone.now()
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        lately = set(
            Reminder.objects.with_scopes_disabled()
            .filter(at__gt=now - timedelta(hours=HOURS))
            .values_list("company_id", flat=True)
        )
        kept = [
            Reminder(
                company=one.company,
                cycle=cycle,
                group=one.group,
                way=one.way,
                to=one.to[:254],
                subject=one.subject[:200],
                words=one.words,
                by=by,
                at=now,
            )
            for one in letters
            if one.company.pk not in lately or one.company.code in again
        ]
        Reminder.objects.bulk_create(kept)
        if kept:
            codes = [one.company.code for one in kept]
            note("reminded", who=by, year=cycle.year, companies=codes)
    return kept
