"""The first sheet of a draft's workbook, and the last: how to fill it in, and the topics to choose from."""

from __future__ import annotations

from typing import Final

from zeren.files.drafts.paper import Pen
from zeren.files.drafts.sheets import GUIDE, HELP, NAMES, RULES, TOPICS
from zeren.files.workbook.layout import height
from zeren.standards.drafts.draft import DraftKind
from zeren.standards.topics import load_topics
from zeren.text import Text

_WIDTHS: Final = (2.0, 108.0)
_TOPIC_WIDTHS: Final = (9.0, 44.0, 78.0)
_HEADERS: Final = (
    Text("代码", "Code"),
    Text("议题", "Topic"),
    Text("说的是什么", "What it is about"),
)


def write_guide(pen: Pen, kind: DraftKind) -> None:
    paper = pen.book.add_worksheet(pen.words(GUIDE))
    paper.hide_gridlines(2)
    for place, width in enumerate(_WIDTHS):
        paper.set_column(place, place, width)
    paper.set_row(0, 34)
    paper.write_string(0, 1, pen.words(NAMES[kind], between=" · "), pen.look["title"])
    paper.write_string(1, 1, "Zeren 责任", pen.look["lead"])
    plain = pen.look.of("guide-text", {"text_wrap": True, "valign": "top"})
    row = 3
    for title, body in (*HELP[kind], *RULES):
        paper.set_row(row, 22)
        paper.write_string(row, 1, pen.words(title), pen.look["section"])
        for line in pen.lines(body):
            row += 1
            paper.write_string(row, 1, line, plain)
            paper.set_row(row, height([(line, _WIDTHS[1])]))
        row += 2
    paper.set_paper(9)
    paper.fit_to_pages(1, 0)
    paper.activate()


def write_topics(pen: Pen) -> None:
    """The topics with the sentence that explains each."""
    paper = pen.book.add_worksheet(pen.words(TOPICS))
    paper.hide_gridlines(2)
    for place, (width, header) in enumerate(zip(_TOPIC_WIDTHS, _HEADERS, strict=True)):
        paper.set_column(place, place, width)
        paper.write_string(0, place, pen.words(header), pen.look["header"])
    paper.set_row(0, 24)
    for row, topic in enumerate(load_topics(), start=1):
        title, about = "\n".join(pen.lines(topic.title)), "\n".join(pen.lines(topic.about))
        paper.write_string(row, 0, topic.id, pen.look["strong"])
        paper.write_string(row, 1, title, pen.look["text"])
        paper.write_string(row, 2, about, pen.look["quiet"])
        paper.set_row(row, height([(title, _TOPIC_WIDTHS[1]), (about, _TOPIC_WIDTHS[2])]))
    paper.freeze_panes(1, 1)
    paper.protect("")
    paper.set_paper(9)
    paper.fit_to_pages(1, 0)
    paper.repeat_rows(0)
