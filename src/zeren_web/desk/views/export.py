"""Everything of a company at any time, in one zip that leaves while it is made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from zeren.files.canonical import canonical
from zeren.files.list_book import print_list
from zeren.files.list_sheet import Column
from zeren.files.workbook.said import title_of
from zeren.files.zip_stream import zip_stream
from zeren.publish.wording import EVIDENCE_WORDS
from zeren.text import LANGS, Text, same
from zeren_web.desk.downloads import hands_out
from zeren_web.desk.files import file_of
from zeren_web.desk.views.workbooks import workbook_of
from zeren_web.pages.names import attach, clean_name
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.words import day, moment
from zeren_web.records.models import Company, EvidenceFile, Person, Seat
from zeren_web.records.read.declarations import declarations_of
from zeren_web.records.read.evidence import all_pieces, content_of
from zeren_web.records.read.history import ORIGIN_WORDS, all_versions
from zeren_web.records.read.outward import publications_of
from zeren_web.records.read.private import Desk, desk_of, responses_of, seat_in

_EXPORT: Final = Text("导出全部", "Export everything")
_FILES: Final = (
    *(f"diagnosis.{lang}.{end}" for lang in LANGS for end in ("pdf", "docx")),
    "plan.xlsx",
)
_DECLARED: Final = ("zh.pdf", "en.pdf", "zeren")  # never what opens the seals
_HISTORY: Final = Text("改动记录", "History")
_HISTORY_LEAD: Final = Text("每一次保存一行。", "A row for each time that something was saved.")
_PAST: Final = (
    Column(Text("题号", "Code"), 12, "strong"),
    Column(Text("问的是什么", "What it is about"), 34),
    Column(Text("第几版", "Version"), 8, "count"),
    Column(Text("回答", "Said"), 22),
    Column(Text("自己的话", "In own words"), 50),
    Column(Text("不适用的理由", "Why it does not apply"), 26),
    Column(Text("公开", "Public"), 10),
    Column(Text("谁", "Who"), 18),
    Column(Text("从哪里", "From where"), 16),
    Column(Text("什么时候", "When"), 18),
)
_EVIDENCE: Final = Text("证据清单", "Evidence")
_EVIDENCE_LEAD: Final = Text(
    "一行一件；文件在旁边。", "A row for each piece; the files lie beside."
)
_PIECES: Final = (
    Column(Text("文件", "File"), 36, "strong"),
    Column(Text("类别", "Kind"), 14),
    Column(Text("名称", "Title"), 36),
    Column(Text("出具方", "Issuer"), 24),
    Column(Text("起", "From"), 12),
    Column(Text("止", "To"), 12),
    Column(Text("到期", "Expires"), 12),
    Column(Text("链接", "Link"), 36),
    Column(Text("用在", "Used for"), 26),
    Column(Text("SHA-256", "SHA-256"), 30),
)
_YES, _NO = Text("是", "Yes"), Text("否", "No")


@signed_in
def export(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """What is in it, before it is taken."""
    seat = seat_in(person, company, "edit")
    pieces = all_pieces(seat.company)
    context = {
        "company": seat.company,
        "here": _EXPORT,
        "years": [one.cycle.year for one in responses_of([seat])],
        "pieces": len(pieces),
        "size": sum(row.size for row, _ in pieces),
    }
    return render(request, "desk/export.html", context)


@hands_out
@signed_in
@require_GET
def export_file(_request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """The zip; each member is made when its turn comes."""
    seat = seat_in(person, company, "edit")
    answer = StreamingHttpResponse(zip_stream(_members(seat)), content_type="application/zip")
    attach(answer, f"{seat.company} {timezone.localdate().isoformat()}.zip")
    return answer  # type: ignore[return-value] # it is an answer like any other


def _members(seat: Seat) -> Iterator[tuple[str, bytes]]:
    for response in responses_of([seat]):
        yield from _of_year(desk_of(response, seat.role))
    yield from _evidence(seat.company)


def _of_year(desk: Desk) -> Iterator[tuple[str, bytes]]:
    year = desk.cycle.year
    yield f"{year}/answers.xlsx", workbook_of(desk, "both")
    yield f"{year}/response.json", canonical(desk.read[0].as_json())
    yield f"{year}/history.xlsx", _history(desk)
    for name in _printed(desk):
        with suppress(Http404):  # not signed so far
            yield f"{year}/{name}", file_of(desk, name).content


def _printed(desk: Desk) -> Iterator[str]:
    """The names of what is printed for this response, as `file_of` knows them."""
    yield from _FILES
    for publication in publications_of(desk.response):
        yield from (f"report-{publication.number}.{lang}.pdf" for lang in LANGS)
    for declaration in declarations_of(desk.response):
        yield from (f"declaration-{declaration.pk}.{end}" for end in _DECLARED)


def _history(desk: Desk) -> bytes:
    rows = (
        (
            same(row.code),
            title_of(desk.questionnaire, row.code),
            row.version,
            same(str(row.entry.get("said", ""))),
            same(str(row.entry.get("words", ""))),
            same(str(row.entry.get("reason", ""))),
            _YES if row.entry.get("public") else _NO,
            same(row.who),
            ORIGIN_WORDS[row.origin],
            same(moment(row.at)),
        )
        for row in all_versions(desk.response)
    )
    return print_list(_HISTORY, _HISTORY_LEAD, _PAST, rows, day=timezone.localdate())


def _evidence(company: Company) -> Iterator[tuple[str, bytes]]:
    pieces = all_pieces(company)
    rows = (
        (
            same(_name(row)),
            EVIDENCE_WORDS[row.kind],  # type: ignore[index] # a kind that is known
            same(row.title),
            same(row.issuer),
            same(day(row.period_start)),
            same(day(row.period_end)),
            same(day(row.expires)),
            same(row.link),
            same("\n".join(f"{year} {code}" for year, code in uses)),
            same(row.sha256),
        )
        for row, uses in pieces
    )
    yield (
        "evidence/list.xlsx",
        print_list(_EVIDENCE, _EVIDENCE_LEAD, _PIECES, rows, day=timezone.localdate()),
    )
    for row, _ in pieces:
        if row.file:
            yield f"evidence/{_name(row)}", content_of(row)


def _name(row: EvidenceFile) -> str:
    """Its number keeps two files of one name apart."""
    if not row.file:
        return ""
    stem = row.file_name.rpartition(".")[0] or row.file_name or row.title
    return clean_name(f"{row.pk} {stem}.{str(row.file).rpartition('.')[2]}")
