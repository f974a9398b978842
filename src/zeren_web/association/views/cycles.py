"""The cycles: made, cloned, launched, prolonged, closed."""

from __future__ import annotations

from datetime import date
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from zeren.publish.wording import TIER_WORDS
from zeren.standards.load import load_questionnaire, supplements_of
from zeren.standards.questionnaires import TIERS, Tier
from zeren.text import Text, same
from zeren_web.association.forms.cycles import (
    TAKEN,
    CycleForm,
    a_year_later,
    form_of,
    read_cycle,
    read_dates,
)
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import number_in
from zeren_web.records.models import Cycle, Person
from zeren_web.records.read.editions import the_library
from zeren_web.records.write.cycles import (
    change_cycle,
    close_cycle,
    launch,
    make_cycle,
    set_dates,
)

_BASE: Final = "sme"
LABELS: Final = {
    "year": Text("年份", "Year"),
    "title_zh": Text("中文标题", "Title in Chinese"),
    "title_en": Text("英文标题", "Title in English"),
    "tier": Text("问多少", "How much is asked"),
    "period_start": Text("填报期间从", "Period from"),
    "period_end": Text("填报期间到", "Period to"),
    "opens": Text("开始收答卷", "Answers are taken from"),
    "closes": Text("截止日", "Closing date"),
    "grace_days": Text("宽限天数", "Days of grace"),
    "least_group": Text("最小群组", "Smallest group"),
}


@on_duty("manage")
def cycles(request: HttpRequest, _person: Person) -> HttpResponse:
    """All of them, newest first."""
    found = list(Cycle.objects.all())
    context = {"cycles": found, "last": found[0] if found else None, "section": "cycles"}
    return render(request, "association/cycles.html", context)


@on_duty("manage")
def new_cycle(request: HttpRequest, person: Person) -> HttpResponse:
    """An empty form, or last year's a year later (`?from=2026`)."""
    if request.method != "POST":
        return _form_page(request, None, _beginning(number_in(request.GET, "from")))
    form = read_cycle(request.POST, offered=_offered())
    made = None if form.errors else make_cycle(form.given, by=person)
    if made is None:
        return _form_page(request, None, _with_taken(form))
    return redirect("cycle", made.year)


def _beginning(year: int | None) -> CycleForm:
    before = Cycle.objects.filter(year=year).first() if year else None
    if before:
        return a_year_later(before)
    return CycleForm({"tier": TIERS[0], "grace_days": "7", "least_group": "5"})


def _with_taken(form: CycleForm) -> CycleForm:
    return form if form.errors else form.with_error("year", TAKEN.format(year=form.typed["year"]))


@on_duty("manage")
def cycle(request: HttpRequest, person: Person, year: int) -> HttpResponse:
    """One cycle: its form until launch; afterwards its end, and what is fixed."""
    here = get_object_or_404(Cycle, year=year)
    if request.method != "POST":
        return _form_page(request, here, form_of(here))
    if here.launched:
        return _set_dates(request, person, here)
    form = read_cycle(request.POST, offered=_offered())
    if form.errors or not change_cycle(here, form.given, by=person):
        here.refresh_from_db()
        if here.launched:  # a colleague was quicker
            return redirect("cycle", here.year)
        return _form_page(request, here, _with_taken(form))
    return redirect("cycle", int(form.typed["year"]))


def _set_dates(request: HttpRequest, person: Person, here: Cycle) -> HttpResponse:
    form = read_dates(request.POST, here, today=timezone.localdate())
    if form.errors:
        return _form_page(request, here, form)
    closes, grace = form.given["closes"], form.given["grace_days"]
    if isinstance(closes, date) and isinstance(grace, int):
        set_dates(here, closes=closes, grace_days=grace, by=person)
    return redirect("cycle", here.year)


@on_duty("manage")
@require_POST
def launch_cycle(_request: HttpRequest, person: Person, year: int) -> HttpResponse:
    """From now on what is asked is fixed."""
    launch(get_object_or_404(Cycle, year=year), by=person)
    return redirect("cycle", year)


@on_duty("manage")
@require_POST
def end_cycle(_request: HttpRequest, person: Person, year: int) -> HttpResponse:
    """No more answers, before the last day."""
    close_cycle(get_object_or_404(Cycle, year=year), by=person)
    return redirect("cycle", year)


def _offered() -> tuple[str, ...]:
    return supplements_of(_BASE, the_library())


def _titles(offered: tuple[str, ...]) -> dict[str, Text]:
    """The supplements by what they ask about."""
    asked = load_questionnaire(_BASE, supplements=offered, library=the_library())
    return {area.supplement: area.title for area in asked.areas if area.supplement}


def _form_page(request: HttpRequest, here: Cycle | None, form: CycleForm) -> HttpResponse:
    offered = _offered()
    titles = _titles(offered)
    context = {
        "cycle": here,
        "form": form,
        "labels": LABELS,
        "errors": [(name, LABELS[name], words) for name, words in form.errors.items()],
        "tiers": [(tier, TIER_WORDS[tier], _length(tier)) for tier in TIERS],
        "supplements": [(name, titles[name]) for name in offered],
        "chosen": [titles.get(name, same(name)) for name in here.supplements] if here else [],
        "library_problems": the_library().problems,
        "taking": here is not None and here.takes_answers(timezone.localdate()),
        "section": "cycles",
    }
    return render(request, "association/cycle.html", context, status=422 if form.errors else 200)


def _length(tier: Tier) -> int:
    return len(load_questionnaire(_BASE, tier=tier).questions)
