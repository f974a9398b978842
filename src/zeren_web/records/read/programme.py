"""What the association sees of its programme as a whole; only for people with a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone

from zeren_web.records.models import Company, Cycle, Response
from zeren_web.records.models.responses import WITH_THE_COMPANY


@dataclass(frozen=True, slots=True)
class CycleStanding:
    """A cycle, and how many companies are where in it."""

    cycle: Cycle
    companies: int  # members today
    begun: int  # with an answer in a response that is still open
    returned: int
    submitted: int  # waiting for review
    accepted: int

    @property
    def untouched(self) -> int:
        return max(0, self.companies - self.begun - self.returned - self.submitted - self.accepted)

    def days_left(self, today: date | None = None) -> int:
        return (self.cycle.last_day - (today or timezone.localdate())).days


def cycles_under_way() -> list[CycleStanding]:
    """The launched cycles that are not released, newest first; three queries."""
    cycles = list(Cycle.objects.filter(launched__isnull=False, released=None))
    members = Company.objects.filter(left=None).count()
    counts: dict[tuple[int, str], int] = {
        (row["cycle"], row["state"]): row["n"]
        for row in Response.objects.with_scopes_disabled()
        .filter(cycle__in=cycles, company__left=None)
        .exclude(state="open", versions=None)
        .values("cycle", "state")
        .annotate(n=Count("pk", distinct=True))
    }
    return [
        CycleStanding(
            cycle,
            members,
            *(counts.get((cycle.pk, state), 0) for state in WITH_THE_COMPANY),
            *(counts.get((cycle.pk, state), 0) for state in ("submitted", "accepted")),
        )
        for cycle in cycles
    ]
