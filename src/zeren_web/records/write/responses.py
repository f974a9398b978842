"""What becomes of a response as a whole: begun, submitted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Company, Cycle, Person, Response
from zeren_web.records.write.audit import note


def begin_response(company: Company, cycle: Cycle) -> Response:
    """The response of a company in a cycle, made if it is not there."""
    here = Response.objects.with_scope(company=company)
    response: Response = here.get_or_create(company=company, cycle=cycle)[0]
    return response


def submit_response(response: Response, *, by: Person) -> None:
    """Once: a second press, or a colleague's at the same moment, changes nothing."""
    with transaction.atomic():
        waiting = Response.objects.with_scope(company=response.company_id).filter(
            pk=response.pk, state__in=("open", "returned")
        )
        if waiting.update(state="submitted", submitted=timezone.now()):
            note(
                "response-submitted",
                who=by,
                company=response.company,
                year=response.cycle.year,
            )
