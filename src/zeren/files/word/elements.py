"""The elements of a Word file's body, each made under its parent with properties in schema order.

Words go in as text and attributes of elements, never as markup. The library's own paragraphs, cells
and runs look for their place among their siblings at every touch, which makes long tables slow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from docx.oxml.ns import qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

Element = BaseOxmlElement
_W: Final = qn("w:p").removesuffix("p")
_SPACE: Final = qn("xml:space")
_BREAKS: Final = re.compile("([\t\n])")
_FIRST_ROW_AND_COLUMN: Final = {
    "val": "04A0",
    "firstRow": "1",
    "lastRow": "0",
    "firstColumn": "1",
    "lastColumn": "0",
    "noHBand": "0",
    "noVBand": "1",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph stands: its style by name, and where it differs from that style."""

    style: str = "Normal"
    keep: bool = False  # on one page with what follows
    new_page: bool = False
    number: int | None = None  # of the numbered list that it is a point of
    after: int | None = None  # points
    align: Literal["right", "center"] | None = None


def add(parent: Element, name: str, **values: str | int) -> Element:
    made = element(name, **values)
    parent.append(made)
    return made


def element(name: str, **values: str | int) -> Element:
    """Make an element by its name and the values of its attributes, all of the namespace w."""
    made: Element = oxml_parser.makeelement(
        _W + name, {_W + key: str(value) for key, value in values.items()}
    )
    return made


def switch(name: str, *, on: bool) -> Element:
    """Make a property that is on, or off whatever the style beneath says."""
    return element(name) if on else element(name, val=0)


def style_id(name: str) -> str:
    return name.replace(" ", "")


def add_paragraph(parent: Element, shape: Shape) -> Element:
    paragraph = add(parent, "p")
    if shape == Shape():
        return paragraph
    properties = add(paragraph, "pPr")
    if shape.style != "Normal":
        add(properties, "pStyle", val=style_id(shape.style))
    if shape.keep:
        add(properties, "keepNext")
    if shape.new_page:
        add(properties, "pageBreakBefore")
    if shape.number is not None:
        numbering = add(properties, "numPr")
        add(numbering, "ilvl", val=0)
        add(numbering, "numId", val=shape.number)
    if shape.after is not None:
        add(properties, "spacing", after=20 * shape.after)
    if shape.align:
        add(properties, "jc", val=shape.align)
    return paragraph


def add_run(
    paragraph: Element, words: str, *, bold: bool | None = None, colour: str = "", size: int = 0
) -> None:
    """Add words with tabs and line breaks; `size` in points, `colour` as RRGGBB."""
    run = add(paragraph, "r")
    if bold is not None or colour or size:
        properties = add(run, "rPr")
        if bold is not None:
            properties.append(switch("b", on=bold))
        if colour:
            add(properties, "color", val=colour)
        if size:
            add(properties, "sz", val=2 * size)
    for piece in _BREAKS.split(words):
        if piece in ("\t", "\n"):
            add(run, "tab" if piece == "\t" else "br")
        elif piece:
            text = add(run, "t")
            text.text = piece
            if piece != piece.strip():
                text.set(_SPACE, "preserve")


def add_table(parent: Element, widths: Sequence[int], *, style: str = "", alt: str = "") -> Element:
    """Add a table without rows; `widths` in twentieths of a point, `alt` for screen readers.

    A table with a style keeps its widths whatever it holds.
    """
    table = add(parent, "tbl")
    properties = add(table, "tblPr")
    if style:
        add(properties, "tblStyle", val=style_id(style))
    add(properties, "tblW", type="auto", w=0)
    if style:
        add(properties, "tblLayout", type="fixed")
    add(properties, "tblLook", **_FIRST_ROW_AND_COLUMN)
    if alt:
        add(properties, "tblCaption", val=alt)
        add(properties, "tblDescription", val=alt)
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=width)
    return table


def add_row(table: Element, *, header: bool = False) -> Element:
    """Add a row that stays on one page; a header is repeated on every page."""
    row = add(table, "tr")
    properties = add(row, "trPr")
    add(properties, "cantSplit")
    if header:
        add(properties, "tblHeader")
    return row


def add_cell(row: Element, width: int, *, fill: str = "") -> Element:
    """Add a cell, which must be given a paragraph; `fill` is its ground as RRGGBB."""
    cell = add(row, "tc")
    properties = add(cell, "tcPr")
    add(properties, "tcW", type="dxa", w=width)
    if fill:
        properties.append(shading(fill))
    return cell


def shading(colour: str) -> Element:
    return element("shd", val="clear", color="auto", fill=colour)
