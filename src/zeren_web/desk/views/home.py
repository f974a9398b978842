"""Where a person lands after signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Person
from zeren_web.records.read.posts import post_of
from zeren_web.records.read.private import responses_of, seats_of


@signed_in
def home(request: HttpRequest, person: Person) -> HttpResponse:
    """To the one thing there is to do, or to a choice."""
    seats = seats_of(person)
    responses = responses_of(seats)
    if not responses and post_of(person):
        return redirect("today")
    if len(responses) == 1:
        return redirect("tasks", responses[0].company.code, responses[0].cycle.year)
    return render(request, "desk/home.html", {"responses": responses})
