"""The members as the association sees them: who they are, and how far each is in the cycle."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, get_args

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from zeren.text import Text
from zeren_web.records.models import (
    AnswerVersion,
    AuditLine,
    Cohort,
    Company,
    Cycle,
    Invitation,
    Publication,
    Response,
    Seat,
)

State = Literal[
    "new", "invited", "started", "returned", "submitted", "accepted", "published", "left"
]
STATES: Final[tuple[State, ...]] = get_args(State)
STATE_WORDS: Final[Mapping[str, Text]] = {
    "new": Text("未邀请", "Not invited"),
    "invited": Text("已邀请", "Invited"),
    "started": Text("填写中", "Started"),
    "returned": Text("退回补充", "Returned"),
    "submitted": Text("已提交", "Submitted"),
    "accepted": Text("已通过", "Accepted"),
    "published": Text("已公开", "Published"),
    "left": Text("已退会", "Left"),
}
LINES: Final = 20  # of the audit log, on a member's page


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty words leave everything in."""

    words: str = ""
    cohort: str = ""  # its number
    city: str = ""
    state: str = ""

    @classmethod
    def of(cls, sent: Mapping[str, str]) -> Filter:
        def said(name: str) -> str:
            return str(sent.get(name, "")).replace("\0", "").strip()[:120]

        cohort, state = said("cohort"), said("state")
        return cls(
            said("words"),
            cohort if cohort.isascii() and cohort.isdigit() and len(cohort) < 10 else "",  # noqa: PLR2004 - a number of a row
            said("city"),
            state if state in STATES else "",
        )


def cycle_now() -> Cycle | None:
    """The one that takes answers and ends first; else the newest under way, else the newest launched.

    One query. Who launches next year's early still sees who is behind in this year's.
    """
    launched = list(Cycle.objects.filter(launched__isnull=False).order_by("-year"))
    under_way = [one for one in launched if one.released is None]
    today = timezone.localdate()
    running = [one for one in under_way if one.takes_answers(today)]
    if running:
        return min(running, key=lambda one: (one.last_day, one.year))
    return next(iter(under_way or launched), None)


def with_states(cycle: Cycle | None) -> QuerySet[Any]:
    """Every company, with its `state` in the cycle."""
    responses = Response.objects.with_scopes_disabled().filter(company=OuterRef("pk"), cycle=cycle)
    answered = AnswerVersion.objects.with_scopes_disabled().filter(
        response__company=OuterRef("pk"), response__cycle=cycle
    )
    shown = Publication.objects.with_scopes_disabled().filter(
        response__company=OuterRef("pk"), response__cycle=cycle, withdrawn=None
    )
    invited = Invitation.objects.with_scopes_disabled().filter(
        Q(used__isnull=False) | Q(expires__gt=timezone.now()),
        company=OuterRef("pk"),
        revoked=None,
    )
    seats = Seat.objects.with_scopes_disabled().filter(company=OuterRef("pk"), consultant=False)
    ladder: tuple[tuple[State, Q | Exists], ...] = (
        ("left", Q(left__isnull=False)),
        ("published", Exists(shown)),
        ("accepted", Exists(responses.filter(state="accepted"))),
        ("submitted", Exists(responses.filter(state="submitted"))),
        ("returned", Exists(responses.filter(state="returned"))),
        ("started", Exists(answered)),
        ("invited", Exists(seats) | Exists(invited)),
    )
    return Company.objects.annotate(
        state=Case(
            *(When(where, then=Value(state)) for state, where in ladder),
            default=Value("new"),
            output_field=CharField(),
        )
    )


def members(wanted: Filter, cycle: Cycle | None) -> QuerySet[Any]:
    """The companies that were asked for; those that left only where they are asked for."""
    found = with_states(cycle).filter(matching(wanted))
    return found.filter(state=wanted.state) if wanted.state else found.filter(left=None)


def matching(wanted: Filter) -> Q:
    """All of the filter but the state."""
    where = Q()
    for word in wanted.words.split()[:6]:
        where &= (
            Q(name_zh__icontains=word)
            | Q(name_en__icontains=word)
            | Q(uscc__icontains=word)
            | Q(code__icontains=word)
            | Q(city__icontains=word)
            | Q(contact_name__icontains=word)
        )
    if wanted.cohort:
        where &= Q(cohorts=int(wanted.cohort))
    return where & Q(city=wanted.city) if wanted.city else where


def counts(wanted: Filter, cycle: Cycle | None) -> dict[str, int]:
    """How many of those that match are in each state; one query."""
    found = with_states(cycle).filter(matching(wanted)).order_by()
    return {row["state"]: row["n"] for row in found.values("state").annotate(n=Count("pk"))}


def cities() -> list[str]:
    """Where members are; one query."""
    named = Company.objects.exclude(city="").order_by("city")
    return list(named.values_list("city", flat=True).distinct())


def cohorts() -> QuerySet[Any]:
    """Every cohort, with how many members are in it."""
    here = Count("companies", filter=Q(companies__left=None))
    return Cohort.objects.annotate(size=here).order_by("name_zh")


def member(code: str) -> Company:
    """One company by its code; raises Http404."""
    found: Company | None = (
        with_states(cycle_now()).filter(code=code).prefetch_related("cohorts").first()
    )
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class Known:
    """What there is about one member."""

    seats: list[Seat]
    responses: list[Response]
    invitations: list[Invitation]
    lines: list[AuditLine]


def known_of(company: Company) -> Known:
    """Seats, responses by year, invitations and the newest lines of the log; four queries."""
    return Known(
        list(
            Seat.objects.with_scope(company=company)
            .filter(company=company)
            .select_related("person")
            .order_by("consultant", "since")
        ),
        list(
            Response.objects.with_scope(company=company)
            .filter(company=company)
            .annotate(
                answered=Count("answers"),
                shown=Exists(
                    Publication.objects.with_scopes_disabled().filter(
                        response=OuterRef("pk"), withdrawn=None
                    )
                ),
            )
            .select_related("cycle")
            .order_by("-cycle__year")
        ),
        list(Invitation.objects.with_scope(company=company).filter(company=company)[:LINES]),
        list(AuditLine.objects.filter(company=company).order_by("-id")[:LINES]),
    )
