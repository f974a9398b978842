"""The two files of the association that whoever verifies needs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from zeren_web.pages.names import as_attachment
from zeren_web.public.showing import for_everybody
from zeren_web.records.read.published import LIST, status_list, trust_file


@for_everybody()
def trust(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """association.pub: whom to trust; compare its fingerprint by another way once."""
    content = trust_file()
    if content is None:
        raise Http404
    return as_attachment(content, "association.pub", "application/json")


@for_everybody()
def status(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The newest list of revocations."""
    content = status_list()
    if content is None:
        raise Http404
    return as_attachment(content, LIST, "application/vc+jwt")
