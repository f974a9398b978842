"""Options that several verbs share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
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


def date_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--date`: the day on the documents, which `on_day` reads."""
    return click.option(
        "--date",
        "day",
        help=say(
            Text(
                "文件上的日期（年-月-日），默认今天。输入和日期相同，写出的文件逐字节相同。",
                "The date on the documents (YYYY-MM-DD), today by default. The same input and date give the same files, byte for byte.",
            )
        ),
    )(command)


def force_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--force`, without which `spare` refuses to replace a file."""
    return click.option(
        "--force",
        is_flag=True,
        help=say(Text("覆盖已有的文件。", "Replace a file that is already there.")),
    )(command)


def spare(out: Path, *, force: bool) -> None:
    """Raise UsageError where a file would be replaced unasked."""
    if (out.exists() or out.is_symlink()) and not force:
        raise click.UsageError(
            say(
                Text(
                    f"“{out}”已经存在，里面可能有您填好、改过的内容。换个名字，或加 --force 覆盖。",
                    f'"{out}" is already there and may hold work of yours. Choose another name, or replace it with --force.',
                )
            )
        )


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
