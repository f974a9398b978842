"""Cycles: made and changed until launch; from then on what is asked is fixed, and only dates move."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from zeren.standards.load import content_of
from zeren_web.records.models import Cycle, Edition, Person
from zeren_web.records.read.editions import questionnaire_of, the_library
from zeren_web.records.read.standing import forget_cycles
from zeren_web.records.write.audit import note
from zeren_web.records.write.responses import begin_responses

SETTABLE: Final = frozenset(
    (
        *("year", "title_zh", "title_en", "tier", "supplements"),
        *("period_start", "period_end", "opens", "closes", "grace_days", "least_group"),
    )
)


def make_cycle(given: Mapping[str, object], *, by: Person | None) -> Cycle | None:
    """A new one; None where another has this year already."""
    try:
        with transaction.atomic():
            made = Cycle.objects.create(**_allowed(given))
            note("cycle-made", who=by, year=made.year)
    except IntegrityError:
        return None
    return made


def change_cycle(cycle: Cycle, given: Mapping[str, object], *, by: Person | None) -> bool:
    """Change what is not launched yet; False where it was in the meantime, or the year is taken."""
    try:
        with transaction.atomic():
            waiting = Cycle.objects.filter(pk=cycle.pk, launched=None)
            changed = bool(waiting.update(**_allowed(given)))
            if changed:
                note("cycle-changed", who=by, year=given["year"])
    except IntegrityError:
        return False
    return changed


def launch(cycle: Cycle, *, by: Person | None) -> None:
    """Keep the edition, begin a response for every member; launching again changes nothing."""
    with transaction.atomic():
        cycle.refresh_from_db()
        if cycle.launched is not None:
            return
        asked = questionnaire_of(cycle)
        content = content_of(
            cycle.questionnaire, supplements=tuple(cycle.supplements), library=the_library()
        )
        launched = Cycle.objects.filter(pk=cycle.pk, launched=None).update(
            edition=asked.edition, sha256=asked.sha256, launched=timezone.now()
        )
        if launched:
            begin_responses(cycle)
            Edition.objects.get_or_create(
                sha256=asked.sha256, defaults={"content": content.decode()}
            )
            note("cycle-launched", who=by, year=cycle.year, sha256=asked.sha256)
    cycle.refresh_from_db()


def set_dates(cycle: Cycle, *, closes: date, grace_days: int, by: Person | None) -> bool:
    """Move the end of a launched cycle, which also takes answers again where it was closed.

    False where nothing was changed: it is released, or this is its end already.
    """
    running = Cycle.objects.filter(pk=cycle.pk, launched__isnull=False, released=None)
    with transaction.atomic():
        same = running.filter(closes=closes, grace_days=grace_days, closed=None).exists()
        if same or not running.update(closes=closes, grace_days=grace_days, closed=None):
            return False
        note(
            "cycle-dates",
            who=by,
            year=cycle.year,
            was=[cycle.closes.isoformat(), cycle.grace_days],
            now=[closes.isoformat(), grace_days],
        )
    forget_cycles()
    return True


def close_cycle(cycle: Cycle, *, by: Person | None) -> bool:
    """Take no more answers, before the last day; a second press changes nothing."""
    running = Cycle.objects.filter(pk=cycle.pk, launched__isnull=False, closed=None, released=None)
    with transaction.atomic():
        if not running.update(closed=timezone.now()):
            return False
        note("cycle-closed", who=by, year=cycle.year)
    forget_cycles()
    return True


def _allowed(given: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in given.items() if name in SETTABLE}
