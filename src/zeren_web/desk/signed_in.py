"""Views for people who signed in: each gets the person, so that none can forget to ask who it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

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
        return view(request, person, *args, **kwargs)

    return for_people  # type: ignore[return-value] # the same, said in other words
