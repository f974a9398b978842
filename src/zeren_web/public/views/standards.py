"""The standards that Zeren knows, by number and short title, and how their clauses relate."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse

from zeren.publish.covered import relation_words
from zeren.standards.catalogue import Standard, load_standards, our_standard_ids, standard
from zeren.standards.crosswalks import Relation, relations_between
from zeren.standards.topics import topics_by_clause
from zeren.text import Text
from zeren_web.public.showing import HOUR, for_everybody, show

_EVERY: Final = Text(
    "收录的社会责任标准：编号、短标题、允许的说法，以及条款之间的对照。",
    "The standards of social responsibility in this catalogue: numbers, short titles, what may be claimed, and how their clauses relate.",
)


@dataclass(frozen=True, slots=True)
class To:
    """A clause of the other standard, and in words how it relates."""

    ref: str
    title: Text
    words: Text


@dataclass(frozen=True, slots=True)
class From:
    """A clause, and what it relates to, the strongest first."""

    ref: str
    title: Text
    to: tuple[To, ...]


@for_everybody(HOUR)
def every(request: HttpRequest) -> HttpResponse:
    return show(request, "public/standards.html", {"standards": load_standards()}, about=_EVERY)


@for_everybody(HOUR)
def one(request: HttpRequest, name: str) -> HttpResponse:
    """Its clauses by number and short title; what a clause asks stands in the standard itself."""
    if name not in our_standard_ids():
        raise Http404
    found, topics = standard(name), topics_by_clause(name)
    clauses = [(clause, topics.get(clause.ref, ())) for clause in found.clauses]
    about = Text(
        "{title}：条款编号、短标题和允许的说法。",
        "{title}: its clauses by number and short title, and what may be claimed.",
    ).format(title=found.title)
    context: dict[str, object] = {"standard": found, "clauses": clauses}
    return show(request, "public/standard.html", context, about=about)


@for_everybody(HOUR)
def crosswalk(request: HttpRequest) -> HttpResponse:
    """From one standard to another; without a choice, only the choice."""
    ids = our_standard_ids()
    chosen = [request.GET.get(name, "") for name in ("from", "to")]
    if any(one and one not in ids for one in chosen):
        raise Http404
    pair = tuple(standard(one) for one in chosen if one)
    context: dict[str, object] = {
        "standards": load_standards(),
        "source": chosen[0],
        "target": chosen[1],
        "pair": pair if len(pair) == 2 else None,  # noqa: PLR2004 - from and to
        "rows": _rows(*chosen) if all(chosen) else (),
    }
    return show(request, "public/crosswalk.html", context, about=_EVERY)


@lru_cache(maxsize=64)
def _rows(source: str, target: str) -> tuple[From, ...]:
    here, there = standard(source), standard(target)
    relations = relations_between(source, target)
    return tuple(
        From(ref, here.clause_of[ref].title, _to(there, tuple(group)))
        for ref, group in groupby(relations, key=lambda relation: relation.source.clause)
    )


def _to(there: Standard, group: tuple[Relation, ...]) -> tuple[To, ...]:
    ordered = sorted(group, key=lambda relation: -relation.strength)
    return tuple(
        To(
            one.target.clause,
            there.clause_of[one.target.clause].title,
            relation_words(one),
        )
        for one in ordered
    )
