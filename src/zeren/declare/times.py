"""Moments as credentials write them, and how far clocks may differ."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from zeren.declare.jws import Unsound

SKEW: Final = timedelta(minutes=5)  # between the clocks of two honest people
_CHINA: Final = timezone(timedelta(hours=8))
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)")


def moment(words: object) -> datetime:
    """A date-time of RFC 3339 with its offset; raises `Unsound` for anything else."""
    if not isinstance(words, str) or not _MOMENT.fullmatch(words):
        raise Unsound("moment")
    try:
        return datetime.fromisoformat(words).astimezone(UTC)
    except (ValueError, OverflowError) as fault:
        raise Unsound("moment") from fault


def in_china(time: datetime) -> str:
    """In whole seconds, with the day that people there mean: 2026-11-28T00:00:00+08:00."""
    return time.astimezone(_CHINA).isoformat(timespec="seconds")
