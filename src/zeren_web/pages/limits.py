"""How often something may be done, counted where every process of the server sees it."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from time import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def too_fast(request: HttpRequest, what: str, *, most: int, seconds: int, key: str = "") -> bool:
    """Count one more, by `key` or else by the address it comes from; whether that is over `most`."""
    who = key or get_adapter().get_client_ip(request)
    window = int(time() // seconds)
    name = f"limit-{what}-{hashlib.sha256(who.encode()).hexdigest()[:32]}-{window}"
    cache.add(name, 0, seconds)
    with suppress(ValueError):  # it ran out in this very moment
        return int(cache.incr(name)) > most
    return False
