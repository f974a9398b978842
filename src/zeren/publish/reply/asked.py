"""A buyer's question with the cells around it, as far as they matter for the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from zeren.publish.reply.clauses import Ref

Cell = tuple[int, int]  # row and column, both counted from 1
Obstacle = Literal["", "taken", "locked", "hidden", "no-cell"]

YES: Final = frozenset(
    {"yes", "y", "true", "是", "有", "符合", "yes 是", "是 yes", "是/yes", "yes/是"}
)
NO: Final = frozenset(
    {"no", "n", "false", "否", "无", "没有", "不符合", "no 否", "否 no", "否/no", "no/否"}
)


@dataclass(frozen=True, slots=True)
class BuyerQuestion:
    """One row: what is asked, and where and how it may be answered.

    `ticks`: columns in which one of several answers is ticked, by what stands above them.
    `obstacle` says why the answer's cell is not ours to fill; `year` is the year that is asked for.
    """

    sheet: str
    row: int
    words: str
    column: int = 1
    number: str = ""
    clauses: tuple[Ref, ...] = ()
    answer: Cell | None = None
    remark: Cell | None = None
    options: tuple[str, ...] = ()
    ticks: Mapping[str, Cell] = field(default_factory=dict)
    unit: str = ""
    year: int | None = None
    obstacle: Obstacle = ""

    def option(self, *, yes: bool) -> str | None:
        """The entry of the drop-down list that says yes or no."""
        wanted = YES if yes else NO
        return next((one for one in self.options if folded(one) in wanted), None)

    def tick(self, *, yes: bool) -> Cell | None:
        wanted = YES if yes else NO
        return next((cell for head, cell in self.ticks.items() if folded(head) in wanted), None)

    def option_like(self, words: str) -> str | None:
        return next((one for one in self.options if folded(one) == folded(words)), None)


def folded(words: str) -> str:
    return " ".join(words.casefold().split()).strip("：:.。")
