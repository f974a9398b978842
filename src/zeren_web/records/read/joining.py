"""Who works for a company, who is invited, and what an invitation says."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import Http404

from zeren_web.records.models import Company, Invitation, Post, Seat
from zeren_web.records.read.tokens import hash_of_token


def invitation_for(token: str) -> Invitation:
    """What this link invites to, used or not; raises Http404 where there is none."""
    found: Invitation | None = (
        Invitation.objects.with_scopes_disabled()
        .select_related("company", "by")
        .filter(token_sha256=hash_of_token(token))
        .first()
    )
    if found is None:
        raise Http404
    return found


def team_of(company: Company) -> list[Seat]:
    """Everybody with a seat, consultants who wait for consent included; one query."""
    return list(
        Seat.objects.with_scope(company=company)
        .filter(company=company)
        .select_related("person")
        .order_by("since", "pk")
    )


def owners_of(companies: Iterable[Company]) -> list[Seat]:
    """Who can be written to about these companies, whoever came first in front; one query."""
    return list(
        Seat.objects.with_scopes_disabled()
        .filter(company__in=companies, role="owner", consultant=False, person__is_active=True)
        .select_related("person", "company")
        .order_by("since", "pk")
    )


def invited_to(company: Company) -> list[Invitation]:
    """The invitations of a company that nobody has used and nobody took back, newest first."""
    return list(_open(Invitation.objects.with_scope(company=company).filter(company=company)))


def invited_to_posts() -> list[Invitation]:
    return list(_open(Invitation.objects.with_scopes_disabled().filter(company=None)))


def _open(found: QuerySet[Invitation]) -> QuerySet[Invitation]:
    return found.filter(used=None, revoked=None)


def everybody_on_a_post() -> list[Post]:
    """With the people; one query."""
    return list(Post.objects.select_related("person"))
