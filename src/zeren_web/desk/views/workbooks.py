"""The workbook out and in: nothing is written before somebody has seen what it would change."""

from __future__ import annotations

import errno
from typing import Final, get_args

from django.db import IntegrityError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from zeren.files.entered import entered_from
from zeren.files.evidence_file import TYPES
from zeren.files.filled import Filled, read_filled
from zeren.files.refused_sheet import print_refused
from zeren.files.workbook.made_from import MadeFrom
from zeren.files.workbook.said import title_of
from zeren.files.workbook.template import filled_workbook
from zeren.files.workbook.words import BookLang
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.desk.compared import groups_of, key_of, key_of_piece, pieces_of, refused_rows
from zeren_web.desk.downloads import hands_out
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import signed_in
from zeren_web.pages.typed import number_in
from zeren_web.records.models import Person, Response, WorkbookUpload
from zeren_web.records.read.comparing import Comparison, comparison_of, name_of
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.private import Desk, desk_for, response_for
from zeren_web.records.read.uploads import upload_of
from zeren_web.records.write.workbooks import drop_upload, keep_upload, take_in

_WORKBOOK: Final = Text("Excel 工作簿", "Excel workbook")
_MEGABYTE: Final = 1 << 20
_MOST: Final = 10 * _MEGABYTE
_BOOKS: Final = get_args(BookLang)


