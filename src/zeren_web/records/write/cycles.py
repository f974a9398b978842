"""Cycles: launched once, and from then on what is asked is fixed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Cycle, Person
from zeren_web.records.read.private import questionnaire_of
from zeren_web.records.write.audit import note
from zeren_web.records.write.responses import begin_responses


def launch(cycle: Cycle, *, by: Person | None) -> None:
    """Freeze the edition, begin a response for every member; launching again changes nothing."""
    questionnaire = questionnaire_of(cycle)
    with transaction.atomic():
        launched = Cycle.objects.filter(pk=cycle.pk, launched=None).update(
            edition=questionnaire.edition, sha256=questionnaire.sha256, launched=timezone.now()
        )
        if launched:
            begin_responses(cycle)
            note("cycle-launched", who=by, year=cycle.year, sha256=questionnaire.sha256)
    cycle.refresh_from_db()
