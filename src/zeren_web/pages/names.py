"""Files as they leave: their names survive every system."""

from __future__ import annotations

import re

from django.http import HttpResponse
from django.utils.http import content_disposition_header

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_LONGEST = 80


def as_attachment(content: bytes, name: str, kind: str) -> HttpResponse:
    """A download under a name without path, control or direction marks."""
    stem, dot, end = name.rpartition(".")
    clean = " ".join(_NOT_IN_NAMES.sub(" ", stem).split())[:_LONGEST].strip(". ") or "zeren"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(
        as_attachment=True, filename=f"{clean}{dot}{end}"
    )
    return response
