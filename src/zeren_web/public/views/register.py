"""The register's own pages, as the core printed them on release day, with the log for auditors."""

from __future__ import annotations

import re
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from zeren.text import Text
from zeren_web.pages.words import lang
from zeren_web.public.showing import HOUR, MINUTE, for_everybody, show
from zeren_web.records.read.published import register_folder_shown

_PART: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_NAME: Final = re.compile(rf"(?:{_PART}/){{0,9}}{_PART}", re.ASCII)
_KINDS: Final = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".xml": "application/atom+xml",
}
_WHOLE_TILE: Final = re.compile(r"log/tile/(?!.*\.p/)")  # never changes again
_EMPTY: Final = Text("公示登记：还没有登记。", "The public register: nothing is registered yet.")


@for_everybody()
def front(request: HttpRequest) -> HttpResponse:
    """The list, in the reader's language; before the first release, a word that there is nothing."""
    if register_folder_shown() is None:
        return show(request, "public/register_empty.html", about=_EMPTY)
    return redirect("register_page", "en/index.html" if lang() == "en" else "index.html")


@for_everybody(MINUTE)
def page(request: HttpRequest, name: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """A page, a feed, the checkpoint or a tile, byte for byte as it was written."""
    folder = register_folder_shown()
    if folder is None or not _NAME.fullmatch(name):
        raise Http404
    path = folder / name
    if not path.is_file():
        raise Http404
    response = HttpResponse(path.read_bytes(), content_type=_KINDS.get(path.suffix, "text/plain"))
    if name.startswith("log/"):
        is_note = name == "log/checkpoint"
        response["Content-Type"] = (
            "text/plain; charset=utf-8" if is_note else "application/octet-stream"
        )
        if _WHOLE_TILE.match(name):
            response["Cache-Control"] = f"immutable, max-age={HOUR * 24 * 365}"
    return response
