"""What every page of the register has around it, and what its parts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from zeren.declare.register.clock import local
from zeren.files.html.elements import LANG_TAG, Child, as_html, element, ours
from zeren.files.register_site import wordings
from zeren.files.register_site.shown import Shown
from zeren.publish.wording import day_words
from zeren.text import Lang, Text

_OTHER: Final[Mapping[Lang, Lang]] = {"zh": "en", "en": "zh"}
_NAME: Final[Mapping[Lang, str]] = {"zh": "中文", "en": "English"}
_POLICY: Final = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page is below its language's folder, what it is called, and what is on it."""

    path: str
    title: Text
    body: tuple[Element, ...]
    lead: Text | None = None


@dataclass(frozen=True, slots=True)
class View:
    """One language, and the way from this page up to that language's folder."""

    shown: Shown
    lang: Lang
    up: str = ""

    def of(self, words: Text) -> list[Child]:
        return list(ours(words, self.lang))

    def to_root(self) -> str:
        return f"{self.up}../" if self.lang == "en" else self.up


def print_page(page: Page, shown: Shown, lang: Lang) -> bytes:
    view = View(shown, lang, "../" * page.path.count("/"))
    whole = element(
        "html",
        _head(page, view),
        element("body", _bar(page, view), _main(page, view), _foot(view)),
        lang=LANG_TAG[lang],
    )
    return f"<!doctype html>\n{as_html(whole)}\n".encode()


def _head(page: Page, view: View) -> Element:
    feed = f"{view.to_root()}feed.{view.lang}.xml"
    titles = dict.fromkeys((page.title.to(view.lang), view.shown.title.to(view.lang)))
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", " — ".join(titles)),
        element("link", rel="stylesheet", href=f"{view.to_root()}style.css"),
        element(
            "link",
            rel="alternate",
            type="application/atom+xml",
            href=feed,
            title=view.shown.title.to(view.lang),
        ),
    )


def _bar(page: Page, view: View) -> Element:
    other = _OTHER[view.lang]
    across = f"{view.to_root()}{'en/' if other == 'en' else ''}{page.path}"
    home = view.shown.home and f"{view.shown.home}?lang={view.lang}"
    return element(
        "header",
        element(
            "div",
            element("a", *view.of(wordings.SKIP), class_="skip", href="#main"),
            element(
                "p",
                element("a", *view.of(view.shown.title), href=f"{view.up}index.html"),
                class_="whose",
            ),
            element(
                "nav",
                element("a", *view.of(wordings.HOME), href=home) if home else None,
                element("a", *view.of(wordings.RELEASES), href=f"{view.up}releases.html"),
                element("a", *view.of(wordings.CHECK), href=f"{view.up}check.html"),
                class_="ways",
                aria_label=wordings.WAYS.to(view.lang),
            ),
            element(
                "nav",
                *(
                    element("span", _NAME[one], aria_current="true")
                    if one == view.lang
                    else element("a", _NAME[one], href=across, lang=LANG_TAG[one])
                    for one in ("zh", "en")
                ),
                class_="languages",
                aria_label=wordings.LANGUAGE.to(view.lang),
            ),
            class_="inner",
        ),
        class_="bar",
    )


def _main(page: Page, view: View) -> Element:
    return element(
        "main",
        element(
            "header",
            element(
                "div",
                element("h1", *view.of(page.title)),
                element("p", *view.of(page.lead), class_="subtitle") if page.lead else None,
                class_="inner",
            ),
            class_="cover small",
        ),
        element("div", *page.body, class_="inner report"),
        id="main",
    )


def _foot(view: View) -> Element:
    shown = view.shown
    updated = moment_words(shown.updated, view).to(view.lang) if shown.updated else ""
    return element(
        "footer",
        element(
            "div",
            element("p", *view.of(wordings.ONLY_HASHES)),
            element("p", f"{wordings.UPDATED.to(view.lang)}{updated}") if updated else None,
            element(
                "p",
                element("a", "Atom", href=f"{view.to_root()}feed.{view.lang}.xml"),
                element("a", "JSON", href=f"{view.to_root()}register.json"),
                element("a", "checkpoint", href=f"{view.to_root()}log/checkpoint"),
                class_="links",
            ),
            class_="inner",
        ),
        class_="foot",
    )


def section(title: Text, view: View, *children: Child) -> Element:
    return element("section", element("h2", *view.of(title)), *children)


def facts(lines: Iterable[tuple[Text, Child]], view: View, class_: str | None = None) -> Element:
    """What is told, each behind its label."""
    return element(
        "dl",
        *(
            part
            for label, words in lines
            for part in (element("dt", *view.of(label)), element("dd", words))
        ),
        class_=class_,
    )


def paragraph(words: Text, view: View, class_: str | None = None) -> Element:
    return element("p", *view.of(words), class_=class_)


def moment_words(time: str, view: View) -> Text:
    date, clock, offset = local(time, view.shown.zone)
    day = day_words(date)
    beside = f"{clock}\u00a0{offset}"
    return Text(f"{day.zh} {beside}", f"{day.en}, {beside}")


def coded(words: str, label: str, class_: str) -> Element:
    return element("td", element("span", words, class_=class_), role="cell", data_label=label)


def table_of(
    header: tuple[Text, ...], rows: Iterator[Element], view: View, *, caption: Text
) -> Element:
    return element(
        "table",
        element("caption", *view.of(caption), class_="unseen"),
        element(
            "thead",
            element(
                "tr",
                *(
                    element("th", *view.of(words), scope="col", role="columnheader")
                    for words in header
                ),
                role="row",
            ),
            role="rowgroup",
        ),
        element("tbody", *rows, role="rowgroup"),
        class_="wide",
        role="table",
    )
