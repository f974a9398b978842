"""The schema tells the truth: whatever schemathesis makes up from it is answered as it says, and never
with an error of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import booleans
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.web.api.made_tokens import made
from tests.web.conftest import person_in, person_on
from tests.web.desk.filled import TICKED, fill

from zeren_web.api.docs import schema
from zeren_web.records.models import Response, Seat

THERE = (("company", "lamps"), ("year", 2026), ("code", "E1.1"), ("name", "iso-26000-2010"))
CHECKS: Any = [
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
    content_type_conformance,
]


@pytest.fixture
def token(response: Response) -> str:
    """Of somebody of the association who works for a company, too: everything opens."""
    person = person_on("staff")
    Seat.objects.create(person=person, company=response.company, role="owner")
    fill(response, person_in(response.company, "editor"), ticked=TICKED)
    return made(person)[1]


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """The handler ends each request by looking after connections; the test's own stays open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def web_api(token: str, _one_connection: None, monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401, ARG001 - schemathesis' own kind
    monkeypatch.setattr("zeren_web.api.bearer.let_through", lambda *_: True)
    monkeypatch.setattr("zeren_web.api.everybody.limits.too_fast", lambda *_, **__: False)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler())


@pytest.mark.parametrize(
    ("path", "verb"), [(path, verb) for path, verbs in schema()["paths"].items() for verb in verbs]
)
def test_nothing_that_the_schema_allows_is_an_error_of_ours(
    web_api: Any,  # noqa: ANN401 - schemathesis' own kind
    token: str,
    path: str,
    verb: str,
) -> None:
    @given(case=web_api[path][verb.upper()].as_strategy(), is_there=booleans())
    @settings(
        max_examples=6,
        deadline=None,
        database=None,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )
    def answered(case: Any, is_there: bool) -> None:  # noqa: ANN401, FBT001 - as above
        if is_there:
            case.path_parameters |= {one: there for one, there in THERE if one in path}
        case.call_and_validate(checks=CHECKS, headers={"Authorization": f"Bearer {token}"})

    answered()
