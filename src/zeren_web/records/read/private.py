"""What a signed-in person may see. Every reading starts from the person, and answers “not yours”
and “not there” alike: `Http404`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, Literal, cast

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import Http404
from django.utils import timezone

from zeren.collect import uscc
from zeren.collect.facts import Period
from zeren.collect.responses import Asked, Evidence
from zeren.collect.responses import Response as Value
from zeren.files.entered import Entered, response_from
from zeren.problems import Place, Problem
from zeren.standards.questionnaires import EvidenceKind, Questionnaire
from zeren.text import Said, Text
from zeren_web.records.models import (
    Answer,
    Company,
    Cycle,
    EvidenceFile,
    EvidenceUse,
    Person,
    Response,
    Seat,
)
from zeren_web.records.read.editions import questionnaire_of

Doing = Literal["view", "edit", "own"]
ROLES_FOR: Final[Mapping[Doing, tuple[str, ...]]] = {
    "view": ("owner", "editor", "viewer"),
    "edit": ("owner", "editor"),
    "own": ("owner",),
}


@dataclass(frozen=True)
class Desk:
    """A company's response as one person may work on it."""

    response: Response
    role: str
    answers: Mapping[str, Answer]
    evidence: tuple[tuple[EvidenceUse, EvidenceFile], ...] = ()

    @property
    def company(self) -> Company:
        return self.response.company

    @property
    def cycle(self) -> Cycle:
        return self.response.cycle

    @property
    def may_edit(self) -> bool:
        return self.role in ROLES_FOR["edit"] and self.response.takes_answers(timezone.localdate())

    @cached_property
    def questionnaire(self) -> Questionnaire:
        return questionnaire_of(self.cycle)

    @cached_property
    def entered(self) -> Mapping[str, Entered]:
        return {code: Entered.of(answer.entry) for code, answer in self.answers.items()}

    @cached_property
    def read(self) -> tuple[Value, tuple[Problem, ...]]:
        """What the core understands of it all, and every problem at its code."""
        value, problems = response_from(
            self.questionnaire,
            self.entered,
            evidence=(evidence_of(use.code, piece) for use, piece in self.evidence),
            asked=asked_in(self.cycle),
        )
        return value, (*problems, *another_company(self.company, value))


def another_company(company: Company, value: Value) -> tuple[Problem, ...]:
    """Where the profile bears the code of somebody else: under it nothing is handed in or made public."""
    said = str(value.profile.get("uscc") or "")
    if not said or uscc.normalise(said) == company.uscc:
        return ()
    what = Text(
        "这里填的统一社会信用代码 {said}，不是本企业在协会登记的 {ours}。",
        "The unified social credit code given here, {said}, is not the one that the association has of this company, {ours}.",
    )
    remedy = Text(
        "请核对；协会登记的那个错了，请联系协会。",
        "Check it; if the association's is wrong, tell the association.",
    )
    what = what.format(said=said[:40], ours=company.uscc)
    return (Problem("another-company", "error", Place(field="uscc"), what, remedy),)


def seats_of(person: Person) -> list[Seat]:
    """Where a person works, the companies with them; one query."""
    return list(
        Seat.objects.with_scopes_disabled()
        .filter(Seat.counts(), person=person, company__left=None)
        .select_related("company")
        .order_by("company__code")
    )


def seat_in(person: Person, company: str, doing: Doing = "view") -> Seat:
    """The person's seat in a company, the company with it; one query."""
    seat: Seat | None = (
        Seat.objects.with_scopes_disabled()
        .filter(
            Seat.counts(),
            person=person,
            company__code=company,
            company__left=None,
            role__in=ROLES_FOR[doing],
        )
        .select_related("company")
        .first()
    )
    if seat is None:
        raise Http404
    return seat


def response_for(
    person: Person, *, company: str, year: int, doing: Doing = "view"
) -> tuple[Response, str]:
    """A response with its company and cycle, and the person's role there; one query."""
    response: Any = _responses(person, company=company, year=year, doing=doing).first()
    if response is None:
        raise Http404
    return response, response.role  # annotated


def _responses(person: Person, *, company: str, year: int, doing: Doing) -> QuerySet[Response]:
    seats = Seat.objects.with_scopes_disabled().filter(
        Seat.counts(), person=person, role__in=ROLES_FOR[doing]
    )
    found: QuerySet[Response] = (
        Response.objects.with_scopes_disabled()
        .filter(
            company__code=company,
            company__left=None,
            cycle__year=year,
            cycle__launched__isnull=False,
            company__seats__in=seats,
        )
        .select_related("company", "cycle")
        .annotate(role=_role(person))
    )
    return found


def _role(person: Person) -> Subquery:
    return Subquery(
        Seat.objects.with_scopes_disabled()
        .filter(person=person, company=OuterRef("company"))
        .values("role")[:1]
    )


def desk_for(
    person: Person, *, company: str, year: int, doing: Doing = "view", codes: tuple[str, ...] = ()
) -> Desk:
    """A response with its answers (all, or those under `codes`) and its evidence; three queries."""
    response, role = response_for(person, company=company, year=year, doing=doing)
    return desk_of(response, role, codes=codes)


def desk_of(response: Response, role: str, *, codes: tuple[str, ...] = ()) -> Desk:
    wanted = Q(code__in=codes) if codes else Q()
    owner = response.company_id
    answers = (
        Answer.objects.with_scope(company=owner)
        .filter(wanted, response=response)
        .select_related("by")
    )
    uses = (
        EvidenceUse.objects.with_scope(company=owner)
        .filter(wanted, response=response)
        .select_related("piece")
        .order_by("code", "piece_id")
    )
    return Desk(
        response,
        role,
        {answer.code: answer for answer in answers},
        tuple((use, use.piece) for use in uses),
    )


def asked_in(cycle: Cycle) -> Asked:
    """The edition that was frozen at launch."""
    return Asked(
        cycle.questionnaire, cycle.edition, cycle.tier, cycle.sha256, tuple(cycle.supplements)
    )


def evidence_of(code: str, piece: EvidenceFile) -> Evidence:
    """A piece as the core knows it."""
    start, end = piece.period_start, piece.period_end
    day = end or start
    return Evidence(
        question=code,
        kind=cast(EvidenceKind, piece.kind),
        title=Said.of(piece.title),
        issuer=piece.issuer,
        period=Period(day.isoformat(), start.isoformat() if start and end else None)
        if day
        else None,
        expires=piece.expires.isoformat() if piece.expires else "",
        sha256=piece.sha256,
        link=piece.link or piece.file_name,
    )


def responses_of(seats: list[Seat]) -> list[Response]:
    """The responses of these companies in launched cycles, those returned first, then the newest;
    one query.
    """
    companies = [seat.company_id for seat in seats]
    found = (
        Response.objects.with_scope(company=companies)
        .filter(cycle__launched__isnull=False)
        .select_related("company", "cycle")
        .order_by("-cycle__year", "company__code")
    )
    return sorted(found, key=lambda one: one.state != "returned")
