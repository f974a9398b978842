"""Facts in the page: a table of the short ones, long words below it, each with its tag."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element

from zeren.files.html.elements import Child, element
from zeren.files.xbrl.header import Header
from zeren.files.xbrl.tags import BLOCK, in_both, is_hidden, is_words, shape_of, tagged
from zeren.publish.filing.units import in_words
from zeren.publish.filing.values import Tagged
from zeren.publish.outward import LONG
from zeren.publish.wording import concept_words, period_words
from zeren.standards.taxonomy import member_label
from zeren.text import Text, listed

_HEADER: Final = (
    Text("数据", "Subject"),
    Text("数值", "Value"),
    Text("单位", "Unit"),
    Text("时间", "Period"),
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHARES: Final = (7, 6, 3, 4)
_SAID_IN: Final = {
    "zh-Hans": ("en", "original in Chinese"),
    "en": ("zh", "原文为英文"),
}


def is_long(fact: Tagged) -> bool:
    shape = shape_of(fact)
    return is_words(fact) and (
        len(fact.value) > LONG or (shape is not None and shape.type == BLOCK)
    )


def as_table(facts: Sequence[Tagged], header: Header, title: Text) -> Element:
    return element(
        "table",
        element("caption", *both(title), class_="unseen"),
        *(element("col", class_=f"w{share}") for share in _SHARES),
        element(
            "thead", element("tr", *(element("th", *both(words), scope="col") for words in _HEADER))
        ),
        element("tbody", *(_row(fact, header) for fact in facts)),
        class_="wide",
    )


def long_words(fact: Tagged, header: Header) -> Iterator[Element]:
    yield element("h3", *both(_label(fact)))
    yield element(
        "div",
        *tagged(fact, context=header.context_of(fact), unit=header.unit_of(fact)),
        class_="quote said",
        **{"xml:lang": fact.lang or None},
    )
    note = _said_in(fact)
    if note is not None:
        yield element("p", note)


def both(words: Text) -> tuple[Child, ...]:
    """Both languages, of which one is seen; once where they read alike."""
    return (words.zh,) if words.zh == words.en else in_both(words)


def _row(fact: Tagged, header: Header) -> Element:
    shape = shape_of(fact)
    unit = in_words(fact.unit, shape.kind if shape else "number") if fact.unit else Text("", "")
    return element(
        "tr",
        element("th", _key(0), element("span", *both(_label(fact))), scope="row"),
        element("td", _key(1), element("span", *_seen(fact, header)), class_="value"),
        element("td", _key(2), element("span", *both(unit)), class_=None if unit.en else "empty"),
        element("td", _key(3), element("span", *both(period_words(fact.period)))),
    )


def _key(column: int) -> Element:
    """The column's name again, seen on a phone where rows are stacked."""
    return element("span", *both(_HEADER[column]), class_="key-words")


def _seen(fact: Tagged, header: Header) -> Iterator[Child]:
    context, unit = header.context_of(fact), header.unit_of(fact)
    if is_hidden(fact):
        codes = fact.value.split(" ") if fact.value else []
        yield from both(listed(map(member_label, codes)) if codes else Text("无", "None"))
    elif is_words(fact):
        yield element(
            "span",
            *tagged(fact, context=context, unit=unit),
            class_="said",
            **{"xml:lang": fact.lang or None},
        )
        note = _said_in(fact)
        if note is not None:
            yield " "
            yield note
    else:
        yield from tagged(fact, context=context, unit=unit)


def _said_in(fact: Tagged) -> Element | None:
    known = _SAID_IN.get(fact.lang)
    if known is None or not _LETTER.search(fact.value):
        return None
    lang, words = known
    tag = "zh-Hans" if lang == "zh" else "en"
    return element("small", words, class_=f"said-in {lang}", **{"xml:lang": tag})


def _label(fact: Tagged) -> Text:
    return concept_words(fact.concept, fact.dimensions)
