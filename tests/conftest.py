"""Laws are tried without a deadline and however slow the machine: it is shared, and the first example
pays for what it imports.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile("zeren", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("zeren")
