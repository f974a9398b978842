"""Publishing: tick what is public, look at exactly that, confirm it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.problems import Problem
from zeren.publish.document import Document
from zeren.standards.catalogue import standard
from zeren.text import Text
from zeren_web.desk.downloads import hands_out
from zeren_web.desk.files import file_of, report_numbered
from zeren_web.desk.forms.publishing import look_in, ticks_in
from zeren_web.desk.outward import INDEXES, Choosing, draft_of, unflattering_in
from zeren_web.pages.names import as_attachment
from zeren_web.pages.reports import report_of
from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Person
from zeren_web.records.read.outward import (
    as_look,
    look_row_of,
    publications_of,
    standing_publication,
)
from zeren_web.records.read.private import Desk, another_company, desk_for
from zeren_web.records.write.publications import (
    confirm_publication,
    save_look,
    value_hash,
    withdraw_publications,
)
from zeren_web.records.write.ticks import save_ticks

_PUBLISH = Text("公开", "Publish")
_PREVIEW = Text("预览", "Preview")
_ENDS = tuple(
    (f".{lang}.{end}", Text(f"{words}（{name_zh}）", f"{words} ({name_en})"))
    for lang, name_zh, name_en in (("zh", "中文", "Chinese"), ("en", "英文", "English"))
    for end, words in (("pdf", "PDF"), ("docx", "Word"), ("xlsx", "Excel"))
)


@signed_in
def publish(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Every answer that may be public, to tick; a press on save keeps the ticks and shows the preview."""
    if request.method == "POST":
        desk = desk_for(person, company=company, year=year, doing="edit")
        ticks = ticks_in(request.POST, Choosing(desk))
        save_ticks(desk.response, on=ticks.on, off=ticks.off, by=person)
        part = request.POST.get("all") or request.POST.get("none")
        if part:
            return redirect(reverse("publish", args=(company, year)) + f"#part-{part[:20]}")
        return redirect("publish_preview", company, year)
    return _ticking_page(request, desk_for(person, company=company, year=year))


def _ticking_page(
    request: HttpRequest, desk: Desk, *, problems: tuple[Problem, ...] = (), status: int = 200
) -> HttpResponse:
    choosing, publications = Choosing(desk), publications_of(desk.response)
    row = look_row_of(desk.company.pk)
    context = {
        "desk": desk,
        "here": _PUBLISH,
        "groups": choosing.groups,
        "stood": " ".join(sorted(choosing.stored)),
        "proposed": not choosing.stored,
        "may_tick": desk.role in {"owner", "editor"},
        "publications": publications,
        "standing": standing_publication(publications),
        "look": as_look(row),
        "problems": problems,
        "ends": _ENDS,
    }
    return render(request, "desk/publish.html", context, status=status)


@signed_in
def preview(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """What the public will see and what not, and the owner's confirmation of just that."""
    desk = desk_for(person, company=company, year=year)
    return _preview_page(request, desk, request.GET.getlist("index"))


def _preview_page(
    request: HttpRequest, desk: Desk, index: list[str], *, changed: bool = False
) -> HttpResponse:
    row = look_row_of(desk.company.pk)
    draft = draft_of(desk, day=timezone.localdate(), index=index, look=row.pk if row else None)
    public = draft.value.published
    groups = Choosing(desk).groups
    will = [
        (group, [row for row in group.rows if row.always or row.code in public]) for group in groups
    ]
    will_not = [
        (group, [row for row in group.rows if not (row.always or row.code in public)])
        for group in groups
    ]
    errors = sum(one.level == "error" for one in desk.read[1])
    context = {
        "desk": desk,
        "here": _PREVIEW,
        "draft": draft,
        "will": will,
        "will_not": will_not,
        "shown": sum(len(rows) for _, rows in will),
        "hidden": sum(len(rows) + len(group.never) for group, rows in will_not),
        "index_query": urlencode({"index": draft.index}, doseq=True),
        "unflattering": unflattering_in(desk),
        "indexes": [(standard(one).title, one, one in draft.index) for one in INDEXES],
        "standing": standing_publication(publications_of(desk.response)),
        "errors": errors,
        "changed": changed,
    }
    return render(request, "desk/publish_preview.html", context, status=409 if changed else 200)


@signed_in
def draft(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """The outward report as it would be confirmed now, by the printer that prints the confirmed one."""
    desk = desk_for(person, company=company, year=year)
    row = look_row_of(desk.company.pk)
    now = draft_of(desk, day=timezone.localdate(), index=request.GET.getlist("index"), look=None)
    return _as_page(
        report_of(desk.questionnaire, now.value, day=now.day, index=now.index, look=as_look(row))
    )


def _as_page(document: Document) -> HttpResponse:
    """A printed page brings a stricter policy of its own."""
    from zeren.files.html.printer import print_html

    response = HttpResponse(print_html(document))
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's mark
    return response


@signed_in
@require_POST
def confirm(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Keep exactly what was previewed. Where anything changed since, the preview comes again instead."""
    desk = desk_for(person, company=company, year=year, doing="own")
    row = look_row_of(desk.company.pk)
    index = request.POST.getlist("index")
    now = draft_of(desk, day=timezone.localdate(), index=index, look=row.pk if row else None)
    if request.POST.get("seen") != now.seen:
        return _preview_page(request, desk, index, changed=True)
    if another := another_company(desk.company, desk.read[0]):
        return _ticking_page(request, desk, problems=another, status=422)
    if _is_confirmed(desk, now.value.as_json(), now.index, look=row.pk if row else None):
        return redirect("publish", company, year)
    confirm_publication(desk.response, now.value.as_json(), index=now.index, look=row, by=person)
    return redirect("publish", company, year)


def _is_confirmed(
    desk: Desk, value: Mapping[str, object], index: Sequence[str], *, look: int | None
) -> bool:
    """Exactly this is confirmed already: somebody pressed twice."""
    standing = standing_publication(publications_of(desk.response))
    if standing is None:
        return False
    now = (value_hash(value), list(index), look)
    return (standing.sha256, standing.index, standing.look_id) == now


@signed_in
@require_POST
def withdraw(_request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """Nothing of this year is public any more; what was public stays on record."""
    desk = desk_for(person, company=company, year=year, doing="own")
    withdraw_publications(desk.response, by=person)
    return redirect("publish", company, year)


@signed_in
@require_POST
def look(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """The company's colour and logo, on whatever is printed from now on."""
    desk = desk_for(person, company=company, year=year, doing="own")
    kept = as_look(look_row_of(desk.company.pk))
    came = look_in(request.POST, request.FILES.get("logo"), kept)
    if came.look is None:
        return _ticking_page(request, desk, problems=came.problems, status=422)
    chosen = came.look
    if chosen != kept:
        save_look(
            desk.company,
            colour=chosen.colour,
            logo=chosen.logo or b"",
            logo_name=chosen.logo_name,
            by=person,
        )
    return redirect(reverse("publish", args=(company, year)) + "#look")


@signed_in
def published_report(
    _request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """A confirmed report, to read."""
    desk = desk_for(person, company=company, year=year, codes=("none",))
    return _as_page(report_numbered(desk, number))


@hands_out
@signed_in
def download(
    _request: HttpRequest, person: Person, company: str, year: int, kind: str
) -> HttpResponse:
    """Any file of this response."""
    file = file_of(desk_for(person, company=company, year=year), kind)
    return as_attachment(file.content, file.name, file.type)
