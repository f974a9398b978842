"""The signer's page: no account, one link, the whole text to read, one confirmation."""

from __future__ import annotations

from allauth.core.ratelimit import consume_or_429
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from zeren.declare.statement import statement_as_json
from zeren.problems import Problem, Refused
from zeren.publish.declared import parts_of
from zeren.text import Text
from zeren_web.desk.brought import site_of
from zeren_web.pages.words import lang
from zeren_web.records.models import SignerLink
from zeren_web.records.read.declarations import link_for, said_in
from zeren_web.records.write.declarations import sign as seal
from zeren_web.records.write.publications import value_hash

_NO_BOX = Text("请先勾选“我确认”。", "Tick “I confirm” first.")
_CHANGED = Text(
    "您打开之后，日期变了（签发日期是签名那天）。请再看一遍，再确认。",
    "The date has changed since you opened it (it is issued on the day of signing). Look once more, then confirm.",
)


def sign(request: HttpRequest, token: str) -> HttpResponse:
    """Read and confirm; what was signed, revoked or is over says so and nothing else."""
    response = _answered(request, link_for(token))
    add_never_cache_headers(response)
    response["Referrer-Policy"] = "same-origin"  # the address is the key; a form needs its origin
    return response


def _answered(request: HttpRequest, link: SignerLink) -> HttpResponse:
    if not link.is_open(timezone.now()) or link.declaration.signed:
        status = 200 if link.used else 410
        return render(request, "desk/sign_over.html", {"link": link}, status=status)
    if request.method != "POST":
        return _page(request, link)
    slowed: HttpResponse | None = consume_or_429(request, action="sign")
    return slowed or _confirmed(request, link)


def _confirmed(request: HttpRequest, link: SignerLink) -> HttpResponse:
    if not request.POST.get("confirm"):
        return _page(request, link, error=_NO_BOX, status=422)
    if request.POST.get("seen") != _seen(link):
        return _page(request, link, error=_CHANGED, status=409)
    try:
        seal(link, site=site_of())
    except Refused as refusal:
        return _page(request, link, problems=refusal.problems, status=422)
    return redirect(request.path)


def _seen(link: SignerLink) -> str:
    """The hash of the text that stands on the page."""
    return value_hash(statement_as_json(said_in(link.declaration)))


def _page(
    request: HttpRequest,
    link: SignerLink,
    *,
    error: Text | None = None,
    problems: tuple[Problem, ...] = (),
    status: int = 200,
) -> HttpResponse:
    said, here = said_in(link.declaration), lang()
    context = {
        "link": link,
        "row": link.declaration,
        "said": said,
        "texts": [(one, parts_of(said)) for one in (here, "en" if here == "zh" else "zh")],
        "seen": _seen(link),
        "error": error,
        "problems": problems,
    }
    return render(request, "desk/sign.html", context, status=status)
