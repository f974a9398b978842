"""Going through the site as everybody: every address that they find, and what each answered."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import Resolver404, resolve
from tests.web.hostile.addresses import addresses_for
from tests.web.hostile.year import Made

from zeren.text import LANGS, Lang
from zeren_web.public.addresses import ADDRESSES

START: Final = ("/", "/home/", "/desk/", "/sitemap.xml", "/feed.zh.xml", "/feed.en.xml")
# whoever may see more than all others walks in both languages, and is asked for every address
_FIRST: Final = ("anonymous", "owner", "manager")
_ONLY: Final[dict[str, Lang]] = {"editor": "zh", "viewer": "en", "consultant": "zh", "staff": "en"}
_MOST: Final = {"anonymous": 2, "owner": 2, "staff": 2}
_AUDIENCES: Final = {
    "anonymous": "everybody",
    "link": "link",
    "reviewer": "association",
    "staff": "association",
    "manager": "association",
}
_HREF: Final = re.compile(rb'\s(?:href|src)="([^"#]+)|<loc>([^<]+)')
_LANGUAGE: Final = re.compile(r"(?<=\?)lang=(?:zh|en)&?|[?&]lang=(?:zh|en)\b")
# made anew at each request, the same for everybody who may have it: once is enough
_FILE: Final = re.compile(r"\.(?:pdf|docx|xlsx|zip|zeren|html)$|/(?:report|draft)/$")
# the same again in what the first company exports
_EXPORTED: Final = re.compile(
    r"/me/.*/(?:diagnosis\.(?:zh|en)\.(?:pdf|docx)|report-\d+\.(?:zh|en)\.pdf|answers\.(?:zh|en)\.xlsx)"
    r"|/me/works-[2-9]/export/everything\.zip"
)
# the same for everybody: only who has not signed in looks
_OF_EVERYBODY: Final = frozenset(
    (*(f"/{one.pattern}" for one in ADDRESSES), "/api/docs/", "/api/openapi.json")
)


@dataclass(frozen=True, slots=True)
class Answered:
    """What somebody was given at an address."""

    who: str
    lang: str
    path: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes

    @property
    def kind(self) -> str:
        return dict(self.headers).get("Content-Type", "").partition(";")[0]

    @property
    def audience(self) -> str:
        """Who is shown this: whoever comes, whoever holds a link or a file, people of one side."""
        if self.path.startswith(("/a/", "/s/", "/join/", "/verify/", "/api/v1/verify")):
            return "link"
        return _AUDIENCES.get(self.who, "company")

    @property
    def where(self) -> str:
        return f"{self.who} {self.lang} {self.path}"


def answered(who: str, path: str, given: Any, lang: str = "zh") -> Answered:  # noqa: ANN401 - the test client's
    content = b"".join(given) if given.streaming else given.content
    return Answered(who, lang, path, given.status_code, tuple(given.items()), content)


def browser(made: Made, who: str) -> Client:
    client = Client(raise_request_exception=False)
    if who in made.people:
        client.force_login(made.people[who])
    return client


@dataclass(frozen=True, slots=True)
class Walk:
    """A few pages of each kind in each language for everybody; each kind of file once, and what only
    takes forms.
    """

    made: Made
    done: set[str] = field(default_factory=set)

    def as_everybody(self) -> Iterator[Answered]:
        for who in ("anonymous", *self.made.people):
            seen = set[str]()
            for lang in (_ONLY[who],) if who in _ONLY else LANGS:
                for one in self.found(who, lang):
                    seen.add(route_of(one.path))
                    yield one
            if who in _FIRST:
                paths = addresses_for(self.made, self.made.people.get(who))
                known = seen | self.done | (_OF_EVERYBODY if who != "anonymous" else set())
                yield from self.listed(who, [path for path in paths if route_of(path) not in known])

    def found(self, who: str, lang: str) -> Iterator[Answered]:
        """From the start pages on, by every link."""
        client, due, seen, counted = (
            browser(self.made, who),
            deque(START),
            set[str](),
            Counter[str](),
        )
        most = _MOST.get(who, 1)
        while due:
            path = due.popleft()
            route = route_of(path)
            skipped = who != "anonymous" and route in _OF_EVERYBODY
            if path in seen or not route or skipped or self._was_made(path):
                continue
            if counted[route] >= most and not _file_at(path):
                continue
            seen.add(path)
            counted[route] += 1
            one = self._asked(who, client, path, lang)
            yield one
            due.extend(links_in(one))

    def listed(self, who: str, paths: Iterable[str]) -> Iterator[Answered]:
        """What no link led to; a page that is there in both languages."""
        client = browser(self.made, who)
        for path in paths:
            for lang in LANGS:
                if self._was_made(path):
                    break
                one = self._asked(who, client, path, lang)
                yield one
                if one.status != 200:
                    break

    def _asked(self, who: str, client: Client, path: str, lang: str) -> Answered:
        given = answered(who, path, client.get(path, headers={"Accept-Language": lang}), lang)
        if given.status == 200:
            self.done.add(_file_at(path))
        return given

    def _was_made(self, path: str) -> bool:
        name = _file_at(path)
        return bool(name) and (name in self.done or bool(_EXPORTED.fullmatch(urlsplit(path).path)))


def _file_at(path: str) -> str:
    """What is made at this address, whosever it is; empty where it is a page."""
    bare = urlsplit(path).path
    if path.startswith("/d/"):
        return "/d/"
    return re.sub(r"works-\d|/\d{4}/", "/", bare) if _FILE.search(bare) else ""


def route_of(path: str) -> str:
    """The address with its placeholders, from its first stroke on; empty where it leads nowhere of ours."""
    return _route_of(urlsplit(path).path)


@cache
def _route_of(bare: str) -> str:
    try:
        return f"/{resolve(bare).route}"
    except Resolver404:
        return ""


def links_in(one: Answered) -> Iterator[str]:
    """Addresses of this site, without the choice of a language."""
    given = dict(one.headers)
    found = [given["Location"]] if "Location" in given else []
    if one.kind in {"text/html", "application/xml", "application/atom+xml"}:
        for pair in _HREF.findall(one.content):
            found += [part.decode().replace("&amp;", "&") for part in pair if part]
    for words in found:
        whole = urljoin(one.path, words.removeprefix("http://testserver"))
        yield _LANGUAGE.sub("", whole).rstrip("?") if whole.startswith("/") else ""
