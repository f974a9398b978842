"""A company confirms what the association entered for it: from then on it is the company's answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db import transaction

from zeren.files.entered import Entered
from zeren_web.records.models import Answer, Person, Response
from zeren_web.records.write.answers import Seen, replace_seen
from zeren_web.records.write.audit import note


def confirm_answers(response: Response, answers: Iterable[Answer], *, by: Person) -> int:
    """Each as it was seen; what somebody changed meanwhile is left. Returns how many."""
    seen = {
        one.code: Seen(replace(Entered.of(one.entry), awaiting=False), one.version)
        for one in answers
    }
    with transaction.atomic():
        count, _ = replace_seen(response, seen, by=by, origin="page")
        if count:
            note(
                "staff-answers-confirmed",
                who=by,
                company=response.company,
                year=response.cycle.year,
                answers=count,
            )
    return count
