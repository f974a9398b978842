"""Options that several verbs share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from zeren.cli.screen import say
from zeren.text import Text

_YEARS = range(1900, 2200)  # what every spreadsheet can count, and the plan's last day still in it


def tier_option(default: str) -> Callable[[Any], Any]:
    """Add `--tier`: how much is asked."""
    return click.option(
        "--tier",
        type=click.Choice(["quick", "basic"]),
        default=default,
        show_default=True,
        help=say(
            Text(
                "问卷的深浅：quick 简版，basic 基本版。",
                "How much is asked: quick, or basic, which goes into every item.",
            )
        ),
    )


def with_option(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    """Add `--with ict`: the supplements that are asked too."""
    return click.option(
        "--with",
        "supplements",
        multiple=True,
        type=click.Choice(["ict"]),
        help=say(
            Text(
                "加上补充问卷：ict 电子信息行业。",
                "Add a supplement: ict, for electronics and software.",
            )
        ),
    )(command)


def on_day(day: str | None) -> str:
    """The ISO date that was given, today where none was; raises UsageError for what is no date."""
    if day is None:
        return date.today().isoformat()  # noqa: DTZ011 - the day on the user's own calendar
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = None
    if found is None or found.year not in _YEARS:
        raise click.UsageError(
            say(
                Text(
                    f"“{day}”不是日期。请写成 2026-01-31 这样。",
                    f'"{day}" is not a date. Write it like 2026-01-31.',
                )
            )
        )
    return found.isoformat()
