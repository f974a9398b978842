"""Reading the audit log: who did what to whom, and when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from zeren_web.records.models import AuditLine

_FIRST, _LAST = date(2000, 1, 1), date(2200, 1, 1)  # days that every clock can tell


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in the log; what is empty leaves everything in."""

    company: str = ""
    person: str = ""
    what: str = ""
    since: date | None = None
    until: date | None = None

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Sought:
        def said(name: str) -> str:
            return str(sent.get(name, "")).replace("\0", "").strip()[:120]

        return cls(
            said("company"),
            said("person"),
            said("what"),
            _day(said("since")),
            _day(said("until")),
        )


def _day(words: str) -> date | None:
    try:
        day = date.fromisoformat(words)
    except ValueError:
        return None
    return day if _FIRST <= day <= _LAST else None


def lines(sought: Sought) -> QuerySet[AuditLine]:
    """Newest first, with the companies."""
    where = Q()
    if sought.company:
        where &= (
            Q(company__name_zh__icontains=sought.company)
            | Q(company__name_en__icontains=sought.company)
            | Q(company__uscc__iexact=sought.company)
            | Q(company__code__iexact=sought.company)
        )
    if sought.person:
        where &= Q(signed__icontains=sought.person)
    if sought.what:
        where &= Q(what=sought.what)
    if sought.since:
        where &= Q(at__gte=_begin(sought.since))
    if sought.until:
        where &= Q(at__lt=_begin(sought.until + timedelta(days=1)))
    return AuditLine.objects.filter(where).select_related("company").order_by("-id")


def _begin(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
