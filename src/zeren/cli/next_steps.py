"""What to do after a reply: at most three steps, each with the file to open or the line to type."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zeren.cli.screen import say
from zeren.publish.reply.reasons import HELD_BACK
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.files.buyer.answering import Answered
    from zeren.publish.reply.reply import Line

MOST: Final = 3
_ROLES: Final = 3  # named on the screen; the list has them all


@dataclass(frozen=True, slots=True)
class Files:
    """What the person named, and what was written; `out` and `listed` are None where nothing was."""

    buyer: Path
    answers: Path
    mapping: Path
    out: Path | None = None
    listed: Path | None = None


def next_steps(answered: Answered, files: Files) -> tuple[Text, ...]:
    """The steps in the order in which they are taken."""
    if not answered.content:
        return ()
    found = _of_template(answered, files) if answered.template else _of_form(answered, files)
    return tuple(islice(found, MOST))


def _of_form(answered: Answered, files: Files) -> Iterator[Text]:
    count = Counter(line.status for line in answered.lines)
    if files.out is None:
        yield Text(
            f"列认错了，就在 {files.mapping} 里改。",
            f"Where a column was taken for another, correct {files.mapping}.",
        )
        yield _write(files)
    else:
        filled = count["filled"]
        yield Text(
            f"打开 {files.out}，把填好的 {filled} 题对照清单的“已填”看一遍再发：大约二十题里会有一题问的是别的事。",
            f"Open {files.out} and read {counted(filled, 'filled answer', 'filled answers')} beside the sheet “Filled” of the list before you send it: one in twenty may be about another matter.",
        )
        left = count["check"] + count["open"]
        if left:
            whom = _whom(answered.lines)
            yield Text(
                f"打开 {files.listed} 的“待办”：{count['check']} 题由您决定，{count['open']} 题还缺{whom.zh}。",
                f"Open “To do” in {files.listed}: {count['check']} for you to decide, {count['open']} open{whom.en}.",
            )
    held = sum(line.why == HELD_BACK for line in answered.lines)
    if held:
        yield _tick(held, files)


def _of_template(answered: Answered, files: Files) -> Iterator[Text]:
    template = answered.template
    if files.out is None:
        yield _write(files)
    elif template and (template.left or template.emptied):
        yield Text(
            f"打开 {files.out}，在模板里补上前面列出的各项，再运行 zeren check {shlex.quote(str(files.out))}。",
            f"Open {files.out}, enter by hand what is listed above, then run: zeren check {shlex.quote(str(files.out))}",
        )
    else:
        yield Text(
            f"运行 zeren check {shlex.quote(str(files.out))}，看还缺什么。",
            f"See what is still missing: zeren check {shlex.quote(str(files.out))}",
        )
    if answered.held_back:
        yield _tick(len(answered.held_back), files)


def _write(files: Files) -> Text:
    line = shlex.join(
        ["zeren", "reply", str(files.buyer), "--from", str(files.answers), "--out", "reply.xlsx"]
    )
    return Text(f"写出填好的问卷：{line}", f"Write the filled workbook: {line}")


def _tick(held: int, files: Files) -> Text:
    return Text(
        f"有 {held} 项您答了，但没有公开。愿意让对方看的，在 {files.answers} 里选“公开”（上次带过来的先确认），再运行一次；全都可以，就加 --all。",
        f"{counted(held, 'answer is', 'answers are')} not public. What the buyer may see, mark “Publish” in {files.answers} (confirm first what was carried from last time), then run again; if it may see all, add --all.",
    )


def _whom(lines: Sequence[Line]) -> Text:
    """“: ask the head of personnel (11) and the purchasing manager (3)”; empty where nobody is to be asked."""
    asked = Counter(line.ask for line in lines if line.ask.en and not line.proposal)
    most = asked.most_common(_ROLES)
    if not most:
        return Text("", "")
    zh = "、".join(f"{role.zh} {count} 题" for role, count in most)
    en = ", ".join(f"{role.en} {count}" for role, count in most)
    more = len(asked) - len(most)
    return Text(
        f"；先问{zh}{f'，另有 {more} 人' if more else ''}",
        f"; ask first: {en}{f', and {more} more' if more else ''}",
    )


def told(steps: Sequence[Text]) -> Iterator[str]:
    """The steps as lines of the screen, numbered."""
    if steps:
        yield say(Text("接下来：", "Next:"))
    for number, step in enumerate(steps, start=1):
        yield f"  {number}. {say(step)}"
