"""What each address is for, in both languages, and an example of asking it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from zeren.text import Text
from zeren_web.records.read.api_tokens import Scope


@dataclass(frozen=True, slots=True)
class Example:
    """What stands in the braces of the address, the query, what is sent along."""

    path: dict[str, str] = field(default_factory=dict)
    query: str = ""
    json: dict[str, Any] | None = None
    file: str = ""


def said(
    title: Text,
    about: Text,
    *,
    scope: Scope | None = None,
    example: Example | None = None,
    body: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """Named arguments for ninja's decorators."""
    shown = example or Example()
    extra: dict[str, Any] = {
        "x-title": title.as_json(),
        "x-about": about.as_json(),
        "x-example": {
            "path": shown.path,
            "query": shown.query,
            "json": shown.json,
            "file": shown.file,
        },
    }
    if scope:
        extra["x-scope"] = scope
    if body:
        extra["requestBody"] = body
    return {
        "summary": title.en,
        "description": f"{about.en}\n\n{title.zh}。{about.zh}",
        "openapi_extra": extra,
    }
