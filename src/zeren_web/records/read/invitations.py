"""The invitations that the association sent to the owners of companies, and what became of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, get_args

from django.db.models import Case, CharField, Count, Max, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone

from zeren.text import Text
from zeren_web.records.models import Company, Invitation

Fate = Literal["open", "accepted", "expired", "revoked"]
FATES: Final[tuple[Fate, ...]] = get_args(Fate)
FATE_WORDS: Final[Mapping[str, Text]] = {
    "open": Text("还没接受", "Not accepted yet"),
    "accepted": Text("已接受", "Accepted"),
    "expired": Text("已过期", "Expired"),
    "revoked": Text("已收回", "Taken back"),
}


def to_owners() -> QuerySet[Any]:
    """Those to a company's owner, with their `fate`."""
    found: QuerySet[Any] = (
        Invitation.objects.with_scopes_disabled()
        .filter(company__isnull=False, role="owner", consultant=False)
        .annotate(
            fate=Case(
                When(used__isnull=False, then=Value("accepted")),
                When(revoked__isnull=False, then=Value("revoked")),
                When(expires__lte=timezone.now(), then=Value("expired")),
                default=Value("open"),
                output_field=CharField(),
            )
        )
    )
    return found


def invitations(*, words: str, fate: str) -> QuerySet[Any]:
    """Newest first, with companies and who made them."""
    found = to_owners().select_related("company", "by", "used_by")
    if fate in FATES:
        found = found.filter(fate=fate)
    for word in words.split()[:6]:
        found = found.filter(
            Q(company__name_zh__icontains=word)
            | Q(company__name_en__icontains=word)
            | Q(company__uscc__icontains=word)
        )
    return found.order_by("-made", "-pk")


def fates() -> dict[str, int]:
    """How many of each; one query."""
    found = to_owners().order_by().values("fate").annotate(n=Count("pk"))
    return {row["fate"]: row["n"] for row in found}


def open_invitation(number: int) -> Invitation:
    """One that still opens something; raises Http404."""
    found: Invitation | None = to_owners().filter(pk=number, fate="open").first()
    if found is None:
        raise Http404
    return found


def invited_so_far(companies: Iterable[Company]) -> str:
    """The same as long as none of these companies got another invitation; one query."""
    numbers = sorted(company.pk for company in companies)
    newest = dict(
        Invitation.objects.with_scopes_disabled()
        .filter(company__in=numbers)
        .order_by()
        .values("company")
        .annotate(last=Max("pk"))
        .values_list("company", "last")
    )
    told = ",".join(f"{number}:{newest.get(number, 0)}" for number in numbers)
    return hashlib.sha256(told.encode()).hexdigest()
