"""Files as they leave: their names survive every system."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST, _LAST = 80, 19  # signs in all, and how many of them are the last ones
_ENDING = re.compile("[A-Za-z0-9]{1,8}")
_DEVICES = re.compile("(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])")


def clean_name(name: str) -> str:
    """Without path, control or direction marks, and no name that Windows keeps. A long one is cut in
    its middle: what it begins with, and the year, number and language at its end, tell files apart.
    """
    stem, dot, end = name.rpartition(".")
    if not dot or not _ENDING.fullmatch(end):
        stem, dot, end = name, "", ""
    clean = " ".join(_NOT_IN_NAMES.sub(" ", stem).split()).strip(". ")
    if len(clean) > _LONGEST:
        clean = f"{clean[: _LONGEST - _LAST - 1].rstrip('. ')}…{clean[-_LAST:]}"
    if not clean or _DEVICES.fullmatch(clean.partition(".")[0].strip()):
        clean = f"zeren {clean}".strip()
    return f"{clean}{dot}{end}"


def as_attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A download under a clean name; browsers keep it and do not open it in our place."""
    response = HttpResponse(content, content_type=kind)
    attach(response, name)
    return response


def attach(response: HttpResponseBase, name: str) -> None:
    """Make a download of any answer, one that is streamed too."""
    clean = clean_name(name)
    response.file_name = clean  # type: ignore[attr-defined] # for whoever sends it as a letter
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=clean)
    response["X-Content-Type-Options"] = "nosniff"
