"""Which language a page is written in: what the address asks, then the cookie, then the browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

Answer = Callable[[HttpRequest], HttpResponseBase]
COOKIE: Final = "lang"
_TAGS: Final = {"zh": "zh-hans", "en": "en"}


class Language:
    """`?lang=en` is remembered; a first visit gets English only where the browser asks for it first."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.GET.get("lang", "")
        lang = asked if asked in _TAGS else request.COOKIES.get(COOKIE, "")
        if lang not in _TAGS:
            lang = _of_the_browser(request)
        with translation.override(_TAGS[lang]):
            request.LANGUAGE_CODE = _TAGS[lang]
            request.lang = lang  # type: ignore[attr-defined]
            response = self._answer(request)
        response.headers.setdefault("Content-Language", "zh-Hans" if lang == "zh" else "en")
        if asked in _TAGS:
            response.set_cookie(
                COOKIE,
                asked,
                max_age=365 * 24 * 3600,
                samesite="Lax",
                httponly=True,
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response


def _of_the_browser(request: HttpRequest) -> str:
    wanted = request.headers.get("Accept-Language", "")
    for part in wanted.lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("zh"):
            return "zh"
        if tag.startswith("en"):
            return "en"
    return "zh"
