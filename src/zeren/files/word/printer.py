"""Prints a document as an editable Word file in one language; equal documents give equal bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.shared import Cm, Emu

from zeren.files.characters import printable
from zeren.files.images import kind_of
from zeren.files.word.elements import (
    Element,
    Shape,
    add,
    add_cell,
    add_paragraph,
    add_row,
    add_run,
    add_table,
)
from zeren.files.word.paper import packed, set_page, set_properties
from zeren.files.word.styles import QUIET, TONES, notice, set_styles
from zeren.publish.document import (
    Bars,
    Block,
    Callout,
    Card,
    Cards,
    Cell,
    Document,
    KeyFigures,
    Look,
    Matrix,
    Paragraph,
    Points,
    Quote,
    Section,
    Table,
    Timetable,
    Tone,
    Words,
)
from zeren.publish.wording import day_words
from zeren.text import Lang, Said, Text, same

if TYPE_CHECKING:
    from docx.document import Document as WordFile

_WIDTH: Final = Cm(16.6)
_SIGN: Final[dict[Tone, str]] = {
    "plain": "",
    "good": "● ",
    "watch": "▲ ",
    "bad": "◆ ",
    "severe": "■ ",
}
_PARAGRAPHS: Final = {"body": Shape(), "lead": Shape("Lead"), "note": Shape("Note")}
_BLANK: Final = same("")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHORT_TABLE: Final = 12  # rows


def print_word(document: Document, lang: Lang) -> bytes:
    """Print one language. Charts become tables; an SVG logo is left out, Word wants a bitmap."""
    word = docx.Document()
    set_styles(word, colour=document.look.colour, lang=lang)
    set_properties(word, document, lang)
    set_page(word, document, lang)
    _set_logo(word, document.look, document.company.to(lang))
    body: Element = word.element.body
    hand = _Hand(word, body, lang, document.said_in)
    hand.opening(document)
    for section in document.sections:
        hand.section(section, depth=1)
    body.append(body.sectPr)  # the page's measures, which the schema wants last
    return packed(word)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Writes blocks at the end of the body, in the eyes of one language."""

    word: WordFile
    body: Element
    lang: Lang
    said_in: Text

    def opening(self, document: Document) -> None:
        self.words(document.title, Shape("Title"))
        self.words(document.subtitle, Shape("Subtitle"))
        for words in (document.company, document.period, day_words(document.date)):
            self.words(words, Shape("Note", after=0))

    def section(self, section: Section, *, depth: int) -> None:
        self.words(section.title, Shape(_heading(depth), new_page=section.new_page))
        for block in section.blocks:
            if isinstance(block, Section):
                self.section(block, depth=depth + 1)
            else:
                self.block(block, depth)

    def block(self, block: Block, depth: int) -> None:  # noqa: C901 - one for each kind
        match block:
            case Paragraph():
                self.words(block.words, _PARAGRAPHS[block.style])
            case Points():
                self.points(block)
            case Table():
                self.table(block)
            case KeyFigures():
                self.key_figures(block)
            case Matrix():
                self.matrix(block)
            case Bars() | Timetable():
                self.table(block.table)
            case Cards():
                for card in block.cards:
                    self.card(card, depth + 1)
            case Callout():
                self.callout(block)
            case Quote():
                self.words(block.words, Shape("Quote"))
                if block.by:
                    self.words(block.by, Shape("Note"))

    def words(
        self, words: Words, shape: Shape, *, at: Element | None = None, tone: Tone = "plain"
    ) -> Element:
        """Add a paragraph to the body or to the cell given; with a tone its sign and colour."""
        paragraph = add_paragraph(self.body if at is None else at, shape)
        self.run(paragraph, words, tone=tone)
        return paragraph

    def run(self, paragraph: Element, words: Words, *, tone: Tone = "plain") -> None:
        said = self.said(words)
        if not said:
            return
        if tone == "plain":
            add_run(paragraph, said)
        else:
            add_run(paragraph, _SIGN[tone] + said, bold=True, colour=TONES[tone][0])
        if isinstance(words, Said) and words.lang != self.lang and _LETTER.search(said):
            add_run(paragraph, f" [{self.said(self.said_in)}]", colour=QUIET)

    def said(self, words: Words) -> str:
        return printable(words.text if isinstance(words, Said) else words.to(self.lang))

    def points(self, points: Points) -> None:
        shape = Shape("List Bullet")
        if points.ordered:
            shape = Shape("List Number", number=self._new_list())
        for item in points.items:
            self.words(item, shape)

    def _new_list(self) -> int:
        """Numbering of its own that starts at 1."""
        numbering = self.word.part.numbering_part.element
        style = self.word.styles["List Number"].element
        pattern = numbering.num_having_numId(style.pPr.numPr.numId.val)
        added = numbering.add_num(pattern.abstractNumId.val)
        added.add_lvlOverride(ilvl=0).add_startOverride(1)
        number: int = added.numId
        return number

    def table(self, table: Table) -> None:
        self.words(table.caption, Shape("Caption"))
        widths = _widths(table.shares)
        made = add_table(self.body, widths, style="List Table", alt=self.said(table.caption))
        header = tuple(Cell(words) for words in table.header)
        short = len(table.rows) <= _SHORT_TABLE
        for at, cells in enumerate((header, *table.rows)):
            row = add_row(made, header=at == 0)
            left = Shape("Cell", keep=short and at < len(table.rows))
            right = replace(left, align="right")
            for column, (width, cell) in enumerate(zip(widths, cells, strict=True)):
                shape = right if column in table.numeric else left
                self.words(cell.words, shape, at=add_cell(row, width), tone=cell.tone)
        self.gap()

    def gap(self) -> None:
        """Word joins two tables that follow each other: a small paragraph keeps them apart."""
        self.words(_BLANK, Shape("Figure Label"))

    def key_figures(self, figures: KeyFigures) -> None:
        widths = _widths((1,) * len(figures.figures))
        row = add(add_table(self.body, widths), "tr")
        for width, figure in zip(widths, figures.figures, strict=True):
            cell = add_cell(row, width)
            value = self.words(figure.value, Shape("Figure"), at=cell, tone=figure.tone)
            if figure.unit:
                add_run(value, f" {self.said(figure.unit)}", bold=False, size=11)
            self.words(figure.label, Shape("Figure Label"), at=cell)
        self.gap()

    def matrix(self, matrix: Matrix) -> None:
        """The risk matrix as a table whose fields are coloured and hold the numbers."""
        self.words(matrix.caption, Shape("Caption"))
        first, *widths = _widths((3, 2, 2, 2, 2, 2))
        made = add_table(
            self.body, (first, *widths), style="Field Table", alt=self.said(matrix.alt)
        )
        for severity in range(5, 0, -1):
            row = add_row(made)
            self.words(same(severity), Shape("Cell", keep=True), at=add_cell(row, first))
            for likelihood, width in enumerate(widths, 1):
                fill = TONES[_tone(matrix, severity * likelihood)][1]
                numbers = same(_numbers(matrix, severity, likelihood))
                field = Shape("Cell", keep=True, align="center")
                self.words(numbers, field, at=add_cell(row, width, fill=fill))
        foot = add_row(made)
        corner = Text(
            f"{matrix.severity.zh} ↑\n{matrix.likelihood.zh} →",
            f"{matrix.severity.en} ↑\n{matrix.likelihood.en} →",
        )
        self.words(corner, Shape("Cell"), at=add_cell(foot, first))
        for likelihood, width in enumerate(widths, 1):
            self.words(same(likelihood), Shape("Cell", align="center"), at=add_cell(foot, width))
        self.legend(matrix)
        self.table(matrix.table)

    def legend(self, matrix: Matrix) -> None:
        paragraph = add_paragraph(self.body, Shape("Note"))
        for words, least, tone in matrix.levels:
            self.run(paragraph, words, tone=tone)
            self.run(paragraph, same(f" ≥ {least}    "))

    def card(self, card: Card, depth: int) -> None:
        heading = add_paragraph(self.body, Shape(_heading(depth)))
        if card.number is not None:
            self.run(heading, same(f"{card.number}  "))
        self.run(heading, card.title)
        if card.tag:
            self.words(card.tag, Shape("Note", keep=True), tone=card.tone)
        if not card.lines:
            return
        left, right = _widths((1, 4))
        made = add_table(self.body, (left, right), style="Lines Table", alt=self.said(card.title))
        for at, (label, lines) in enumerate(card.lines, 1):
            row = add_row(made)
            keep = at < len(card.lines)
            self.words(label, Shape("Cell Label", keep=keep), at=add_cell(row, left))
            shape = Shape("Cell Bullet" if len(lines) > 1 else "Cell", keep=keep)
            cell = add_cell(row, right)
            for words in lines or (_BLANK,):
                self.words(words, shape, at=cell)
        self.gap()

    def callout(self, callout: Callout) -> None:
        style = notice(callout.tone)
        self.words(callout.title, Shape(style, keep=True), tone=callout.tone)
        for words in callout.words:
            self.words(words, Shape(style))
        self.gap()


