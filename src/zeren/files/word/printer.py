"""Prints a document as an editable Word file in one language; equal documents give equal bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, RGBColor
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from zeren.files.characters import printable
from zeren.files.images import kind_of
from zeren.files.word.paper import packed, set_page, set_properties
from zeren.files.word.styles import QUIET, TONES, notice, set_styles, shading, style_id
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
_BLANK: Final = same("")
_LETTER: Final = re.compile(r"[^\W\d_]")
_SHORT_TABLE: Final = 12  # rows


def print_word(document: Document, lang: Lang) -> bytes:
    """Print one language. Charts become tables; an SVG logo is left out, Word wants a bitmap."""
    word = docx.Document()
    set_styles(word, colour=document.look.colour, lang=lang)
    set_properties(word, document, lang)
    set_page(word, document, lang)
    hand = _Hand(word, lang, document.said_in)
    _open(hand, document)
    for section in document.sections:
        hand.section(section, depth=1)
    return packed(word)


@dataclass(frozen=True, slots=True)
class _Hand:
    """Writes blocks at the end of the file, in the eyes of one language."""

    word: WordFile
    lang: Lang
    said_in: Text

    def section(self, section: Section, *, depth: int) -> None:
        heading = self.words(section.title, style=f"Heading {min(depth, 3)}")
        heading.paragraph_format.page_break_before = True if section.new_page else None
        for block in section.blocks:
            if isinstance(block, Section):
                self.section(block, depth=depth + 1)
            else:
                self.block(block, depth)

    def block(self, block: Block, depth: int) -> None:  # noqa: C901 - one for each kind
        match block:
            case Paragraph():
                styles = {"body": "Normal", "lead": "Lead", "note": "Note"}
                self.words(block.words, style=styles[block.style])
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
                self.words(block.words, style="Quote")
                if block.by:
                    self.words(block.by, style="Note")

    def words(
        self, words: Words, *, style: str, at: WordParagraph | None = None, tone: Tone = "plain"
    ) -> WordParagraph:
        """Add a paragraph, or fill the one given; with a tone its sign and colour."""
        paragraph = at or self.word.add_paragraph()
        if style != "Normal":
            paragraph._p.style = style_id(style)  # noqa: SLF001 - by name it is looked up each time
        self.run(paragraph, words, tone=tone)
        return paragraph

    def run(self, paragraph: WordParagraph, words: Words, *, tone: Tone = "plain") -> None:
        said = words.text if isinstance(words, Said) else words.to(self.lang)
        text = printable(said)
        if not text:
            return
        run = paragraph.add_run(_SIGN[tone] + text)
        if tone != "plain":
            run.bold = True
            run.font.color.rgb = RGBColor.from_string(TONES[tone][0])
        if isinstance(words, Said) and words.lang != self.lang and _LETTER.search(text):
            note = paragraph.add_run(f" [{printable(self.said_in.to(self.lang))}]")
            note.font.color.rgb = RGBColor.from_string(QUIET)

    def points(self, points: Points) -> None:
        style = "List Number" if points.ordered else "List Bullet"
        number = self._new_list() if points.ordered else None
        for item in points.items:
            paragraph = self.words(item, style=style)
            if number is not None:
                properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
                properties.get_or_add_ilvl().val = 0
                properties.get_or_add_numId().val = number

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
        self.words(table.caption, style="Caption")
        header = tuple(Cell(words) for words in table.header)
        made = self.grid((header, *table.rows), shares=table.shares, style="ListTable")
        for row in _cells(made):
            for at in table.numeric:
                row[at].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _repeat_first_row(made)
        if len(table.rows) <= _SHORT_TABLE:
            _keep_together(made)
        _describe(made, table.caption.to(self.lang))
        self.gap()

    def grid(
        self,
        rows: tuple[tuple[Cell, ...], ...],
        *,
        shares: tuple[int, ...],
        style: str,
        first: str = "Cell",
    ) -> WordTable:
        """Add a table and fill it; `first` is the style of its first column."""
        made: WordTable = self.word.add_table(rows=len(rows), cols=len(shares))
        made.autofit = False
        made._tbl.tblStyle_val = style  # noqa: SLF001 - by name it is looked up each time
        widths = [Emu(_WIDTH * share // sum(shares)) for share in shares]
        for row in made._tbl.tr_lst:  # noqa: SLF001
            row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):  # noqa: SLF001
            column.w = width
        for cells, said_in_row in zip(_cells(made), rows, strict=True):
            for at, (cell, said) in enumerate(zip(cells, said_in_row, strict=True)):
                cell.width = widths[at]
                set_in = "Cell" if at else first
                self.words(said.words, style=set_in, at=cell.paragraphs[0], tone=said.tone)
        return made

    def gap(self) -> None:
        """Word joins two tables that follow each other: a small paragraph keeps them apart."""
        self.words(_BLANK, style="Figure Label")

    def key_figures(self, figures: KeyFigures) -> None:
        made = self.word.add_table(rows=1, cols=len(figures.figures))
        for cell, figure in zip(_cells(made)[0], figures.figures, strict=True):
            value = self.words(
                figure.value, style="Figure", at=cell.paragraphs[0], tone=figure.tone
            )
            if figure.unit:
                unit = value.add_run(f" {printable(figure.unit.to(self.lang))}")
                unit.font.size, unit.bold = Cm(0.4), False
            self.words(figure.label, style="Figure Label", at=cell.add_paragraph())
        self.gap()

    def matrix(self, matrix: Matrix) -> None:
        """The risk matrix as a table whose fields are coloured and hold the numbers."""
        self.words(matrix.caption, style="Caption")
        corner = Text(
            f"{matrix.severity.zh} ↑\n{matrix.likelihood.zh} →",
            f"{matrix.severity.en} ↑\n{matrix.likelihood.en} →",
        )
        rows = tuple(
            (
                Cell(same(severity)),
                *(Cell(same(_numbers(matrix, severity, likelihood))) for likelihood in range(1, 6)),
            )
            for severity in range(5, 0, -1)
        )
        foot = (Cell(corner), *(Cell(same(likelihood)) for likelihood in range(1, 6)))
        made = self.grid((*rows, foot), shares=(3, 2, 2, 2, 2, 2), style="FieldTable")
        _describe(made, matrix.alt.to(self.lang))
        for severity, row in zip(range(5, 0, -1), _cells(made), strict=False):
            for likelihood, cell in enumerate(row[1:], 1):
                tone = _tone(matrix, severity * likelihood)
                cell._tc.get_or_add_tcPr().append(shading(TONES[tone][1]))  # noqa: SLF001
        for row in _cells(made):
            for cell in row[1:]:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        _keep_together(made)
        self.legend(matrix)
        self.table(matrix.table)

    def legend(self, matrix: Matrix) -> None:
        paragraph = self.word.add_paragraph()
        paragraph._p.style = style_id("Note")  # noqa: SLF001
        for words, least, tone in matrix.levels:
            self.run(paragraph, words, tone=tone)
            self.run(paragraph, same(f" ≥ {least}    "))

    def card(self, card: Card, depth: int) -> None:
        heading = self.words(_BLANK, style=f"Heading {min(depth, 3)}")
        if card.number is not None:
            self.run(heading, same(f"{card.number}  "))
        self.run(heading, card.title)
        if card.tag:
            tag = self.words(card.tag, style="Note", tone=card.tone)
            tag.paragraph_format.keep_with_next = True
        if not card.lines:
            return
        rows = tuple((Cell(label), Cell(_BLANK)) for label, _ in card.lines)
        made = self.grid(rows, shares=(1, 4), style="LinesTable", first="Cell Label")
        _describe(
            made, card.title.text if isinstance(card.title, Said) else card.title.to(self.lang)
        )
        for row, (_, lines) in zip(_cells(made), card.lines, strict=True):
            self.fill(row[1], lines)
        _keep_together(made)
        self.gap()

    def fill(self, cell: WordCell, lines: tuple[Words, ...]) -> None:
        several = len(lines) > 1
        for at, words in enumerate(lines):
            paragraph = cell.add_paragraph() if at else cell.paragraphs[0]
            self.words(words, style="Cell Bullet" if several else "Cell", at=paragraph)

    def callout(self, callout: Callout) -> None:
        style = notice(callout.tone)
        title = self.words(callout.title, style=style, tone=callout.tone)
        title.paragraph_format.keep_with_next = True
        for words in callout.words:
            self.words(words, style=style)
        self.gap()


def _cells(table: WordTable) -> list[list[WordCell]]:
    """All cells, row by row; the library's own way walks the whole table for each of them."""
    return [[WordCell(tc, table) for tc in row.tc_lst] for row in table._tbl.tr_lst]  # noqa: SLF001


