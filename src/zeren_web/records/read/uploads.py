"""A workbook that waits to be looked through, for the person who sent it."""

from __future__ import annotations

from django.http import Http404
from django.utils import timezone

from zeren_web.records.models import Person, Response, WorkbookUpload


def upload_of(response: Response, person: Person, number: int) -> WorkbookUpload:
    """Raises Http404 where it is another's, over, or taken in already; one query."""
    found: WorkbookUpload | None = (
        WorkbookUpload.objects.with_scope(company=response.company_id)
        .filter(response=response, by=person, pk=number, expires__gt=timezone.now())
        .first()
    )
    if found is None:
        raise Http404
    return found
