"""Figures that nobody is asked for because they follow exactly from others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from zeren.text import Text


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure that follows exactly from others of ours."""

    code: str
    title: Text
    parts: tuple[str, ...]
    unit: str
    share_of: tuple[str, ...] = ()  # per cent of the sum of these
    topics: tuple[str, ...] = ()
    owner: str = "hr"


SUMS: Final = (
    Sum(
        "employees",
        Text("员工总数（男女相加）", "Employees in all (women plus men)"),
        ("employees-women", "employees-men"),
        "person",
        topics=("E06",),
    ),
    Sum(
        "women-share",
        Text("女员工占比（女员工除以总数）", "Share of women (women divided by all)"),
        ("employees-women",),
        "%",
        share_of=("employees-women", "employees-men"),
        topics=("E06", "E19"),
    ),
    Sum(
        "waste",
        Text("废物总量（危险废物加其他废物）", "Waste in all (hazardous plus other)"),
        ("hazardous-waste", "other-waste"),
        "t",
        topics=("V04",),
        owner="environment",
    ),
)
