"""Carrying last year's answers in, and confirming that they still hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db import transaction

from zeren_web.records.models import EvidenceUse, Person, Response
from zeren_web.records.read.carrying import Carrying
from zeren_web.records.read.private import Desk
from zeren_web.records.write.answers import Seen, replace_seen
from zeren_web.records.write.audit import note


def carry_in(
    response: Response, carrying: Carrying, versions: Mapping[str, int], *, by: Person
) -> int:
    """Into what is empty, and nowhere else; what somebody answers in the same moment stays theirs.

    Returns how many answers came. Doing it again changes nothing.
    """
    seen = {code: Seen(entry, versions.get(code, 0)) for code, entry in carrying.entries.items()}
    with transaction.atomic():
        count, _ = replace_seen(response, seen, by=by, origin="carried")
        uses = EvidenceUse.objects.with_scope(company=response.company_id)
        for use, code in carrying.uses:
            uses.get_or_create(piece_id=use.piece_id, response=response, code=code)
        if count:
            note(
                "carried-in",
                who=by,
                company=response.company,
                year=response.cycle.year,
                from_year=carrying.last.cycle.year,
                answers=count,
            )
    return count


def confirm(desk: Desk, versions: Mapping[str, int], *, by: Person) -> tuple[int, frozenset[str]]:
    """They still hold, as they were seen. Returns how many, and which had changed meanwhile."""
    seen = {
        code: Seen(replace(desk.entered[code], awaiting=False), version)
        for code, version in versions.items()
        if code in desk.entered and desk.entered[code].awaiting
    }
    return replace_seen(desk.response, seen, by=by, origin="page")
