"""The evidence library: pieces kept once, shown for many questions, taken away by who may."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET

from zeren.faults import told
from zeren.files.characters import printable
from zeren.files.evidence_file import MOST_BYTES, TYPES, EvidenceContent, check_evidence
from zeren.files.workbook.said import title_of
from zeren.problems import Refused
from zeren.publish.wording import EVIDENCE_WORDS
from zeren.text import Text
from zeren_web.desk.downloads import hands_out
from zeren_web.desk.forms.evidence import EvidenceForm, evidence_form, typed_of
from zeren_web.pages.names import as_attachment, clean_name
from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Company, EvidenceFile, Person, Response, Seat
from zeren_web.records.read.evidence import content_of, library_of, piece_for, uses_of
from zeren_web.records.read.private import Desk, Doing, desk_for, seat_in
from zeren_web.records.write.evidence import (
    NO_ROOM,
    add_piece,
    change_piece,
    drop_piece,
    leave_piece,
    use_piece,
)

_LIBRARY: Final = Text("证据库", "Evidence library")
_EDITORS: Final = frozenset(("owner", "editor"))
_SHOWN: Final = ("soon", "over", "unused")


@signed_in
def library(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """Every piece that can be used; a POST adds one, for a question where it came from one."""
    seat = seat_in(person, company)
    if request.method == "POST":
        if seat.role not in _EDITORS:
            raise Http404
        return _added(request, person, seat)
    return _library_page(request, seat, EvidenceForm({"kind": "record"}, None, {}))


def _library_page(
    request: HttpRequest, seat: Seat, form: EvidenceForm, status: int = 200
) -> HttpResponse:
    pieces, show = library_of(seat.company), request.GET.get("show", "")
    counts = {
        "soon": sum(piece.holding == "soon" for piece in pieces),
        "over": sum(piece.holding == "over" for piece in pieces),
        "unused": sum(not piece.uses for piece in pieces),
    }
    shown = [
        piece
        for piece in pieces
        if show not in _SHOWN or (not piece.uses if show == "unused" else piece.holding == show)
    ]
    context = {
        "company": seat.company,
        "here": _LIBRARY,
        "pieces": shown,
        "all": len(pieces),
        "show": show,
        "counts": counts,
        "form": form,
        "kinds": EVIDENCE_WORDS.items(),
        "may_edit": seat.role in _EDITORS,
        "for": request.GET.get("for", ""),
        "most": MOST_BYTES >> 20,
    }
    return render(request, "desk/evidence.html", context, status=status)


def _added(request: HttpRequest, person: Person, seat: Seat) -> HttpResponse:
    """Look at the file first, then at the words; what was typed stays in the form."""
    name, errors = "", {}
    content: EvidenceContent | None = None
    file = request.FILES.get("photo") or request.FILES.get("file")
    if file is not None:
        name = clean_name(printable(file.name or ""))[:200]
        try:
            content = check_evidence(file.read(MOST_BYTES + 1), name)
        except Refused as refusal:
            problem = refusal.problems[0]
            errors["file"] = Text(
                f"{problem.what.zh}{problem.remedy.zh}", f"{problem.what.en} {problem.remedy.en}"
            )
    form = evidence_form(request.POST, name=name)
    form = EvidenceForm(form.typed, form.described, {**form.errors, **errors})
    if form.errors or form.described is None:
        return _library_page(request, seat, form, status=422)
    where = _asked_for(request, person, seat.company)
    try:
        piece = add_piece(seat.company, form.described, by=person, content=content, file_name=name)
    except OSError as fault:
        if fault.errno not in NO_ROOM:
            raise
        why, remedy = told(fault)
        words = Text(f"没有存下。{why.zh}{remedy.zh}", f"Not kept. {why.en} {remedy.en}")
        form = EvidenceForm(form.typed, None, {"file": words})
        return _library_page(request, seat, form, status=507)
    if where is None:
        return redirect("evidence_piece", seat.company.code, piece.pk)
    response, code = where
    use_piece(piece, response, code)
    return redirect("evidence_for", seat.company.code, response.cycle.year, code)


def _asked_for(
    request: HttpRequest, person: Person, company: Company
) -> tuple[Response, str] | None:
    """The question from which somebody came, “2026/E1.1”; nothing where it is not theirs to edit."""
    year, _, code = request.GET.get("for", "").partition("/")
    if not (year.isascii() and year.isdecimal() and len(year) == 4):  # noqa: PLR2004
        return None
    desk = desk_for(person, company=company.code, year=int(year), doing="edit", codes=(code,))
    if code not in desk.questionnaire.matter_of or not desk.may_edit:
        raise Http404
    return desk.response, code


@signed_in
def piece(request: HttpRequest, person: Person, company: str, number: int) -> HttpResponse:
    """One piece: what is said of it, where it is shown; a POST changes or drops it."""
    doing: Doing = "edit" if request.method == "POST" else "view"
    found, role = piece_for(person, company=company, number=number, doing=doing)
    if request.method != "POST":
        return _piece_page(request, found, role, EvidenceForm(typed_of(found), None, {}))
    if found.dropped:
        raise Http404
    if "drop" in request.POST:
        drop_piece(found, by=person)
        return redirect("evidence", company)
    form = evidence_form(request.POST)
    if form.described is None:
        return _piece_page(request, found, role, form, status=422)
    now = change_piece(found, form.described, by=person)
    return redirect(reverse("evidence_piece", args=(company, now.pk)) + "?saved=1")


def _piece_page(
    request: HttpRequest, found: EvidenceFile, role: str, form: EvidenceForm, status: int = 200
) -> HttpResponse:
    context = {
        "company": found.company,
        "piece": found,
        "form": form,
        "uses": uses_of(found),
        "kinds": EVIDENCE_WORDS.items(),
        "kind": EVIDENCE_WORDS.get(found.kind),  # type: ignore[call-overload] # a kind that is known
        "may_edit": role in _EDITORS and not found.dropped,
        "saved": "saved" in request.GET,
        "outside": found.link.startswith(("https://", "http://")),
    }
    return render(request, "desk/evidence_piece.html", context, status=status)


@hands_out
@signed_in
@require_GET
def piece_file(_request: HttpRequest, person: Person, company: str, number: int) -> HttpResponse:
    """To keep, never to open in our place; its ending is what it is, whatever it was called."""
    found, _ = piece_for(person, company=company, number=number)
    content = content_of(found)
    ending = str(found.file).rpartition(".")[2]
    stem = found.file_name.rpartition(".")[0] or found.file_name or found.title
    kind = TYPES.get(ending, "application/octet-stream")  # type: ignore[call-overload] # a word
    return as_attachment(content, f"{stem}.{ending}", kind)


@signed_in
def evidence_for(
    request: HttpRequest, person: Person, company: str, year: int, code: str
) -> HttpResponse:
    """Which pieces are shown for a question; ticked from the library, or added to it from here."""
    editing = request.method == "POST"
    doing: Doing = "edit" if editing else "view"
    desk = desk_for(person, company=company, year=year, doing=doing, codes=(code,))
    if code not in desk.questionnaire.matter_of:
        raise Http404
    if editing:
        if not desk.may_edit:
            return render(request, "desk/closed.html", {"desk": desk}, status=403)
        _shown(request, desk, code)
        return redirect(_back(desk, code))
    attached = {piece.pk for _, piece in desk.evidence}
    context = {
        "desk": desk,
        "code": code,
        "title": title_of(desk.questionnaire, code),
        "back": _back(desk, code),
        "pieces": library_of(desk.company),
        "attached": attached,
        "kinds": EVIDENCE_WORDS,
    }
    return render(request, "desk/evidence_for.html", context)


def _shown(request: HttpRequest, desk: Desk, code: str) -> None:
    """Only pieces of this company's library can be ticked; the rest of what came is no number of one."""
    wanted = set(request.POST.getlist("piece"))
    attached = {piece.pk for _, piece in desk.evidence}
    for one in library_of(desk.company):
        ticked = str(one.row.pk) in wanted
        if ticked and one.row.pk not in attached:
            use_piece(one.row, desk.response, code)
        elif not ticked and one.row.pk in attached:
            leave_piece(one.row, desk.response, code)


def _back(desk: Desk, code: str) -> str:
    field = desk.questionnaire.field_of.get(code)
    here = (desk.company.code, desk.cycle.year)
    if field:
        return reverse("part", args=(*here, field.group)) + f"#f-{code}"
    return reverse("question", args=(*here, code))
