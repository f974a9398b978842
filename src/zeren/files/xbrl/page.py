"""The page: facts under the disclosures they belong to, in Chinese and English, tagged once each.

Words of ours stand in both languages and the address (`#zh`, `#en`) chooses, as in the outward
report. A number is the same in either, so it is there only once, and nothing is filed twice. The
rules of inline XBRL allow the elements of XHTML 1.1 and no newer ones.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from itertools import groupby
from typing import Final
from xml.etree.ElementTree import Element, tostring

from zeren.files.html.elements import Child, element
from zeren.files.xbrl import closing
from zeren.files.xbrl.header import HIDING, Header, as_element, header_of
from zeren.files.xbrl.rows import as_table, is_long, long_words
from zeren.files.xbrl.tags import namespaces
from zeren.publish.facts_only import disclosure_words
from zeren.publish.filing.values import Filing, Tagged
from zeren.publish.outward import MARK
from zeren.publish.wording import day_words, period_words
from zeren.standards.catalogue import standard
from zeren.standards.taxonomy import load_taxonomy
from zeren.standards.vsme import load_concepts
from zeren.text import Lang, Text

_TITLE: Final = Text("可持续发展数据（申报用）", "Sustainability facts, prepared for filing")
_SUBTITLE: Final = Text(
    "按 EFRAG 的 VSME 分类标准标记（inline XBRL）",
    "Tagged with EFRAG's VSME taxonomy (inline XBRL)",
)
_NAMES: Final[dict[Lang, str]] = {"zh": "中文", "en": "English"}
_TAGS: Final[dict[Lang, str]] = {"zh": "zh-Hans", "en": "en"}
_XHTML: Final = "http://www.w3.org/1999/xhtml"


def print_page(filing: Filing, *, colour: str) -> bytes:
    """The whole page, UTF-8; equal filings give equal bytes."""
    taxonomy = load_taxonomy()
    header = header_of(filing)
    sections = tuple(_sections(filing, header))
    page = element(
        "html",
        _head(filing, _style(colour)),
        element(
            "body",
            as_element(filing, header, taxonomy),
            _bar(filing),
            _cover(filing),
            element(
                "div",
                *(_contents(sections, lang) for lang in _NAMES),
                element("div", *(_section(*one) for one in sections), class_="report"),
                class_="inner columns",
            ),
            _foot(filing),
        ),
    )
    page.set("xmlns", _XHTML)
    for prefix, address in namespaces(taxonomy).items():
        page.set(f"xmlns:{prefix}", address)
    page.set("xml:lang", "zh-Hans")
    text = tostring(page, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def _style(colour: str) -> str:
    sheets = (
        (files("zeren.files") / "html" / "report.css").read_text("utf-8"),
        (files("zeren.files") / "xbrl" / "filing.css").read_text("utf-8"),
    )
    return f":root{{--accent:{colour.lower()}}}\n{''.join(sheets)}"


def _head(filing: Filing, style: str) -> Element:
    allowed = " ".join(
        f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" for part in (style, HIDING)
    )
    policy = (
        f"default-src 'none'; style-src 'unsafe-hashes' {allowed}; "
        "base-uri 'none'; form-action 'none'"
    )
    return element(
        "head",
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="referrer", content="no-referrer"),
        element("title", f"{_TITLE.zh} · {_TITLE.en} — {filing.company.zh}"),
        element("style", style, type="text/css"),
    )


def _bar(filing: Filing) -> Element:
    return element("div", *(_bar_in(filing, lang) for lang in _NAMES), class_="bar")


def _bar_in(filing: Filing, lang: Lang) -> Element:
    return _in(
        lang,
        "div",
        element("p", filing.company.to(lang), class_="whose"),
        element("p", MARK.to(lang), class_="mark"),
        element("div", *(_language(choice, lang) for choice in _NAMES), class_="languages"),
        class_="inner",
    )


def _language(choice: Lang, lang: Lang) -> Element:
    tag = {"xml:lang": _TAGS[choice]}
    if choice == lang:
        return element("span", _NAMES[choice], **tag)
    return element("a", _NAMES[choice], href=f"#{choice}", **tag)


def _cover(filing: Filing) -> Element:
    return element("div", *(_cover_in(filing, lang) for lang in _NAMES), class_="cover")


def _cover_in(filing: Filing, lang: Lang) -> Element:
    facts = (filing.company, period_words(filing.period), day_words(filing.date))
    return _in(
        lang,
        "div",
        element("h1", _TITLE.to(lang)),
        element("p", _SUBTITLE.to(lang), class_="subtitle"),
        element("p", *(element("span", fact.to(lang)) for fact in facts), class_="facts"),
        class_="inner",
        id=lang,
    )


_Section = tuple[str, Text, tuple[Element, ...]]


def _sections(filing: Filing, header: Header) -> Iterator[_Section]:
    yield "about", closing.WHO, (closing.who(filing),)
    titles = standard("efrag-vsme")
    for code, group in groupby(_by_disclosure(filing.facts), key=_disclosure):
        facts = tuple(group)
        short = [fact for fact in facts if not is_long(fact)]
        title = disclosure_words(code, titles)
        yield (
            code or "other",
            title,
            (
                *((as_table(short, header, title),) if short else ()),
                *(part for fact in facts if is_long(fact) for part in long_words(fact, header)),
            ),
        )
    yield "method", closing.HOW, closing.how(filing)


def _by_disclosure(facts: Sequence[Tagged]) -> list[Tagged]:
    """The disclosures in their order, B1 to C9, then what belongs to none."""
    order = dict.fromkeys(concept.disclosure for concept in load_concepts().values())
    places = {code: place for place, code in enumerate(order)} | {"": len(order)}
    return sorted(facts, key=lambda fact: places[_disclosure(fact)])


def _disclosure(fact: Tagged) -> str:
    known = load_concepts().get(fact.concept)
    return known.disclosure if known else ""


def _section(code: str, title: Text, parts: tuple[Element, ...]) -> Element:
    heading = element(
        "h2",
        *(_in(lang, "span", title.to(lang), id=f"{lang}-{code}") for lang in _NAMES),
    )
    return element("div", element("div", heading, class_="head"), *parts, class_="section")


def _contents(sections: Sequence[_Section], lang: Lang) -> Element:
    links = (
        element("li", element("a", title.to(lang), href=f"#{lang}-{code}"))
        for code, title, _ in sections
    )
    return _in(lang, "div", element("ol", *links), class_="contents")


def _foot(filing: Filing) -> Element:
    facts = (filing.company, MARK, day_words(filing.date))
    return element(
        "div",
        *(
            _in(
                lang,
                "p",
                *(element("span", fact.to(lang)) for fact in facts),
                class_="inner facts",
            )
            for lang in _NAMES
        ),
        class_="foot",
    )


def _in(lang: Lang, tag: str, *children: Child, class_: str = "", id: str | None = None) -> Element:  # noqa: A002
    """An element that is seen in one language only."""
    return element(
        tag,
        *children,
        class_=f"{class_} {lang}".strip(),
        id=id,
        **{"xml:lang": _TAGS[lang]},
    )
