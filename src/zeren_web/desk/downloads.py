"""A way out for every file where the browser keeps none: a link that another browser opens, or a letter.

WeChat's browser downloads nothing. The link is signed, holds a quarter of an hour and opens only what
its person may still open at that moment: the view itself is asked again, as that person.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from django.core import signing
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils import translation

from zeren_web.pages.links import Link, link_to
from zeren_web.pages.words import lang
from zeren_web.records.models import Person

GOOD_FOR: Final = 15 * 60  # seconds
_SALT: Final = "zeren.download"
_MARK: Final = "hands_out"
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def hands_out(view: View) -> View:
    """Marks a view that answers a GET with a file: only such views can be opened by a link."""
    setattr(view, _MARK, True)
    return view


@dataclass(frozen=True, slots=True)
class Wanted:
    """A download by its address on this site."""

    path: str
    query: str
    match: ResolverMatch

    @property
    def address(self) -> str:
        return f"{self.path}?{self.query}" if self.query else self.path

    def is_of(self, company: str) -> bool:
        return self.match.kwargs.get("company") == company


def wanted(address: str) -> Wanted:
    """The download at an address. Raises Http404 for whatever is no download of ours."""
    parts = urlsplit(address)
    try:
        match = resolve(parts.path)
    except Resolver404 as fault:
        raise Http404 from fault
    if not getattr(match.func, _MARK, False):
        raise Http404
    return Wanted(parts.path, parts.query, match)


def link_for(request: HttpRequest, one: Wanted, person: Person) -> Link:
    """Under it the file can be fetched by whoever holds it, for a while."""
    signed = signing.dumps([person.pk, one.address, lang()], salt=_SALT, compress=True)
    return link_to(request, reverse("open_link", args=(signed,)))


def opened(request: HttpRequest, signed: str) -> HttpResponseBase:
    """What the link leads to. Raises Http404 where it is over, forged, or no longer its person's."""
    try:
        who, address, language = signing.loads(signed, salt=_SALT, max_age=GOOD_FOR)
    except (signing.BadSignature, ValueError, TypeError) as fault:
        raise Http404 from fault
    person = Person.objects.filter(pk=who, is_active=True).first()
    if person is None:
        raise Http404
    with translation.override("en" if language == "en" else "zh-hans"):
        return fetched(request, wanted(address), person)


def fetched(request: HttpRequest, one: Wanted, person: Person) -> HttpResponseBase:
    """The file as its own view gives it to this person now, whoever sent the request."""
    asked = copy.copy(request)
    asked.method, asked.GET = "GET", QueryDict(one.query)
    asked.user = person
    answer: HttpResponseBase = one.match.func(asked, *one.match.args, **one.match.kwargs)
    if answer.status_code != 200 or not answer.has_header("Content-Disposition"):  # noqa: PLR2004
        raise Http404
    return answer


def content_of(answer: Any, most: int) -> bytes | None:  # noqa: ANN401 - streamed or not
    """All of it; None where it is more than `most`."""
    content = bytearray()
    for piece in answer:
        content += piece
        if len(content) > most:
            return None
    return bytes(content)
