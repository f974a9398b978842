"""Addresses that only a button leads to: who opens one like a page is told so, and where to go on."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseNotAllowed
from django.template.loader import render_to_string
from django.urls import is_valid_path
from django.utils.cache import add_never_cache_headers

Answer = Callable[[HttpRequest], HttpResponseBase]
_OF_PROGRAMS = "/api/"


class OnlyForms:
    """The answer stays 405 with its Allow; to people it comes with a page."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self._answer(request)
        is_opened = request.method in {"GET", "HEAD"} and not request.path.startswith(_OF_PROGRAMS)
        if is_opened and isinstance(response, HttpResponseNotAllowed):
            page = {"above": _above(request.path)}
            response.content = render_to_string("405.html", page, request).encode()
            add_never_cache_headers(response)
        return response


def _above(path: str) -> str:
    """The nearest address above it that there is."""
    parts = path.strip("/").split("/")
    above = ("/" + "/".join(parts[:count]) + "/" for count in range(len(parts) - 1, 0, -1))
    return next((one for one in above if is_valid_path(one)), "/")
