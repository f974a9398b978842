"""The demonstration's cards: one press signs in as a fictitious person. Only with ZEREN_DEMO=1."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from zeren_web.records.models import Person


@require_POST
def enter(request: HttpRequest, role: str) -> HttpResponse:
    """Nobody but the demonstration's own people can be entered as, whatever is asked."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, email=f"{role}@demo.invalid")
    login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("home")
