"""The year for everybody: the public notice and objections to it, the release, certificates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_http_methods

from zeren.problems import Problem, Refused
from zeren.publish.participation import participation_certificate
from zeren.text import LANGS, Lang, Said, Text
from zeren_web.pages.limits import too_fast
from zeren_web.pages.names import as_attachment
from zeren_web.public.showing import HOUR, for_everybody, show
from zeren_web.records.objecting import object_in
from zeren_web.records.read import published
from zeren_web.records.read.body import the_body

_NOTICE: Final = Text(
    "集中发布之前的公示：哪些企业将要公开，有异议怎样提出。",
    "The public notice before a release: which companies are to come out, and how to object.",
)
_RELEASE: Final = Text(
    "集中发布：多少家企业在同一时刻公开，公示登记的根哈希，当年的汇总数据。",
    "A release: how many companies came out at one moment, the root of the register, figures of the year.",
)
_CERTIFICATE: Final = Text(
    "参加证书的核实：编号、企业、年度。它只说明参加过。",
    "A certificate of participation: number, company, year. It says that the company took part, and nothing more.",
)


@dataclass(frozen=True, slots=True)
class Mean:
    """A row of a table of the year."""

    title: Text
    count: int
    mean: int


@for_everybody()
def release(request: HttpRequest, year: int) -> HttpResponse:
    """What came out, the root, and tables that were worked out once."""
    found = next((one for one in published.releases() if one.year == year), None)
    if found is None:
        raise Http404
    context: dict[str, object] = {
        "release": found,
        "tables": [
            (title, [Mean(Text.of(row["title"]), row["n"], row["mean"]) for row in rows])
            for title, name in _TABLES
            if (rows := found.figures.get(name))
        ],
    }
    return show(request, "public/release.html", context, about=_RELEASE)


_TABLES: Final = (
    (Text("各方面的平均自报得分", "Mean declared score by area"), "areas"),
    (Text("各行业的平均自报得分", "Mean declared score by sector"), "sectors"),
)


@for_everybody()
def notice(request: HttpRequest, year: int) -> HttpResponse:
    """Who is to come out, until when somebody may object."""
    found = published.notice(year)
    if found is None:
        raise Http404
    return show(request, "public/notice.html", {"notice": found}, about=_NOTICE)


@require_http_methods(["GET", "HEAD", "POST"])
def objecting(request: HttpRequest, year: int) -> HttpResponse:
    """Bring something forward: a few words that staff alone read, and answer."""
    found = published.notice(year)
    if found is None:
        raise Http404
    problems: tuple[Problem, ...] = ()
    typed = {name: request.POST.get(name, "") for name in ("company", "words", "contact")}
    is_taken = False
    if request.method == "POST":
        if too_fast(request, "objection", most=5, seconds=3600):
            return render(request, "429.html", status=429)
        try:
            object_in(year, typed["company"], typed["words"], contact=typed["contact"])
            is_taken = True
        except Refused as refused:
            problems = refused.problems
    context: dict[str, object] = {
        "notice": found,
        "typed": typed,
        "problems": problems,
        "is_taken": is_taken,
        "most": published.MOST_WORDS,
        "chosen": typed["company"] or request.GET.get("company", ""),
    }
    status = 422 if problems else 200
    response = show(request, "public/objecting.html", context, about=_NOTICE, status=status)
    add_never_cache_headers(response)
    return response


@for_everybody()
def certificate(request: HttpRequest, number: str) -> HttpResponse:
    """Whether there is one of this number; whose, as long as the company shows something here."""
    found = published.certificate(number)
    if found is None:
        raise Http404
    return show(request, "public/certificate.html", {"certificate": found}, about=_CERTIFICATE)


@for_everybody(HOUR)
def certificate_file(request: HttpRequest, number: str, kind: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """The certificate to print, in Chinese or in English, while its company shows something here."""
    found, language = published.certificate(number), _LANGUAGES.get(kind)
    if found is None or found.name is None or language is None:
        raise Http404
    from zeren.files.pdf.printer import print_pdf

    name = Text(found.name.text, found.name.text) if isinstance(found.name, Said) else found.name
    document = participation_certificate(
        number=found.number,
        company=name,
        programme=found.title,
        by=the_body().name,
        issued=found.issued.isoformat(),
        address=f"{settings.URL.rstrip('/')}{reverse('profile', args=(found.code,))}",
    )
    called = f"{found.number} {name.to(language)}.{language}.pdf"
    return as_attachment(print_pdf(document, language), called, "application/pdf")


_LANGUAGES: Final[dict[str, Lang]] = {f"{one}.pdf": one for one in LANGS}
