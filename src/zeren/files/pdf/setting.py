"""A document in one language as plain values for the Typst templates: nothing in it is markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Any, Final

from zeren.files.pdf.charts import set_bars, set_matrix, set_timetable
from zeren.files.pdf.tables import set_table
from zeren.files.pdf.words import NO_TITLE, Plain, Runs, Setter, shortened, width
from zeren.files.qr import qr_svg
from zeren.publish.document import (
    Bars,
    Block,
    Callout,
    Card,
    Cards,
    Document,
    KeyFigures,
    Matrix,
    Paragraph,
    Points,
    Quote,
    Scan,
    Section,
    Signing,
    Table,
    Timetable,
)
from zeren.publish.wording import day_words
from zeren.text import Said, Text

_LOGO_OF: Final = Text("{company}的标志", "Logo of {company}")
_KINDS: Final = {
    ".json": "application/json",
    ".csv": "text/csv",
    ".xml": "application/xml",
    ".jwt": "application/vc+jwt",
    ".sd-jwt": "application/vc+sd-jwt",
    ".p7s": "application/pkcs7-signature",
}
_HEAD: Final = 70  # of a page, in halves of a Chinese character
_LINE: Final = 90  # of a card or a notice, likewise
_LONG_CARD: Final = 9  # lines: a longer card may break over pages
_PAGE: Final = 36  # lines of a card that is to stay whole, and surely fits on a page
_KEPT: Final = 2  # lines of a broken card that stay with its head, and with its end
_LONG_START: Final = 12  # lines: too many to be kept together at a break


def set_document(document: Document, setter: Setter) -> Plain:
    """Give everything the templates need to know of a document, fonts, colour and files aside."""
    line, words = setter.line, setter.words
    return {
        "lang": setter.lang,
        "title": setter.title(document.title),
        "subtitle": words(document.subtitle),
        "company": words(document.company),
        "company_line": line(document.company),
        "company_head": shortened(line(document.company), _HEAD),
        "period": words(document.period),
        "date": day_words(document.date).to(setter.lang),
        "mark": line(document.mark),
        "sections": [_section(section, setter, 1) for section in document.sections],
        "logo_alt": setter.title(_LOGO_OF.format(company=document.company)),
        "data": [
            {
                "name": name,
                "kind": _KINDS.get(PurePath(name).suffix.lower(), "application/octet-stream"),
                "description": line(description),
                "relationship": "source" if name == document.source else "data",
            }
            for name, _, description in document.data
        ],
        "sheet": document.code in {"declaration", "participation"},
        "reference": line(document.reference),
        "signing": _signing(document.signing, setter) if document.signing else None,
    }


def _signing(signing: Signing, setter: Setter) -> Plain:
    return {
        "after": signing.after,
        "lines": [
            {"label": setter.line(label), "words": setter.words(words)}
            for label, words in signing.lines
        ],
        "signature": setter.line(signing.signature),
        "seal": setter.line(signing.seal),
    }


def _section(section: Section, setter: Setter, level: int) -> Plain:
    return {
        "is": "section",
        "code": section.code,
        "level": level,
        "title": setter.title(section.title),
        "new_page": section.new_page,
        "blocks": [
            _section(block, setter, level + 1)
            if isinstance(block, Section)
            else {**_SETTING[type(block)](block, setter), "level": level + 1, "keep": keep}
            for block, keep in zip(section.blocks, _keeps(section), strict=True)
        ],
    }


def _keeps(section: Section) -> list[bool]:
    """Tell which blocks introduce the next one: they stay on its page."""
    following = (*section.blocks[1:], None)
    return [
        _introduces(block, after) for block, after in zip(section.blocks, following, strict=False)
    ]


def _introduces(block: Block | Section, after: Block | Section | None) -> bool:
    """Words before what is no more words; a notice before a table."""
    if isinstance(block, Callout):
        return isinstance(after, Table)
    return (
        isinstance(block, Paragraph)
        and (block.style != "note" or isinstance(after, Points))
        and not isinstance(after, Paragraph | None)
    )


def _paragraph(block: Paragraph, setter: Setter) -> Plain:
    return {"is": "paragraph", "style": block.style, "words": setter.words(block.words)}


def _points(block: Points, setter: Setter) -> Plain:
    items = [setter.words(item) for item in block.items]
    return {"is": "points", "ordered": block.ordered, "items": items}


def _key_figures(block: KeyFigures, setter: Setter) -> Plain:
    figures: list[Plain] = [
        {
            "value": setter.line(figure.value),
            "unit": setter.line(figure.unit) if figure.unit else "",
            "label": setter.words(figure.label),
            "tone": figure.tone,
        }
        for figure in block.figures
    ]
    widths = [[width(figure["value"]), width(figure["unit"])] for figure in figures]
    return {"is": "key-figures", "figures": figures, "widths": widths}


def _cards(block: Cards, setter: Setter) -> Plain:
    return {"is": "cards", "cards": [_card(card, setter) for card in block.cards]}


def _card(card: Card, setter: Setter) -> Plain:
    heights = [_height(map(setter.text, items)) for _, items in card.lines]
    long = sum(heights) > (_PAGE if card.whole else _LONG_CARD)
    breaks = long and len(heights) > 2 * _KEPT
    return {
        "number": card.number,
        "code": card.code,
        "title": setter.words(card.title) if setter.text(card.title).strip() else NO_TITLE,
        "tag": setter.line(card.tag) if card.tag else "",
        "tone": card.tone,
        "long": long,
        "whole": card.whole,
        "first": _KEPT if breaks and sum(heights[:_KEPT]) <= _LONG_START else 0,
        "last": _KEPT if breaks and sum(heights[-_KEPT:]) <= _LONG_START else 0,
        "lines": [
            {"label": setter.line(label), "items": [setter.words(item) for item in items]}
            for label, items in card.lines
        ],
    }


def _callout(block: Callout, setter: Setter) -> Plain:
    return {
        "is": "callout",
        "tone": block.tone,
        "title": setter.line(block.title),
        "long": _height(map(setter.text, block.words)) > _LONG_START,
        "words": [setter.words(words) for words in block.words],
        "scan": _scan(block.scan, setter) if block.scan else None,
    }


def _scan(scan: Scan, setter: Setter) -> Plain:
    return {"svg": qr_svg(scan.content), "alt": setter.title(scan.alt)}


def _quote(block: Quote, setter: Setter) -> Plain:
    """Words and speaker in one language carry one mark, after the speaker."""
    by: Runs = ""
    if block.by:
        by = setter.own(block.by) if isinstance(block.by, Said) else setter.words(block.by)
    return {
        "is": "quote",
        "words": setter.own(block.words),
        "by": by,
        "note": setter.said(block.words) or setter.said(block.by),
    }


def _height(texts: Iterable[str]) -> int:
    """About how many lines of a card or a notice the words fill."""
    return sum(1 + width(text) // _LINE for text in texts)


_SETTING: Final[Mapping[type[Block], Callable[[Any, Setter], Plain]]] = {
    Paragraph: _paragraph,
    Points: _points,
    Table: set_table,
    KeyFigures: _key_figures,
    Bars: set_bars,
    Matrix: set_matrix,
    Timetable: set_timetable,
    Cards: _cards,
    Callout: _callout,
    Quote: _quote,
}
