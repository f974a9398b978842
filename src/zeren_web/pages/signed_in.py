"""Views for people who signed in: each gets the person, so that none can forget to ask who it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import add_never_cache_headers

from zeren_web.records.models import Person
from zeren_web.records.read.posts import Duty, has_duty

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
PersonalView = Callable[Concatenate[HttpRequest, Person, P], HttpResponse]


def signed_in(view: PersonalView[P]) -> View[P]:
    """Call `view(request, person, …)`; who has not signed in is asked to, and comes back here."""

    @wraps(view)
    def for_people(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person):
            return redirect_to_login(request.get_full_path())
        response = view(request, person, *args, **kwargs)
        add_never_cache_headers(
            response
        )  # who signed out, or lost a seat, sees nothing of it again
        return response

    return for_people  # type: ignore[return-value] # the same, said in other words


def on_duty(duty: Duty) -> Callable[[PersonalView[P]], View[P]]:
    """Call `view(request, person, …)` for people of the association whose post has this duty.

    To others the page is not there. Nobody comes in without a second factor; the demonstration's
    own people are excepted.
    """

    def guarded(view: PersonalView[P]) -> View[P]:
        @wraps(view)
        def for_staff(
            request: HttpRequest, person: Person, *args: P.args, **kwargs: P.kwargs
        ) -> HttpResponse:
            if not has_duty(person, duty):
                raise Http404
            if not has_second_factor(person):
                return redirect("mfa_activate_totp")
            return view(request, person, *args, **kwargs)

        return signed_in(for_staff)  # type: ignore[arg-type] # the same, said in other words

    return guarded


def has_second_factor(person: Person) -> bool:
    """Whether somebody of the association may come in; the demonstration's own people may."""
    return is_mfa_enabled(person) or _of_the_demonstration(person)


def _of_the_demonstration(person: Person) -> bool:
    return settings.DEMO and (person.email or "").endswith("@demo.invalid")
