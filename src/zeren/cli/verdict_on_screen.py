"""A verdict on the screen: the sentence, the steps, what is not proven, and what is signed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import click

from zeren.cli.screen import on_screen, say, screen_lang
from zeren.declare.labels import HEADS
from zeren.declare.told import shown_line, statement_lines
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.verdict import Verdict

_MARKS: Final = {"holds": "✓", "fails": "✗", "unknown": "?"}
_COLOURS: Final = {"holds": "green", "fails": "red", "unknown": "yellow"}


def show_verdict(verdict: Verdict, *, has_trust: bool, day: str | None) -> None:
    click.secho(on_screen(say(verdict.sentence)), fg=_COLOURS[verdict.outcome], bold=True)
    if not has_trust:
        click.echo(say(_NO_TRUST))
    if day:
        click.echo(say(_AT.format(day=day)))
    _head(HEADS["steps"])
    for step in verdict.steps:
        mark = click.style(_MARKS[step.outcome], fg=_COLOURS[step.outcome], bold=True)
        click.echo(f"  {mark} {on_screen(say(step.words))}")
    _head(HEADS["open"])
    for words in verdict.not_proven:
        click.echo(f"  · {on_screen(say(words))}")
    if verdict.statement is not None:
        _head(HEADS["statement"])
        for depth, line in statement_lines(verdict.statement, screen_lang()):
            click.echo(on_screen(f"{'  ' * (depth + 1)}{line}"))
    if verdict.shown:
        _head(HEADS["shown"])
        for one in verdict.shown:
            click.echo(on_screen(f"  {shown_line(one, screen_lang())}"))


def _head(words: Text) -> None:
    click.secho("\n" + say(words), bold=True)


_NO_TRUST: Final = Text(
    "您没有用 --trust 写明信任哪家协会，所以密钥属于谁看不出来。",
    "You named no association that you trust (--trust), so whose key it is cannot be told.",
)
_AT: Final = Text("按 {day} 来看，不是按今天。", "Judged as of {day}, not of today.")
