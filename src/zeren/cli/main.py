"""The command `zeren`: a verb a module, loaded when it is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Mapping
from importlib import import_module
from io import TextIOWrapper
from typing import Final

import click

from zeren import __version__
from zeren.cli.screen import (
    could_not_finish,
    phrase_usage,
    print_json,
    print_problems,
    say,
    screen_lang,
)
from zeren.problems import Refused
from zeren.text import Text

VERBS: Final[Mapping[str, str]] = {
    "template": "zeren.cli.template:template",
    "carry": "zeren.cli.carry:carry",
    "check": "zeren.cli.check:check",
    "assess": "zeren.cli.assess:assess",
    "publish": "zeren.cli.publish:publish",
    "keys": "zeren.cli.keys:keys",
    "declare": "zeren.cli.declare:declare",
    "share": "zeren.cli.share:share",
    "attach": "zeren.cli.attach:attach",
    "verify": "zeren.cli.verify:verify",
    "identity": "zeren.cli.identity:identity",
    "attest": "zeren.cli.attest:attest",
    "withdraw": "zeren.cli.withdraw:withdraw",
    "register": "zeren.cli.register:register",
    "coverage": "zeren.cli.coverage:coverage",
    "standards": "zeren.cli.standards:standards",
    "crosswalk": "zeren.cli.crosswalk:crosswalk",
    "questions": "zeren.cli.questions:questions",
    "reply": "zeren.cli.reply:reply",
    "serve": "zeren_web.cli:serve",
    "worker": "zeren_web.cli:worker",
    "backup": "zeren_web.cli:backup",
    "restore": "zeren_web.cli:restore",
    "demo": "zeren_web.cli:demo",
    "invite": "zeren_web.cli:invite",
}
_BEFORE_COLLECTING: Final = 50_000  # new objects: a process of a second need not look for cycles


class Verbs(click.Group):
    """A group whose commands are named by strings, so that `--version` loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name].split(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(
    cls=Verbs,
    help=say(
        Text(
            "责任 Zeren：企业填一次表，得到自己的风险、近期要做的事、行动计划和中英文报告。",
            "Zeren 责任: a company answers once and gets its risks, what to do first, a plan and reports in Chinese and English.",
        )
    ),
    epilog=say(
        Text(
            "先试：zeren template answers.xlsx，填好后 zeren publish answers.xlsx --out mine。",
            "Start with: zeren template answers.xlsx, fill it in, then zeren publish answers.xlsx --out mine.",
        )
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="zeren", message="%(prog)s %(version)s")
def zeren() -> None:
    """Group the verbs."""


def run() -> None:
    """Run the command line: exit 0 fine, 1 errors in the input, 2 wrong usage, 70 a fault of ours."""
    gc.set_threshold(_BEFORE_COLLECTING)
    atexit.register(gc.freeze)  # at its end it need not look for them once more
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # no screen is too poor for a message
    try:
        code = zeren.main(prog_name="zeren", standalone_mode=False)
    except click.UsageError as fault:
        click.echo(phrase_usage(fault), err=True)
        code = 2
    except (click.Abort, KeyboardInterrupt):
        click.echo(say(Text("已中断。", "Interrupted.")), err=True)
        code = 130
    except Refused as refusal:
        _show_refusal(refusal)
        code = 1
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except (OSError, MemoryError) as fault:
        click.echo(could_not_finish(fault), err=True)
        code = 1
    except Exception as fault:
        if os.environ.get("ZEREN_DEBUG"):
            raise
        click.echo(_fault_of_ours(fault), err=True)
        code = 70
    sys.exit(code if isinstance(code, int) else 0)


def _show_refusal(refusal: Refused) -> None:
    """Whoever asked for JSON gets it, come what may."""
    if "--json" in sys.argv[1:]:
        print_json({"problems": [problem.as_json() for problem in refusal.problems]})
    else:
        print_problems(refusal.problems)


def _fault_of_ours(fault: Exception) -> str:
    return Text(
        f"这是程序的错，不是您的：{type(fault).__name__}: {fault}。您的文件没有改动。加上环境变量 ZEREN_DEBUG=1 再运行一次，把输出发给我们。",
        f"This is our fault, not yours: {type(fault).__name__}: {fault}. Your file was not changed. Run again with ZEREN_DEBUG=1 and send us what it prints.",
    ).to(screen_lang())
