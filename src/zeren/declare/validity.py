"""How long a declaration holds: usually a year, never more than thirteen months of the calendar."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, date
from typing import Final

USUAL_MONTHS: Final = 12
MOST_MONTHS: Final = 13


def months_after(iso: str, months: int) -> str:
    """The same day so many months later, or the last day of a month that is too short for it.

    Nothing is later than the last day of the calendar, whatever a stranger writes.
    """
    day = date.fromisoformat(iso)
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if years > MAXYEAR:
        return date.max.isoformat()
    last = monthrange(years, month + 1)[1]
    return date(years, month + 1, min(day.day, last)).isoformat()


def usual_end(issued: str) -> str:
    return months_after(issued, USUAL_MONTHS)


def latest_end(issued: str) -> str:
    """The last day on which a declaration issued on this day may still be valid."""
    return months_after(issued, MOST_MONTHS)
