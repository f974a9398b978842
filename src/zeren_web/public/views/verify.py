"""Verifying a file that somebody sends up: by the same function as `zeren verify`, and nothing of it stays."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from zeren.declare.told import shown_line, statement_lines
from zeren.declare.trust import Trust
from zeren.declare.verdict import EXIT, Verdict
from zeren.files.envelope_refusals import UNREADABLE
from zeren.problems import Problem, Refused
from zeren.text import Text
from zeren_web.pages.limits import too_fast
from zeren_web.pages.words import lang
from zeren_web.public.showing import HOUR, for_everybody, show
from zeren_web.public.verifying import file_sent, verdict_on
from zeren_web.records.read import published

_ABOUT: Final = Text(
    "核对别人发来的自我声明：是谁签的、有没有改过、还有没有效。文件不会留下来。",
    "Verify a self-declaration that you were sent: who signed it, whether it was changed, whether it still holds. The file is not kept.",
)
_TONES: Final = {"holds": "good", "unknown": "watch", "fails": "bad"}


@csrf_exempt  # nothing changes: whoever sends a file gets an answer to it, and that is all
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and say what it proves: green, amber or red."""
    if request.method != "POST":
        return _asking(request)
    if too_fast(request, "verify", most=30, seconds=60):
        return render(request, "429.html", status=429)
    try:
        found: Verdict | None = verdict_on(*file_sent(request))
        problems: tuple[Problem, ...] = ()
    except Refused as refused:
        found, problems = None, refused.problems
    context: dict[str, object] = {
        "sentence": found.sentence if found else UNREADABLE,
        "tone": _TONES[found.outcome] if found else "bad",
        "verdict": found,
        "problems": problems,
        "code": EXIT[found.outcome] if found else 1,
        "statement": _statement(found),
        "shown": [shown_line(one, lang()) for one in found.shown] if found else [],
        "at": timezone.now(),
    }
    response = show(request, "public/verdict.html", context, about=_ABOUT)
    add_never_cache_headers(response)
    return response


@for_everybody()
def _asking(request: HttpRequest) -> HttpResponse:
    asked = request.GET.get("sha256", "")[:64]
    context: dict[str, object] = {"trusts": published.trusts(), "asked": asked}
    return show(request, "public/verify.html", context, about=_ABOUT)


def _statement(found: Verdict | None) -> list[tuple[int, str]]:
    if found is None or found.statement is None:
        return []
    return list(statement_lines(found.statement, lang()))


@for_everybody(HOUR)
def offline(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The page that verifies without a network, with its own policy: its one script, by its hash."""
    content, policy = _page(json.dumps([one.as_json() for one in published.trusts()]))
    response = HttpResponse(content)
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's mark
    response["Content-Security-Policy"] = f"{policy}; frame-ancestors 'none'"
    return response


@lru_cache(maxsize=2)
def _page(trusts: str) -> tuple[bytes, str]:
    from zeren.files.verify_page.build import page_and_policy

    return page_and_policy([Trust.of(one) for one in json.loads(trusts)])
