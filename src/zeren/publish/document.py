"""A document as values: what a report says, in order, for any printer to set.

A printer (PDF, HTML, Word) takes a Document and a language. Everything a reader sees is in here,
words of charts included: a printer adds no sentence of its own.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from zeren.text import Said, Text

Words = Text | Said
Tone = Literal["plain", "good", "watch", "bad", "severe"]


class Paragraph(NamedTuple):
    """Running words. `style`: lead is larger, note is small and quiet."""

    words: Words
    style: Literal["body", "lead", "note"] = "body"


class Points(NamedTuple):
    """A list; `ordered` numbers it."""

    items: tuple[Words, ...]
    ordered: bool = False


class Cell(NamedTuple):
    """`at` is the code of the section, row or card that the words name: print adds its page, the web a link."""

    words: Words
    tone: Tone = "plain"
    at: str = ""
    code: str = ""  # the anchor (ASCII) of its row, where a cell elsewhere points at it


class Table(NamedTuple):
    """A table with a header row. `shares` are column widths in parts; numbers stand right.

    `header` and each row are as long as `shares`. A long table breaks over pages, its header repeated.
    """

    caption: Text
    header: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[int, ...]
    numeric: tuple[int, ...] = ()  # columns whose cells stand right


class KeyFigure(NamedTuple):
    """A large figure with its unit and what it is: 62.50 · points · declared score."""

    value: Text
    unit: Text | None
    label: Text
    tone: Tone = "plain"


class KeyFigures(NamedTuple):
    """Two to six figures side by side (stacked on a phone)."""

    figures: tuple[KeyFigure, ...]


class Bar(NamedTuple):
    """One bar, 0–10000 (hundredths of a point); None: not shown. `second` lies inside `first`."""

    label: Text
    first: int | None
    second: int | None


class Bars(NamedTuple):
    """A bar chart as one figure; `alt` says in words what it shows; `table` gives the same numbers."""

    caption: Text
    alt: Text
    first: Text  # legend
    second: Text
    bars: tuple[Bar, ...]
    table: Table


class Dot(NamedTuple):
    """A numbered risk at severity 1–5 and likelihood 1–5."""

    number: int
    severity: int
    likelihood: int


class Matrix(NamedTuple):
    """The risk matrix as one figure: severity upwards, likelihood to the right; numbers per field."""

    caption: Text
    alt: Text
    severity: Text
    likelihood: Text
    levels: tuple[tuple[Text, int, Tone], ...]  # words, least size, tone; ascending
    dots: tuple[Dot, ...]
    table: Table


class Span(NamedTuple):
    """A line of the timetable, days from the start of the plan; `end` None: after the horizon."""

    label: Text
    start: int
    end: int | None
    tone: Tone = "plain"


class Timetable(NamedTuple):
    """A year's plan as bars over days, one figure beside its table."""

    caption: Text
    alt: Text
    marks: tuple[tuple[int, Text], ...]  # day and its words, e.g. 90 → "90 days · 20 Feb"
    spans: tuple[Span, ...]
    table: Table


class Card(NamedTuple):
    """One matter in full: a number, a title, a tag, and labelled lines or lists.

    `whole` keeps it on one page in print where it fits on one.
    """

    number: int | None
    title: Words
    tag: Text | None
    tone: Tone
    lines: tuple[tuple[Text, tuple[Words, ...]], ...]  # label → one line, or several as a list
    whole: bool = False
    code: str = ""  # its anchor (ASCII), where a cell elsewhere points at it


class Cards(NamedTuple):
    cards: tuple[Card, ...]


class Scan(NamedTuple):
    """A symbol (QR) for a camera; `content` is ASCII and stands in words beside it too."""

    content: str
    alt: Text


class Callout(NamedTuple):
    """A boxed notice; `scan` stands in it in print only."""

    tone: Tone
    title: Text
    words: tuple[Words, ...]
    scan: Scan | None = None


class Quote(NamedTuple):
    """Somebody's own words, with who said them."""

    words: Said
    by: Words | None = None


Block = (
    Paragraph | Points | Table | KeyFigures | Bars | Matrix | Timetable | Cards | Callout | Quote
)


class Section(NamedTuple):
    """A chapter. `code` is its anchor (ASCII); `new_page` starts it on a page of its own in print."""

    code: str
    title: Text
    blocks: tuple[Block | Section, ...]
    new_page: bool = False


class Signing(NamedTuple):
    """Room to sign and seal on paper, kept on one page with its lines.

    `lines` are labelled words above the room; it stands at the end of the section `after`.
    """

    after: str
    lines: tuple[tuple[Text, Words], ...]
    signature: Text
    seal: Text


class Look(NamedTuple):
    """The company's colour (#rrggbb, dark enough for white words on it) and its logo."""

    colour: str = "#0f5c55"
    logo: bytes | None = None
    logo_name: str = ""  # ends in .png, .jpg or .svg


class Document(NamedTuple):
    """A whole report.

    `mark` is the running mark on every page (内部 · 自评，未经核实). `company` is the company's name
    in each language where it has one. `date` is ISO. `data` is attached to the PDF under its name;
    `source` is the name of the piece that the pages were made from. In print a declaration and a
    certificate of participation have a plain head for a cover and their `reference` at the foot of
    every page; a declaration has room to sign.
    """

    code: Literal["diagnosis", "report", "questionnaire", "declaration", "participation", "brief"]
    title: Text
    subtitle: Text
    company: Text
    period: Text
    date: str
    mark: Text
    said_in: (
        Text  # the note beside words in the other language: “原文为英文” / "original in Chinese"
    )
    sections: tuple[Section, ...]
    look: Look = Look()
    data: tuple[tuple[str, bytes, Text], ...] = ()  # file name, bytes, description
    source: str = ""
    reference: str = ""
    signing: Signing | None = None
