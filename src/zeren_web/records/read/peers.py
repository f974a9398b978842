"""The means of a cycle, where enough companies stand behind them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from zeren_web.records.models import Cycle, PeerFigures, Response

COUNTED = ("submitted", "accepted")


class Mean(NamedTuple):
    """Whole points of 100, and how many companies it is of."""

    points: int
    companies: int


def means_of(cycle: Cycle, figures: PeerFigures | None) -> Mapping[str, Mean]:
    """By area; none where, without the reader's own company, fewer than the least group would be left.

    Everybody in the cycle is told the same whole points: comparing what two companies see gives nothing.
    """
    if figures is None:
        return {}
    return {
        code: Mean((2 * total + 100 * companies) // (200 * companies), companies)
        for code, (total, companies) in figures.areas.items()
        if companies > cycle.least_group
    }


def not_taken(cycle: Cycle, figures: PeerFigures | None) -> list[int]:
    """The responses that count and that nobody looked at yet; one query."""
    counted = (
        Response.objects.with_scopes_disabled()
        .filter(cycle=cycle, state__in=COUNTED, company__left=None)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    taken = set(figures.taken) if figures else set()
    return [pk for pk in counted if pk not in taken]
