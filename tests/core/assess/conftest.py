"""Laws are tried without a deadline: the first example pays for importing numpy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("zeren", deadline=None)
settings.load_profile("zeren")
