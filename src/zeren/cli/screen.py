"""What the screen says and in which language."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from typing import Any, Final

import click

from zeren.faults import told
from zeren.problems import Problem
from zeren.text import LANGS, Lang, Text

_followed: list[Lang] = []


def screen_lang() -> Lang:
    """Chinese or English: what was chosen, else the workbook's language, else English."""
    return _chosen() or (_followed[0] if _followed else "en")


def follow(lang: Lang | None) -> None:
    """From here on speak the workbook's language, where nobody chose one."""
    _followed[:] = [lang] if lang else []


@cache
def _chosen() -> Lang | None:
    """`--lang`, else ZEREN_LANG, else the system's language; a system without one (C) chose none."""
    words = sys.argv[1:]
    named = [after for before, after in pairwise(words) if before == "--lang"]
    named += [word.removeprefix("--lang=") for word in words if word.startswith("--lang=")]
    system = (os.environ.get(name, "") for name in ("ZEREN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"))
    for choice in (*(name for name in named if name in LANGS), *system):
        if choice.startswith("zh"):
            return "zh"
        if choice and choice.partition(".")[0] not in {"C", "POSIX"}:
            return "en"
    return None


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
    "[default: quick]": "［默认 quick］",
    "[default: basic]": "［默认 basic］",
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
    option = fault.param.opts[0] if isinstance(fault, click.BadParameter) and fault.param else ""
    extra = re.search(r"extra arguments? \((.*)\)", fault.message)
    if isinstance(fault, click.NoSuchOption):
        return f"没有 {fault.option_name} 这个选项。"
    if isinstance(fault, click.MissingParameter):
        return f"少了 {option if option.startswith('-') else '要处理的文件'}。"
    if extra:
        return f"多了这些参数：{extra[1]}。这个命令一次只处理一个文件。"
    if isinstance(fault, click.BadParameter):
        return f"{option} 的取值不对（{_reason_zh(fault.message)}）。"
    reason = _reason_zh(fault.message)
    return reason if reason.endswith("。") else f"用法不对（{reason}）。"  # ours say it all


def _reason_zh(message: str) -> str:
    """Click's own reasons that people meet, in Chinese."""
    for english, chinese in _REASONS.items():
        if found := re.search(english, message):
            return chinese.format(*found.groups())
    return message.rstrip(".")


_REASONS: Final = {
    r"Directory '(.*)' is a file": "“{0}”是文件，这里要写文件夹",
    r"File '(.*)' is a directory": "“{0}”是文件夹，这里要写文件",
    r"'(.*)' is not one of (.*)\.": "“{0}”不在可选的 {1} 之中",
    r"'(.*)' is not '(.*)'\.": "“{0}”不对，这里只能写 {1}",
    r"No such command '(.*)'": "没有 {0} 这个命令",
    r"Option '(.*)' requires an argument": "{0} 后面要写取值；颜色请加引号，例如 --colour '#0f5c55'",
}


def could_not_finish(fault: OSError | MemoryError) -> str:
    """What this machine refused us: room, a right, or memory."""
    if isinstance(fault, MemoryError):
        return Text(
            "内存不够，这一次没有做完，已经写入的文件都是完整的。请关掉别的程序，或者一次少处理几份，再运行一次。",
            "There was not enough memory to finish; every file already written is whole. Close other programs or take fewer workbooks at a time, then run again.",
        ).to(screen_lang())
    what, remedy = told(fault)
    name = on_screen(fault.filename or "")
    zh, en = (f"“{name}”", f'"{name}"') if name else ("文件", "A file")
    return Text(
        f"{zh}读写失败：{what.zh}{remedy.zh}然后再运行一次；已经写入的文件都是完整的。",
        f"{en} could not be read or written. {what.en} {remedy.en} Then run again; every file already written is whole.",
    ).to(screen_lang())
