"""Times of the register as people read them: it keeps them in UTC, and people live somewhere."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from typing import Final

CHINA: Final = "+08:00"
_OFFSET: Final = re.compile(r"([+-])(0\d|1[0-4]):([0-5]\d)", re.ASCII)


def zone_of(offset: str) -> timezone | None:
    """The zone of an offset such as +08:00; None for what is no offset."""
    found = _OFFSET.fullmatch(offset)
    if not found:
        return None
    ahead = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-ahead if found[1] == "-" else ahead)


def local(time: str, zone: tzinfo | None = None) -> tuple[str, str, str]:
    """Day, time and offset of an entry's time: 2026-11-29, 12:36, +08:00; without a zone, in this computer's.

    What no calendar has stays as it is, for somebody may have signed it.
    """
    try:
        there = datetime.fromisoformat(time).astimezone(zone)
    except (ValueError, OverflowError):
        return time[:10], time[11:16], "UTC"
    words = there.isoformat(timespec="minutes")
    return words[:10], words[11:16], words[16:]


def local_words(time: str, zone: tzinfo | None = None) -> str:
    """2026-11-29 12:36 +08:00."""
    return " ".join(local(time, zone))