@signed_in
def workbook(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Take the workbook away, or hand it in."""
    if request.method == "POST":
        return _handed_in(request, person, company, year)
    desk = desk_for(person, company=company, year=year)
    return _workbook_page(request, desk)


def _workbook_page(
    request: HttpRequest, desk: Desk, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    given = {code for code, entry in desk.entered.items() if not entry.is_empty}
    context = {
        "desk": desk,
        "here": _WORKBOOK,
        "problems": problems,
        "left_out": len(given - entered_from(desk.questionnaire, desk.read[0]).keys()),
        "taken": number_in(request.GET, "taken"),
        "pieces": number_in(request.GET, "pieces"),
    }
    return render(request, "desk/workbook.html", context, status=status)


@hands_out
@signed_in
@require_GET
def workbook_file(
    _request: HttpRequest, person: Person, company: str, year: int, book: str
) -> HttpResponse:
    """Filled with what stands; it remembers which versions those are."""
    lang = next((one for one in _BOOKS if one == book), None)
    if lang is None:
        raise Http404
    desk = desk_for(person, company=company, year=year)
    return as_attachment(workbook_of(desk, lang), f"{desk.company} {year}.xlsx", TYPES["xlsx"])


def workbook_of(desk: Desk, lang: BookLang) -> bytes:
    versions = {code: answer.version for code, answer in desk.answers.items()}
    made_from = MadeFrom(name_of(desk.response), versions)
    return filled_workbook(desk.questionnaire, desk.read[0], lang=lang, made_from=made_from)


def _handed_in(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Read it at once, so that what cannot be read is told at once; then keep it for an hour."""
    desk = desk_for(person, company=company, year=year, doing="edit")
    if not desk.may_edit:
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    try:
        name, data = _sent(request)
        read_filled(data, file=name)
        upload = keep_upload(desk.response, name=name, data=data, by=person)
    except Refused as refusal:
        return _workbook_page(request, desk, refusal.problems, status=422)
    except (OSError, OperationalError) as fault:
        if isinstance(fault, OSError) and fault.errno not in {errno.ENOSPC, errno.EDQUOT}:
            raise
        return _workbook_page(request, desk, (_NO_ROOM,), status=507)
    return redirect("workbook_upload", company, year, upload.pk)


def _sent(request: HttpRequest) -> tuple[str, bytes]:
    file = request.FILES.get("workbook")
    if file is None:
        raise Refused(_NO_FILE)
    if (file.size or 0) > _MOST:
        raise Refused(_TOO_LARGE)
    return " ".join((file.name or "").split())[:200] or "answers.xlsx", file.read()


@signed_in
def look_through(
    request: HttpRequest, person: Person, company: str, year: int, upload: int
) -> HttpResponse:
    """What it would change; a POST takes in what is ticked, or throws the workbook away."""
    response, _ = response_for(person, company=company, year=year, doing="edit")
    kept = upload_of(response, person, upload)
    if request.method == "POST" and "drop" in request.POST:
        drop_upload(kept)
        return redirect("workbook", company, year)
    filled = read_filled(bytes(kept.data), file=kept.name)
    found = comparison_of(response, filled)
    if request.method != "POST":
        return _table(request, kept, filled, found)
    if not response.takes_answers(timezone.localdate()):
        desk = desk_for(person, company=company, year=year)
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    return _taken_in(request, person, kept, filled, found)


def _taken_in(
    request: HttpRequest, person: Person, kept: WorkbookUpload, filled: Filled, found: Comparison
) -> HttpResponse:
    """Follow what was ticked, where what stands is still what was seen; else the table comes again."""
    chosen = frozenset(request.POST.getlist("take"))
    wanted = {key.partition("@")[0] for key in chosen}
    lines = [line for line in found.lines if line.code in wanted and line.kind != "refused"]
    moved = [line.code for line in lines if key_of(line) not in chosen]
    pieces = frozenset(request.POST.getlist("piece"))
    response = kept.response
    if moved:
        return _table(
            request, kept, filled, found, chosen=chosen, pieces=pieces, clashes=len(moved)
        )
    try:
        taken = take_in(
            response,
            lines,
            [one for one in found.evidence if key_of_piece(one) in pieces],
            by=person,
            only_if_all=True,
        )
    except IntegrityError:  # somebody gave a first answer in this very moment
        taken = None
    if taken is None or taken.clashes:
        again = comparison_of(response, filled)
        clashes = len(taken.clashes) if taken else 1
        return _table(request, kept, filled, again, chosen=chosen, pieces=pieces, clashes=clashes)
    drop_upload(kept)
    here = reverse("workbook", args=(response.company.code, response.cycle.year))
    return redirect(f"{here}?taken={taken.answers}&pieces={taken.pieces}")


def _table(  # noqa: PLR0913 - what is shown, and what was chosen already
    request: HttpRequest,
    kept: WorkbookUpload,
    filled: Filled,
    found: Comparison,
    *,
    chosen: frozenset[str] | None = None,
    pieces: frozenset[str] | None = None,
    clashes: int = 0,
) -> HttpResponse:
    questionnaire = questionnaire_of(kept.response.cycle)
    chosen = _asked_for(request, found) if chosen is None else chosen
    titles = {one.question: title_of(questionnaire, one.question) for one in found.evidence}
    context = {
        "company": kept.response.company,
        "year": kept.response.cycle.year,
        "here": _WORKBOOK,
        "upload": kept,
        "comparison": found,
        "groups": groups_of(found, questionnaire, chosen),
        "pieces": pieces_of(found, titles, pieces),
        "refused": refused_rows(found),
        "foreign": _foreign(kept.response, filled),
        "clashes": clashes,
        "notes": [one for one in filled.problems if one.code in _WORTH_TELLING],
    }
    return render(request, "desk/workbook_table.html", context, status=409 if clashes else 200)


def _asked_for(request: HttpRequest, found: Comparison) -> frozenset[str] | None:
    """All or none of the boxes ticked, for who wants that without a script; None as suggested."""
    if request.GET.get("tick") == "all":
        return frozenset(key_of(line) for line in found.lines if line.kind != "refused")
    return frozenset() if request.GET.get("tick") == "none" else None


def _foreign(response: Response, filled: Filled) -> str:
    """Whose workbook it says it is, where that is another response: “” where it is this one's."""
    if filled.made_from is None:
        return "?"
    return "" if filled.made_from.response == name_of(response) else filled.made_from.response


@hands_out
@signed_in
@require_GET
def refused_file(
    _request: HttpRequest, person: Person, company: str, year: int, upload: int
) -> HttpResponse:
    """The cells that were not understood, with their words, as a list."""
    response, _ = response_for(person, company=company, year=year, doing="edit")
    kept = upload_of(response, person, upload)
    filled = read_filled(bytes(kept.data), file=kept.name)
    rows = refused_rows(comparison_of(response, filled))
    name = f"{response.company} {year} 没有收进来的 not taken in.xlsx"
    return as_attachment(print_refused(rows, day=timezone.localdate()), name, TYPES["xlsx"])


_WORTH_TELLING: Final = frozenset(("other-edition", "marks-lost", "ids-lost", "supplement-unknown"))
_NO_FILE: Final = Problem(
    "no-file",
    "error",
    Place(field="workbook"),
    Text("没有选文件。", "No file is chosen."),
    Text("请选填好的 .xlsx 工作簿。", "Choose the workbook that you filled in (.xlsx)."),
)
_TOO_LARGE: Final = Problem(
    "workbook-too-large",
    "error",
    Place(field="workbook"),
    Text(
        f"文件超过 {_MOST // _MEGABYTE} MB。", f"The file is larger than {_MOST // _MEGABYTE} MB."
    ),
    Text(
        "填好的工作簿不到 1 MB。请确认选对了文件，去掉贴进去的图片。",
        "A filled workbook has less than 1 MB. See whether it is the right file, and take pictures out of it.",
    ),
)
_NO_ROOM: Final = Problem(
    "no-room",
    "error",
    Place(field="workbook"),
    Text("服务器的磁盘满了，没有收下。", "The server's disk is full; the file was not kept."),
    Text(
        "您的回答都在。请告诉协会，腾出空间后再传一次。",
        "Your answers are safe. Please tell the association, and hand it in again once there is room.",
    ),
)
