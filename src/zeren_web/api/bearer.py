"""Who asks: the person behind a token, as far as its scope and their rights go at this moment.

A cookie is never looked at: what somebody's browser sends by itself opens nothing here.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from zeren_web.api import problems
from zeren_web.api.pace import let_through
from zeren_web.api.problems import Told
from zeren_web.pages.signed_in import has_second_factor
from zeren_web.records.models import Person
from zeren_web.records.read.api_tokens import DUTY_OF, Scope, token_for
from zeren_web.records.read.posts import has_duty
from zeren_web.records.write.api_tokens import A_MINUTE

NO_TOKEN: Final = Told(401, problems.NO_TOKEN, headers={"WWW-Authenticate": "Bearer"})


class Bearer(HttpBearer):
    """A token with this scope."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope: Final = scope

    def authenticate(self, request: HttpRequest, token: str) -> Person:  # noqa: ARG002 - ninja's
        found, now = token_for(token), timezone.now()
        if found is None:
            raise NO_TOKEN
        if not let_through(found, now):
            wait = 60 - int(now.timestamp()) % 60
            raise Told(429, problems.too_fast(A_MINUTE), headers={"Retry-After": str(wait)})
        if self.scope not in found.scopes:
            raise Told(403, problems.scope_missing(self.scope))
        if self.scope in DUTY_OF:
            _guard(found.person, self.scope)
        return found.person


def _guard(person: Person, scope: Scope) -> None:
    """As the association's pages do: not there for others, and nobody without a second factor."""
    if not has_duty(person, DUTY_OF[scope]):
        raise Told(404, problems.NOT_THERE)
    if not has_second_factor(person):
        raise Told(403, problems.SECOND_FACTOR)


def person_of(request: HttpRequest) -> Person:
    """The person whose token it is."""
    person = request.auth  # type: ignore[attr-defined] # ninja puts there what authenticate gave
    assert isinstance(person, Person)  # noqa: S101 - no view behind a Bearer is reached without
    return person