def _numbers(matrix: Matrix, severity: int, likelihood: int) -> str:
    here = [
        f"{dot.number}"
        for dot in matrix.dots
        if (dot.severity, dot.likelihood) == (severity, likelihood)
    ]
    return "  ".join(here)


def _tone(matrix: Matrix, size: int) -> Tone:
    return next((tone for _, least, tone in reversed(matrix.levels) if size >= least), "plain")


def _repeat_first_row(table: WordTable) -> None:
    table._tbl.tr_lst[0].get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001


def _keep_together(table: WordTable) -> None:
    for row in _cells(table)[:-1]:
        for cell in row:
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = True


def _describe(table: WordTable, words: str) -> None:
    """What a screen reader says of the table."""
    for name in ("w:tblCaption", "w:tblDescription"):
        made = OxmlElement(name)
        made.set(qn("w:val"), printable(words))
        table._tbl.tblPr.append(made)  # noqa: SLF001


def _open(hand: _Hand, document: Document) -> None:
    _logo(hand, document.look, document.company.to(hand.lang))
    hand.words(document.title, style="Title")
    hand.words(document.subtitle, style="Subtitle")
    for words in (document.company, document.period, same(document.date)):
        hand.words(words, style="Note").paragraph_format.space_after = 0


def _logo(hand: _Hand, look: Look, company: str) -> None:
    """PNG, and JPEG with the usual JFIF head, the only one that the library knows."""
    kind = kind_of(look.logo) if look.logo else None
    if look.logo is None or not (kind == "png" or (kind == "jpg" and look.logo[6:10] == b"JFIF")):
        return
    picture = hand.word.add_picture(BytesIO(look.logo), height=Cm(1.8))
    if picture.width > Cm(7):
        picture.height = Emu(picture.height * Cm(7) // picture.width)
        picture.width = Cm(7)
    picture._inline.docPr.set("descr", printable(company))  # noqa: SLF001 - no public way
