"""Companies: a search, a page for each, and what there is to read and to take along."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from zeren.text import LANGS, Lang, Said, Text
from zeren_web.pages.links import Link
from zeren_web.pages.names import as_attachment
from zeren_web.pages.typed import number_in
from zeren_web.public import reporting
from zeren_web.public.answers import year_of
from zeren_web.public.showing import for_everybody, show
from zeren_web.records.read import published
from zeren_web.records.read.published import Profile, Report

_SEARCH: Final = Text(
    "按名称或统一社会信用代码查一家企业公开的社会责任自评和自我声明。",
    "Look up by name or code what a company made public of its social responsibility.",
)
# A browser would open what is called a zip.
_KINDS: Final = {"zeren": "application/octet-stream", "pdf": "application/pdf"}


@for_everybody()
def search(request: HttpRequest) -> HttpResponse:
    """By a part of the name or the whole code, fifty a page."""
    words, number = request.GET.get("q", "")[:80], number_in(request.GET, "page") or 1
    found = published.companies(words, number)
    return show(request, "public/companies.html", {"found": found, "words": words}, about=_SEARCH)


@for_everybody()
def profile(request: HttpRequest, company: str) -> HttpResponse:
    """Everything public about a company; one with nothing public is not there, like an unknown one."""
    found = published.profile(company)
    if found is None:
        raise Http404
    address = f"{settings.URL.rstrip('/')}{reverse('profile', args=(company,))}"
    context: dict[str, object] = {
        "profile": found,
        "years": [year_of(one, found.declarations) for one in found.reports],
        "register_page": _register_page(found),
        "address": address,
        "picture": Link(address).picture,
    }
    return show(request, "public/profile.html", context, about=_about(found))


def _register_page(found: Profile) -> str:
    folder = published.register_folder_shown()
    name = f"org/{found.uscc}.html"
    return name if folder and found.declarations and (folder / name).is_file() else ""


def _about(found: Profile) -> Text:
    name = found.name
    called = Text(name.text, name.text) if isinstance(name, Said) else name
    return Text(
        "{name}公开的社会责任自评、报告和自我声明。",
        "What {name} made public of its social responsibility: self-assessment, reports and declarations.",
    ).format(name=called)


@for_everybody()
def report(request: HttpRequest, company: str, year: int) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """A report as the core prints it; that page brings a stricter policy of its own."""
    _, wanted = _report(company, year)
    response = HttpResponse(reporting.page(wanted))
    response._csp_exempt = True  # type: ignore[attr-defined]  # noqa: SLF001 - django-csp's mark
    return response


@for_everybody()
def report_file(
    request: HttpRequest,  # noqa: ARG001 - Django gives it
    company: str,
    year: int,
    kind: str,
) -> HttpResponse:
    """The same as PDF, in Chinese or in English."""
    language = _LANGUAGES.get(kind)
    if language is None:
        raise Http404
    found, wanted = _report(company, year)
    name = f"{_called(found)} {year}.{language}.pdf"
    return as_attachment(reporting.pdf(wanted, language), name, "application/pdf")


_LANGUAGES: Final[dict[str, Lang]] = {f"{one}.pdf": one for one in LANGS}


@for_everybody()
def declaration_file(
    request: HttpRequest,  # noqa: ARG001 - Django gives it
    company: str,
    entry: int,
    name: str,
) -> HttpResponse:
    """A declaration to verify, with what the association says of it today."""
    found = published.declaration_file(company, entry, name)
    if found is None:
        raise Http404
    called, content = found
    return as_attachment(content, called, _KINDS[name.rpartition(".")[2]])


def _report(company: str, year: int) -> tuple[Profile, Report]:
    found = published.report(company, year)
    if found is None:
        raise Http404
    return found


def _called(found: Profile) -> str:
    name = found.name
    return name.text if isinstance(name, Said) else name.zh
