"""Views for people who signed in: each gets the person, so that none can forget to ask who it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from zeren_web.records.models import Person

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def signed_in(view: Callable[Concatenate[HttpRequest, Person, P], HttpResponse]) -> View[P]:
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
