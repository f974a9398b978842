"""The first page: what this is, and the ways in."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse

from zeren.text import Text
from zeren_web.public.showing import for_everybody, show
from zeren_web.records.read.published import notices, releases

ABOUT: Final = Text(
    "企业社会责任自评和自我声明：查一家企业公开了什么，核对一份声明，看公示登记。",
    "Self-assessments and self-declarations of social responsibility: look a company up, verify a declaration, read the public register.",
)


@for_everybody()
def home(request: HttpRequest) -> HttpResponse:
    """Search a company, verify a file, the year's register, the standards."""
    context: dict[str, object] = {"releases": releases()[:3], "notices": notices()}
    return show(request, "public/home.html", context, about=ABOUT)
