"""What becomes of a response as a whole: begun, submitted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Company, Cycle, Person, Response
from zeren_web.records.models.responses import WITH_THE_COMPANY
from zeren_web.records.write.audit import note


def begin_response(company: Company, cycle: Cycle) -> Response:
    """The response of a company in a cycle, made if it is not there."""
    here = Response.objects.with_scope(company=company)
    response: Response = here.get_or_create(company=company, cycle=cycle)[0]
    return response


def begin_responses(cycle: Cycle) -> None:
    """A response for every member, at launch; those that are there stay."""
    members = Company.objects.filter(left=None)
    Response.objects.with_scopes_disabled().bulk_create(
        (Response(company=company, cycle=cycle) for company in members), ignore_conflicts=True
    )


def begin_open_responses(company: Company) -> None:
    """For a company that comes, or comes back, when cycles are launched already, begun or not."""
    today = timezone.localdate()
    for cycle in Cycle.objects.filter(launched__isnull=False, released=None, closed=None):
        if today <= cycle.last_day:
            begin_response(company, cycle)


def submit_response(response: Response, *, by: Person) -> None:
    """Once: a second press, or a colleague's at the same moment, changes nothing."""
    with transaction.atomic():
        waiting = Response.objects.with_scope(company=response.company_id).filter(
            pk=response.pk, state__in=WITH_THE_COMPANY
        )
        if waiting.update(state="submitted", submitted=timezone.now()):
            note(
                "response-submitted",
                who=by,
                company=response.company,
                year=response.cycle.year,
            )
