"""Reading what a company said from any file we know, whichever kind it turns out to be."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from zeren.collect.responses import Response
from zeren.problems import Place, Problem
from zeren.standards.library import OURS_ALONE, Library
from zeren.standards.questionnaires import Questionnaire
from zeren.text import Lang, has_chinese


class Read(NamedTuple):
    """A response as it was understood; `questionnaire` is None for a response of facts only.

    `identifier_at` is where the company's identifier stands; `awaiting` are the codes that were
    carried from last time and that nobody has confirmed; `places` are the cells of fields, by code.
    """

    questionnaire: Questionnaire | None
    response: Response
    problems: tuple[Problem, ...]
    sha256: str  # of the file as it was read
    lang: Lang | None = None  # of a workbook of ours in one language
    identifier_at: Place = Place()
    awaiting: frozenset[str] = frozenset()
    places: Mapping[str, Place] = MappingProxyType({})


def read_answers(path: Path, *, library: Library = OURS_ALONE) -> Read:
    """Read one workbook: ours, with what it carries of a library, or EFRAG's VSME digital template.

    Raises `Refused` with its problems when nothing can be read.
    """
    from zeren.files.canonical import sha256
    from zeren.files.vsme import identifier_place, is_vsme, read_vsme
    from zeren.files.xlsx.cells import read_cells

    book = read_cells(path)
    source = sha256(book.package.data)
    if is_vsme(book):
        response, problems = read_vsme(book)
        return Read(None, response, problems, source, identifier_at=identifier_place(book))
    from zeren.files.workbook.reading import read_workbook
    from zeren.files.workbook.rows import find
    from zeren.publish.published import unflattering

    found = find(book, library)
    response, problems, questionnaire = read_workbook(book, library=library, found=found)
    waits = any(problem.code == "unconfirmed" for problem in problems)
    told = unflattering(questionnaire, response)
    return Read(
        questionnaire,
        response,
        (*problems, *told),
        source,
        lang_of(book.sheets),
        identifier_at=found.place("uscc")._replace(file=book.file),
        awaiting=found.awaiting if waits else frozenset(),
        places={code: found.place(code) for code in questionnaire.field_of if code in found.rows},
    )


def lang_of(sheets: Iterable[str]) -> Lang | None:
    """The language of a template of ours by the names of its sheets: all Chinese, or none."""
    names = "".join(name for name in sheets if not name.startswith("_"))
    chinese, latin = has_chinese(names), re.search("[A-Za-z]", names)
    if chinese and latin:
        return None
    return "zh" if chinese else "en"
