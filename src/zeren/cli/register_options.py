"""What verbs of the register ask alike, and how they tell what was entered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zeren.cli.screen import say
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.files.register_folder.writing import Written

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))


def name_options(*, required: bool) -> Callable[[Any], Any]:
    """Add `--name-zh` and `--name-en`: what pages call an organisation."""

    def add(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
        zh = click.option(
            "--name-zh", required=required, help=say(Text("中文名称。", "Its name in Chinese."))
        )
        en = click.option(
            "--name-en", required=required, help=say(Text("英文名称。", "Its name in English."))
        )
        return zh(en(command))

    return add


def named(org: str | None, zh: str | None, en: str | None) -> dict[str, Text]:
    """The name that was given, if any; one language alone is a mistake. Raises UsageError."""
    if not zh and not en:
        return {}
    if not (org and zh and en):
        raise click.UsageError(
            say(
                Text(
                    "名称要中英文都写，并且用 --org 写明编号。",
                    "Give the name in both languages, and the id with --org.",
                )
            )
        )
    return {org: Text(zh, en)}


def org_option(command: Any) -> Any:  # noqa: ANN401 - as above
    return click.option(
        "--org", required=True, help=say(Text("组织的编号。", "The organisation's id."))
    )(command)


def tell_root(written: Written) -> None:
    checkpoint = written.checkpoint
    click.echo(
        say(
            Text(
                f"登记现有 {checkpoint.size} 条，根哈希 {checkpoint.root.hex()}",
                f"The register has {counted(checkpoint.size, 'entry', 'entries')}; root {checkpoint.root.hex()}",
            )
        )
    )


def written_as_json(written: Written) -> dict[str, object]:
    return {
        "new": [entry.as_json() for entry in written.new],
        "known": [entry.as_json() for entry in written.known],
        "size": written.checkpoint.size,
        "root": written.checkpoint.root.hex(),
    }
