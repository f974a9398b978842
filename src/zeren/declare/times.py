"""Moments as credentials write them, and how far clocks may differ."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

from zeren.declare.jws import Unsound

Clock = Callable[[int], datetime]  # seconds since 1970, as a reader's clock shows them
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


def in_utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def clock_words(time: datetime) -> str:
    """To the minute, with how far that clock is from UTC: 2027-03-02 08:00 UTC+08:00."""
    offset = f"{time:%z}"[:5]
    away = "" if offset == "+0000" else f"{offset[:3]}:{offset[3:]}"
    return f"{time:%Y-%m-%d %H:%M} UTC{away}"
