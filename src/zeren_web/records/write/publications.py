"""Confirming what is public, withdrawing it, and how a company's pages look."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from zeren.files.canonical import canonical
from zeren_web.records.models import Company, CompanyLook, Person, Publication, Response
from zeren_web.records.write.audit import note


def value_hash(value: Mapping[str, object]) -> str:
    """The SHA-256 under which a publication is known."""
    return hashlib.sha256(canonical(dict(value))).hexdigest()


def confirm_publication(
    response: Response,
    value: Mapping[str, object],
    *,
    index: Sequence[str],
    look: CompanyLook | None,
    by: Person,
) -> Publication:
    """Keep exactly this under the next number. Of two at once, one waits and comes after."""
    for _ in range(3):
        try:
            return _confirmed(response, value, index=index, look=look, by=by)
        except IntegrityError:
            continue  # somebody took the number
    return _confirmed(response, value, index=index, look=look, by=by)


def _confirmed(
    response: Response,
    value: Mapping[str, object],
    *,
    index: Sequence[str],
    look: CompanyLook | None,
    by: Person,
) -> Publication:
    with transaction.atomic():
        mine = Publication.objects.with_scope(company=response.company_id)
        last = mine.filter(response=response).aggregate(last=Max("number"))["last"] or 0
        made = Publication(
            response=response,
            number=last + 1,
            value=value,
            sha256=value_hash(value),
            index=list(index),
            look=look,
            by=by,
            confirmed=timezone.now(),
        )
        made.save(force_insert=True)
        note(
            "publication-confirmed",
            who=by,
            company=response.company,
            year=response.cycle.year,
            number=made.number,
            sha256=made.sha256,
        )
    return made


def withdraw_publications(response: Response, *, by: Person) -> None:
    """All of them: were only the newest taken back, an older one would stand again. Once."""
    with transaction.atomic():
        mine = Publication.objects.with_scope(company=response.company_id)
        standing = mine.filter(response=response, withdrawn=None)
        numbers = sorted(standing.values_list("number", flat=True))
        if numbers:
            standing.update(withdrawn=timezone.now())
            note(
                "publication-withdrawn",
                who=by,
                company=response.company,
                year=response.cycle.year,
                numbers=numbers,
            )


def save_look(
    company: Company, *, colour: str, logo: bytes, logo_name: str, by: Person
) -> CompanyLook:
    made = CompanyLook(
        company=company,
        colour=colour,
        logo=logo,
        logo_name=logo_name,
        by=by,
        at=timezone.now(),
    )
    made.save(force_insert=True)
    return made
