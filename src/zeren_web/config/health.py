"""`/healthz`: whether this process can read the database; for whoever watches the server."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Answer = Callable[[HttpRequest], HttpResponseBase]


class Health:
    """It stands before everything else: no session, no redirect, no host name is asked of a watcher."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path != "/healthz":
            return self._answer(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database\n", status=503, content_type="text/plain")
        return HttpResponse("ok\n", content_type="text/plain")
