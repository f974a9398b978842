"""Writing the workbook: guide, profile, a sheet an area, red lines, numbers, evidence.

The same questionnaire, language and response give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.collect.responses import Response
from zeren.files.workbook.carried_sheet import write_carried
from zeren.files.workbook.carrying import Carrying
from zeren.files.workbook.entries import write_evidence, write_fields
from zeren.files.workbook.guide import write_guide
from zeren.files.workbook.layout import Look
from zeren.files.workbook.made_from import MadeFrom
from zeren.files.workbook.questions import write_area, write_red_lines
from zeren.files.workbook.sheet import Frame, Lists
from zeren.files.workbook.words import BookLang, shown
from zeren.files.writing import write_whole
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Text

if TYPE_CHECKING:
    import xlsxwriter

VERSION: Final = "1"
HIDDEN: Final = "_zeren"
_NAMES: Final[Mapping[str, Text]] = {
    "guide": Text("说明", "Guide"),
    "profile": Text("企业概况", "Profile"),
    "red-lines": Text("红线", "Red lines"),
    "numbers": Text("数据", "Numbers"),
    "evidence": Text("证据", "Evidence"),
    "carried": Text("上次的回答", "From last time"),
}
_LONGEST_NAME: Final = 31


def write_template(
    questionnaire: Questionnaire,
    path: Path | str,
    *,
    lang: BookLang,
    response: Response | None = None,
) -> None:
    """Write a workbook to fill in, or one that already holds a response; whole or not at all."""
    write_whole(Path(path), _template(questionnaire, lang, response))


def filled_workbook(
    questionnaire: Questionnaire, response: Response, *, lang: BookLang, made_from: MadeFrom
) -> bytes:
    """A workbook that holds what stands, and remembers which version of it that was."""
    return _template(questionnaire, lang, response, made_from=made_from)


def write_carrying(carrying: Carrying, path: Path | str, *, lang: BookLang) -> None:
    """Write a workbook into which an earlier response was carried, with a sheet of what became of it."""
    response = carrying.carried.response
    write_whole(Path(path), _template(carrying.now, lang, response, carrying))


def _template(
    questionnaire: Questionnaire,
    lang: BookLang,
    response: Response | None,
    carrying: Carrying | None = None,
    made_from: MadeFrom | None = None,
) -> bytes:
    target = BytesIO()
    book = _new_book(target, questionnaire, lang)
    frame = Frame(
        book,
        Look(book, lang),
        lang,
        questionnaire,
        response,
        Lists(HIDDEN),
        sheet_names(questionnaire, lang),
        carrying.carried if carrying else None,
        carrying.beside if carrying else {},
    )
    guide = book.add_worksheet(frame.names["guide"])
    if carrying:
        write_carried(frame, carrying)
    sheets = [
        write_fields(frame, "profile"),
        *(write_area(frame, area) for area in questionnaire.areas),
        write_red_lines(frame),
        write_fields(frame, "numbers"),
    ]
    evidence = write_evidence(frame)
    write_guide(frame, guide, sheets=sheets, evidence=evidence)
    _write_hidden(frame, made_from)
    guide.activate()
    book.close()
    return target.getvalue()


def _new_book(target: BytesIO, questionnaire: Questionnaire, lang: BookLang) -> xlsxwriter.Workbook:
    """A workbook in which words stay words, dated by its edition."""
    import xlsxwriter

    book = xlsxwriter.Workbook(
        target, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties(
        {
            "title": shown(questionnaire.title, lang),
            "created": datetime(int(questionnaire.edition), 1, 1),  # noqa: DTZ001 - a fixed mark
        }
    )
    book.set_size(2400, 1300)
    return book


def sheet_names(questionnaire: Questionnaire, lang: BookLang) -> dict[str, str]:
    """What each sheet is called, by its code: an area's, or “red-lines”, “numbers” and so on.

    An area that is called like another sheet has its code behind its name.
    """
    titles = {**_NAMES, **{area.code: area.title for area in questionnaire.areas}}
    names: dict[str, str] = {}
    taken = {HIDDEN, "history"}  # the second Excel keeps for itself
    for code, title in titles.items():
        name = _sheet_name(title, lang)
        if not name or name.casefold() in taken:
            name = f"{name[: _LONGEST_NAME - len(code) - 1].rstrip()} {code}".strip()
        taken.add(name.casefold())
        names[code] = name
    return names


def _sheet_name(title: Text, lang: BookLang) -> str:
    """At most 31 characters, and none that a sheet name may not hold."""
    name = shown(title, lang)
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rsplit(" ", 1)[0]
    return "".join(sign for sign in name if sign not in "[]:*?/\\'").strip()


def _write_hidden(frame: Frame, made_from: MadeFrom | None) -> None:
    """What the reader wants to know about this workbook, and the drop-down lists."""
    paper = frame.book.add_worksheet(HIDDEN)
    questionnaire = frame.questionnaire
    marks = {
        "questionnaire": questionnaire.id,
        "edition": questionnaire.edition,
        "tier": questionnaire.tier,
        "sha256": questionnaire.sha256,
        "lang": frame.lang,
        "template": VERSION,
        "supplements": " ".join(questionnaire.supplements),
        **(made_from.marks() if made_from else {}),
    }
    for row, (name, value) in enumerate(marks.items()):
        paper.write_string(row, 0, name)
        paper.write_string(row, 1, value)
    for place, entries in enumerate(frame.lists.columns, start=3):
        for row, words in enumerate(entries):
            paper.write_string(row, place, words)
    paper.set_column(0, 3 + len(frame.lists.columns), 24)
    paper.protect("")
    paper.very_hidden()
