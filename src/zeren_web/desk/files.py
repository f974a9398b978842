"""Every file of a response that can be downloaded, by one name: `file_of(desk, kind)`.

report-2.zh.pdf        a confirmed report, by its number
diagnosis.en.docx      the internal diagnosis
plan.xlsx              the plan with what was done
declaration-7.zeren    a declaration that is signed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.utils import timezone

from zeren.assess.result import assess
from zeren.publish.document import Document, Look
from zeren.publish.published import company_name
from zeren.text import Lang, Text
from zeren_web.desk.plan import STATE_WORDS as _PLAN_STATES
from zeren_web.desk.plan import plan_of
from zeren_web.pages.reports import report_of
from zeren_web.pages.words import lang
from zeren_web.records.read.declarations import declaration_of
from zeren_web.records.read.outward import as_look, publication_of, value_of
from zeren_web.records.read.private import Desk

TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "zeren": "application/octet-stream",
}
_REPORT: Final = re.compile(r"report-(\d{1,6})\.(?:(zh|en)\.(pdf|docx|xlsx)|html)")
_DIAGNOSIS: Final = re.compile(r"diagnosis\.(?:(zh|en)\.(pdf|docx|xlsx)|html)")
_DECLARATION: Final = re.compile(r"declaration-(\d{1,18})\.(zeren|zh\.pdf|en\.pdf)")
_SAID: Final = Text("自我声明", "Self-declaration")
_PLAN: Final = Text("行动计划", "Plan")


@dataclass(frozen=True, slots=True)
class File:
    """A download: the name that people see, what is in it, and its type."""

    name: str
    content: bytes
    type: str


def file_of(desk: Desk, kind: str) -> File:
    """The file of this kind, made now from what is kept. Raises Http404 where there is none."""
    if found := _REPORT.fullmatch(kind):
        number, lang, end = found.groups()
        return _made(desk, report_numbered(desk, int(number)), lang, end, f" {number}")
    if found := _DIAGNOSIS.fullmatch(kind):
        lang, end = found.groups()
        return _made(desk, diagnosis_of(desk), lang, end, "")
    if found := _DECLARATION.fullmatch(kind):
        return _declaration(desk, int(found[1]), found[2])
    if kind == "plan.xlsx":
        return _plan(desk)
    raise Http404


def report_numbered(desk: Desk, number: int) -> Document:
    """A confirmed report as it was on the day that it was confirmed."""
    publication = publication_of(desk.response, number)
    return report_of(
        desk.questionnaire,
        value_of(publication),
        day=timezone.localtime(publication.confirmed).date(),
        index=publication.index,
        look=as_look(publication.look),
    )


def diagnosis_of(desk: Desk) -> Document:
    """The internal diagnosis of the answers as they stand."""
    from zeren.publish.diagnosis import diagnosis

    response, problems = desk.read
    return diagnosis(
        desk.questionnaire,
        response,
        assess(desk.questionnaire, response),
        date=timezone.localdate().isoformat(),
        look=Look(),
        problems=problems,
    )


def _declaration(desk: Desk, number: int, end: str) -> File:
    """A signed declaration's file. What opens its seals is none of these: it is never sent on."""
    row = declaration_of(desk.response, number)
    name = f"{_SAID.to(lang())} {desk.company} {desk.cycle.year} {number}"
    column = {"zeren": row.bundle, "zh.pdf": row.pdf_zh, "en.pdf": row.pdf_en}[end]
    if not row.signed or not column:
        raise Http404
    with column.open() as file:
        return File(f"{name}.{end}", file.read(), TYPES[end.rpartition(".")[2]])


def _plan(desk: Desk) -> File:
    """As it is worked on; what was dropped says why in its note."""
    from zeren.files.plan_sheet import Worked, print_plan

    worked = [
        Worked(
            one.code,
            one.title,
            _PLAN_STATES[one.state],
            one.row.who,
            one.row.due,
            "\n".join(filter(None, (one.row.reason, one.row.note))),
        )
        for one in plan_of(desk).matters
        if one.row
    ]
    content = print_plan(
        assess(desk.questionnaire, desk.read[0]),
        desk.questionnaire,
        start=timezone.localtime(desk.response.begun).date().isoformat(),
        company=company_name(desk.read[0]),
        worked=worked,
    )
    title = _PLAN.to(lang())
    return File(f"{title} {desk.company} {desk.cycle.year}.xlsx", content, TYPES["xlsx"])


def _made(desk: Desk, document: Document, lang: str | None, end: str | None, more: str) -> File:
    here: Lang = "en" if lang == "en" else "zh"
    title = f"{document.title.to(here)}{more} {desk.company} {desk.cycle.year}"
    end = end or "html"
    return File(f"{title}.{end}", _printed(document, here, end), TYPES[end])


def _printed(document: Document, lang: Lang, end: str) -> bytes:
    """The printers are heavy, so each is loaded when something is printed with it."""
    if end == "pdf":
        from zeren.files.pdf.printer import print_pdf

        return print_pdf(document, lang)
    if end == "docx":
        from zeren.files.word.printer import print_word

        return print_word(document, lang)
    if end == "xlsx":
        from zeren.files.document_sheet import print_sheet

        return print_sheet(document, lang)
    from zeren.files.html.printer import print_html

    return print_html(document)
