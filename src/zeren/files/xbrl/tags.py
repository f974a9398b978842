"""Facts as inline XBRL: the element around what a reader sees, or a hidden one where it is a code.

A number is seen with its commas and, where it is a share, in per cent; a choice in words. What a
program reads is the exact value all the same: `format`, `scale` and `sign` say how to get to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final
from xml.etree.ElementTree import Element

from zeren.collect.facts import plain
from zeren.files.characters import printable
from zeren.files.html.elements import element, extend
from zeren.publish.filing.values import Tagged
from zeren.publish.wording import grouped
from zeren.standards.taxonomy import Shape, Taxonomy, load_taxonomy
from zeren.text import Text

TRANSFORMATIONS: Final = "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12"
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_YES_NO: Final = {
    "true": ("ixt:fixed-true", Text("是", "Yes")),
    "false": ("ixt:fixed-false", Text("否", "No")),
}
BLOCK: Final = "textBlockItemType"


def shape_of(fact: Tagged) -> Shape | None:
    return load_taxonomy().shapes.get(fact.concept.removeprefix("vsme:"))


def is_words(fact: Tagged) -> bool:
    shape = shape_of(fact)
    return shape is not None and shape.kind == "words"


def is_hidden(fact: Tagged) -> bool:
    """Choices are codes for programs; a reader sees their names, and the code stands in the header."""
    shape = shape_of(fact)
    return shape is not None and shape.kind in {"choice", "choices"}


def hidden(fact: Tagged, *, context: str) -> Element:
    taxonomy = load_taxonomy()
    codes = fact.value.split(" ") if fact.value else []
    return _non_numeric(fact, context, " ".join(_address(code, taxonomy) for code in codes) or None)


def tagged(fact: Tagged, *, context: str, unit: str | None) -> Iterator[Element | str]:
    """What stands in the page: the fact's element, a minus sign before it where there is one."""
    if unit is not None or fact.decimals:
        yield from _number(fact, context, unit)
    elif fact.value in _YES_NO and not is_words(fact):
        name, words = _YES_NO[fact.value]
        yield _non_numeric(fact, context, *in_both(words), format=name)
    elif is_words(fact):
        yield from _said(fact, context)
    else:
        yield _non_numeric(fact, context, fact.value)


def in_both(words: Text) -> tuple[Element, Element]:
    """Words of ours in both languages, of which the page shows one."""
    chinese = element("span", words.zh, class_="zh", **{"xml:lang": "zh-Hans"})
    english = element("span", words.en, class_="en", **{"xml:lang": "en"})
    return chinese, english


def _said(fact: Tagged, context: str) -> Iterator[Element]:
    """People's words: a block of text as paragraphs that are part of the fact, or a plain string."""
    shape = shape_of(fact)
    if shape is None or shape.type != BLOCK:
        yield _non_numeric(fact, context, fact.value)
        return
    made = _non_numeric(fact, context, escape="true")
    extend(made, paragraphs(fact.value))
    yield made


def paragraphs(text: str) -> Iterator[Element]:
    """An empty line begins a paragraph, a line end a new line."""
    for block in re.split(r"\n\s*\n", printable(text).strip("\n")):
        made = element("p")
        for place, line in enumerate(block.split("\n")):
            extend(made, (element("br") if place else None, line))
        yield made


def _number(fact: Tagged, context: str, unit: str | None) -> Iterator[Element | str]:
    shape = shape_of(fact)
    if not _NUMBER.fullmatch(fact.value):
        yield _numeric(fact, context, unit, fact.value)
        return
    negative = fact.value.startswith("-")
    digits = fact.value.lstrip("-")
    scale = -2 if shape is not None and shape.kind == "share" else 0
    if negative:
        yield "\u2212"
    yield _numeric(
        fact,
        context,
        unit,
        grouped(_moved(digits, -scale)),
        format="ixt:num-dot-decimal",
        scale=str(scale) if scale else None,
        sign="-" if negative else None,
    )


def _moved(digits: str, places: int) -> str:
    if not places:
        return digits
    sign, figures, exponent = Decimal(digits).as_tuple()
    return plain(Decimal((sign, figures, int(exponent) + places)))


def _numeric(
    fact: Tagged, context: str, unit: str | None, seen: str, **attributes: str | None
) -> Element:
    return element(
        "ix:nonFraction",
        seen,
        id=fact.id,
        name=fact.concept,
        contextRef=context,
        unitRef=unit,
        decimals=fact.decimals or None,
        **attributes,
    )


def _non_numeric(
    fact: Tagged, context: str, *seen: Element | str | None, **attributes: str | None
) -> Element:
    return element(
        "ix:nonNumeric",
        *seen,
        id=fact.id,
        name=fact.concept,
        contextRef=context,
        **attributes,
    )


def _address(code: str, taxonomy: Taxonomy) -> str:
    """A member as inline XBRL writes it: the namespace's address, #, its name."""
    prefix, _, name = code.partition(":")
    return f"{taxonomy.namespaces.get(prefix, prefix)}#{name}"


def namespaces(taxonomy: Taxonomy) -> Mapping[str, str]:
    """Every prefix that stands in the page, with its address."""
    return {
        "ix": "http://www.xbrl.org/2013/inlineXBRL",
        "ixt": TRANSFORMATIONS,
        "link": "http://www.xbrl.org/2003/linkbase",
        "xlink": "http://www.w3.org/1999/xlink",
        "xbrli": "http://www.xbrl.org/2003/instance",
        "xbrldi": "http://xbrl.org/2006/xbrldi",
        "iso4217": "http://www.xbrl.org/2003/iso4217",
        "utr": taxonomy.namespaces["utr"],
        **{name: taxonomy.namespaces[name] for name in ("vsme", "country", "nace", "waste")},
    }
