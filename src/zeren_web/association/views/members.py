"""The members: the list, a member's page, and what may be changed there."""

from __future__ import annotations

import re
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.files.evidence_file import TYPES
from zeren.files.list_sheet import Column
from zeren.files.members.sheet import List, columns, print_list, words
from zeren.text import Text
from zeren_web.association.audit_words import told
from zeren_web.association.forms.members import (
    MemberForm,
    empty_form,
    of_member,
    typed,
    with_problems,
)
from zeren_web.association.lists import MISSING, back_to_members, chosen, page_of
from zeren_web.pages.names import as_attachment
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import number_in
from zeren_web.pages.words import lang
from zeren_web.records.models import Cohort, Company, Person
from zeren_web.records.read.members import (
    STATE_WORDS,
    STATES,
    Filter,
    cities,
    cohorts,
    counts,
    cycle_now,
    known_of,
    member,
    members,
)
from zeren_web.records.write.audit import note
from zeren_web.records.write.member_details import already_member
from zeren_web.records.write.members import (
    add_member,
    change_member,
    come_back,
    leave,
    put_in_cohort,
    take_out_of_cohort,
)

_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_TITLE: Final = Text("会员名单", "Members")
_STATE: Final = Text("本周期进度", "In this cycle")
_CODE: Final = Text("网址代码", "Code in addresses")


@on_duty("work")
def member_list(request: HttpRequest, _person: Person) -> HttpResponse:
    """Search, filter, tick; fifty at a time."""
    wanted, cycle = Filter.of(request.GET.dict()), cycle_now()
    found = members(wanted, cycle).prefetch_related("cohorts").order_by("name_zh", "pk")
    listed, how_many = page_of(request, found), counts(wanted, cycle)
    context = {
        "section": "members",
        "wanted": wanted,
        "cycle": cycle,
        "listed": listed,
        "companies": [(one, STATE_WORDS[one.state]) for one in listed.page],
        "states": [(one, STATE_WORDS[one], how_many.get(one, 0)) for one in STATES],
        "cohorts": list(cohorts()),
        "cities": cities(),
        "done": request.GET.get("done", "")[:10],
        "into": number_in(request.GET, "into"),
        "missing": request.GET.get("missing", ""),
        "missing_words": MISSING.get(request.GET.get("missing", "")),
    }
    return render(request, "association/members.html", context)


@on_duty("work")
def member_export(request: HttpRequest, person: Person) -> HttpResponse:
    """The list as it was filtered, as a workbook that the import reads back. That addresses of people
    left is noted.
    """
    found = list(
        members(Filter.of(request.GET.dict()), cycle_now())
        .prefetch_related("cohorts")
        .order_by("name_zh", "pk")
    )
    note("members-exported", who=person, companies=len(found))
    rows = (
        [
            words(one.uscc),
            words(one.name_zh),
            words(one.name_en),
            words(one.city),
            words(one.contact_name),
            words(one.contact_email),
            words(one.contact_phone),
            words("、".join(cohort.name_zh for cohort in one.cohorts.all())),
            STATE_WORDS[one.state],
            words(one.code),
        ]
        for one in found
    )
    shown = List(_TITLE, (), [*columns(), Column(_STATE, 14), Column(_CODE, 24)], rows)
    today = timezone.localdate()
    content = print_list(shown, lang=lang(), day=today)
    return as_attachment(content, f"{_TITLE.to(lang())} {today}.xlsx", TYPES["xlsx"])


@on_duty("work")
@require_POST
def member_choice(request: HttpRequest, person: Person) -> HttpResponse:
    """Put what was ticked in a cohort, or take it out."""
    sent = request.POST
    cohort = Cohort.objects.filter(pk=number_in(sent, "into") or 0).first()
    if cohort is None:
        return back_to_members(sent, "cohort")
    companies = chosen(sent, cycle_now())
    if not companies:
        return back_to_members(sent, "company")
    move = take_out_of_cohort if sent.get("do") == "out" else put_in_cohort
    move(cohort, companies, by=person)
    response = redirect("members")
    response["Location"] += f"?cohort={cohort.pk}&done={len(companies)}"
    return response


@on_duty("work")
def member_page(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """Everything known of a member, but for its answers: those are the company's."""
    here = member(company)
    known = known_of(here)
    context = {
        "section": "members",
        "company": here,
        "state": STATE_WORDS[here.state],  # type: ignore[attr-defined] # annotated
        "known": known,
        "lines": [(line, *told(line)) for line in known.lines],
        "now": timezone.now(),
        "person": person,
    }
    return render(request, "association/member.html", context)


@on_duty("work")
def member_edit(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """Change what may be changed; the code and who it is stay."""
    here = member(company)
    if request.method != "POST":
        return _form(request, of_member(here), here)
    form = typed(request.POST.dict())
    if form.errors:
        return _form(request, form, here)
    change_member(here, form.said, _cohorts_in(request), by=person)
    return redirect("member", here.code)


@on_duty("work")
def member_new(request: HttpRequest, person: Person) -> HttpResponse:
    """One more, by hand."""
    if request.method != "POST":
        return _form(request, empty_form(), None)
    form = typed(request.POST.dict(), new=True)
    if not form.errors:
        made = add_member(form.said["uscc"], form.said, _cohorts_in(request), by=person)
        if made:
            return redirect("member", made.code)
        form = with_problems(form.said, [already_member(form.said["uscc"])])
    return _form(request, form, None)


def _form(request: HttpRequest, form: MemberForm, company: Company | None) -> HttpResponse:
    inside = set(company.cohorts.values_list("pk", flat=True)) if company else set()
    ticked = {cohort.pk for cohort in _cohorts_in(request)} if form.errors else inside
    context = {
        "section": "members",
        "form": form,
        "company": company,
        "cohorts": [(cohort, cohort.pk in ticked) for cohort in cohorts()],
    }
    status = 422 if form.errors else 200
    return render(request, "association/member_form.html", context, status=status)


def _cohorts_in(request: HttpRequest) -> list[Cohort]:
    numbers = [one for one in request.POST.getlist("cohort")[:200] if _NUMBER.fullmatch(one)]
    return list(Cohort.objects.filter(pk__in=numbers))


@on_duty("work")
@require_POST
def member_left(request: HttpRequest, person: Person, company: str) -> HttpResponse:
    """Mark as left, or take it back."""
    here = member(company)
    (come_back if request.POST.get("back") else leave)(here, by=person)
    return redirect("member", here.code)
