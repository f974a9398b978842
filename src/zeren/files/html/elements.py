"""HTML elements as values: what is put in as words can only come out as words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, tostring

from zeren.files.characters import printable
from zeren.publish.document import Words
from zeren.text import Lang, Text

LANG_TAG: Final[dict[Lang, str]] = {"zh": "zh-Hans", "en": "en"}
_HAN: Final = "\u3400-\u9fff\uf900-\ufaff"
_HAN_RUN: Final = re.compile(
    f"([{_HAN}](?:[{_HAN}\u3000-\u303f\uff00-\uffef\u00b7\u2014\u2018-\u201d\u20260-9]*"
    f"[{_HAN}\u3000-\u303f\uff00-\uffef])?)"
)
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{2}")
_LETTER: Final = re.compile(r"[^\W\d_]")

Child = Element | str | None


def element(tag: str, *children: Child, **attributes: str | None) -> Element:
    """Make an element. `class_` is class, `aria_label` is aria-label; None is left out."""
    made = Element(tag)
    for name, value in attributes.items():
        if value is not None:
            made.set(name.rstrip("_").replace("_", "-"), printable(value))
    return extend(made, children)


def extend(parent: Element, children: Iterable[Child]) -> Element:
    for child in children:
        if isinstance(child, Element):
            parent.append(child)
        elif child:
            _add_words(parent, printable(child))
    return parent


def _add_words(parent: Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def as_html(made: Element) -> str:
    return tostring(made, encoding="unicode", method="html")


def in_view(words: Words, lang: Lang, said_in: Text) -> Iterator[Child]:
    """The words as children of an element in the view of one language.

    People's words keep their language, and in the other language's view they say so.
    """
    if isinstance(words, Text):
        yield from ours(words, lang)
        return
    yield element("span", words.text, class_="said", lang=LANG_TAG[words.lang])
    if words.lang != lang and _LETTER.search(words.text):
        yield " "
        yield element("small", said_in.to(lang), class_="said-in")


def ours(words: Text, lang: Lang) -> Iterator[Child]:
    """Our own words; a name in the other language's script is tagged with that language."""
    text = words.to(lang)
    if lang == "zh":
        foreign = _LATIN_WORD.search(text) and not _HAN_RUN.search(text)
        yield element("span", text, lang="en") if foreign else text
        return
    for at, run in enumerate(_HAN_RUN.split(text)):
        yield element("span", run, lang="zh-Hans") if at % 2 else run
