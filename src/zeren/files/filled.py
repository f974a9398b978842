"""A workbook of ours as entries: what stands under each code, in which cell, and what was not understood."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zeren.collect.responses import Response
from zeren.files.entered import Entered, entered_from
from zeren.files.vsme import is_vsme
from zeren.files.workbook.carrying import Unread
from zeren.files.workbook.made_from import MadeFrom
from zeren.files.workbook.reading import read_workbook
from zeren.files.workbook.rows import FIELD, find
from zeren.files.workbook.unread import offsets_of, unread
from zeren.files.xlsx.cells import Workbook
from zeren.files.xlsx.guard import admit_bytes
from zeren.problems import Place, Problem, Refused
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import Text


@dataclass(frozen=True)
class Filled:
    """`entered` holds only what was understood; `places` every code that has a row, with its cell."""

    response: Response
    entered: Mapping[str, Entered]
    places: Mapping[str, Place]
    unread: tuple[Unread, ...]
    made_from: MadeFrom | None
    problems: tuple[Problem, ...]


def read_filled(data: bytes, *, file: str, library: Library = OURS_ALONE) -> Filled:
    """Let the guard look at it, then read it. Raises `Refused` where nothing can be read."""
    book = Workbook(admit_bytes(data, file=file))
    if is_vsme(book):
        raise Refused(_vsme(file))
    found = find(book, library)
    response, problems, questionnaire = read_workbook(book, library=library, found=found)
    places = {}
    for code, rows in found.rows.items():
        offsets = offsets_of(questionnaire.matter_of.get(code))
        places[code] = rows[0].place("entry" if offsets is FIELD else "answer", offsets)
    return Filled(
        response,
        entered_from(questionnaire, response, awaiting=found.awaiting),
        places,
        tuple(unread(found, questionnaire, response, problems)),
        MadeFrom.of(found.marks),
        problems,
    )


def _vsme(file: str) -> Problem:
    return Problem(
        "filled-vsme",
        "error",
        Place(file=file),
        Text(
            "这是 EFRAG 的 VSME 模板，里面没有我们问卷的回答。",
            "This is EFRAG's VSME template; it holds no answers to our questionnaire.",
        ),
        Text(
            "请用从这里下载的工作簿。",
            "Use the workbook that is downloaded here.",
        ),
    )
