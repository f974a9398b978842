"""`zeren verify`: what a declaration that somebody sent proves, and what it does not. It opens no socket."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from zeren.cli.opening import given, moment_of, on_this_clock, with_others
from zeren.cli.options import force_option, keep_apart, spare
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
    from zeren.declare.trust import Trust
    from zeren.declare.verdict import Verdict


@click.command(
    short_help=say(Text("核对别人发来的自我声明", "what a declaration that you were sent proves")),
    help=say(
        Text(
            "核对别人发来的自我声明 FILE（PDF、.zeren 或 declaration.jwt），不联网。先用一句话说结论，再说每一步，最后说什么没有证明。退出码：0 成立，1 不成立，3 还不能下结论。--page 写出做同样事情的网页。",
            "Verify a self-declaration that you were sent: FILE is a PDF, a .zeren file or declaration.jwt. No network is used. First one sentence, then every step, then what is not proven. Exit 0: it holds; 1: it fails; 3: it cannot be told. --page writes a web page that does the same.",
        )
    ),
)
@click.argument("file", required=False, type=click.Path(path_type=Path))
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
            "Something that came separately, such as a new list status-1.jwt or a proof.json. May be repeated.",
        )
    ),
)
@click.option(
    "--at",
    "day",
    metavar="DATE",
    help=say(
        Text(
            "按哪一天来看（年-月-日，到那天结束时），不写就是现在。",
            "The day to judge by (YYYY-MM-DD), as it ends; now if you say nothing.",
        )
    ),
)
@click.option(
    "--page",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        Text(
            "不核对，而是写出一个网页文件 verify.html：谁都可以在浏览器里用它核对，不必安装，也不联网；一开始就信任 --trust 写明的协会。",
            "Verify nothing; write a page, verify.html, with which anybody verifies in a browser, with nothing to install and no network. It trusts the associations named with --trust from the start.",
        )
    ),
)
@force_option
@lang_option
@json_option
def verify(  # noqa: PLR0913 - an option each
    file: Path | None,
    trusted: tuple[Path, ...],
    others: tuple[Path, ...],
    day: str | None,
    page: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    force: bool,
    as_json: bool,
) -> None:
    from zeren.files.association import read_trusts

    if (file is None) == (page is None) or (page and (others or day or as_json)):
        raise click.UsageError(say(_FILE_OR_PAGE))
    trusts = given(read_trusts, trusted)
    if page is not None:
        spare(page, force=force)
        keep_apart(page, *trusted)
        _write_page(page, trusts)
    elif file is not None:
        _tell(file, trusts, others, day, as_json=as_json)


def _write_page(page: Path, trusts: tuple[Trust, ...]) -> None:
    from zeren.files.verify_page.build import verify_page
    from zeren.files.writing import write_whole
    from zeren.text import listed

    write_whole(page, verify_page(trusts))
    names = listed(trust.name for trust in trusts) if trusts else Text("没有", "none")
    click.echo(say(_WRITTEN.format(page=page, names=names)))


def _tell(
    file: Path,
    trusts: tuple[Trust, ...],
    others: tuple[Path, ...],
    day: str | None,
    *,
    as_json: bool,
) -> None:
    """Verify, say what was found, and leave with the verdict's code."""
    from zeren.cli.verdict_on_screen import show_verdict
    from zeren.declare.recomputing import recomputed_with_ours
    from zeren.declare.times import in_utc
    from zeren.declare.verdict import EXIT
    from zeren.declare.verification import verify as verified
    from zeren.files.envelope import package_of
    from zeren.files.signed import signature_holds

    now = moment_of(day)
    try:
        package = with_others(package_of(file), others)
    except Refused as refusal:
        _show_refusal(refusal.problems, now, as_json=as_json)
        sys.exit(1)
    verdict = verified(
        package,
        trusts,
        now=now,
        holds=signature_holds,
        recompute=recomputed_with_ours,
        clock=in_utc if as_json else on_this_clock,
    )
    if as_json:
        print_json(_as_json(verdict, now))
    else:
        show_verdict(verdict, has_trust=bool(trusts), day=day)
    sys.exit(EXIT[verdict.outcome])


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


_FILE_OR_PAGE: Final = Text(
    "请写要核对的文件；或者用 --page 写出网页，这时只能再加 --trust 和 --force。",
    "Name the file to verify; or write the page with --page, which goes with --trust and --force alone.",
)
_WRITTEN: Final = Text(
    "已写出 {page}。它一开始信任的协会：{names}。放在网站上或者发给别人都可以；用浏览器打开，把声明拖进去。",
    "{page} is written. Associations that it trusts from the start: {names}. Put it on a site or send it to somebody; open it in a browser and drop a declaration on it.",
)
