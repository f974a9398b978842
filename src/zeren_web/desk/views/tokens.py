"""Tokens for programs: made by whoever signed in, shown once, taken back at any time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.text import Text
from zeren_web.desk.forms.tokens import DAYS, Wished, wished
from zeren_web.pages.signed_in import has_second_factor, signed_in
from zeren_web.records.models import ApiToken, Person
from zeren_web.records.read.api_tokens import SCOPE_WORDS, scopes_for, tokens_of
from zeren_web.records.read.posts import post_of
from zeren_web.records.write.api_tokens import MOST_TOKENS, make_token, revoke_token

TOO_MANY = Text(
    "最多同时有 {most} 个令牌。请先收回不用的。",
    "At most {most} tokens at a time. Take back those that you no longer use.",
)


@signed_in
def tokens(request: HttpRequest, person: Person) -> HttpResponse:
    """The list, and a form; whoever works for the association has a second factor first."""
    if post_of(person) and not has_second_factor(person):
        return redirect("mfa_activate_totp")
    if request.method != "POST":
        return _page(request, person)
    asked = wished(request.POST, scopes_for(person))
    if asked.errors:
        return _page(request, person, asked=asked, status=422)
    made = make_token(person, name=asked.name, scopes=asked.scopes, days=asked.days)
    if made is None:
        errors = {"name": TOO_MANY.format(most=MOST_TOKENS)}
        asked = Wished(asked.name, asked.scopes, asked.days, errors)
        return _page(request, person, asked=asked, status=422)
    return _page(request, person, made=made)


def _page(
    request: HttpRequest,
    person: Person,
    *,
    asked: Wished | None = None,
    made: tuple[ApiToken, str] | None = None,
    status: int = 200,
) -> HttpResponse:
    now = timezone.now()
    context = {
        "asked": asked or Wished(),
        "made": made,
        "days": DAYS,
        "scopes": [(one, SCOPE_WORDS[one]) for one in scopes_for(person)],
        "tokens": [
            (one, one.is_good(now), [SCOPE_WORDS.get(scope, scope) for scope in one.scopes])
            for one in tokens_of(person)
        ],
    }
    return render(request, "desk/tokens.html", context, status=status)


@signed_in
@require_POST
def revoke(request: HttpRequest, person: Person, number: int) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Dead on its next request; pressing again, or on somebody else's, changes nothing."""
    revoke_token(person, number)
    return redirect("tokens")
