"""The association's first page: how far every company is in the cycles that run."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zeren_web.pages.signed_in import on_duty
from zeren_web.records.models import Person
from zeren_web.records.read.programme import cycles_under_way


@on_duty("review")
def today(request: HttpRequest, _person: Person) -> HttpResponse:
    """Deadlines, and how many began, submitted and were accepted."""
    return render(request, "association/today.html", {"standings": cycles_under_way()})
