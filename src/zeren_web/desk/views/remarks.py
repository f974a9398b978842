"""What the association asks about a response, dealt with one by one; answers it entered, confirmed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.text import Text
from zeren_web.desk.progress import parts_of
from zeren_web.desk.rows import Row, rows_of
from zeren_web.desk.views.answering import problems_at
from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Person
from zeren_web.records.read.entered_by_staff import entered_by_staff
from zeren_web.records.read.private import desk_for, response_for
from zeren_web.records.write.reviews import settle_remark
from zeren_web.records.write.staff_answers import confirm_answers

_ENTERED = Text("协会代录的回答", "Answers that the association entered")


@signed_in
@require_POST
def settle(
    request: HttpRequest, person: Person, company: str, year: int, number: int
) -> HttpResponse:
    """The remark is dealt with, or not after all; back to where it was pressed."""
    response, _ = response_for(person, company=company, year=year, doing="edit")
    if not response.takes_answers(timezone.localdate()):
        desk = desk_for(person, company=company, year=year)
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    settle_remark(response, number, by=person, done="undo" not in request.POST)
    return redirect(reverse("tasks", args=(company, year)) + "#remarks")


@signed_in
def entered(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """What staff entered from a workbook, to be looked at; a POST confirms what is ticked."""
    desk = desk_for(person, company=company, year=year)
    waiting = entered_by_staff(desk)
    if request.method == "POST":
        if not desk.may_edit:
            return render(request, "desk/closed.html", {"desk": desk}, status=403)
        ticked = frozenset(request.POST.getlist("confirm"))
        wanted = {
            code: desk.answers[code] for code in waiting if f"{code}@{waiting[code]}" in ticked
        }
        confirm_answers(desk.response, wanted.values(), by=person)
        return redirect("tasks", company, year)
    at = problems_at(desk)
    rows: list[tuple[str, Row]] = [
        (f"{row.code}@{waiting[row.code]}", row)
        for part in parts_of(desk)
        for row in rows_of(desk, part, at)
        if row.code in waiting
    ]
    context = {"desk": desk, "here": _ENTERED, "rows": rows, "hidden": len(waiting) - len(rows)}
    return render(request, "desk/entered.html", context)