def _heading(depth: int) -> str:
    return f"Heading {min(depth, 3)}"


def _widths(shares: tuple[int, ...]) -> list[int]:
    """Widths of columns that fill the page, in twentieths of a point."""
    return [Emu(_WIDTH * share // sum(shares)).twips for share in shares]


def _numbers(matrix: Matrix, severity: int, likelihood: int) -> str:
    here = [
        f"{dot.number}"
        for dot in matrix.dots
        if (dot.severity, dot.likelihood) == (severity, likelihood)
    ]
    return "  ".join(here)


def _tone(matrix: Matrix, size: int) -> Tone:
    return next((tone for _, least, tone in reversed(matrix.levels) if size >= least), "plain")


def _set_logo(word: WordFile, look: Look, company: str) -> None:
    """PNG, and JPEG with the usual JFIF head, the only one that the library knows."""
    kind = kind_of(look.logo) if look.logo else None
    if look.logo is None or not (kind == "png" or (kind == "jpg" and look.logo[6:10] == b"JFIF")):
        return
    picture = word.add_picture(BytesIO(look.logo), height=Cm(1.8))
    if picture.width > Cm(7):
        picture.height = Emu(picture.height * Cm(7) // picture.width)
        picture.width = Cm(7)
    picture._inline.docPr.set("descr", printable(company))  # noqa: SLF001 - no public way
