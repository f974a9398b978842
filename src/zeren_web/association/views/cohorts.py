"""Cohorts: parks, cities, batches, as the association makes them."""

from __future__ import annotations

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
    error = None if zh else _NO_NAME
    if zh and make_cohort(zh, en, by=person) is None:
        error = _TWICE
    return _page(request, error=error, zh=zh, en=en) if error else redirect("cohorts")


@on_duty("work")
def cohort_edit(request: HttpRequest, person: Person, number: int) -> HttpResponse:
    """Another name, or gone where nobody is in it."""
    cohort = get_object_or_404(Cohort, pk=number)
    if request.method != "POST":
        return _edit(request, cohort)
    if request.POST.get("delete"):
        gone = delete_cohort(cohort, by=person)
        return redirect("cohorts") if gone else _edit(request, cohort, error=_FULL)
    cohort.name_zh, cohort.name_en = zh, en = _names(request)
    if not zh:
        return _edit(request, cohort, error=_NO_NAME)
    before = get_object_or_404(Cohort, pk=number)
    renamed = rename_cohort(before, zh, en, by=person)
    return redirect("cohorts") if renamed else _edit(request, cohort, error=_TWICE)


def _names(request: HttpRequest) -> tuple[str, str]:
    """The Chinese name, or none where it is too long, and the English one."""
    zh, en = (line_in(request.POST, name) for name in ("name_zh", "name_en"))
    return (zh if len(zh) <= 80 else ""), en[:120]  # noqa: PLR2004 - as the table has room


def _page(
    request: HttpRequest, *, error: Text | None = None, zh: str = "", en: str = ""
) -> HttpResponse:
    context = {"section": "members", "cohorts": list(cohorts()), "error": error, "zh": zh, "en": en}
    return render(request, "association/cohorts.html", context, status=422 if error else 200)


def _edit(request: HttpRequest, cohort: Cohort, *, error: Text | None = None) -> HttpResponse:
    context = {"section": "members", "cohort": cohort, "error": error}
    return render(request, "association/cohort.html", context, status=422 if error else 200)
