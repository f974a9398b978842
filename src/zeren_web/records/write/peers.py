"""Taking responses into the means of their cycle, a whole group at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Final

from django.db import transaction

from zeren.assess.result import assess
from zeren_web.records.models import Cycle, PeerFigures, Response
from zeren_web.records.read.peers import Mean, means_of, not_taken
from zeren_web.records.read.reviewing import desks_of

_MOST: Final = 200  # responses at once; the rest comes with the next page


def peers_of(cycle: Cycle) -> Mapping[str, Mean]:
    """The means as they stand; where a whole group waits, it is taken in first. Two queries, nine then.

    A response counts as it was when it was taken in: a correction afterwards changes no mean.
    """
    figures = PeerFigures.objects.filter(cycle=cycle).first()
    if len(not_taken(cycle, figures)) >= cycle.least_group:
        figures = _renewed(cycle)
    return means_of(cycle, figures)


def _renewed(cycle: Cycle) -> PeerFigures:
    with transaction.atomic():
        PeerFigures.objects.get_or_create(cycle=cycle)
        figures = PeerFigures.objects.select_for_update().get(cycle=cycle)
        new = not_taken(cycle, figures)[:_MOST]
        if len(new) < cycle.least_group:
            return figures  # somebody else was first
        for code, scores in _scores(new).items():
            waiting = [*figures.waiting.get(code, ()), *scores]
            total, companies = figures.areas.get(code, (0, 0))
            if len(waiting) >= cycle.least_group:
                figures.areas[code] = (total + sum(waiting), companies + len(waiting))
                waiting = []
            figures.waiting[code] = sorted(waiting)  # in no order that tells whose they are
        figures.taken = [*figures.taken, *new]
        figures.save()
    return figures


def _scores(new: list[int]) -> Mapping[str, list[int]]:
    """By area, in hundredths of a point; a score that is not shown to the company itself counts nowhere.
    Three queries.
    """
    found: dict[str, list[int]] = defaultdict(list)
    responses = Response.objects.with_scopes_disabled().filter(pk__in=new)
    for desk in desks_of(responses.select_related("company", "cycle")).values():
        for code, score in assess(desk.questionnaire, desk.read[0]).areas:
            if score.declared is not None:
                found[code].append(score.declared)
    return found
