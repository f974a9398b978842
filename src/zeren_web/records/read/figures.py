"""The year's tables: worked out once, on release day, so that no two queries can be held against each other.

A group with fewer companies than the cycle's minimum is joined with the others; what is joined is
large enough too, or the smallest group that stands alone is joined with it. Means are whole points.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from zeren.assess.result import assess
from zeren.files.entered import Entered, response_from
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text
from zeren_web.records.models import Answer, Cycle, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.private import asked_in

OTHERS: Final = "others"
_POINT: Final = 100  # hundredths
Scores = Mapping[str, int]  # of one company, by area and overall, hundredths of a point
_OVERALL: Final = "overall"


def figures_of(cycle: Cycle) -> dict[str, Any]:
    """The tables of a cycle, from the responses that were accepted; {} where they are too few."""
    questionnaire = questionnaire_of(cycle)
    found = list(_scored(cycle, questionnaire))
    if len(found) < cycle.least_group:
        return {}
    return {
        "companies": len(found),
        "least": cycle.least_group,
        "areas": [
            {"title": area.title.as_json(), **mean}
            for area in questionnaire.areas
            if (mean := _mean((scores for _, scores in found), area.code, cycle.least_group))
        ],
        "sectors": list(_sectors(found, questionnaire, cycle.least_group)),
    }


def _scored(cycle: Cycle, questionnaire: Questionnaire) -> Iterator[tuple[str, Scores]]:
    """Sector and scores of each company; two queries however many there are."""
    accepted = Response.objects.with_scopes_disabled().filter(cycle=cycle, state="accepted")
    sectors = dict(accepted.values_list("pk", "company__sector"))
    rows = (
        Answer.objects.with_scopes_disabled()
        .filter(response__in=accepted)
        .order_by("response_id")
        .values_list("response_id", "code", "entry")
    )
    for pk, answers in groupby(rows.iterator(chunk_size=5000), key=lambda row: row[0]):
        entered = {code: Entered.of(entry) for _, code, entry in answers}
        value, _ = response_from(questionnaire, entered, asked=asked_in(cycle))
        result = assess(questionnaire, value)
        scores = {code: score.declared for code, score in result.areas}
        scores[_OVERALL] = result.overall.declared
        yield sectors[pk], {code: score for code, score in scores.items() if score is not None}


def _mean(found: Iterable[Scores], code: str, least: int) -> dict[str, int] | None:
    values = [scores[code] for scores in found if code in scores]
    if len(values) < least:
        return None
    return {"n": len(values), "mean": round(sum(values) / len(values) / _POINT)}


def _sectors(
    found: list[tuple[str, Scores]], questionnaire: Questionnaire, least: int
) -> Iterator[dict[str, Any]]:
    labels = {
        choice.code: choice.label.as_json() for choice in questionnaire.field_of["sector"].choices
    }
    groups: dict[str, list[Scores]] = defaultdict(list)
    for sector, scores in found:
        groups[sector if sector in labels else OTHERS].append(scores)
    for code, members in joined(groups, least=least).items():
        if mean := _mean(members, _OVERALL, least):
            yield {"title": labels.get(code, _OTHERS.as_json()), **mean}


def joined(groups: Mapping[str, list[Scores]], *, least: int) -> dict[str, list[Scores]]:
    """No group smaller than this, the rest included; one alone tells no more than the whole."""
    large = {code: members for code, members in groups.items() if len(members) >= least}
    large.pop(OTHERS, None)
    rest = [one for code, members in groups.items() if code not in large for one in members]
    while rest and len(rest) < least and large:
        smallest = min(large, key=lambda code: (len(large[code]), code))
        rest += large.pop(smallest)
    if len(rest) >= least:
        large[OTHERS] = rest
    return dict(sorted(large.items(), key=lambda pair: (pair[0] == OTHERS, pair[0])))


_OTHERS: Final = Text("其他行业", "Other sectors")
