"""How pages for everybody go out: kept by browsers and proxies for a while, and known to search engines."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Concatenate, Final, ParamSpec

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from zeren.text import Text
from zeren_web.pages.words import lang, tag

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
MINUTE: Final = 60
HOUR: Final = 3600


def for_everybody(seconds: int = MINUTE) -> Callable[[View[P]], View[P]]:
    """A page without anything personal: nobody's cookie is needed, none is set, and what a browser has
    already is not sent again.
    """

    def shown(view: View[P]) -> View[P]:
        @require_safe
        @wraps(view)
        def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            response = view(request, *args, **kwargs)
            if response.status_code != 200:  # noqa: PLR2004 - found, and all of it
                return response
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
            if is_personal(request):
                patch_cache_control(response, private=True, max_age=0, must_revalidate=True)
            else:
                patch_cache_control(response, public=True, max_age=seconds)
            etag = quote_etag(sha256(response.content).hexdigest()[:32])
            response["ETag"] = etag
            return get_conditional_response(request, etag=etag, response=response) or response

        return answered  # type: ignore[return-value] # the same, said in other words

    return shown


def is_personal(request: HttpRequest) -> bool:
    """Somebody who signed in sees so at the top; a choice of language, or a form, sets a cookie."""
    return (
        settings.SESSION_COOKIE_NAME in request.COOKIES
        or "lang" in request.GET
        or "CSRF_COOKIE" in request.META
    )


def show(
    request: HttpRequest,
    template: str,
    context: dict[str, object] | None = None,
    *,
    about: Text,
    status: int = 200,
) -> HttpResponse:
    """A page with what search engines and messengers show of it: `about`, and its own address."""
    address = f"{settings.URL.rstrip('/')}{request.path}"
    query = request.GET.copy()
    query.pop("lang", None)
    plain = f"{address}?{query.urlencode()}" if query else address
    sign = "&" if query else "?"
    told = {
        "about": about,
        "plain": plain,
        "canonical": f"{plain}{sign}lang={lang()}",
        "languages": [(tag(one), f"{plain}{sign}lang={one}") for one in ("zh", "en")],
        "locale": "zh_CN" if lang() == "zh" else "en_GB",
    }
    return render(request, template, {**told, **(context or {})}, status=status)
