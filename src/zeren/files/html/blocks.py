"""The parts of a report as HTML: headings, paragraphs, tables, figures, cards, notices."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree.ElementTree import Element

from zeren.files.html import charts
from zeren.files.html.elements import Child, element, in_view, ours
from zeren.publish.document import (
    Bars,
    Block,
    Callout,
    Card,
    Cards,
    Cell,
    KeyFigure,
    KeyFigures,
    Matrix,
    Paragraph,
    Points,
    Quote,
    Section,
    Table,
    Timetable,
    Words,
)
from zeren.text import Lang, Said, Text

_DEEPEST: Final = 6
_SHORT: Final = 6
_WIDE: Final = 4  # columns from which a table stands as stacked rows on a phone


@dataclass(frozen=True, slots=True)
class View:
    """Whose eyes: the language, and the note beside words said in the other one.

    `places` are the anchors of sections by their code.
    """

    lang: Lang
    said_in: Text
    places: Mapping[str, str] = field(default_factory=dict)

    def of(self, words: Words) -> Iterator[Child]:
        return in_view(words, self.lang, self.said_in)


def anchors(sections: Sequence[Section]) -> tuple[str, ...]:
    """An anchor for each section, from its code; never two alike."""
    given: list[str] = []
    for section in sections:
        code = re.sub(r"[^A-Za-z0-9-]+", "-", section.code).strip("-") or "part"
        anchor, number = code, 2
        while anchor in given:
            anchor, number = f"{code}-{number}", number + 1
        given.append(anchor)
    return tuple(given)


def places(sections: Sequence[Section], above: str = "") -> Mapping[str, str]:
    """The anchor of each section, and of each row and card that has one, by its code."""
    found: dict[str, str] = {}
    for anchor, section in zip(anchors(sections), sections, strict=True):
        found[section.code] = f"{above}{anchor}"
        tables = [block for block in section.blocks if isinstance(block, Table)]
        rows = [row for table in tables for row in table.rows]
        found |= {code: code for code in map(_row_code, rows) if code}
        cards = [
            card for block in section.blocks if isinstance(block, Cards) for card in block.cards
        ]
        found |= {card.code: card.code for card in cards if card.code}
        inner = [block for block in section.blocks if isinstance(block, Section)]
        found |= places(inner, f"{above}{anchor}-")
    return found


def chapter(
    section: Section, *, anchor: str, depth: int, view: View, beside: Element | None = None
) -> Element:
    """A section with its heading at `depth`, `beside` it a link, and what it holds below."""
    inner = [block for block in section.blocks if isinstance(block, Section)]
    inner_anchors = iter(anchors(inner))
    heading = element(f"h{min(depth, _DEEPEST)}", *ours(section.title, view.lang))
    return element(
        "section",
        element("div", heading, beside, class_="head") if beside is not None else heading,
        *(
            chapter(block, anchor=f"{anchor}-{next(inner_anchors)}", depth=depth + 1, view=view)
            if isinstance(block, Section)
            else as_block(block, view, depth + 1)
            for block in section.blocks
        ),
        id=f"{view.lang}-{anchor}",
        class_="new-page" if section.new_page else None,
    )


def as_block(block: Block, view: View, depth: int) -> Element:  # noqa: PLR0911 - one for each kind
    match block:
        case Paragraph():
            return _paragraph(block, view)
        case Points():
            return _points(block, view)
        case Table():
            return _table(block, view)
        case KeyFigures():
            return element(
                "dl", *(_key_figure(figure, view) for figure in block.figures), class_="figures"
            )
        case Bars() | Matrix() | Timetable():
            return _figure(block, view)
        case Cards():
            return element(
                "div", *(_card(card, view, depth) for card in block.cards), class_="cards"
            )
        case Callout():
            return _callout(block, view)
        case Quote():
            return _quote(block, view)


def _paragraph(paragraph: Paragraph, view: View) -> Element:
    return element("p", *view.of(paragraph.words), class_=paragraph.style)


def _points(points: Points, view: View) -> Element:
    items = (element("li", *view.of(item)) for item in points.items)
    return element("ol" if points.ordered else "ul", *items, class_="points")


def _table(table: Table, view: View, *, caption_seen: bool = False) -> Element:
    """A table with explicit roles, which stay when a phone shows its rows as stacked blocks."""
    header = element(
        "tr",
        *(_header_cell(words, table, at, view) for at, words in enumerate(table.header)),
        role="row",
    )
    return element(
        "table",
        element(
            "caption", *ours(table.caption, view.lang), class_="unseen" if caption_seen else None
        ),
        element("colgroup", *(element("col", class_=f"w{part}") for part in _parts(table.shares))),
        element("thead", header, role="rowgroup"),
        element(
            "tbody", *(_row(table, at, view) for at in range(len(table.rows))), role="rowgroup"
        ),
        class_="wide" if _is_wide(table) else None,
        role="table",
    )


def _is_wide(table: Table) -> bool:
    """Whether a phone has no room for the columns: four, or three of words."""
    return len(table.header) >= _WIDE - (not table.numeric)


def _parts(shares: tuple[int, ...]) -> tuple[int, ...]:
    """Shares as twentieths of the width."""
    whole = sum(shares) or 1
    return tuple(max(1, round(20 * share / whole)) for share in shares)


def _header_cell(words: Text, table: Table, at: int, view: View) -> Element:
    said = words.to(view.lang).strip()
    return element(
        "th" if said else "td",
        *ours(words, view.lang),
        class_="number" if at in table.numeric else None,
        scope="col" if said else None,
        role="columnheader" if said else "cell",
    )


def _row(table: Table, number: int, view: View) -> Element:
    code = _row_code(table.rows[number])
    return element(
        "tr",
        *(
            element(
                "td" if at else "th",
                _in_cell(cell, view),
                class_=_cell_class(cell, view, is_number=at in table.numeric),
                data_label=table.header[at].to(view.lang) or None,
                scope=None if at else "row",
                role="cell" if at else "rowheader",
            )
            for at, cell in enumerate(table.rows[number])
        ),
        id=f"{view.lang}-{code}" if code else None,
        role="row",
    )


def _row_code(row: Sequence[Cell]) -> str:
    return next((cell.code for cell in row if cell.code), "")


def _in_cell(cell: Cell, view: View) -> Element:
    if cell.at in view.places:
        return element("a", *view.of(cell.words), href=f"#{view.lang}-{view.places[cell.at]}")
    return element("span", *view.of(cell.words), class_=_toned(cell.tone))


def _cell_class(cell: Cell, view: View, *, is_number: bool) -> str | None:
    """Codes and short figures stay on one line."""
    words = cell.words.text if isinstance(cell.words, Said) else cell.words.to(view.lang)
    names = ("number" if is_number else "", "short" if len(words) <= _SHORT else "")
    return " ".join(filter(None, names)) or None


def _toned(tone: str) -> str | None:
    return None if tone == "plain" else f"tone {tone}"


def _key_figure(figure: KeyFigure, view: View) -> Element:
    unit = element("small", *ours(figure.unit, view.lang)) if figure.unit else None
    return element(
        "div",
        element("dt", *ours(figure.label, view.lang)),
        element(
            "dd",
            element("span", *ours(figure.value, view.lang), class_=_toned(figure.tone)),
            " " if unit is not None else None,
            unit,
        ),
    )


def _figure(figure: Bars | Matrix | Timetable, view: View) -> Element:
    return element(
        "figure",
        element("figcaption", *ours(figure.caption, view.lang)),
        charts.drawing(figure, view.lang),
        charts.legend(figure, view.lang),
        element(
            "details",
            element("summary", *ours(figure.table.caption, view.lang)),
            _table(figure.table, view, caption_seen=True),
        ),
        class_="chart",
    )


def _card(card: Card, view: View, depth: int) -> Element:
    number = None if card.number is None else element("span", str(card.number), class_="no")
    tag = (
        element("p", *ours(card.tag, view.lang), class_=f"tag tone {card.tone}")
        if card.tag
        else None
    )
    lines = (line for label, words in card.lines for line in _card_line(label, words, view))
    return element(
        "article",
        element(
            f"h{min(depth, _DEEPEST)}", number, " " if card.number else None, *view.of(card.title)
        ),
        tag,
        element("dl", *lines) if card.lines else None,
        class_=f"card {card.tone}",
        id=f"{view.lang}-{card.code}" if card.code else None,
    )


def _card_line(label: Text, words: tuple[Words, ...], view: View) -> Iterator[Element]:
    yield element("dt", *ours(label, view.lang))
    if len(words) == 1:
        yield element("dd", *view.of(words[0]))
    else:
        yield element("dd", element("ul", *(element("li", *view.of(word)) for word in words)))


def _callout(callout: Callout, view: View) -> Element:
    return element(
        "div",
        element(
            "p", element("strong", *ours(callout.title, view.lang)), class_=_toned(callout.tone)
        ),
        *(element("p", *view.of(words)) for words in callout.words),
        class_=f"callout {callout.tone}",
        role="note",
    )


def _quote(quote: Quote, view: View) -> Element:
    return element(
        "figure",
        element("blockquote", element("p", *view.of(quote.words))),
        element("figcaption", *view.of(quote.by)) if quote.by else None,
        class_="quote",
    )
