"""Errands: handed out with a link, done once, taken back at any time."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Errand, Person, Response
from zeren_web.records.write.audit import note
from zeren_web.records.write.tokens import new_token


def hand_out(  # noqa: PLR0913 - to whom, what, for how long
    response: Response,
    codes: list[str],
    *,
    name: str,
    days: int,
    by: Person,
    email: str = "",
    note_to: str = "",
) -> tuple[Errand, str]:
    """The errand, and the one moment at which its token is known."""
    token, sha256 = new_token()
    now = timezone.now()
    with transaction.atomic():
        errand = Errand(
            response=response,
            token_sha256=sha256,
            codes=codes,
            name=name,
            email=email,
            note=note_to,
            by=by,
            made=now,
            expires=now + timedelta(days=days),
        )
        errand.save(force_insert=True)
        note(
            "errand-handed-out",
            who=by,
            company=response.company,
            year=response.cycle.year,
            codes=codes,
            to=name,
        )
    return errand, token


def finish(errand: Errand) -> bool:
    """Handed back: from now on the link does nothing. Of two at once one is first."""
    now = timezone.now()
    with transaction.atomic():
        mine = Errand.objects.with_scope(company=errand.response.company_id)
        first = mine.filter(pk=errand.pk, done=None, revoked=None, expires__gt=now).update(done=now)
        if first:
            note("errand-done", who=None, company=errand.response.company, signed_by=errand.name)
    return bool(first)


def take_back(response: Response, number: int, *, by: Person) -> bool:
    """Dead on the next request; False where there is none that is open."""
    with transaction.atomic():
        mine = Errand.objects.with_scope(company=response.company_id)
        here = mine.filter(response=response, pk=number, done=None, revoked=None)
        taken = bool(here.update(revoked=timezone.now()))
        if taken:
            note("errand-taken-back", who=by, company=response.company, number=number)
    return taken
