"""Errands: the one behind a link, and those of a response."""

from __future__ import annotations

from django.http import Http404

from zeren_web.records.models import Errand, Response
from zeren_web.records.read.tokens import hash_of_token


def errand_for(token: str) -> Errand:
    """What a link asks for, open or over; raises Http404 where there is no such link. One query."""
    found: Errand | None = (
        Errand.objects.with_scopes_disabled()
        .filter(token_sha256=hash_of_token(token))
        .select_related("response__company", "response__cycle", "by")
        .first()
    )
    if found is None:
        raise Http404
    return found


def errands_of(response: Response) -> list[Errand]:
    """All that were handed out to answer something of it, newest first; one query."""
    return list(
        Errand.objects.with_scope(company=response.company_id)
        .filter(response=response)
        .select_related("by")
    )
