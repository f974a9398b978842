"""Consultants: people from outside who work for several companies, each with its consent."""

from __future__ import annotations

from django.db.models import F
from django.http import Http404

from zeren_web.records.models import Company, Person, Seat


def consultants() -> list[tuple[Person, list[Seat]]]:
    """Everybody with a consultant's seat, and their companies; two queries."""
    found: dict[int, tuple[Person, list[Seat]]] = {}
    seats = (
        Seat.objects.with_scopes_disabled()
        .filter(consultant=True)
        .select_related("person", "company")
        .order_by("person__name", "person_id", "company__name_zh")
    )
    for seat in seats:
        found.setdefault(seat.person_id, (seat.person, []))[1].append(seat)
    return list(found.values())


def consultants_of(company: Company) -> list[Seat]:
    """The consultants of one company, those that wait for consent first; one query."""
    return list(
        Seat.objects.with_scope(company=company)
        .filter(company=company, consultant=True)
        .select_related("person")
        .order_by(F("consented").asc(nulls_first=True), "pk")
    )


def consultant_seat(company: Company, number: int) -> Seat:
    """One of a company's consultants; raises Http404."""
    found = next((one for one in consultants_of(company) if one.pk == number), None)
    if found is None:
        raise Http404
    return found
