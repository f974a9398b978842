"""The plan as a working list, and the form for one matter of it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from zeren.text import Text
from zeren_web.desk.forms.plan import SentRow, row_in
from zeren_web.desk.plan import STATE_WORDS, Matter, plan_of
from zeren_web.pages.signed_in import signed_in
from zeren_web.records.models import Person, PlanRow
from zeren_web.records.read.private import Desk, desk_for
from zeren_web.records.write.plans import save_row

_PLAN = Text("行动计划", "Plan")


@signed_in
def plan(request: HttpRequest, person: Person, company: str, year: int) -> HttpResponse:
    """What to do first, what is under way, what is done; and what last year left."""
    desk = desk_for(person, company=company, year=year)
    context = {
        "desk": desk,
        "here": _PLAN,
        "plan": plan_of(desk),
        "may_work": desk.role in {"owner", "editor"},
    }
    return render(request, "desk/plan.html", context)


@signed_in
def matter(
    request: HttpRequest, person: Person, company: str, year: int, code: str
) -> HttpResponse:
    """Who, by when, how far: one matter."""
    doing = "edit" if request.method == "POST" else "view"
    desk = desk_for(person, company=company, year=year, doing=doing)  # type: ignore[arg-type] # a word
    here = plan_of(desk).matter(code)
    if here is None:
        raise Http404
    if request.method != "POST":
        return _matter_page(request, desk, here)
    came = row_in(request.POST)
    if came.decided is None:
        return _matter_page(request, desk, here, came=came)
    theirs = save_row(desk.response, code, came.decided, base=came.base, by=person)
    if theirs is not None:
        return _matter_page(request, desk, here, came=came, theirs=theirs)
    return redirect(reverse("plan", args=(company, year)) + f"#m-{code}")


def _matter_page(
    request: HttpRequest,
    desk: Desk,
    here: Matter,
    *,
    came: SentRow | None = None,
    theirs: PlanRow | None = None,
) -> HttpResponse:
    row = theirs or here.row
    carried = here.before if here.row is None else None
    stands = {
        "who": row.who if row else carried.who if carried else "",
        "due": row.due.isoformat() if row and row.due else "",
        "state": row.state if row else "open",
        "reason": row.reason if row else "",
        "note": row.note if row else "",
    }
    context = {
        "desk": desk,
        "here": here.title,
        "matter": here,
        "typed": came.typed if came else stands,
        "errors": came.errors if came else {},
        "version": row.version if row else 0,
        "states": STATE_WORDS.items(),
        "theirs": theirs,
        "their_state": STATE_WORDS[theirs.state] if theirs else None,
        "may_work": desk.role in {"owner", "editor"},
    }
    status = 409 if theirs else 422 if came else 200
    return render(request, "desk/plan_matter.html", context, status=status)
