"""The association's first page: how far every company is in the cycles that run."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zeren_web.pages.signed_in import on_duty
from zeren_web.records.models import Person
from zeren_web.records.read.posts import has_duty
from zeren_web.records.read.programme import cycles_under_way
from zeren_web.records.read.releases import waiting_since_release


@on_duty("review")
def today(request: HttpRequest, person: Person) -> HttpResponse:
    """Deadlines, and how many began, submitted and were accepted; to a manager what waits since a
    release, too.
    """
    manages = has_duty(person, "manage")
    context = {
        "section": "today",
        "standings": cycles_under_way(),
        "since": waiting_since_release() if manages else {},
    }
    return render(request, "association/today.html", context)
