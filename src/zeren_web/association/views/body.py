"""The association itself: its name, contact and logo, and the lines at the foot of every page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zeren.files.images import MOST_BYTES, check_logo, kind_of
from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.pages.signed_in import on_duty
from zeren_web.pages.typed import line_in
from zeren_web.records.models import Body, Person
from zeren_web.records.read.body import the_logo
from zeren_web.records.write.body import EDITABLE, change_body

LABELS: Final[Mapping[str, Text]] = {
    "name_zh": Text("中文名称", "Name in Chinese"),
    "name_en": Text("英文名称", "Name in English"),
    "address": Text("地址", "Address"),
    "contact": Text(
        "联系方式（在页脚和邀请信里）", "Contact (at the foot of pages and in letters)"
    ),
    "icp": Text("ICP 备案号", "ICP record number"),
    "police": Text("公安备案号", "Police record number"),
}
_NEEDED: Final = Text("请填中文名称和英文名称。", "Enter the name in Chinese and in English.")
_TOO_LONG: Final = Text("最多 {most} 个字。", "At most {most} characters.")
_NAME: Final = re.compile(r"[0-9a-f]{16}\.(?:png|jpg)")
_KINDS: Final = {"png": "image/png", "jpg": "image/jpeg"}
_NO_BITMAP: Final = (
    Text("这个文件不是 PNG 或 JPEG 图片。", "This file is no PNG or JPEG picture."),
    Text("请用图片软件另存为 PNG 再上传。", "Save it as PNG in a picture editor and upload that."),
)


@on_duty("manage")
def body_page(request: HttpRequest, person: Person) -> HttpResponse:
    """Everything about the association on one form."""
    if request.method != "POST":
        body = Body.objects.defer("logo").first() or Body()
        return _page(request, {name: getattr(body, name) for name in EDITABLE})
    said = {name: line_in(request.POST, name) for name in EDITABLE}
    errors = _errors(said)
    logo: tuple[bytes, str] | None = None
    try:
        logo = _logo(request)
    except Refused as refused:
        errors["logo"] = _words(refused.problems[0])
    if errors:
        return _page(request, said, errors)
    change_body(said, by=person, logo=logo)
    return redirect("body")


def _errors(said: Mapping[str, str]) -> dict[str, Text]:
    errors: dict[str, Text] = {}
    for name, value in said.items():
        most = getattr(Body._meta.get_field(name), "max_length", 0)  # noqa: SLF001 - Django's public name for it
        if not value and name in {"name_zh", "name_en"}:
            errors[name] = _NEEDED
        elif len(value) > most:
            errors[name] = _TOO_LONG.format(most=most)
    return errors


def _logo(request: HttpRequest) -> tuple[bytes, str] | None:
    """The picture that was handed in, checked and without hidden remarks; None to leave it as it is."""
    file = request.FILES.get("logo")
    if file is None:
        return (b"", "") if request.POST.get("no-logo") else None
    content, name = file.read(MOST_BYTES + 1), (file.name or "")[-120:]
    kind = kind_of(content)
    if kind not in _KINDS:
        raise Refused(Problem("logo-no-bitmap", "error", Place(file=name), *_NO_BITMAP))
    return check_logo(content, name)[0], str(kind)


def _words(problem: Problem) -> Text:
    what, remedy = problem.what, problem.remedy
    return Text(f"{what.zh}{remedy.zh}", f"{what.en} {remedy.en}")


def _page(
    request: HttpRequest, said: Mapping[str, str], errors: Mapping[str, Text] | None = None
) -> HttpResponse:
    wrong = errors or {}
    context = {
        "section": "body",
        "lines": [(name, label, said[name], wrong.get(name)) for name, label in LABELS.items()],
        "logo_error": wrong.get("logo"),
        "errors": list(wrong.items()),
    }
    return render(request, "association/body.html", context, status=422 if wrong else 200)


def logo(_request: HttpRequest, name: str) -> HttpResponse:
    """The picture, to everybody; under its hash, so it never changes."""
    content = the_logo(name) if _NAME.fullmatch(name) else None
    if content is None:
        raise Http404
    response = HttpResponse(content, content_type=_KINDS[name.rpartition(".")[2]])
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response
