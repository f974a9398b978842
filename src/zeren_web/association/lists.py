"""Long lists: a page of them at a time, and what was ticked in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict

from zeren_web.records.models import Company, Cycle
from zeren_web.records.read.members import Filter, members

A_PAGE: Final = 50
_CODE: Final = re.compile(r"[-\w]{1,40}", re.ASCII)
MOST: Final = 1_000  # companies that one press may concern


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
    kept = {
        name: value for name, value in request.GET.items() if name not in {"page", "lang"} and value
    }
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
