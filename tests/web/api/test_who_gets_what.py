"""Every operation of the API and every kind of token: what each is answered. One without a row fails."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from tests.web.api.made_tokens import made, program, showing
from tests.web.association.made import code
from tests.web.conftest import SignIn, person_on

from zeren_web.api.docs import schema
from zeren_web.records.models import ApiToken, Person, Post, Response, Seat

# what is answered to: no token, the company's owner, its viewer, another company's owner, a reviewer of
# the association, its staff; a token that was taken back, one that is over, one without the scope
TABLE = {
    ("get", "/responses"): (401, 200, 200, 200, 200, 200, 401, 401, 403),
    ("get", "/responses/lamps/2026"): (401, 200, 200, 404, 404, 404, 401, 401, 403),
    ("put", "/responses/lamps/2026/answers/E1.1"): (401, 200, 404, 404, 404, 404, 401, 401, 403),
    ("post", "/responses/lamps/2026/submit"): (401, 422, 404, 404, 404, 404, 401, 401, 403),
    ("get", "/responses/lamps/2026/assessment"): (401, 200, 200, 404, 404, 404, 401, 401, 403),
    ("get", "/responses/lamps/2026/response.json"): (401, 200, 200, 404, 404, 404, 401, 401, 403),
    ("get", "/programme"): (401, 403, 403, 403, 200, 200, 401, 401, 403),
    ("get", "/members"): (401, 403, 403, 403, 403, 200, 401, 401, 403),
    ("get", "/members/lamps"): (401, 403, 403, 403, 403, 200, 401, 401, 403),
    ("post", "/members"): (401, 403, 403, 403, 403, 201, 401, 401, 403),
    ("patch", "/members/lamps"): (401, 403, 403, 403, 403, 200, 401, 401, 403),
    ("put", "/members/lamps/left"): (401, 403, 403, 403, 403, 200, 401, 401, 403),
    ("get", "/companies"): (200,) * 9,
    ("get", "/companies/lamps"): (404,) * 9,
    ("get", "/register"): (200,) * 9,
    ("get", "/standards"): (200,) * 9,
    ("get", "/standards/iso-26000-2010"): (200,) * 9,
    ("post", "/verify"): (422,) * 9,
}
_IN_THEIR_PLACES = {
    "{company}": "lamps",
    "{year}": "2026",
    "{code}": "E1.1",
    "{name}": "iso-26000-2010",
}


_SENT: dict[tuple[str, str], dict[str, Any]] = {
    ("put", "/responses/lamps/2026/answers/E1.1"): {"base": 0, "said": "3"},
    ("post", "/members"): {"uscc": code(7), "name_zh": "会员7"},
    ("patch", "/members/lamps"): {"city": "佛山市"},
    ("put", "/members/lamps/left"): {"left": True},
}


def ask(client: Client, verb: str, path: str) -> Any:  # noqa: ANN401 - Django's own kind of answer
    body = _SENT.get((verb, path))
    sent: dict[str, Any] = {"data": body, "content_type": "application/json"} if body else {}
    return getattr(client, verb)(f"/api/v1{path}", **sent)


def test_no_operation_is_without_a_row() -> None:
    found = set()
    for path, verbs in schema()["paths"].items():
        here = path.removeprefix("/api/v1")
        for name, value in _IN_THEIR_PLACES.items():
            here = here.replace(name, value)
        found |= {(verb, here) for verb in verbs}

    assert found == set(TABLE)


@pytest.mark.parametrize("operation", TABLE)
def test_every_token_gets_what_is_its_persons(  # noqa: PLR0917
    operation: tuple[str, str],
    response: Response,  # noqa: ARG001 - it is there
    owner: Person,
    viewer: Person,
    stranger: Person,
    reviewer: Person,
    staff: Person,
) -> None:
    back, over = made(owner), made(owner)
    ApiToken.objects.filter(pk=back[0].pk).update(revoked=timezone.now())
    ApiToken.objects.filter(pk=over[0].pk).update(expires=timezone.now() - timedelta(seconds=1))
    other = "read:responses" if operation[0] != "get" else "write:answers"
    people = (None, owner, viewer, stranger, reviewer, staff)
    programs = [program(one) for one in people]
    programs += [showing(back[1]), showing(over[1]), program(owner, other)]  # type: ignore[arg-type]

    answered = [ask(one, *operation).status_code for one in programs]

    assert tuple(answered) == TABLE[operation]


@pytest.mark.parametrize("operation", TABLE)
def test_a_refusal_is_json_with_place_fact_and_remedy_in_both_languages(
    operation: tuple[str, str],
    response: Response,  # noqa: ARG001 - it is there
    stranger: Person,
) -> None:
    for client in (program(None), program(stranger)):
        answered = ask(client, *operation)
        if answered.status_code < 400:
            continue

        for problem in answered.json()["problems"]:
            assert set(problem) == {"code", "level", "place", "what", "remedy"}
            assert problem["what"]["zh"]
            assert problem["what"]["en"]
            assert problem["remedy"]["zh"]
            assert problem["remedy"]["en"]


def test_a_cookie_opens_nothing(owner: Person, signed_in: SignIn) -> None:
    browser = signed_in(owner)

    assert browser.get("/api/v1/responses").status_code == 401
    assert ask(browser, "put", "/responses/lamps/2026/answers/E1.1").status_code == 401


def test_not_yours_and_not_there_are_the_same_to_the_byte(
    response: Response,  # noqa: ARG001 - it is there
    stranger: Person,
) -> None:
    client = program(stranger)

    yours = client.get("/api/v1/responses/lamps/2026")
    not_there = client.get("/api/v1/responses/nobody/2026")

    assert (yours.status_code, yours.content) == (404, not_there.content)


def test_a_seat_that_was_taken_away_is_dead_on_the_next_request(owner: Person) -> None:
    client = program(owner)
    assert client.get("/api/v1/responses/lamps/2026").status_code == 200

    Seat.objects.with_scopes_disabled().filter(person=owner).delete()

    assert client.get("/api/v1/responses/lamps/2026").status_code == 404
    assert client.get("/api/v1/responses").json()["items"] == []


def test_a_seat_that_was_narrowed_writes_no_more(owner: Person) -> None:
    client = program(owner)

    Seat.objects.with_scopes_disabled().filter(person=owner).update(role="viewer")

    assert ask(client, "put", "/responses/lamps/2026/answers/E1.1").status_code == 404


def test_a_person_who_was_shut_out_has_no_token_any_more(owner: Person) -> None:
    client = program(owner)

    Person.objects.filter(pk=owner.pk).update(is_active=False)

    assert client.get("/api/v1/responses").status_code == 401


def test_a_post_that_was_taken_away_or_has_no_second_factor_opens_nothing(
    staff: Person, manager: Person
) -> None:
    without_post, without_factor = program(staff), program(manager)
    assert without_post.get("/api/v1/members").status_code == 200

    Post.objects.filter(person=staff).delete()
    manager.authenticator_set.all().delete()  # type: ignore[attr-defined] # allauth's

    assert without_post.get("/api/v1/members").status_code == 404
    answered = without_factor.get("/api/v1/programme")
    assert answered.status_code == 403
    assert answered.json()["problems"][0]["code"] == "second-factor-needed"


def test_too_many_requests_are_told_when_to_come_again(owner: Person) -> None:
    client, other = program(owner), program(person_on("reviewer"))

    answered = [client.get("/api/v1/responses") for _ in range(130)]

    codes = [one.status_code for one in answered]
    assert 429 in codes or timezone.now().second < 15  # the clock's minute may have turned
    if 429 in codes:
        first = answered[codes.index(429)]
        assert codes.index(429) >= 120
        assert 1 <= int(first["Retry-After"]) <= 60
    assert other.get("/api/v1/programme").status_code == 200


def test_counting_writes_once_in_twenty_requests(
    owner: Person,
    django_assert_num_queries: Any,  # noqa: ANN401 - a fixture of pytest-django
) -> None:
    client = program(owner)
    client.get("/api/v1/responses")

    with django_assert_num_queries(3):  # the token, the seats, the responses
        client.get("/api/v1/responses")
