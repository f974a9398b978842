"""A folder of returned workbooks: dropped in, looked through, entered for the companies."""

from __future__ import annotations

from collections import Counter

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from zeren.problems import Problem, Refused
from zeren_web.association.forms.returned import MOST_FILES, files_of
from zeren_web.pages.signed_in import on_duty
from zeren_web.records.models import Batch, Cycle, Person
from zeren_web.records.read.returned import BatchRow, rows_of_batch
from zeren_web.records.write.returned import EnteredFor, enter_batch, keep_batch, read_some


def _cycle(year: int) -> Cycle:
    return get_object_or_404(Cycle, year=year, launched__isnull=False, released=None)


@on_duty("work")
def workbooks(request: HttpRequest, person: Person, year: int) -> HttpResponse:
    """Where files are dropped in, and what waits from before."""
    cycle = _cycle(year)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            batch = keep_batch(cycle, files_of(request.FILES.getlist("files")), by=person)
        except Refused as refusal:
            problems = refusal.problems
        else:
            read_some(batch)
            return redirect("batch", year, batch.pk)
    waiting = Batch.objects.filter(cycle=cycle, entered=None, expires__gt=timezone.now())
    context = {
        "cycle": cycle,
        "batches": list(waiting.select_related("by")),
        "problems": problems,
        "most": MOST_FILES,
    }
    return render(request, "association/workbooks.html", context, status=422 if problems else 200)


@on_duty("work")
def batch(request: HttpRequest, person: Person, year: int, number: int) -> HttpResponse:
    """What each file would change; a POST reads on, enters what is ticked, or throws it away."""
    cycle = _cycle(year)
    here = Batch.objects.filter(pk=number, cycle=cycle, expires__gt=timezone.now()).first()
    if here is None:
        raise Http404
    if request.method != "POST":
        return _table(request, here)
    if "drop" in request.POST:
        here.delete()
        return redirect("workbooks", year)
    if "read" in request.POST:
        read_some(here)
        return redirect("batch", year, number)
    return _entered(request, person, here)


def _entered(request: HttpRequest, person: Person, here: Batch) -> HttpResponse:
    ticked = frozenset(request.POST.getlist("take"))
    rows = [
        row for row in rows_of_batch(here) if str(row.workbook.pk) in ticked and row.may_be_taken
    ]
    counted = Counter(row.workbook.company_id for row in rows)
    twice = [row for row in rows if counted[row.workbook.company_id] > 1]
    if twice or not rows:
        return _table(request, here, ticked=ticked, twice=twice, nothing=not rows)
    done = enter_batch(here, (row.workbook for row in rows), by=person)
    here.refresh_from_db()
    return _table(request, here, done=done)


def _table(
    request: HttpRequest,
    here: Batch,
    *,
    ticked: frozenset[str] | None = None,
    twice: list[BatchRow] | None = None,
    nothing: bool = False,
    done: EnteredFor | None = None,
) -> HttpResponse:
    rows = rows_of_batch(here)
    context = {
        "batch": here,
        "cycle": here.cycle,
        "rows": [(row, _is_ticked(row, ticked)) for row in rows],
        "waiting": sum(row.workbook.state == "waiting" for row in rows),
        "twice": twice,
        "nothing": nothing,
        "done": done,
    }
    status = 422 if twice or nothing else 200
    return render(request, "association/batch.html", context, status=status)


def _is_ticked(row: BatchRow, ticked: frozenset[str] | None) -> bool:
    return str(row.workbook.pk) in ticked if ticked is not None else not row.rival
