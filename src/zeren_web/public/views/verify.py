"""Verifying a file that somebody sends up: by the same function as `zeren verify`, and nothing of it stays."""

from __future__ import annotations

import json
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import MemoryFileUploadHandler
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from zeren.declare.attaching import Full, with_member
from zeren.declare.package import CREDENTIAL, Package
from zeren.declare.recomputing import recomputed_with_ours
from zeren.declare.told import shown_line, statement_lines
from zeren.declare.trust import Trust
from zeren.declare.verdict import EXIT, Step, Verdict
from zeren.declare.verification import verify as verified
from zeren.files.envelope import MOST_FILE, package_in
from zeren.files.envelope_refusals import UNREADABLE
from zeren.files.signed import signature_holds
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.pages.limits import too_fast
from zeren_web.pages.words import lang
from zeren_web.public.showing import HOUR, for_everybody, show
from zeren_web.records.read import published

_ABOUT: Final = Text(
    "核对别人发来的自我声明：是谁签的、有没有改过、还有没有效。文件不会留下来。",
    "Verify a self-declaration that you were sent: who signed it, whether it was changed, whether it still holds. The file is not kept.",
)
_ROOM: Final = 100_000  # bytes of a request around its file
_TONES: Final = {"holds": "good", "unknown": "watch", "fails": "bad"}


class InMemory(MemoryFileUploadHandler):
    """A file stays in memory; no disk ever sees it. How large it may be was looked at before."""

    def handle_raw_input(self, *_given: Any, **_named: Any) -> None:  # noqa: ANN401 - Django's
        self.activated = True


@csrf_exempt  # nothing changes: whoever sends a file gets an answer to it, and that is all
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a file, and say what it proves: green, amber or red."""
    if request.method != "POST":
        return _asking(request)
    if too_fast(request, "verify", most=30, seconds=60):
        return render(request, "429.html", status=429)
    try:
        found: Verdict | None = _verdict(*_sent(request))
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


def _sent(request: HttpRequest) -> tuple[bytes, str]:
    """The file of the form, and its name. Raises Refused where there is none, or too much of it."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_FILE + _ROOM:
        raise Refused(_NO_FILE)
    request.upload_handlers = [InMemory(request)]
    try:
        file = request.FILES.get("file")
    except (MultiPartParserError, OSError) as fault:
        raise Refused(_NO_FILE) from fault
    if not isinstance(file, UploadedFile):
        raise Refused(_NO_FILE)
    return file.read(), (file.name or "")[-80:]


def _verdict(content: bytes, name: str) -> Verdict:
    """As the command would say it, with this association trusted and its newest list at hand."""
    package = package_in(content, file=name)
    trusts = published.trusts()
    if (newest := published.status_list()) is not None:
        try:
            package = with_member(package, "status-1.jwt", newest)
        except Full:
            newest = None
    verdict = verified(
        package,
        trusts,
        now=timezone.now().replace(microsecond=0),
        holds=signature_holds,
        recompute=recomputed_with_ours,
    )
    return _with_what_we_know(verdict, package)


def _with_what_we_know(verdict: Verdict, package: Package) -> Verdict:
    """What was withdrawn here is red, whatever the file itself can tell of it."""
    credential = package.members.get(CREDENTIAL)
    known = published.withdrawn(sha256(credential).hexdigest()) if credential else None
    if known is None or verdict.outcome == "fails":
        return verdict
    said = {
        "day": timezone.localtime(known.ended).date().isoformat() if known.ended else "",
        "reason": known.reason or Text("没有写明", "not stated"),
        "entry": known.entry,
    }
    step = Step("register", "fails", _WITHDRAWN.format(**said))
    sentence = _RED.format(reason=step.words)
    return verdict._replace(outcome="fails", sentence=sentence, steps=(*verdict.steps, step))


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


_NO_FILE: Final = Problem(
    "verify-no-file",
    "error",
    Place(),
    Text("没有收到文件，或者文件太大。", "No file came in, or it is too large."),
    Text(
        f"请选一个文件：PDF、.zeren 或 declaration.jwt，不超过 {MOST_FILE // 1_000_000} MB。",
        f"Choose a PDF, a .zeren file or declaration.jwt of up to {MOST_FILE // 1_000_000} MB.",
    ),
)
_WITHDRAWN: Final = Text(
    "这份声明已经撤回（公示登记第 {entry} 条，{day}，原因：{reason}）。",
    "This declaration was withdrawn (register entry {entry}, {day}, reason: {reason}).",
)
_RED: Final = Text("不要相信这份文件：{reason}", "Do not rely on this file: {reason}")
