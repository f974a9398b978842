"""From a buyer's workbook and a company's answers to the reply: read, matched, filled, listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zeren.collect.responses import Response
from zeren.files.answers import Read, read_answers
from zeren.files.buyer.layout import Layout
from zeren.files.buyer.mapping import BuyersMapping, read_mapping, write_mapping
from zeren.files.buyer.questions import Buyer, read_buyer, refuse_what_would_break
from zeren.files.buyer.writing import fill_buyer
from zeren.files.vsme import is_vsme
from zeren.files.vsme.filling import FilledTemplate, fill_vsme
from zeren.files.xlsx.cells import Workbook, read_cells
from zeren.problems import Place, Problem, Refused
from zeren.publish.reply.reply import Line, reply
from zeren.publish.reply.template import for_template
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import Text


@dataclass(frozen=True, slots=True)
class ReplyOrder:
    """How to reply. `mapping` is read where it exists; `everything` uses unticked answers, too."""

    date: str
    mapping: Path | None = None
    everything: bool = False
    comments: bool = True
    library: Library = OURS_ALONE  # its supplements may answer, its standards be named


@dataclass(frozen=True)
class Answered:
    """A filled workbook with what there is to tell; `template` only for EFRAG's.

    `mapping` is the text of a mapping file to write where there was none.
    """

    content: bytes
    read: Read
    layouts: Mapping[str, tuple[Layout, ...]] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    problems: tuple[Problem, ...] = ()
    mapping: str = ""
    template: FilledTemplate | None = None
    held_back: tuple[str, ...] = ()


def answer_buyer(buyer: Path, answers: Path, order: ReplyOrder) -> Answered:
    """Reply to a buyer; raises `Refused` with all that stands in the way."""
    read = read_answers(answers, library=order.library)
    book = read_cells(buyer)
    refuse_what_would_break(book)
    if is_vsme(book):
        return _template(book, read, order)
    if read.questionnaire is None:
        raise Refused(_facts_only(answers))
    exists = order.mapping is not None and order.mapping.exists()
    known = (
        read_mapping(order.mapping, order.library) if exists and order.mapping else BuyersMapping()
    )
    year = int(read.response.period.end[:4])
    asked = read_buyer(book, known=known.sheets, year=year, library=order.library)
    if not asked.questions:
        problem = _no_questions(buyer)
        text = "" if exists else write_mapping(asked.layouts, file=buyer.name)
        return Answered(b"", read, asked.layouts, (), (problem,), text)
    lines = reply(
        asked.questions,
        read.questionnaire,
        read.response,
        date=order.date,
        chosen=known.chosen,
        everything=order.everything,
        library=order.library,
    )
    return Answered(
        content=fill_buyer(asked, lines, comments=order.comments),
        read=read,
        layouts=asked.layouts,
        lines=lines,
        problems=tuple(_notes(asked, known)),
        mapping="" if exists else write_mapping(asked.layouts, file=buyer.name),
    )


def _template(book: Workbook, read: Read, order: ReplyOrder) -> Answered:
    """EFRAG's template: its places are known by their names, so nothing is guessed."""
    response: Response = read.response
    held_back: tuple[str, ...] = ()
    if read.questionnaire is not None:
        response, held_back = for_template(
            read.questionnaire, response, everything=order.everything
        )
    filled = fill_vsme(book, response)
    return Answered(
        filled.content, read, problems=filled.problems, template=filled, held_back=held_back
    )


def _notes(asked: Buyer, known: BuyersMapping) -> list[Problem]:
    """What a person should know of the buyer's workbook before sending it back."""
    file = asked.book.file
    notes = [_note("buyer-hidden-sheet", file, name, *_HIDDEN) for name in asked.hidden]
    notes += [
        _note("buyer-no-questions", file, name, *_EMPTY)
        for name, tables in asked.layouts.items()
        if not tables and name not in known.sheets and asked.book.sheet(name).rows
    ]
    notes += [
        _note("mapping-no-such-sheet", file, name, *_ABSENT)
        for name in known.sheets
        if name not in asked.book.sheets
    ]
    return notes


_HIDDEN = (
    Text("这张工作表是隐藏的，没有填写。", "This sheet is hidden and was left alone."),
    Text(
        "需要填的话，在表格软件里取消隐藏再运行。",
        "If it has to be filled, unhide it in a spreadsheet program and run again.",
    ),
)
_EMPTY = (
    Text("在这张工作表里没有认出问题。", "No questions were recognised on this sheet."),
    Text(
        "如果有，请在对照文件里写明问题和回答在哪一列。",
        "If there are any, name the columns of question and answer in the mapping file.",
    ),
)
_ABSENT = (
    Text(
        "对照文件里有这张工作表，这份问卷里没有。",
        "The mapping file names this sheet; the workbook does not have it.",
    ),
    Text(
        "名称改了的话，请在对照文件里也改；否则不用管。",
        "If it was renamed, rename it in the mapping file too; otherwise nothing is amiss.",
    ),
)


def _note(code: str, file: str, sheet: str, what: Text, remedy: Text) -> Problem:
    return Problem(code, "note", Place(file=file, sheet=sheet), what, remedy)


def _no_questions(buyer: Path) -> Problem:
    return Problem(
        "buyer-not-understood",
        "error",
        Place(file=buyer.name),
        Text(
            "没认出哪一列是问题、哪一列要填回答，所以什么也没有填。",
            "It could not be told which column asks and which is to be answered, so nothing was filled in.",
        ),
        Text(
            "请在对照文件里写明每张表的 question 和 answer 在哪一列，再运行一次。",
            "Write the columns of question and answer for each sheet into the mapping file and run again.",
        ),
    )


def _facts_only(answers: Path) -> Problem:
    return Problem(
        "answers-facts-only",
        "error",
        Place(file=answers.name),
        Text(
            "这份文件里只有 VSME 的数据，没有对我们问卷的回答，填不了客户自己的问卷。",
            "This file holds VSME facts and no answers to our questionnaire; a buyer's own workbook cannot be filled from it.",
        ),
        Text(
            "请用 zeren template 生成我们的工作簿，填好后再用。",
            "Make our workbook with zeren template, fill it in and use that.",
        ),
    )
