"""For programs that look for what is new or what there is: feeds, the site map, a word to robots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from zeren.files.characters import printable
from zeren.standards.catalogue import our_standard_ids
from zeren.text import LANGS, Lang, Text
from zeren_web.pages.words import tag
from zeren_web.public.showing import HOUR, for_everybody
from zeren_web.records.read.body import the_body
from zeren_web.records.read.published import ReleaseTold, all_codes, notices, releases

_ATOM: Final = "http://www.w3.org/2005/Atom"
_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML: Final = "http://www.w3.org/1999/xhtml"
_MOST: Final = 50_000  # addresses in a site map
_ROBOTS: Final = """User-agent: *
Disallow: /me/
Disallow: /desk/
Disallow: /account/
Disallow: /home/
Disallow: /demo/
Disallow: /crosswalk/
Sitemap: {address}/sitemap.xml
"""
_TITLE: Final = Text("{name}：集中发布", "{name}: releases")
_WORDS: Final = Text(
    "{companies} 家企业在同一时刻公开。公示登记的根哈希：{root}",
    "Companies made public at one moment: {companies}. Root of the register: {root}",
)


def _base() -> str:
    return settings.URL.rstrip("/")


@for_everybody()
def feed(request: HttpRequest, language: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The releases as an Atom feed, in Chinese or in English."""
    found = next((one for one in LANGS if one == language), None)
    if found is None:
        raise Http404
    return HttpResponse(_feed(found), content_type="application/atom+xml; charset=utf-8")


def _feed(lang: Lang) -> bytes:
    told, address = releases(), f"{_base()}{reverse('feed', args=(lang,))}"
    made = Element("feed", {"xmlns": _ATOM, "xml:lang": tag(lang)})
    _line(made, "id", address)
    _line(made, "title", _TITLE.format(name=the_body().name).to(lang))
    _line(made, "updated", told[0].at.isoformat() if told else "1970-01-01T00:00:00Z")
    SubElement(made, "link", {"rel": "self", "href": address})
    SubElement(made, "link", {"rel": "alternate", "href": f"{_base()}/?lang={lang}"})
    _line(SubElement(made, "author"), "name", the_body().name.to(lang))
    for one in told:
        _entry(made, one, lang)
    return _written(made)


def _entry(feed: Element, one: ReleaseTold, lang: Lang) -> None:
    address = f"{_base()}{reverse('release_told', args=(one.year,))}"
    made = SubElement(feed, "entry")
    _line(made, "id", address)
    _line(made, "title", one.title.to(lang))
    _line(made, "updated", one.at.isoformat())
    SubElement(made, "link", {"href": f"{address}?lang={lang}"})
    words = _WORDS.format(companies=one.companies, root=one.root or "—")
    _line(made, "summary", words.to(lang))


def _line(parent: Element, name: str, words: str) -> None:
    SubElement(parent, name).text = printable(words)


def _written(made: Element) -> bytes:
    words = tostring(made, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{words}\n'.encode()


@for_everybody(HOUR)
def sitemap(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Every public page, each with its other language."""
    made = Element("urlset", {"xmlns": _SITEMAP, "xmlns:xhtml": _XHTML})
    for path in islice(_paths(), _MOST):
        url = SubElement(made, "url")
        _line(url, "loc", f"{_base()}{path}")
        for lang in LANGS:
            alternate = {"rel": "alternate", "hreflang": tag(lang)}
            SubElement(url, "xhtml:link", {**alternate, "href": f"{_base()}{path}?lang={lang}"})
    return HttpResponse(_written(made), content_type="application/xml; charset=utf-8")


def _paths() -> Iterator[str]:
    yield from map(reverse, ("front", "companies", "register", "verify", "standards", "crosswalk"))
    yield from (reverse("release_told", args=(one.year,)) for one in releases())
    yield from (reverse("notice", args=(year,)) for year in notices())
    yield from (reverse("standard", args=(name,)) for name in our_standard_ids())
    yield from (reverse("profile", args=(code,)) for code in all_codes())


@for_everybody(HOUR)
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """What is not for search engines is signed in anyway; it need not be asked for."""
    return HttpResponse(_ROBOTS.format(address=_base()), content_type="text/plain; charset=utf-8")
