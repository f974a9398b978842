"""Last year carried in: first what would come, then the answers, each waiting for a tick."""

from __future__ import annotations

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zeren.files.workbook.said import joined, said_lines, title_of
from zeren.text import Text
from zeren_web.desk.progress import part_of
from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Person
from zeren_web.records.read.carrying import carrying_into, last_of
from zeren_web.records.read.private import desk_for
from zeren_web.records.write.carrying import carry_in, confirm

_CARRY: Final = Text("带入上年的回答", "Carry in last year's answers")
_SEEN: Final = re.compile(r"([A-Za-z][A-Za-z0-9.-]{0,39})@([0-9]{1,9})")


@signed_in
def carry(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """What came of last year's answers; a POST carries them in."""
    desk = desk_for(person, company=company, year=year, doing="edit")
    last = last_of(desk.response)
    if last is None:
        raise Http404
    if not desk.may_edit:
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    carrying = carrying_into(desk, last)
    if request.method == "POST":
        versions = {code: answer.version for code, answer in desk.answers.items()}
        carry_in(desk.response, carrying, versions, by=person)
        return redirect("tasks", company, year)
    then, now = carrying.last.questionnaire, desk.questionnaire
    context = {
        "desk": desk,
        "here": _CARRY,
        "last": last,
        "carrying": carrying,
        "dropped": [
            (one.code, title_of(then, one.code), joined(said_lines(one.value, then)), one.why)
            for one in carrying.carried.dropped
        ],
        "reworded": [(code, title_of(now, code)) for code in carrying.carried.reworded],
        "moved": [(one.was, one.now, one.reason) for one in carrying.carried.moved],
    }
    return render(request, "desk/carry.html", context)


@signed_in
@require_POST
def still_so(
    request: HttpRequest, person: Person, company: str, year: int, code: str
) -> HttpResponse:
    """Of one part the answers that were ticked: they still hold, as they were shown."""
    desk = desk_for(person, company=company, year=year, doing="edit")
    part = part_of(desk, code)
    if part is None:
        raise Http404
    if not desk.may_edit:
        return render(request, "desk/closed.html", {"desk": desk}, status=403)
    within = {asked.code for asked in part.asked}
    ticked = (_SEEN.fullmatch(one) for one in request.POST.getlist("still"))
    versions = {found[1]: int(found[2]) for found in ticked if found and found[1] in within}
    done, moved = confirm(desk, versions, by=person)
    here = reverse("part", args=(company, year, code))
    return redirect(f"{here}?confirmed={done}" + (f"&moved={len(moved)}" if moved else ""))
