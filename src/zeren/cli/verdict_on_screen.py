"""A verdict on the screen: the sentence, the steps, what is not proven, and what is signed, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

import click

from zeren.cli.screen import on_screen, say, screen_lang
from zeren.declare.labels import HEADS, LABELS, NO, POINTS, SAID, YES, asked_as, points
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
        for line in _lines(verdict.statement, "  "):
            click.echo(on_screen(line))
    if verdict.shown:
        _head(HEADS["shown"])
        for one in verdict.shown:
            code = str(one["code"])
            name = asked_as(code) if one["kind"] == "scores" else code
            click.echo(on_screen(f"  {name}{_colon()}{_in_line(one['value'])}"))


def _head(words: Text) -> None:
    click.secho("\n" + say(words), bold=True)


def _lines(table: Mapping[str, object], indent: str) -> Iterator[str]:
    """Every value as it was signed; tables within it are set in, lists have a line a member."""
    for name in (*(one for one in LABELS if one in table), *(table.keys() - LABELS.keys())):
        value = table[name]
        if value in (None, "", []):
            continue
        lead = f"{indent}{_label(name)}{_colon()}"
        if isinstance(value, Mapping) and not _is_text(value):
            yield lead.rstrip()
            yield from _lines(value, indent + "  ")
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield lead.rstrip()
            yield from (f"{indent}  - {_in_line(one)}" for one in value)
        else:
            yield lead + _in_line(value)


def _is_text(value: Mapping[str, object]) -> bool:
    return value.keys() in ({"zh", "en"}, {"lang", "text"})


def _in_line(value: object) -> str:
    """A value in one line; a text in both languages in that of the screen."""
    if isinstance(value, Mapping):
        if _is_text(value):
            return str(value.get(screen_lang(), value.get("text")))
        filled = (
            (_label(name), _in_line(_as_points(name, value[name])))
            for name in (
                *(one for one in LABELS if one in value),
                *(value.keys() - LABELS.keys()),
            )
        )
        return say(Text("；", "; ")).join(f"{name} {words}" for name, words in filled if words)
    if isinstance(value, bool):
        return say(YES if value else NO)
    if isinstance(value, list):
        return say(Text("、", ", ")).join(_in_line(one) for one in value)
    return "" if value is None else say(SAID.get(str(value), Text(str(value), str(value))))


def _as_points(name: str, value: object) -> object:
    return points(value) if name in POINTS and isinstance(value, int) else value


def _label(name: str) -> str:
    return say(LABELS[name]) if name in LABELS else name


def _colon() -> str:
    return say(Text("：", ": "))


_NO_TRUST: Final = Text(
    "您没有用 --trust 写明信任哪家协会，所以密钥属于谁看不出来。",
    "You named no association that you trust (--trust), so whose key it is cannot be told.",
)
_AT: Final = Text("按 {day} 来看，不是按今天。", "Judged as of {day}, not of today.")
