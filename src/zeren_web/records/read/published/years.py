"""What a year shows: its release, its notice before that, its certificates; and whom this site trusts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db.models import Count
from django.utils import timezone

from zeren.declare.trust import Trust
from zeren_web.records.models import (
    Cycle,
    LeftOut,
    Objection,
    Release,
)
from zeren_web.records.read.keys import the_trust
from zeren_web.records.read.published.companies import issued_certificates, visible_companies
from zeren_web.records.read.published.values import (
    Announced,
    Certified,
    Name,
    ReleaseTold,
)
from zeren_web.records.read.register import shown_folder
from zeren_web.records.read.releases import PARTICIPATION, candidates


def certificate(number: str) -> Certified | None:
    row = issued_certificates().filter(number=number).select_related("company", "cycle").first()
    if row is None:
        return None
    is_shown = visible_companies().filter(pk=row.company_id).exists()
    return Certified(
        row.number,
        row.cycle.year,
        row.cycle.title,
        row.issued,
        row.company.name if is_shown else None,
        row.company.code if is_shown else "",
    )


def releases() -> tuple[ReleaseTold, ...]:
    """What was released, the latest first; two queries."""
    rows = Release.objects.filter(cycle__released__isnull=False).select_related("cycle")
    counted = issued_certificates().values("cycle").annotate(n=Count("pk")).order_by()
    counts: dict[int, int] = dict(counted.values_list("cycle", "n"))
    return tuple(
        ReleaseTold(
            row.cycle.year,
            row.cycle.title,
            row.at or timezone.now(),
            counts.get(row.cycle_id, 0),
            row.size,
            row.root,
            row.figures,
        )
        for row in rows.order_by("-cycle__year")
    )


def notices() -> tuple[int, ...]:
    """The years whose notice runs."""
    rows = Release.objects.filter(notice_from__isnull=False, cycle__released=None)
    return tuple(rows.order_by("-cycle__year").values_list("cycle__year", flat=True))


def notice(year: int) -> Announced | None:
    """The public notice of a year, from its first day until the release."""
    row = Release.objects.filter(
        cycle__year=year, notice_from__isnull=False, cycle__released=None
    ).first()
    if row is None or row.notice_from is None:
        return None
    cycle: Cycle = row.cycle
    until = date.fromordinal(row.notice_from.toordinal() + row.notice_days)
    return Announced(
        year,
        cycle.title,
        row.notice_from,
        row.notice_days,
        until,
        tuple(_announced(cycle, frozenset(row.hashes))),
        _objections(cycle),
        is_over=timezone.localdate() >= until,
    )


def _announced(cycle: Cycle, hashes: frozenset[str]) -> Iterator[tuple[str, str, Name]]:
    out = set(
        LeftOut.objects.with_scopes_disabled()
        .filter(cycle=cycle)
        .values_list("company_id", flat=True)
    )
    for one in candidates(cycle):
        stands_for = [each.hash for each in one.proposed if each.profile == PARTICIPATION]
        if hashes.intersection(stands_for) and one.company.pk not in out:
            yield one.company.code, one.company.uscc, one.company.name


def _objections(cycle: Cycle) -> int:
    return int(Objection.objects.with_scopes_disabled().filter(cycle=cycle).count())


def register_folder_shown() -> Path | None:
    """The folder of the register's pages as everybody may read them."""
    return shown_folder()


def trusts() -> tuple[Trust, ...]:
    """Whom this site's own visitors trust: the association that runs it."""
    found = the_trust()
    return (found,) if found else ()
