"""What a larger questionnaire would ask about the clauses that a response leaves open or half open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from zeren.assess.coverage.clauses import Further, StandardCoverage
from zeren.assess.coverage.ways import Ways
from zeren.collect.responses import Response
from zeren.standards.crosswalks import Relation
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.load import load_questionnaire, supplements_of
from zeren.standards.questionnaires import (
    TIERS,
    Questionnaire,
    is_asked,
)


def with_further(
    found: StandardCoverage,
    response: Response,
    asked: Questionnaire | None,
    *,
    library: Library = OURS_ALONE,
) -> StandardCoverage:
    """Name, at each clause that is not covered, what the largest tier and the supplements would ask.

    What the company's profile rules out is left aside. Without a questionnaire of ours nothing is named.
    """
    if asked is None:
        return found
    everything = supplements_of(asked.id, library)
    tiers = tuple(
        load_questionnaire(asked.id, tier=tier, supplements=everything, library=library)
        for tier in TIERS
    )
    lead = Ways(tiers[-1], library=library).to(found.standard)
    clauses = tuple(
        one
        if one.is_heading or one.state == "covered" or one.clause.ref not in lead
        else replace(
            one, further=tuple(_further(lead[one.clause.ref].asked, tiers, asked, response))
        )
        for one in found.clauses
    )
    return replace(found, clauses=clauses)


def _further(
    ways: Mapping[str, Relation],
    tiers: Sequence[Questionnaire],
    asked: Questionnaire,
    response: Response,
) -> Iterator[Further]:
    """The surest first; of equally sure ones, in the order of the questionnaire."""
    for code, way in sorted(ways.items(), key=lambda pair: -pair[1].strength):
        whole, matter = next((one, found) for one in tiers if (found := one.matter_of.get(code)))
        if code not in asked.matter_of and is_asked(matter.asked_when, response.profile):
            home = whole.homes.get(code, "")
            yield Further(
                matter,
                strength=way.strength,
                tier="" if TIERS.index(whole.tier) <= TIERS.index(asked.tier) else whole.tier,
                supplement="" if home in asked.supplements else home,
            )
