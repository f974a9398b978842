"""What the internal documents say of entries that could not be read: their reader sees no screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from zeren.problems import Problem
from zeren.publish.document import Callout, Cell, Table
from zeren.text import Text, counted, same

_MOST: Final = 40  # lines of the list; a broken workbook may hold thousands of mistakes


def unread_notice(problems: Iterable[Problem], chapter: Text) -> tuple[Callout, ...]:
    """A box that leads to the list in a chapter; nothing where everything was read."""
    number = len(_mistakes(problems))
    if not number:
        return ()
    title = Text(
        f"答卷里有 {number} 处填得不对",
        f"{counted(number, 'entry has', 'entries have')} to be mended",
    )
    words = Text(
        f"那里写的可能没有算进来。是哪几处、怎么改，列在“{chapter.zh}”开头；改好答卷，再出一次。",
        f"What stands there may be missing from these results. “{chapter.en}” begins with the list: where, and what to do. Mend the workbook, then publish again.",
    )
    return (Callout(tone="watch", title=title, words=(words,)),)


def unread_table(problems: Iterable[Problem]) -> tuple[Table, ...]:
    """Where each mistake is, what is wrong and what to do; nothing where everything was read."""
    mistakes = _mistakes(problems)
    if not mistakes:
        return ()
    rows = [
        (Cell(one.place._replace(file="").words()), Cell(one.what), Cell(one.remedy))
        for one in mistakes[:_MOST]
    ]
    left = len(mistakes) - len(rows)
    if left:
        more = Text(f"还有 {left} 处", f"{left} more")
        how = Text("用 zeren check 看全部。", "See them all with zeren check.")
        rows.append((Cell(more), Cell(same("—")), Cell(how)))
    header = Text("在哪里", "Where"), Text("怎么了", "What is wrong"), Text("怎么办", "What to do")
    caption = Text("要改的地方", "Entries to mend")
    return (Table(caption=caption, header=header, rows=tuple(rows), shares=(7, 8, 8)),)


def _mistakes(problems: Iterable[Problem]) -> list[Problem]:
    return [problem for problem in problems if problem.level == "error"]
