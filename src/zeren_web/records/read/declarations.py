"""A company's declarations, for its own desk and for the signer who holds a link."""

from __future__ import annotations

import json
from typing import Literal

from django.http import Http404
from django.utils import timezone

from zeren.collect.responses import Response as Value
from zeren.collect.restored import response_from_json
from zeren.declare.declaration import Declaration as Said
from zeren.declare.statement import statement_from_json
from zeren.declare.validity import usual_end
from zeren_web.records.models import CompanyKey, Declaration, Response, SignerLink
from zeren_web.records.read.tokens import hash_of_token

Stage = Literal["withdrawn", "replaced", "registered", "passed-over", "not-public", "waiting"]


def declarations_of(response: Response) -> list[Declaration]:
    """Those of this year, newest first, with their publication; one query."""
    return list(
        Declaration.objects.with_scope(company=response.company_id)
        .filter(publication__response=response)
        .select_related("publication", "by", "look")
    )


def declaration_of(response: Response, number: int) -> Declaration:
    for one in declarations_of(response):
        if one.pk == number:
            return one
    raise Http404


def stage_of(row: Declaration, rows: list[Declaration]) -> Stage:
    """What became of a signed one, among those of its year. `passed-over`: a newer one was signed
    before it was registered; `not-public`: what it calls public was withdrawn.
    """
    if row.withdrawn:
        return "withdrawn"
    if row.entry is not None:
        return "replaced" if row.replaced else "registered"
    newest = next((one for one in rows if one.signed and not one.withdrawn), None)
    if row != newest:
        return "passed-over"
    return "not-public" if row.publication.withdrawn else "waiting"


def registered_among(rows: list[Declaration]) -> Declaration | None:
    """The one that the register shows as standing."""
    found = (one for one in rows if one.entry is not None)
    return next((one for one in found if not one.withdrawn and not one.replaced), None)


def open_link_of(row: Declaration) -> SignerLink | None:
    """The link through which the signer can confirm it now."""
    found: SignerLink | None = (
        SignerLink.objects.with_scope(company=row.company_id)
        .filter(declaration=row, used=None, revoked=None, expires__gt=timezone.now())
        .first()
    )
    return found


def newest_signed(company: int) -> Declaration | None:
    """The newest declaration of any year that is signed and not withdrawn; one query."""
    found: Declaration | None = (
        Declaration.objects.with_scope(company=company)
        .filter(signed__isnull=False, withdrawn=None)
        .first()
    )
    return found


def key_row_of(company: int) -> CompanyKey | None:
    """The key that this server keeps for it now."""
    found: CompanyKey | None = (
        CompanyKey.objects.with_scope(company=company).filter(retired=None).first()
    )
    return found


def said_in(row: Declaration) -> Said:
    """What is declared. Until it is signed, a day that the form left open is today."""
    said = statement_from_json(row.statement)
    if row.signed or row.dated:
        return said
    today = timezone.localdate().isoformat()
    return said._replace(issued=today, until=said.until if row.ends else usual_end(today))


def answers_in(row: Declaration) -> Value:
    """The response whose answers are sealed in it."""
    return response_from_json(row.answers)


def kept_disclosures(row: Declaration) -> bytes:
    return json.dumps(row.disclosures).encode()


def link_for(token: str) -> SignerLink:
    """What a signer's link leads to, whatever became of it since. Raises Http404 where nothing."""
    found: SignerLink | None = (
        SignerLink.objects.with_scopes_disabled()
        .filter(token_sha256=hash_of_token(token), declaration__company__left=None)
        .select_related(
            "declaration__company", "declaration__look", "declaration__publication__response__cycle"
        )
        .first()
    )
    if found is None:
        raise Http404
    return found
