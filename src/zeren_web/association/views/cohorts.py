"""Cohorts: parks, cities, batches, as the association makes them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from zeren.text import Text
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import line_in
from zeren_web.records.models import Cohort, Person
from zeren_web.records.read.members import cohorts
from zeren_web.records.write.members import delete_cohort, make_cohort, rename_cohort

_NO_NAME: Final = Text(
    "请填中文名称，最多 80 个字。", "Enter a Chinese name of at most 80 characters."
)
_LONG_NAME: Final = Text(
    "中文名称最多 {most} 个字，现在有 {count} 个。请写短一些。",
    "The Chinese name has at most {most} characters; there are {count}. Please shorten it.",
)
_LONG_ENGLISH: Final = Text(
    "英文名称最多 {most} 个字，现在有 {count} 个。请写短一些。",
    "The English name has at most {most} characters; there are {count}. Please shorten it.",
)
_LONGEST: Final = {"name_zh": 80, "name_en": 120}
_TWICE: Final = Text("已经有叫这个名字的分组。", "There is a cohort of this name.")
_FULL: Final = Text(
    "里面还有企业（包括已退会的），不能删除。请先在会员列表里把它们移出。",
    "There are companies in it (those that left count). Take them out in the list of members first.",
)


@on_duty("work")
def cohort_list(request: HttpRequest, person: Person) -> HttpResponse:
    """All of them; a new one is made here."""
    if request.method != "POST":
        return _page(request)
    zh, en = _names(request)
    errors = _wrong(zh, en)
    if not errors and make_cohort(zh, en, by=person) is None:
        errors = {"name_zh": _TWICE}
    return _page(request, errors=errors, zh=zh, en=en) if errors else redirect("cohorts")


@on_duty("work")
def cohort_edit(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Another name, or gone where nobody is in it."""
    cohort = get_object_or_404(Cohort, pk=number)
    if request.method != "POST":
        return _edit(request, cohort)
    if request.POST.get("delete"):
        gone = delete_cohort(cohort, by=person)
        return redirect("cohorts") if gone else _edit(request, cohort, errors={"name_zh": _FULL})
    cohort.name_zh, cohort.name_en = zh, en = _names(request)
    if errors := _wrong(zh, en):
        return _edit(request, cohort, errors=errors)
    before = get_object_or_404(Cohort, pk=number)
    renamed = rename_cohort(before, zh, en, by=person)
    return redirect("cohorts") if renamed else _edit(request, cohort, errors={"name_zh": _TWICE})


def _names(request: HttpRequest) -> tuple[str, str]:
    zh, en = (line_in(request.POST, name) for name in _LONGEST)
    return zh, en


def _wrong(zh: str, en: str) -> dict[str, Text]:
    """What has to be put right, by field."""
    errors = {} if zh else {"name_zh": _NO_NAME}
    if len(zh) > (most := _LONGEST["name_zh"]):
        errors["name_zh"] = _LONG_NAME.format(most=most, count=len(zh))
    if len(en) > (most := _LONGEST["name_en"]):
        errors["name_en"] = _LONG_ENGLISH.format(most=most, count=len(en))
    return errors


def _page(
    request: HttpRequest, *, errors: Mapping[str, Text] | None = None, zh: str = "", en: str = ""
) -> HttpResponse:
    context = {
        "section": "members",
        "cohorts": list(cohorts()),
        "errors": errors,
        "zh": zh,
        "en": en,
    }
    return render(request, "association/cohorts.html", context, status=422 if errors else 200)


def _edit(
    request: HttpRequest, cohort: Cohort, *, errors: Mapping[str, Text] | None = None
) -> HttpResponse:
    context = {"section": "members", "cohort": cohort, "errors": errors}
    return render(request, "association/cohort.html", context, status=422 if errors else 200)
