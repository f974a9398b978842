"""Release day at the desk: look up, announce, hear objections, then everything at one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.declare.register.entries import REASONS
from zeren.declare.register.release import DAYS, RESULTS, Preparation, RecordCheck, obstacles
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.association.field_names import placed
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import day_in, number_in
from zeren_web.records.models import Certificate, Company, Cycle, Person
from zeren_web.records.models.releases import MOST_WORDS
from zeren_web.records.read.keys import has_keys, opens_by_itself
from zeren_web.records.read.releases import (
    Renewal,
    Waiting,
    accepted_in,
    candidates,
    everybody_waiting,
    objections_in,
    preparation_of,
    release_of,
    renewals,
    signed_in_cycle,
    waiting_since_release,
)
from zeren_web.records.write.association_keys import Opened, open_keys
from zeren_web.records.write.release import admit, release, renew
from zeren_web.records.write.release_steps import answer, begin_notice, leave_out, note_checks
from zeren_web.records.write.withdrawals import waiting_withdrawals

Form = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A company that would come out, and how far it is."""

    company: Company
    declares: bool
    checks: tuple[RecordCheck, ...]
    left_out: Text | None
    is_announced: bool
    typed: str  # the result that was chosen, where it could not be noted
    anew: Renewal | None = None  # it is public, and a new declaration waits
    is_accepted: bool = True  # nothing in its response waits for the review


@dataclass(frozen=True, slots=True)
class Missing:
    """What still stands in the way, and where on the page it is dealt with."""

    what: Text
    org: str
    at: str


@on_duty("manage")
def years(request: HttpRequest, _person: Person) -> HttpResponse:
    """The cycles, with the way to each release."""
    since = waiting_since_release()
    cycles = [(one, since.get(one.year, 0)) for one in Cycle.objects.filter(launched__isnull=False)]
    return render(request, "association/releases.html", {"section": "release", "cycles": cycles})


@on_duty("manage")
def year(request: HttpRequest, _person: Person, year: int) -> HttpResponse:
    """Everything about one release."""
    return _page(request, _cycle(year))


def _cycle(year: int) -> Cycle:
    found: Cycle = get_object_or_404(Cycle, year=year, launched__isnull=False)
    return found


def _page(
    request: HttpRequest, cycle: Cycle, problems: tuple[Problem, ...] = (), *, status: int = 200
) -> HttpResponse:
    late, anew = candidates(cycle), renewals(cycle)
    every: tuple[Waiting, ...] = anew + late
    now = preparation_of(cycle, every)
    told = release_of(cycle)
    accepted = accepted_in(cycle)
    certificates = Certificate.objects.with_scopes_disabled().filter(cycle=cycle)
    context = {
        "section": "release",
        "cycle": cycle,
        "release": told,
        "rows": [_row(one, now, request.POST, accepted) for one in every],
        "anew": anew,
        "late": [one.company for one in late],
        "notice": now.notice,
        "missing": list(_missing(now)) if cycle.released is None else [],
        "objections": objections_in(cycle),
        "certificates": list(certificates.select_related("company")),
        "results": RESULTS,
        "reasons": REASONS,
        "days": DAYS,
        "most": MOST_WORDS,
        "today": timezone.localdate(),
        "has_keys": has_keys(),
        "opens_by_itself": opens_by_itself(),
        "withdrawals": waiting_withdrawals() if cycle.released else 0,
        "problems": placed(problems),
        "typed": request.POST,
        "done": request.GET.get("done", "")[:20],
    }
    return render(request, "association/release.html", context, status=status)


def _row(one: Waiting, now: Preparation, sent: Form, accepted: frozenset[int]) -> Row:
    typed = sent.get(f"result-{one.company.code}", "")
    if isinstance(one, Renewal):
        return Row(
            one.company,
            declares=True,
            checks=now.latest_checks(one.org),
            left_out=None,
            is_announced=False,
            typed=typed,
            anew=one,
        )
    out, announced = dict(now.left_out), {each.hash for each in now.in_notice()}
    reasons = [REASONS[out[each.hash]] for each in one.proposed if each.hash in out]
    return Row(
        one.company,
        one.declaration is not None,
        now.latest_checks(one.org),
        reasons[0] if reasons else None,
        any(each.hash in announced for each in one.proposed),
        typed,
        is_accepted=one.company.pk in accepted,
    )


def _missing(now: Preparation) -> list[Missing]:
    found = obstacles(now, on=timezone.localdate().isoformat())
    return [
        Missing(_here(problem).what, problem.place.field, _AT.get(problem.code, "press"))
        for problem in found
    ]


def _here(problem: Problem) -> Problem:
    """The core's remedies name commands; here there are forms instead."""
    what, remedy = _ON_THIS_PAGE.get(problem.code, (None, None))
    return problem._replace(what=what or problem.what, remedy=remedy or problem.remedy)


