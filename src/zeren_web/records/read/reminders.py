"""Who is behind in a cycle, how to reach them, and what they were reminded of."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Max, QuerySet
from django.utils import timezone

from zeren_web.records.models import Answer, Company, Cycle, Reminder, Response
from zeren_web.records.models.responses import WITH_THE_COMPANY
from zeren_web.records.read.joining import owners_of

HOURS: Final = 24  # nobody is reminded twice within


@dataclass(frozen=True, slots=True)
class Behind:
    """A company that has not submitted: its response with what is answered, and whom to write to."""

    company: Company
    response: Response | None
    answers: dict[str, Answer] = field(default_factory=dict)
    name: str = ""
    email: str = ""
    phone: str = ""
    joined: bool = False  # somebody can sign in for it
    reminded: datetime | None = None

    @property
    def group(self) -> str:
        if self.response and self.response.state == "returned":
            return "returned"
        return "half-way" if self.answers else "not-begun"

    @property
    def lately(self) -> bool:
        """Reminded within the last day."""
        since = timezone.now() - timedelta(hours=HOURS)
        return self.reminded is not None and self.reminded > since


def behind_in(cycle: Cycle, codes: Iterable[str] | None = None) -> list[Behind]:
    """Every member that has not submitted (or those with these codes), by name; five queries."""
    companies = Company.objects.filter(left=None).order_by("name_zh", "pk")
    if codes is not None:
        companies = companies.filter(code__in=list(codes))
    responses = {
        one.company_id: one
        for one in Response.objects.with_scopes_disabled()
        .filter(cycle=cycle, company__in=companies.order_by())
        .select_related("company", "cycle")
    }
    late = [
        company
        for company in companies
        if company.pk not in responses or responses[company.pk].state in WITH_THE_COMPANY
    ]
    answers = _answers([responses[one.pk].pk for one in late if one.pk in responses])
    owners, last = _owners(late), _last()
    return [
        Behind(
            company,
            response,
            answers.get(response.pk, {}) if response else {},
            *owners.get(
                company.pk, (company.contact_name, company.contact_email, company.contact_phone)
            ),
            joined=company.pk in owners,
            reminded=last.get(company.pk),
        )
        for company in late
        for response in (responses.get(company.pk),)
    ]


def _answers(responses: list[int]) -> dict[int, dict[str, Answer]]:
    found: dict[int, dict[str, Answer]] = {}
    for answer in Answer.objects.with_scopes_disabled().filter(response__in=responses):
        found.setdefault(answer.response_id, {})[answer.code] = answer
    return found


def _owners(companies: list[Company]) -> dict[int, tuple[str, str, str]]:
    """The first owner of each that has one, rather than the contact that a list once named."""
    return {
        seat.company_id: (seat.person.name, seat.person.email or "", seat.person.phone or "")
        for seat in reversed(owners_of(companies))
    }


def _last() -> dict[int, datetime]:
    found = Reminder.objects.with_scopes_disabled().order_by()
    return dict(found.values("company").annotate(last=Max("at")).values_list("company", "last"))


def reminders_sent() -> QuerySet[Reminder]:
    """Newest first, with their words as they were sent."""
    found: QuerySet[Reminder] = (
        Reminder.objects.with_scopes_disabled()
        .select_related("company", "cycle", "by")
        .order_by("-at", "-pk")
    )
    return found
