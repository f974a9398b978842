"""What the screen says and in which language."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final

import click

from zeren.problems import Problem
from zeren.text import LANGS, Lang, Text


@cache
def screen_lang() -> Lang:
    """Chinese or English: `--lang`, else ZEREN_LANG, else the system's language."""
    words = [word.removeprefix("--lang=") for word in sys.argv[1:]]
    named = [after for before, after in pairwise(words) if before == "--lang"]
    named += [word.removeprefix("--lang=") for word in sys.argv[1:] if word.startswith("--lang=")]
    system = (os.environ.get(name, "") for name in ("ZEREN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    for choice in (*(name for name in named if name in LANGS), *system):
        if choice.startswith("zh"):
            return "zh"
        if choice:
            return "en"
    return "en"


def say(text: Text) -> str:
    return text.to(screen_lang())


class Help(click.HelpFormatter):
    """Help whose fixed words, too, are in the language of the screen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or say(Text("用法：", "Usage: ")))

    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{_fixed(heading)}{say(Text('：', ':'))}\n")

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        super().write_dl([(name, _fixed(words)) for name, words in rows], col_max, col_spacing)


click.Context.formatter_class = Help


def _fixed(words: str) -> str:
    """What click says by itself, in Chinese where the screen is Chinese."""
    if screen_lang() == "zh":
        for english, chinese in _FIXED.items():
            words = words.replace(english, chinese)
    return words


_FIXED: Final = {
    "Options": "选项",
    "Commands": "命令",
    "Show this message and exit.": "显示这段说明。",
    "Show the version and exit.": "显示版本号。",
    "[required]": "［必填］",
    "[default: both]": "［默认 both］",
}


def lang_option(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    """Add `--lang`, which `screen_lang` reads."""
    return click.option(
        "--lang",
        type=click.Choice(["zh", "en"]),
        help=say(Text("屏幕上用的语言。", "Language on the screen.")),
    )(command)


def json_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--json`: the result as JSON on standard output, for programs."""
    return click.option(
        "--json",
        "as_json",
        is_flag=True,
        help=say(Text("输出 JSON，供程序读取。", "Print JSON, for programs.")),
    )(command)


def on_screen(words: object) -> str:
    """Words of others with nothing in them that steers a terminal."""
    from zeren.files.characters import printable

    return printable(str(words))


def print_json(table: Mapping[str, object] | list[object]) -> None:
    """In UTF-8 whatever the screen speaks, as JSON has to be."""
    words = json.dumps(table, ensure_ascii=False, indent=2)
    click.echo(words.encode("utf-8", "backslashreplace"))


def print_problems(problems: Iterable[Problem]) -> None:
    """Errors first, then notes, each with its place, the fact and the remedy."""
    marks = {"error": Text("错误", "error"), "note": Text("提示", "note")}
    colours = {"error": "red", "note": "yellow"}
    for problem in sorted(problems, key=lambda problem: problem.level != "error"):
        mark = click.style(say(marks[problem.level]), fg=colours[problem.level], bold=True)
        click.echo(f"{mark}  {on_screen(problem.words(screen_lang()))}", err=True)


def phrase_usage(fault: click.UsageError) -> str:
    """Wrong usage in the language of the screen, with the way to the help."""
    command = fault.ctx.command_path if fault.ctx else "zeren"
    if screen_lang() == "en":
        return f"{fault.format_message()} Try: {command} --help"
    return f"{_usage_zh(fault)}请看：{command} --help"


def _usage_zh(fault: click.UsageError) -> str:
    if isinstance(fault, click.NoSuchOption):
        return f"没有 {fault.option_name} 这个选项。"
    if isinstance(fault, click.MissingParameter):
        name = fault.param.make_metavar(fault.ctx) if fault.param and fault.ctx else ""
        return f"少了一个参数 {name}。"
    if isinstance(fault, click.BadParameter):
        name = fault.param.opts[0] if fault.param else ""
        return f"{name} 的取值不对（{fault.message.rstrip('.')}）。"
    return f"用法不对（{fault.format_message().rstrip('.')}）。"


def could_not_write(fault: OSError) -> str:
    return Text(
        f"“{fault.filename or ''}”读写失败：{fault.strerror or fault}。请检查路径、权限和磁盘空间后再运行一次，已经写好的文件都是完整的。",
        f'"{fault.filename or ""}" could not be read or written: {fault.strerror or fault}. Check the path, the permissions and the free space, then run again; every file already written is whole.',
    ).to(screen_lang())
