"""A consultant is proposed, the company's owner consents, and may take that back at any time."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Company, Person, Seat
from zeren_web.records.write.audit import note
from zeren_web.records.write.joining import Address, person_at


def propose(
    to: Address, role: str, companies: Sequence[Company], *, by: Person, consents: bool = False
) -> list[Seat]:
    """A seat in each company, which counts once its owner consents; `consents` where it is the owner
    who asks. Returns the seats that are new.
    """
    with transaction.atomic():
        person = person_at(email=to.email, phone=to.phone)
        if to.name and not person.name:
            Person.objects.filter(pk=person.pk).update(name=to.name)
            person.name = to.name
        new = []
        for company in companies:
            seat, made = Seat.objects.with_scope(company=company).get_or_create(
                person=person,
                company=company,
                defaults={
                    "role": role,
                    "consultant": True,
                    "consented": timezone.now() if consents else None,
                },
            )
            if made:
                new.append(seat)
                note("consultant-proposed", who=by, company=company, person=str(person), role=role)
            if consents and not seat.consented and seat.consultant:
                consent(seat, by=by)
            elif made and consents:
                note("consent-given", who=by, company=company, person=str(person), role=role)
    return new


def consent(seat: Seat, *, by: Person) -> bool:
    """From the next request on the consultant may do what the seat says; False where they could."""
    with transaction.atomic():
        here = Seat.objects.with_scope(company=seat.company_id).filter(pk=seat.pk, consented=None)
        given = here.filter(consultant=True).update(consented=timezone.now())
        if given:
            note(
                "consent-given",
                who=by,
                company=seat.company,
                person=str(seat.person),
                role=seat.role,
            )
    return bool(given)


def take_consent_back(seat: Seat, *, by: Person) -> None:
    """The seat is gone, and with it everything that it let the person see; declining is the same."""
    with transaction.atomic():
        here = Seat.objects.with_scope(company=seat.company_id).filter(pk=seat.pk, consultant=True)
        if here.delete()[0]:
            note(
                "consent-withdrawn",
                who=by,
                company=seat.company,
                person=str(seat.person),
            )
