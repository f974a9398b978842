"""The small year of the public pages, and the association's people."""

from __future__ import annotations

from tests.web.public.conftest import home, ready, released

__all__ = ["home", "ready", "released"]
