"""The page where a person makes tokens for programs, and takes them back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.web.conftest import SignIn, person_on

from zeren_web.records.models import ApiToken, AuditLine, Person
from zeren_web.records.read.api_tokens import token_for
from zeren_web.records.read.tokens import hash_of_token
from zeren_web.records.write.api_tokens import A_MINUTE, MOST_TOKENS, draw, make_token

WISH = {"name": "ERP", "scope": ["read:responses"], "days": "30"}


def shown_in(answered: Any) -> str:  # noqa: ANN401 - Django's own kind of answer
    found = re.search(r'id="token" readonly value="(zeren_[\w-]+)"', answered.content.decode())
    assert found
    return found[1]


def test_a_token_is_shown_once_and_kept_as_a_hash(owner: Person, signed_in: SignIn) -> None:
    browser = signed_in(owner)

    shown = shown_in(browser.post("/me/tokens/", WISH))

    token = ApiToken.objects.get()
    assert token.token_sha256 == hash_of_token(shown.removeprefix("zeren_"))
    assert token.scopes == ["read:responses"]
    assert token.expires - token.made == timedelta(days=30)
    assert shown not in browser.get("/me/tokens/").content.decode()
    assert shown.removeprefix("zeren_") not in str(AuditLine.objects.values_list("detail"))
    assert token_for(shown) == token


def test_a_token_that_was_taken_back_is_dead_at_once(owner: Person, signed_in: SignIn) -> None:
    browser = signed_in(owner)
    shown = shown_in(browser.post("/me/tokens/", WISH))

    browser.post(f"/me/tokens/{ApiToken.objects.get().pk}/")

    assert token_for(shown) is None
    noted = list(AuditLine.objects.order_by("pk").values_list("what", flat=True))
    assert noted[-2:] == ["token-made", "token-revoked"]


def test_nobody_takes_back_another_persons(
    owner: Person, stranger: Person, signed_in: SignIn
) -> None:
    shown = shown_in(signed_in(owner).post("/me/tokens/", WISH))

    signed_in(stranger).post(f"/me/tokens/{ApiToken.objects.get().pk}/")

    assert token_for(shown)


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"name": " "}, "name"), ({"name": "长" * 61}, "name"), ({"scope": []}, "scopes")],
)
def test_what_is_missing_is_told_at_its_place(
    owner: Person, signed_in: SignIn, changed: dict[str, Any], field: str
) -> None:
    answered = signed_in(owner).post("/me/tokens/", {**WISH, **changed})

    assert answered.status_code == 422
    assert f'href="#{field}"' in answered.content.decode()
    assert not ApiToken.objects.exists()


def test_scopes_of_the_association_are_for_its_people(owner: Person, signed_in: SignIn) -> None:
    wish = {**WISH, "scope": ["read:members", "read:responses"], "days": "9999"}

    signed_in(owner).post("/me/tokens/", wish)
    signed_in(person_on("reviewer")).post("/me/tokens/", {**wish, "scope": ["read:programme"]})

    assert [one.scopes for one in ApiToken.objects.order_by("pk")] == [
        ["read:responses"],
        ["read:programme"],
    ]
    assert all(one.expires - one.made == timedelta(days=90) for one in ApiToken.objects.all())


def test_somebody_of_the_association_needs_the_second_factor_first(
    staff: Person, signed_in: SignIn
) -> None:
    staff.authenticator_set.all().delete()  # type: ignore[attr-defined] # allauth's

    answered = signed_in(staff).post("/me/tokens/", {**WISH, "scope": ["read:members"]})

    assert answered.status_code == 302
    assert not ApiToken.objects.exists()


def test_there_is_an_end_to_tokens(owner: Person, signed_in: SignIn) -> None:
    for _ in range(MOST_TOKENS):
        make_token(owner, name="x", scopes=["read:responses"], days=1)

    assert signed_in(owner).post("/me/tokens/", WISH).status_code == 422
    assert ApiToken.objects.count() == MOST_TOKENS


def test_no_more_is_drawn_in_a_minute_than_there_is_whoever_draws(owner: Person) -> None:
    made = make_token(owner, name="x", scopes=["read:responses"], days=1)
    assert made
    now = timezone.now().replace(second=5)

    drawn = [draw(made[0], now) for _ in range(8)]

    assert drawn == [True] * (A_MINUTE // 20) + [False] * 2
    assert draw(made[0], now + timedelta(minutes=1))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_in_both_languages_and_every_word_of_a_person_is_escaped(
    owner: Person, signed_in: SignIn, lang: str
) -> None:
    make_token(owner, name="<b>x</b>", scopes=["read:responses"], days=1)

    words = signed_in(owner).get(f"/me/tokens/?lang={lang}").content.decode()

    assert "<b>x" not in words
    assert ("接口令牌" if lang == "zh" else "Tokens for programs") in words
