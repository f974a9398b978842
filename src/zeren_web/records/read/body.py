"""The industry body itself: read on every page, so kept for a minute."""

from __future__ import annotations

import time

from zeren_web.records.models import Body

_KEEP = 60.0
_kept: list[tuple[float, Body]] = []


def the_body() -> Body:
    """The one row, or its defaults before anybody has filled it in."""
    now = time.monotonic()
    if not _kept or now - _kept[0][0] > _KEEP:
        _kept[:] = [(now, Body.objects.defer("logo").first() or Body())]
    return _kept[0][1]


def the_logo(name: str) -> bytes | None:
    """The picture of that name, if it is still the association's."""
    found = Body.objects.filter(logo_name=name).exclude(logo_name="").first()
    return bytes(found.logo) if found else None


def forget_the_body() -> None:
    """After a change, and between tests."""
    _kept.clear()
