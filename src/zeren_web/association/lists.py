"""Long lists: a page of them at a time, what was ticked in them, and the word where nothing was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse

from zeren.text import Text
from zeren_web.records.models import Company, Cycle
from zeren_web.records.read.members import Filter, members

A_PAGE: Final = 50
_CODE: Final = re.compile(r"[-\w]{1,40}", re.ASCII)
MOST: Final = 1_000  # companies that one press may concern
Missing = Literal["company", "member", "cohort"]
MISSING: Final[Mapping[str, Text]] = {
    "company": Text(
        "还没有勾选企业。请在表里勾选，或勾选“查到的全部”。",
        "No company is ticked. Tick some in the table, or tick all that were found.",
    ),
    "member": Text(
        "勾选的企业都已退会，什么也没有做。请勾选别的。",
        "Those that were ticked have left, so nothing was done. Tick others.",
    ),
    "cohort": Text(
        "这个分组已经不在了，什么也没有做。请另选一个。",
        "That cohort is not there any more, so nothing was done. Choose another.",
    ),
}
_TOLD_ONCE: Final = frozenset(("page", "lang", "done", "missing", "into", "sent", "held"))


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of a list, and the address of its neighbours."""

    page: Page[Any]
    query: str

    @property
    def count(self) -> int:
        return int(self.page.paginator.count)

    @property
    def earlier(self) -> str:
        return self._to(self.page.number - 1) if self.page.has_previous() else ""

    @property
    def later(self) -> str:
        return self._to(self.page.number + 1) if self.page.has_next() else ""

    def _to(self, number: int) -> str:
        return f"?{self.query}{'&' if self.query else ''}page={number}"


def page_of(request: HttpRequest, found: QuerySet[Any] | list[Any]) -> Listed:
    """The page that was asked for; one that is not there is the nearest that is."""
    kept = {name: value for name, value in request.GET.items() if name not in _TOLD_ONCE and value}
    return Listed(Paginator(found, A_PAGE).get_page(request.GET.get("page")), urlencode(kept))


def chosen(sent: QueryDict, cycle: Cycle | None) -> list[Company]:
    """The companies that were ticked, or all that the filter found where that was ticked."""
    if sent.get("all"):
        said = {name.removeprefix("f-"): str(value) for name, value in sent.items()}
        wanted = Filter.of(said)
        return list(members(wanted, cycle)[:MOST])
    codes = ticked(sent)
    return list(Company.objects.filter(code__in=codes)) if codes else []


def ticked(sent: QueryDict, name: str = "company") -> list[str]:
    """The codes of companies that were ticked; what is no code is left out."""
    return [one for one in sent.getlist(name)[:MOST] if _CODE.fullmatch(one)]


def back_to_members(sent: QueryDict, missing: Missing) -> HttpResponse:
    """The list of members as it was filtered, where it is told what is missing."""
    kept = {
        name: sent.get(f"f-{name}", "") for name in ("words", "cohort", "city", "state", "page")
    }
    told = {**kept, "into": sent.get("into", ""), "missing": missing}
    query = urlencode({name: value for name, value in told.items() if value})
    return redirect(f"{reverse('members')}?{query}")
