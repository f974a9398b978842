"""Options that several verbs share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zeren.cli.screen import print_problems, say, screen_lang
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.standards.library import Library

LIBRARY: Final = "ZEREN_LIBRARY"

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
    """Add `--with` and `--library`: the supplements that are asked too; `known_supplements` checks them."""
    chosen = click.option(
        "--with",
        "supplements",
        multiple=True,
        metavar="ID",
        help=say(
            Text(
                "加上补充问卷：ict 电子信息行业，或标准库里的一份。可以写几次。",
                "Add a supplement: ict, for electronics and software, or one of the library. May be repeated.",
            )
        ),
    )
    return chosen(library_option(command))


def library_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--library DIR`, else ZEREN_LIBRARY: where an association keeps what it wrote itself."""
    return click.option(
        "--library",
        "folder",
        metavar="DIR",
        envvar=LIBRARY,
        type=click.Path(path_type=Path),
        help=say(
            Text(
                f"自己的标准库文件夹；不写就用环境变量 {LIBRARY}。",
                f"The folder with your own standards and supplements; {LIBRARY} if you say nothing.",
            )
        ),
    )(command)


def library_in(folder: Path | None) -> Library:
    """What the folder holds; what is broken in it is shown and left out. No folder: ours alone.

    Raises UsageError where there is no such folder.
    """
    from zeren.problems import Refused
    from zeren.standards.library import OURS_ALONE

    if folder is None:
        return OURS_ALONE
    from zeren.standards.library_folder import read_library

    try:
        library = read_library(folder)
    except Refused as refusal:
        raise click.UsageError(refusal.problems[0].words(screen_lang())) from refusal
    print_problems(library.problems)
    return library


def known_supplements(supplements: tuple[str, ...], library: Library) -> tuple[str, ...]:
    """The supplements that were asked for; raises UsageError for one that is not there."""
    from zeren.standards.load import supplements_of

    known = supplements_of("sme", library)
    for name in supplements:
        if name not in known:
            raise click.UsageError(
                say(
                    Text(
                        f"没有补充问卷“{name}”。现有：{'、'.join(known)}。自己的问卷要用 --library 指明文件夹。",
                        f'There is no supplement "{name}"; there are: {", ".join(known)}. For one of your own name its folder with --library.',
                    )
                )
            )
    return supplements


def book_lang_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--lang` of a workbook: Chinese, English or both."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en", "both"]),
        default="both",
        show_default=True,
        help=say(
            Text(
                "工作簿的语言：中文、英文或两种并列。",
                "Language of the workbook: Chinese, English or both.",
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


def must_be_xlsx(out: Path) -> None:
    """Raise UsageError for a workbook's name that is none."""
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(
            say(Text(f"“{out}”要以 .xlsx 结尾。", f'"{out}" must end in .xlsx.'))
        )


def keep_apart(out: Path, *given: Path | None) -> None:
    """Raise UsageError where the file to write is one that was given to read, come what may."""
    for one in given:
        if one is not None and out.exists() and one.exists() and out.samefile(one):
            raise click.UsageError(
                say(
                    Text(
                        f"“{out}”是要读的文件，不能写在上面。请换个名字。",
                        f'"{out}" is a file to read and cannot be written over. Choose another name.',
                    )
                )
            )


def choose_one(first: str, second: str) -> click.UsageError:
    """The error that two options exclude each other."""
    return click.UsageError(
        say(Text(f"{first} 和 {second} 只能选一个。", f"Choose either {first} or {second}."))
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
