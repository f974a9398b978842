"""The review: what waits, one response in full, remarks, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, Final, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zeren.assess.review import CHECK_WORDS, THRESHOLDS
from zeren.text import Text
from zeren_web.association.forms.review import (
    DAYS,
    days_of,
    wrong_with,
    wrong_with_reopening,
    wrong_with_return,
)
from zeren_web.association.reviewed import found_by_kind, parts_reviewed
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import number_in, text_in
from zeren_web.records.models import Cohort, Person, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.read.evidence import content_of
from zeren_web.records.read.reviewing import (
    STATES,
    State,
    handed_in,
    piece_shown,
    queue_for,
    reviewed,
)
from zeren_web.records.write.reviews import (
    accept_response,
    add_remark,
    drop_remark,
    reopen_response,
    return_response,
)

P = ParamSpec("P")
_Reviewing = Callable[Concatenate[HttpRequest, Person, Response, P], HttpResponse]
_LABELS: Final = {"words": Text("说明", "Words"), "days": Text("补充的天数", "Days to mend")}


@on_duty("review")
def queue(request: HttpRequest, person: Person) -> HttpResponse:
    """What was submitted, oldest first, with what to look at."""
    asked = request.GET.get("state", "")
    state: State = next((one for one in STATES if one == asked), "submitted")
    chosen, number = number_in(request.GET, "cohort"), number_in(request.GET, "page") or 1
    found = queue_for(person, state=state, cohort=chosen, page=number)
    context = {
        "queue": found,
        "rows": [
            (one, [(CHECK_WORDS[kind], n) for kind, n in one.found.items()])
            for one in found.waiting
        ],
        "state": state,
        "cohort": chosen,
        "cohorts": list(Cohort.objects.all()),
        "thresholds": THRESHOLDS,
        "section": "review",
    }
    return render(request, "association/queue.html", context)


def _reviewing(view: _Reviewing[P]) -> Callable[..., HttpResponse]:
    """Call `view(request, person, response, …)`; who has a seat in the company is told to leave it."""

    @on_duty("review")  # type: ignore[arg-type] # `wraps` hides that company and year come first
    @wraps(view)
    def guarded(
        request: HttpRequest,
        person: Person,
        company: str,
        year: int,
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> HttpResponse:
        response, conflict = handed_in(person, company, year)
        if conflict:
            context = {"response": response, "section": "review"}
            return render(request, "association/conflict.html", context, status=403)
        return view(request, person, response, *args, **kwargs)

    return guarded


@_reviewing
def review(request: HttpRequest, _person: Person, response: Response) -> HttpResponse:
    """The whole response to read, and what can be done with it."""
    return _page(request, response)


def _page(
    request: HttpRequest,
    response: Response,
    *,
    errors: Mapping[str, Text] | None = None,
    at: str = "",
    late: bool = False,
) -> HttpResponse:
    on = reviewed(response)
    parts = parts_reviewed(on)
    context = {
        "on": on,
        "response": response,
        "parts": parts,
        "found": found_by_kind(on, parts),
        "unsaid": sum(r.shown is None for members in on.remarks.values() for r in members),
        "unsettled": sum(
            r.shown is not None and r.settled is None
            for members in on.remarks.values()
            for r in members
        ),
        "errors": [
            (f"{at}-{name}", _LABELS[name], words) for name, words in (errors or {}).items()
        ],
        "wrong": {f"{at}_{name}": words for name, words in (errors or {}).items()},
        "remark_at": at.removeprefix("remark-") if at.startswith("remark-") else "",
        "typed": request.POST,
        "days": request.POST.get("days", DAYS),
        "thresholds": THRESHOLDS,
        "late": late,
        "section": "review",
    }
    status = 422 if errors else 409 if late else 200
    return render(request, "association/review.html", context, status=status)


def _done(request: HttpRequest, response: Response, *, done: bool, at: str = "") -> HttpResponse:
    """Back to the response; where somebody was quicker, it says so and shows what is now."""
    if done:
        here = reverse("review", args=(response.company.code, response.cycle.year))
        return redirect(here + at)
    response.refresh_from_db()
    return _page(request, response, late=True)


@_reviewing
@require_POST
def remark(request: HttpRequest, person: Person, response: Response, code: str) -> HttpResponse:
    """Ask something about one answer; the company sees it when the response is returned."""
    if code not in questionnaire_of(response.cycle).matter_of:
        raise Http404
    words = text_in(request.POST, "words")
    errors = wrong_with(words, needed=True)
    if errors:
        return _page(request, response, errors=errors, at=f"remark-{code}")
    done = add_remark(response, code, words, by=person)
    return _done(request, response, done=done, at=f"#q-{code}")


@_reviewing
@require_POST
def unremark(
    request: HttpRequest, _person: Person, response: Response, number: int
) -> HttpResponse:
    """Take a remark back while the company has not seen it."""
    return _done(request, response, done=drop_remark(response, number))


@_reviewing
@require_POST
def give_back(request: HttpRequest, person: Person, response: Response) -> HttpResponse:
    """Back to the company to be completed."""
    words, days = text_in(request.POST, "words"), days_of(request.POST)
    has_remarks = any(
        one.shown is None for members in reviewed(response).remarks.values() for one in members
    )
    errors = wrong_with_return(words, days, remarks=has_remarks)
    if errors or days is None:
        return _page(request, response, errors=errors, at="return")
    done = return_response(response, words, days=days, by=person)
    return _done(request, response, done=done)


@_reviewing
@require_POST
def accept(request: HttpRequest, person: Person, response: Response) -> HttpResponse:
    """Complete and plausible."""
    words = text_in(request.POST, "words")
    errors = wrong_with(words, needed=False)
    if errors:
        return _page(request, response, errors=errors, at="accept")
    return _done(request, response, done=accept_response(response, words, by=person))


@_reviewing
@require_POST
def reopen(request: HttpRequest, person: Person, response: Response) -> HttpResponse:
    """An accepted response into the queue again, before the release."""
    words = text_in(request.POST, "words")
    errors = wrong_with_reopening(words)
    if errors:
        return _page(request, response, errors=errors, at="reopen")
    return _done(request, response, done=reopen_response(response, words, by=person))


@_reviewing
def evidence(
    _request: HttpRequest, _person: Person, response: Response, number: int
) -> HttpResponse:
    """A file that the company shows, to keep and open elsewhere."""
    piece = piece_shown(response, number)
    return as_attachment(content_of(piece), piece.file_name, "application/octet-stream")
