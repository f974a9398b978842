"""The whole page: a bar, a cover and the chapters in each language, and what there is to download.

The language is chosen by the address (`#zh`, `#en` and every anchor below them), so a link can
point to one; where a browser cannot do that, both languages stand one after the other.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element

from zeren.files.html.blocks import View, anchors, chapter, places
from zeren.files.html.elements import LANG_TAG, as_html, element, ours
from zeren.files.images import kind_of
from zeren.publish.document import Document, Look, Section
from zeren.publish.wording import day_words
from zeren.text import LANGS, Lang, Text

_SKIP: Final = Text("跳到正文", "Skip to the report")
_LANGUAGE: Final = Text("语言", "Language")
_OTHER: Final[dict[Lang, Lang]] = {"zh": "en", "en": "zh"}
_NAME: Final[dict[Lang, str]] = {"zh": "中文", "en": "English"}
_CONTENTS: Final = Text("目录", "Contents")
_DOWNLOAD: Final = Text("下载", "Download")
_MEDIA: Final = {"png": "image/png", "jpg": "image/jpeg", "svg": "image/svg+xml"}


def print_html(document: Document) -> bytes:
    """Print both languages as one self-contained file, UTF-8; equal documents give equal bytes."""
    style = _style(document.look)
    views = {lang: View(lang, document.said_in, places(document.sections)) for lang in LANGS}
    page = element(
        "html",
        _head(document, style),
        element(
            "body",
            _bar(document),
            element("main", *(_article(document, views[lang]) for lang in LANGS)),
            _foot(document),
        ),
        lang="zh-Hans",
    )
    return f"<!doctype html>\n{as_html(page)}\n".encode()


def _style(look: Look) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", look.colour):
        message = f"a look's colour is #rrggbb: {look.colour!r}"
        raise ValueError(message)
    sheet = Path(__file__).with_name("report.css").read_text("utf-8")
    return f":root{{--accent:{look.colour.lower()}}}\n{sheet}"


def _head(document: Document, style: str) -> Element:
    mark = b64encode(sha256(style.encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{mark}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    title = " · ".join(dict.fromkeys((document.title.zh, document.title.en)))
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{title} — {document.company.zh}"),
        element("style", style),
    )


def _bar(document: Document) -> Element:
    return element("header", *(_bar_in(document, lang) for lang in LANGS), class_="bar")


def _bar_in(document: Document, lang: Lang) -> Element:
    return element(
        "div",
        element("a", _SKIP.to(lang), class_="skip", href=f"#{lang}-report"),
        element("p", *ours(document.company, lang), class_="whose"),
        element("p", *ours(document.mark, lang), class_="mark"),
        element(
            "nav",
            *(_language(choice, lang) for choice in LANGS),
            class_="languages",
            aria_label=_LANGUAGE.to(lang),
        ),
        class_=f"inner {lang}",
        lang=LANG_TAG[lang],
    )


def _language(choice: Lang, lang: Lang) -> Element:
    if choice == lang:
        return element("span", _NAME[choice], aria_current="true")
    return element("a", _NAME[choice], href=f"#{choice}", lang=LANG_TAG[choice])


def _article(document: Document, view: View) -> Element:
    lang = view.lang
    chapters = tuple(zip(anchors(document.sections), document.sections, strict=True))
    return element(
        "article",
        _cover(document, lang),
        element(
            "div",
            _contents(chapters, lang),
            element(
                "div",
                *(_chapter(section, anchor, view) for anchor, section in chapters),
                class_="report",
                id=f"{lang}-report",
            ),
            class_="inner columns",
        ),
        class_=lang,
        id=lang,
        lang=LANG_TAG[lang],
    )


def _cover(document: Document, lang: Lang) -> Element:
    return element(
        "header",
        element(
            "div",
            _logo(document.look),
            element("h1", *ours(document.title, lang)),
            element("p", *ours(document.subtitle, lang), class_="subtitle"),
            element(
                "p",
                element("span", *ours(document.company, lang)),
                element("span", *ours(document.period, lang)),
                element("time", *ours(day_words(document.date), lang), datetime=document.date),
                class_="facts",
            ),
            class_="inner",
        ),
        class_="cover",
    )


def _logo(look: Look) -> Element | None:
    """The picture says nothing that the company's name beside it does not say: its alt is empty."""
    if look.logo is None:
        return None
    kind = kind_of(look.logo)
    if kind is None:
        message = "a look's logo is PNG, JPEG or SVG"
        raise ValueError(message)
    address = f"data:{_MEDIA[kind]};base64,{b64encode(look.logo).decode()}"
    return element("p", element("img", src=address, alt=""), class_="logo")


def _contents(chapters: tuple[tuple[str, Section], ...], lang: Lang) -> Element | None:
    if len(chapters) < 2:  # noqa: PLR2004 - one chapter needs no list
        return None
    links = (
        element("li", element("a", *ours(section.title, lang), href=f"#{lang}-{anchor}"))
        for anchor, section in chapters
    )
    return element("nav", element("ol", *links), class_="contents", aria_label=_CONTENTS.to(lang))


def _chapter(section: Section, anchor: str, view: View) -> Element:
    other = _OTHER[view.lang]
    across = element(
        "a", _NAME[other], href=f"#{other}-{anchor}", lang=LANG_TAG[other], class_="across"
    )
    return chapter(section, anchor=anchor, depth=2, view=view, beside=across)


def _foot(document: Document) -> Element:
    return element(
        "footer",
        *(_foot_in(document, lang) for lang in LANGS),
        element("ul", *map(_download, document.data), class_="inner data")
        if document.data
        else None,
        class_="foot",
    )


def _foot_in(document: Document, lang: Lang) -> Element:
    return element(
        "p",
        element("span", *ours(document.company, lang)),
        element("span", *ours(document.mark, lang)),
        element("time", *ours(day_words(document.date), lang), datetime=document.date),
        class_=f"inner facts {lang}",
        lang=LANG_TAG[lang],
    )


def _download(piece: tuple[str, bytes, Text]) -> Element:
    """One link in both languages: what can be downloaded stands in the file only once."""
    name, content, description = piece
    size = f"{name}, {-(-len(content) // 1000)} kB"
    words = (
        element(
            "span",
            f"{_DOWNLOAD.to(lang)} ",
            *ours(description, lang),
            " ",
            class_=lang,
            lang=LANG_TAG[lang],
        )
        for lang in LANGS
    )
    media = "application/json" if name.endswith(".json") else "application/octet-stream"
    address = f"data:{media};base64,{b64encode(content).decode()}"
    return element("li", element("a", *words, element("small", size), href=address, download=name))
