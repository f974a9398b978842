"""Programs with a token, for tests."""

from __future__ import annotations

from typing import Any

from django.test import Client

from zeren_web.records.models import ApiToken, Person
from zeren_web.records.read.api_tokens import SCOPES, Scope
from zeren_web.records.write.api_tokens import make_token


def made(person: Person, *scopes: Scope) -> tuple[ApiToken, str]:
    """A token for these scopes, or for all that the person may have."""
    done = make_token(person, name="test", scopes=scopes or SCOPES, days=30)
    assert done
    return done


def program(person: Person | None, *scopes: Scope) -> Client:
    """A client that shows a token of this person at each request, or none."""
    return showing(made(person, *scopes)[1]) if person else Client(raise_request_exception=False)


def showing(token: str) -> Client:
    bearer: Any = {"Authorization": f"Bearer {token}"}
    return Client(headers=bearer, raise_request_exception=False)
