"""What hostile or broken programs send: refused in words, never an error of ours."""

from __future__ import annotations

import pytest
from tests.web.api.made_tokens import program, showing

from zeren_web.records.models import Answer, Person

ANSWER = "/api/v1/responses/lamps/2026/answers/E1.1"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 422),
        (b"null", 400),
        (b"[]", 400),
        (b'"words"', 400),
        (b"{", 400),
        (b"\xff\xfe{}", 400),
        (b"[" * 100_000, 400),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, 400),
        (b'{"base": NaN, "said": "3"}', 400),
        (b'{"base": Infinity, "said": "3"}', 400),
        (b'{"base": 1e999, "said": "3"}', 422),
        (b'{"base": 0, "base": 1, "said": "3"}', 400),
        (b'{"base": 0, "said": "3\\u0000"}', 400),
        (b'{"base": 0, "said": "\\ud800"}', 400),
        (b'{"base": %s, "said": "3"}' % (b"9" * 5000), 400),
        (b'{"base": 99999999999999999999, "said": "3"}', 422),
        (b'{"base": -1, "said": "3"}', 422),
        (b'{"base": "0", "said": "3"}', 422),
        (b'{"base": 0.5, "said": "3"}', 422),
        (b'{"base": true, "said": "3"}', 422),
        (b'{"base": 0, "said": 3}', 422),
        (b'{"base": 0, "said": {"$ne": 1}}', 422),
        (b'{"base": 0, "said": ["3"]}', 422),
        (b'{"said": "3"}', 422),
        (b'{"base": 0, "said": "3", "__proto__": {}}', 422),
    ],
)
def test_json_that_is_not_as_asked_is_refused_in_words(
    owner: Person, body: bytes, status: int
) -> None:
    answered = program(owner).put(ANSWER, body, content_type="application/json")

    assert answered.status_code == status
    assert answered.json()["problems"][0]["remedy"]["zh"]
    assert not Answer.objects.with_scopes_disabled().exists()


def test_a_body_that_is_too_large_is_refused(owner: Person) -> None:
    body = b'{"base": 0, "said": "' + b"3" * (3 << 20) + b'"}'

    answered = program(owner).put(ANSWER, body, content_type="application/json")

    assert answered.status_code == 413


@pytest.mark.parametrize(
    "shown",
    ["", "x", "zeren_", "zeren_" + "A" * 32, "zeren_" + "A" * 100_000, "zeren_\x00", "zeren_é"],
)
def test_what_is_no_token_opens_nothing(db: None, shown: str) -> None:  # noqa: ARG001 - opens the database
    answered = showing(shown).get("/api/v1/responses")

    assert answered.status_code == 401
    assert answered["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(
    "path",
    [
        "nothing",
        "responses/",
        "responses/lamps/99999999999999999999999",
        "responses/lamps/" + "9" * 5000,
        "responses/%00/2026",
        "responses/../../healthz/2026",
        "standards/..%2f..%2fsettings",
        "standards/%00",
        "companies/%F0%9F%92%A1",
    ],
)
def test_what_is_not_there_is_json_too(owner: Person, path: str) -> None:
    answered = program(owner).get(f"/api/v1/{path}")

    assert answered.status_code == 404
    assert answered.json()["problems"][0]["code"] == "not-there"


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ED%A0%80", "q=%25%27--", "limit=x", "limit=1&limit=2"]
)
def test_a_search_for_anything_is_answered(staff: Person, query: str) -> None:
    for path in ("members", "companies"):
        assert program(staff).get(f"/api/v1/{path}?{query}").status_code in {200, 422}


@pytest.mark.parametrize("verb", ["delete", "patch", "head", "options", "post"])
def test_another_verb_is_told_which_ones_there_are(owner: Person, verb: str) -> None:
    answered = getattr(program(owner), verb)(ANSWER)

    assert answered.status_code == 405
    assert answered["Allow"] == "PUT"
