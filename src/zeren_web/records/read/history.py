"""Every version that an answer ever had: who said what, when, from where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from zeren.text import Text
from zeren_web.records.models import AnswerVersion, Response

ORIGIN_WORDS: Final[Mapping[str, Text]] = {
    "page": Text("网页", "on the site"),
    "tick": Text("公开与否", "what is public"),
    "workbook": Text("工作簿", "from a workbook"),
    "carried": Text("上年带入", "carried in"),
    "errand": Text("同事代答", "a colleague"),
    "staff": Text("协会代录", "entered by the association"),
    "api": Text("接口", "by API"),
}


def versions_of(response: Response, code: str) -> list[AnswerVersion]:
    """Of one answer, newest first; one query."""
    return list(
        AnswerVersion.objects.with_scope(company=response.company_id)
        .filter(response=response, code=code)
        .select_related("by")
        .order_by("-version")
    )


def all_versions(response: Response) -> Iterator[AnswerVersion]:
    """Of every answer of a response, by code, oldest first."""
    found = AnswerVersion.objects.with_scope(company=response.company_id)
    rows: Iterator[AnswerVersion] = (
        found.filter(response=response)
        .select_related("by")
        .order_by("code", "version")
        .iterator(chunk_size=2000)
    )
    return rows
