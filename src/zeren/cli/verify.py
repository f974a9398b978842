"""`zeren verify`: what a declaration that somebody sent proves, and what it does not. It opens no socket."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.opening import given, moment_of, with_others
from zeren.cli.screen import (
    json_option,
    lang_option,
    print_json,
    print_problems,
    say,
)
from zeren.problems import Problem, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.sealing import Presented
    from zeren.declare.showing import Recomputed
    from zeren.declare.verdict import Verdict


@click.command(
    short_help=say(Text("核对别人发来的自我声明", "what a declaration that you were sent proves")),
    help=say(
        Text(
            "核对别人发来的自我声明 FILE（PDF、.zeren 或 declaration.jwt），不联网。先用一句话说结论，再说每一步，最后说什么没有证明。退出码：0 成立，1 不成立，3 还不能下结论。",
            "Verify a self-declaration that you were sent: FILE is a PDF, a .zeren file or declaration.jwt. No network is used. First one sentence, then every step, then what is not proven. Exit 0: it holds; 1: it fails; 3: it cannot be told.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--trust",
    "trusted",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "您信任的协会的 association.pub，要从协会那里直接拿。可以写几次。",
            "The association.pub of an association that you trust, got from itself. May be repeated.",
        )
    ),
)
@click.option(
    "--also",
    "others",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "另外收到的一份，例如新的撤销清单 status-1.jwt 或登记证明 proof.json。可以写几次。",
            "Something that came apart, such as a new list status-1.jwt or a proof.json. May be repeated.",
        )
    ),
)
@click.option(
    "--at",
    "day",
    metavar="DATE",
    help=say(
        Text(
            "按哪一天来看（年-月-日），不写就是现在。",
            "The day to judge by (YYYY-MM-DD); now if you say nothing.",
        )
    ),
)
@lang_option
@json_option
def verify(
    file: Path,
    trusted: tuple[Path, ...],
    others: tuple[Path, ...],
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.cli.verdict_on_screen import show_verdict
    from zeren.declare.verdict import EXIT
    from zeren.declare.verification import verify as verified
    from zeren.files.association import read_trust
    from zeren.files.envelope import package_of
    from zeren.files.signatures import signature_holds

    now = moment_of(day)
    trusts = tuple(given(read_trust, path) for path in trusted)
    try:
        package = with_others(package_of(file), others)
    except Refused as refusal:
        _show_refusal(refusal.problems, now, as_json=as_json)
        sys.exit(1)
    verdict = verified(
        package, trusts, now=now, holds=signature_holds, recompute=_recomputed_with_ours
    )
    if as_json:
        print_json(_as_json(verdict, now))
    else:
        show_verdict(verdict, has_trust=bool(trusts), day=day)
    sys.exit(EXIT[verdict.outcome])


def _recomputed_with_ours(presented: Presented) -> tuple[Recomputed, ...]:
    """Load the questionnaire only where a score is shown with its answers."""
    from zeren.declare.showing import recomputed
    from zeren.standards.load import asked_by

    return recomputed(presented, asked_by(presented.questionnaire))


def _as_json(
    verdict: Verdict, now: datetime, problems: tuple[Problem, ...] = ()
) -> dict[str, object]:
    return {
        **verdict.as_json(),
        "at": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "problems": [problem.as_json() for problem in problems],
    }


def _show_refusal(problems: tuple[Problem, ...], now: datetime, *, as_json: bool) -> None:
    """A file in which no declaration could be read fails like one that was changed."""
    from zeren.declare.verdict import Verdict as Made
    from zeren.files.envelope_refusals import UNREADABLE

    if as_json:
        print_json(_as_json(Made("fails", UNREADABLE, (), ()), now, problems))
    else:
        click.secho(say(UNREADABLE), fg="red", bold=True)
        print_problems(problems)
