"""Importing a list of members: hand it in, see what would happen, confirm, undo."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.files.characters import printable
from zeren.files.evidence_file import TYPES
from zeren.files.members.reading import MOST_BYTES, MemberList, read_members
from zeren.files.members.remarks import too_large
from zeren.files.members.sheet import print_template
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.words import lang
from zeren_web.records.models import MemberImport, Person
from zeren_web.records.read.member_imports import plan_of, waiting_import
from zeren_web.records.write.member_imports import (
    forget_expired,
    forget_import,
    import_members,
    keep_for_confirmation,
    undo_import,
)

SHOWN: Final = 200  # rows of each kind on the page; all are counted
_NO_FILE: Final = Problem(
    "no-file",
    "error",
    Place(),
    Text("没有选择文件。", "No file was chosen."),
    Text("请选一份 .xlsx 或 .csv 文件再上传。", "Choose an .xlsx or .csv file, then upload it."),
)


@on_duty("work")
def import_start(request: HttpRequest, person: Person) -> HttpResponse:
    """Hand a list in; imports that were done stand below, to be undone."""
    if request.method != "POST":
        return _start(request)
    try:
        waiting = keep_for_confirmation(_read(request), by=person)
    except Refused as refused:
        return _start(request, problems=refused.problems)
    return redirect("import_preview", waiting.pk)


def _read(request: HttpRequest) -> MemberList:
    file = request.FILES.get("list")
    if file is None:
        raise Refused(_NO_FILE)
    name = printable(file.name or "")[-120:]
    if (file.size or 0) > MOST_BYTES:
        raise Refused(too_large(name, MOST_BYTES))
    return read_members(file.read(), file=name)


def _start(request: HttpRequest, problems: tuple[Problem, ...] = ()) -> HttpResponse:
    forget_expired()
    context = {
        "section": "members",
        "problems": problems,
        "imports": MemberImport.objects.filter(done__isnull=False)
        .select_related("by")
        .order_by("-done")[:20],
    }
    status = 422 if problems else 200
    return render(request, "association/import.html", context, status=status)


@on_duty("work")
def import_template(_request: HttpRequest, _person: Person) -> HttpResponse:
    """An empty list to fill in, its headings in the page's language."""
    content = print_template(lang(), day=timezone.localdate())
    name = Text("会员名单模板.xlsx", "members template.xlsx").to(lang())
    return as_attachment(content, name, TYPES["xlsx"])


@on_duty("work")
def import_preview(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """New, changed, the same, refused: nothing is written until somebody confirms."""
    if MemberImport.objects.filter(pk=number, by=person, done__isnull=False).exists():
        return redirect("import_done", number)  # the same press, a second time
    waiting = waiting_import(person, number)
    if request.method != "POST":
        return _preview(request, waiting)
    if request.POST.get("forget"):
        forget_import(waiting)
        return redirect("import_start")
    done = import_members(waiting, seen=request.POST.get("seen", ""), by=person)
    if done is None:
        return _preview(request, waiting, moved=True)
    return redirect("import_done", number)


def _preview(request: HttpRequest, waiting: MemberImport, *, moved: bool = False) -> HttpResponse:
    read = MemberList.of(waiting.value)
    plan = plan_of(read)
    context: dict[str, Any] = {
        "section": "members",
        "waiting": waiting,
        "plan": plan,
        "new": plan.new[:SHOWN],
        "changed": plan.changed[:SHOWN],
        "shown": SHOWN,
        "moved": moved,
    }
    status = 409 if moved else 200
    return render(request, "association/import_preview.html", context, status=status)


@on_duty("work")
def import_done(request: HttpRequest, _person: Person, number: int) -> HttpResponse:
    """What an import did, and what undoing it left as it is."""
    here = get_object_or_404(MemberImport, pk=number, done__isnull=False)
    kept = [(row, Text(row["zh"], row["en"])) for row in here.kept]
    context = {"section": "members", "import": here, "kept": kept}
    return render(request, "association/import_done.html", context)


@on_duty("work")
@require_POST
def import_undo(_request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """The whole import, but for what was worked on since."""
    here = get_object_or_404(MemberImport, pk=number, done__isnull=False)
    undo_import(here, by=person)
    return redirect("import_done", number)
