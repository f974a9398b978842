"""Tokens are made, counted and taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from zeren_web.records.models import ApiToken, Person
from zeren_web.records.read.api_tokens import MARK, Scope, scopes_for
from zeren_web.records.write.audit import note
from zeren_web.records.write.tokens import new_token

MOST_DAYS: Final = 365
MOST_TOKENS: Final = 20  # good ones, of one person
A_MINUTE: Final = 120  # requests
BLOCK: Final = 20  # requests that a process draws at once, for one write


def make_token(
    person: Person, *, name: str, scopes: Sequence[Scope], days: int
) -> tuple[ApiToken, str] | None:
    """The token, and the one moment at which it is known; None where the person has too many."""
    token, sha256 = new_token()
    now, may = timezone.now(), scopes_for(person)
    with transaction.atomic():
        here = Person.objects.select_for_update().get(pk=person.pk)
        if here.tokens.filter(revoked=None, expires__gt=now).count() >= MOST_TOKENS:
            return None
        made = ApiToken(
            person=here,
            name=name,
            scopes=[one for one in may if one in scopes],
            token_sha256=sha256,
            made=now,
            expires=now + timedelta(days=min(days, MOST_DAYS)),
        )
        made.save(force_insert=True)
        note("token-made", who=person, name=name, scopes=made.scopes, days=days)
    return made, MARK + token


def revoke_token(person: Person, number: int) -> bool:
    """Dead on its next request; False where this person has no such token that is good."""
    now = timezone.now()
    with transaction.atomic():
        mine = ApiToken.objects.filter(person=person, pk=number, revoked=None, expires__gt=now)
        name = mine.values_list("name", flat=True).first()
        taken = bool(mine.update(revoked=now))
        if taken:
            note("token-revoked", who=person, name=name)
    return taken


def draw(token: ApiToken, now: datetime) -> bool:
    """Let a token ask `BLOCK` times more within this minute; False where that is too much. One
    statement, so that two processes never give the same requests away.
    """
    minute = int(now.timestamp() // 60)
    room = ~Q(minute=minute) | Q(drawn__lte=A_MINUTE - BLOCK)
    changed = ApiToken.objects.filter(room, pk=token.pk).update(
        minute=minute,
        drawn=Case(When(minute=minute, then=F("drawn") + BLOCK), default=Value(BLOCK)),
        used=Case(When(minute=minute, then=F("used")), default=Value(now)),
    )
    return bool(changed)
