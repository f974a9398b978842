"""What the association's reviewers see: what was handed in, what to look at first, what was decided.

Only for people with a post, and never for who has a seat in the company: `handed_in` tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal, TypeVar

from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404
from django.utils import timezone

from zeren.assess.review import Check, CheckKind, review_checks
from zeren.collect.responses import Response as Value
from zeren.standards.questionnaires import Questionnaire
from zeren_web.records.models import (
    Answer,
    AnswerVersion,
    EvidenceFile,
    EvidenceUse,
    Person,
    Remark,
    Response,
    ReviewStep,
    Seat,
)
from zeren_web.records.read.private import Desk, desk_of

T = TypeVar("T", AnswerVersion, Remark)
State = Literal["submitted", "returned", "accepted"]
STATES: Final[tuple[State, ...]] = ("submitted", "returned", "accepted")
PAGE: Final = 20  # responses on a page: each is read and checked for it


@dataclass(frozen=True, slots=True)
class Waiting:
    """A response in the queue, with how many checks of each kind found something."""

    response: Response
    found: Mapping[CheckKind, int]
    conflict: bool  # the reader has a seat in that company

    def days(self, today: date | None = None) -> int:
        """How long it has been waiting."""
        since = self.response.submitted
        return (
            ((today or timezone.localdate()) - timezone.localtime(since).date()).days
            if since
            else 0
        )


@dataclass(frozen=True, slots=True)
class Queue:
    waiting: tuple[Waiting, ...]
    count: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


def queue_for(person: Person, *, state: State, cohort: int | None, page: int) -> Queue:
    """What was handed in, oldest first; at most seven queries."""
    found = _handed_in(person).filter(state=state, cycle__released=None)
    if cohort is not None:
        found = found.filter(company__cohorts=cohort)
    count = found.count()
    page = min(max(1, page), max(1, -(-count // PAGE)))
    rows = list(found.order_by("submitted", "pk")[(page - 1) * PAGE : page * PAGE])
    desks, last = desks_of(rows), desks_of(_last_years(rows))
    before = {(desk.response.company_id, desk.cycle.year): desk for desk in last.values()}
    waiting = tuple(
        Waiting(
            row,
            _counted(checks_of(desks[row.pk], before.get((row.company_id, row.cycle.year - 1)))),
            row.conflict,  # type: ignore[attr-defined] # annotated
        )
        for row in rows
    )
    return Queue(waiting, count, page)


def _handed_in(person: Person | None = None) -> QuerySet[Response]:
    """With `conflict` where a person is given."""
    seats = Seat.objects.with_scopes_disabled().filter(person=person, company=OuterRef("company"))
    found: QuerySet[Response] = (
        Response.objects.with_scopes_disabled()
        .filter(state__in=STATES, company__left=None, cycle__launched__isnull=False)
        .select_related("company", "cycle")
    )
    return found.annotate(conflict=Exists(seats)) if person else found


def _last_years(rows: Iterable[Response]) -> list[Response]:
    """The responses of the same companies a year earlier that were handed in; one query."""
    rows = list(rows)
    companies = {row.company_id for row in rows}
    years = {row.cycle.year - 1 for row in rows}
    return list(_handed_in().filter(company__in=companies, cycle__year__in=years) if rows else ())


def desks_of(rows: Iterable[Response]) -> dict[int, Desk]:
    """Many responses with their answers and evidence, by number; two queries."""
    rows = list(rows)
    answers: dict[int, dict[str, Answer]] = {row.pk: {} for row in rows}
    uses: dict[int, list[tuple[EvidenceUse, EvidenceFile]]] = {row.pk: [] for row in rows}
    if rows:  # an empty scope would be refused
        companies = [row.company_id for row in rows]
        for answer in Answer.objects.with_scope(company=companies).filter(response__in=rows):
            answers[answer.response_id][answer.code] = answer
        found = EvidenceUse.objects.with_scope(company=companies).filter(response__in=rows)
        for use in found.select_related("piece"):
            uses[use.response_id].append((use, use.piece))
    return {row.pk: Desk(row, "reviewer", answers[row.pk], tuple(uses[row.pk])) for row in rows}


def checks_of(desk: Desk, before: Desk | None) -> tuple[Check, ...]:
    """What the core would look at first."""
    response, problems = desk.read
    last: tuple[Questionnaire, Value] | None = (
        (before.questionnaire, before.read[0]) if before else None
    )
    return review_checks(desk.questionnaire, response, problems=problems, last=last)


def _counted(checks: Iterable[Check]) -> dict[CheckKind, int]:
    counts: dict[CheckKind, int] = {}
    for check in checks:
        counts[check.kind] = counts.get(check.kind, 0) + 1
    return counts


def handed_in(person: Person, company: str, year: int) -> tuple[Response, bool]:
    """A response that was handed in once, and whether the person has a seat in that company, of
    whatever kind, consented to or not: who works for a company does not review it.

    Http404 while the company is still at its first answers. One query.
    """
    found: Any = _handed_in(person).filter(company__code=company, cycle__year=year).first()
    if found is None:
        raise Http404
    return found, found.conflict  # annotated


@dataclass(frozen=True)
class Reviewed:
    """All that a reviewer sees of one response."""

    desk: Desk
    before: Desk | None
    checks: tuple[Check, ...]
    versions: Mapping[str, tuple[AnswerVersion, ...]]  # by code, oldest first
    remarks: Mapping[str, tuple[Remark, ...]]
    steps: tuple[ReviewStep, ...]


def reviewed(response: Response) -> Reviewed:
    """Eight queries, whatever its size."""
    desk = desk_of(response, "reviewer")
    last = next(iter(desks_of(_last_years([response])).values()), None)
    owner = response.company_id
    versions = (
        AnswerVersion.objects.with_scope(company=owner)
        .filter(response=response)
        .select_related("by")
        .order_by("code", "version")
    )
    return Reviewed(
        desk,
        last,
        checks_of(desk, last),
        _by_code(versions),
        _by_code(_remarks(response)),
        steps_of(response),
    )


def _remarks(response: Response) -> QuerySet[Remark]:
    found: QuerySet[Remark] = (
        Remark.objects.with_scope(company=response.company_id)
        .filter(response=response)
        .select_related("by", "settled_by")
    )
    return found


def _by_code(rows: Iterable[T]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for row in rows:
        found.setdefault(row.code, []).append(row)
    return {code: tuple(members) for code, members in found.items()}


def steps_of(response: Response) -> tuple[ReviewStep, ...]:
    """What was decided about it, newest first; one query."""
    steps = ReviewStep.objects.with_scope(company=response.company_id)
    return tuple(steps.filter(response=response).select_related("by"))


def shown_remarks(response: Response) -> tuple[Remark, ...]:
    """What the company sees of the remarks: those with which it was returned; one query."""
    return tuple(_remarks(response).filter(shown__isnull=False))


def piece_shown(response: Response, number: int) -> EvidenceFile:
    """A piece of evidence that this response was handed in with, still in the library or not; one query."""
    use: EvidenceUse | None = (
        EvidenceUse.objects.with_scope(company=response.company_id)
        .filter(response=response, piece=number)
        .select_related("piece")
        .first()
    )
    if use is None:
        raise Http404
    return use.piece
