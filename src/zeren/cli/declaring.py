"""What `zeren declare` and `zeren attach` share: how the pages look, and writing what is handed out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zeren.cli.look import look_of, look_options
from zeren.cli.screen import say
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.files.seal import Layout


def layout_options(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    """Add `--logo`, `--colour` and `--site`."""
    site = click.option(
        "--site",
        default="",
        metavar="URL",
        help=say(
            Text(
                "二维码里的网址（https），例如公示登记的页面；不写就只有哈希。",
                "The address in the QR code (https), of a register's page for example; without it the hash alone.",
            )
        ),
    )
    return look_options(site(command))


def trust_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--trust`: whose confirmations are checked and printed."""
    return click.option(
        "--trust",
        "trusted",
        metavar="FILE",
        multiple=True,
        type=click.Path(path_type=Path),
        help=say(
            Text(
                "您信任的协会的 association.pub：确实是它签的，才印在页面上。可以写几次。",
                "The association.pub of an association that you trust: only what it is found to have signed is printed. May be repeated.",
            )
        ),
    )(command)


def layout_of(logo: Path | None, colour: str | None, site: str) -> Layout:
    """Raises Refused for a picture or colour that will not do."""
    from zeren.files.seal import Layout

    return Layout(look_of(logo, colour), site)


def already_in(out: Path) -> tuple[Path, ...]:
    """The files of a declaration that lie in a folder."""
    return tuple(path for path in (out / name for name in CONTENTS) if is_there(path))


def is_there(path: Path) -> bool:
    return path.exists() or path.is_symlink()


CONTENTS: Final = {
    "declaration.zh.pdf": Text(
        "自我声明，印出来签字盖章，也可以直接发",
        "the declaration in Chinese, to sign on paper or to send",
    ),
    "declaration.en.pdf": Text("同一份声明，英文", "the same declaration in English"),
    "declaration.zeren": Text("同样的内容，供程序读取", "the same content for programs"),
}


def show_written(out: Path) -> None:
    click.echo(say(Text(f"已写入 {out}：", f"Written to {out}:")))
    for name, words in CONTENTS.items():
        click.echo(f"  {name:<26} {say(words)}")
