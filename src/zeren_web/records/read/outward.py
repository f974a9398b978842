"""What a company made public of a response, and how its pages look; for its own desk."""

from __future__ import annotations

from django.http import Http404

from zeren.collect.responses import Response as Value
from zeren.collect.restored import response_from_json
from zeren.publish.document import Look
from zeren_web.records.models import CompanyLook, Publication, Response


def publications_of(response: Response) -> list[Publication]:
    """Every one that was confirmed, newest first; one query."""
    return list(
        Publication.objects.with_scope(company=response.company_id)
        .filter(response=response)
        .select_related("by", "look")
    )


def publication_of(response: Response, number: int) -> Publication:
    for publication in publications_of(response):
        if publication.number == number:
            return publication
    raise Http404


def standing_publication(publications: list[Publication]) -> Publication | None:
    """The one that the public sees: the newest that is not withdrawn."""
    return next((one for one in publications if one.withdrawn is None), None)


def value_of(publication: Publication) -> Value:
    """The response that was confirmed: nothing but what is public is in it."""
    return response_from_json(publication.value)


def look_row_of(company: int) -> CompanyLook | None:
    """How its pages look now."""
    found: CompanyLook | None = CompanyLook.objects.with_scope(company=company).first()
    return found


def as_look(row: CompanyLook | None) -> Look:
    """Colour and logo as printers take them; ours where a company chose none."""
    if row is None:
        return Look()
    logo = bytes(row.logo) or None
    return Look(colour=row.colour, logo=logo, logo_name=row.logo_name if logo else "")
