"""Saving what somebody decided about a matter of the plan; nobody's is written over unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from zeren_web.records.models import Person, PlanRow, Response


@dataclass(frozen=True, slots=True)
class Decided:
    """Who, by when, how far, why not, and a note."""

    who: str = ""
    due: date | None = None
    state: str = "open"
    reason: str = ""
    note: str = ""


def save_row(
    response: Response, code: str, decided: Decided, *, base: int, by: Person
) -> PlanRow | None:
    """None where it stands now as its author wanted it; else what somebody else saved in between, and
    nothing was written. `base` is the version that its author saw (0: nothing stood there).
    """
    rows = PlanRow.objects.with_scope(company=response.company_id)
    values = {
        "who": decided.who,
        "due": decided.due,
        "state": decided.state,
        "reason": decided.reason if decided.state == "dropped" else "",
        "note": decided.note,
        "finished": timezone.localdate() if decided.state in {"done", "dropped"} else None,
        "by": by,
        "at": timezone.now(),
    }
    if base:
        here = rows.filter(response=response, code=code, version=base)
        if here.update(version=base + 1, **values):
            return None
    elif _first(response, code, values):
        return None
    theirs: PlanRow | None = rows.select_related("by").filter(response=response, code=code).first()
    return theirs


def _first(response: Response, code: str, values: Mapping[str, object]) -> bool:
    try:
        with transaction.atomic():
            PlanRow(response=response, code=code, **values).save(force_insert=True)
    except IntegrityError:
        return False
    return True