_ON_THIS_PAGE: Final[Mapping[str, tuple[Text | None, Text]]] = {
    "release-nothing": (
        Text("还没有企业确认公开。", "No company has confirmed what to make public."),
        Text("企业确认以后会出现在这里。", "Each appears here once it has."),
    ),
    "release-no-notice": (None, Text("请先开始公示。", "Begin the notice first.")),
    "release-empty": (
        None,
        Text(
            "请把一家重新放进来，或者等发布之后补充。",
            "Take one in again, or let others out later.",
        ),
    ),
    "release-unchecked": (
        None,
        Text("请查询后记下来源、日期和结果。", "Look it up and note source, date and result."),
    ),
    "release-record": (
        None,
        Text(
            "企业说明后再记一次结果，或者这次不发布它。",
            "Note the result again once the company explained it, or leave it out.",
        ),
    ),
    "release-unanswered": (None, Text("请写明答复。", "Note a reply.")),
    "key-locked": (None, Text("请输入口令。", "Type the passphrase.")),
}


_AT: Final = {
    "release-nothing": "companies",
    "release-no-notice": "notice",
    "release-too-early": "notice",
    "release-empty": "companies",
    "release-unchecked": "companies",
    "release-record": "companies",
    "release-unanswered": "objections",
}


@on_duty("manage")
@require_POST
def step(request: HttpRequest, person: Person, year: int, name: str) -> HttpResponse:
    """One step of a release; what stands in its way is said on the page."""
    cycle, taken = _cycle(year), _STEPS.get(name)
    if taken is None:
        raise Http404
    try:
        taken(cycle, request.POST, person)
    except Refused as refused:
        return _page(request, cycle, tuple(map(_here, refused.problems)), status=422)
    return redirect(f"/desk/release/{year}/?done={name}")


def _checks(cycle: Cycle, form: Form, person: Person) -> None:
    results = {
        one.company: chosen
        for one in everybody_waiting(cycle)
        if (chosen := form.get(f"result-{one.company.code}", ""))
    }
    if not results:
        raise Refused(_NOTHING_CHOSEN)
    day = day_in(form, "date")
    if day is None:
        raise Refused(_NO_DAY)
    note_checks(cycle, results, source=form.get("source", ""), day=day, by=person)


def _notice(cycle: Cycle, form: Form, person: Person) -> None:
    days = number_in(form, "days")
    begin_notice(cycle, days=-1 if days is None else days, by=person)


def _leave_out(cycle: Cycle, form: Form, person: Person) -> None:
    leave_out(cycle, _company(cycle, form), form.get("reason", ""), by=person)


def _answer(cycle: Cycle, form: Form, person: Person) -> None:
    number = form.get("objection", "")
    found = next((one for one in objections_in(cycle) if str(one.pk) == number), None)
    if found is None:
        raise Http404
    answer(found, form.get("reply", ""), by=person)


def _press(cycle: Cycle, form: Form, person: Person) -> None:
    release(cycle, _opened(form), by=person)


def _admit(cycle: Cycle, form: Form, person: Person) -> None:
    if cycle.released is None:
        raise Http404
    certificates = Certificate.objects.with_scopes_disabled().filter(cycle=cycle)
    if certificates.filter(company__code=form.get("company", "")).exists():
        return  # pressed twice, or by two
    admit(cycle, _company(cycle, form), _opened(form), by=person)


def _renew(cycle: Cycle, form: Form, person: Person) -> None:
    number = number_in(form, "declaration")
    if number is None:
        raise Refused(_NO_DECLARATION)
    renew(signed_in_cycle(cycle, number), _opened(form), by=person)


_STEPS: Final = {
    "checks": _checks,
    "notice": _notice,
    "leave-out": _leave_out,
    "answer": _answer,
    "press": _press,
    "admit": _admit,
    "renew": _renew,
}


def _opened(form: Form) -> Opened | None:
    return open_keys(form.get("passphrase", "")) if has_keys() else None


def _company(cycle: Cycle, form: Form) -> Company:
    code = form.get("company", "")
    found = next((one.company for one in candidates(cycle) if one.company.code == code), None)
    if found is None:
        raise Http404
    return found


_NOTHING_CHOSEN: Final = Problem(
    "checks-none",
    "error",
    Place(field="companies"),
    Text("一家也没有选结果。", "No result is chosen for any company."),
    Text(
        "请给查过的企业选结果，没有查的空着。",
        "Choose a result for each that was looked up, and leave the others empty.",
    ),
)
_NO_DAY: Final = Problem(
    "checks-day",
    "error",
    Place(field="date"),
    Text("日期没有写，或者不是日期。", "The date is missing, or is none."),
    Text("请写成 2026-11-29 这样。", "Write it like 2026-11-29."),
)
_NO_DECLARATION: Final = Problem(
    "renewal-none",
    "error",
    Place(field="declaration"),
    Text("没有选声明。", "No declaration is chosen."),
    Text("请选一份。", "Choose one."),
)
