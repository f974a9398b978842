"""A link to hand to somebody: to click, to copy, to scan."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Link:
    """An address with the site in it."""

    href: str

    @property
    def picture(self) -> str:
        """Its QR code, for an img."""
        from zeren.files.qr import qr_svg

        return "data:image/svg+xml;base64," + base64.b64encode(qr_svg(self.href).encode()).decode()


def link_to(request: HttpRequest, path: str) -> Link:
    """`path` on this site: at the address that the operator gave, else where the reader is."""
    if settings.URL.startswith("https://"):
        return Link(settings.URL.rstrip("/") + path)
    return Link(request.build_absolute_uri(path))
