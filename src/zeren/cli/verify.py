"""`zeren verify`: what a declaration that somebody sent proves, and what it does not. It opens no socket."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from zeren.cli.screen import (
    json_option,
    lang_option,
    print_json,
    print_problems,
    say,
    screen_lang,
)
from zeren.problems import Problem, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.package import Package
    from zeren.declare.sealing import Presented
    from zeren.declare.showing import Recomputed
    from zeren.declare.verdict import Verdict

Made = TypeVar("Made")

_MOST_OF_A_KIND: Final = 9


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

    now = _moment(day)
    trusts = tuple(_given(read_trust, path) for path in trusted)
    try:
        package = _with_others(package_of(file), others)
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


def _moment(day: str | None) -> datetime:
    """Now, or noon in China of the day that was given."""
    from zeren.cli.options import on_day

    if day is None:
        return datetime.now(UTC).replace(microsecond=0)
    return datetime.fromisoformat(f"{on_day(day)}T04:00:00+00:00")


def _given(read: Callable[[Path], Made], path: Path) -> Made:
    """What a reader names as their own: where it is none, the usage is wrong, not the declaration."""
    try:
        return read(path)
    except Refused as refusal:
        raise click.UsageError(refusal.problems[0].words(screen_lang())) from refusal


def _with_others(package: Package, paths: Iterable[Path]) -> Package:
    """Add what came apart: lists and confirmations beside those in the file, one of a kind instead."""
    from zeren.declare.package import MEMBER
    from zeren.declare.package import Package as Members
    from zeren.files.association import content_of

    members = dict(package.members)
    for path in paths:
        if not MEMBER.fullmatch(path.name):
            raise click.UsageError(say(_no_member(path)))
        content = _given(content_of, path)
        kind, dash, _ = path.name.partition("-")
        name = _free(kind, members) if dash else path.name
        members[name] = content
    return Members(members)


def _free(kind: str, members: Mapping[str, bytes]) -> str:
    for number in range(1, _MOST_OF_A_KIND + 1):
        if (name := f"{kind}-{number}.jwt") not in members:
            return name
    raise click.UsageError(say(_TOO_MANY.format(kind=kind)))


def _recomputed_with_ours(presented: Presented) -> tuple[Recomputed, ...]:
    """Load the questionnaire only where a score is shown with its answers."""
    from zeren.declare.showing import recomputed
    from zeren.standards.load import OUR_SUPPLEMENTS, load_questionnaire
    from zeren.standards.questionnaires import TIERS

    asked, ours = presented.questionnaire, None
    if asked["id"] in OUR_SUPPLEMENTS and asked["tier"] in TIERS:  # a stranger's words name no file
        supplements = tuple(asked["supplements"])
        if set(supplements) <= set(OUR_SUPPLEMENTS[asked["id"]]):
            ours = load_questionnaire(asked["id"], tier=asked["tier"], supplements=supplements)
    return recomputed(presented, ours)


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

    if as_json:
        print_json(_as_json(Made("fails", _UNREADABLE, (), ()), now, problems))
    else:
        click.secho(say(_UNREADABLE), fg="red", bold=True)
        print_problems(problems)


_UNREADABLE: Final = Text(
    "不要相信这份文件：里面读不出声明。",
    "Do not rely on this file: no declaration can be read from it.",
)
_TOO_MANY: Final = Text(
    "文件里已经有 9 份 {kind}，再放不下。请直接向协会索取这家企业的材料。",
    "The file holds nine of {kind} already and no more can be added. Ask the association itself about this company.",
)


def _no_member(path: Path) -> Text:
    return Text(
        f"“{path.name}”不能一起核对。文件名要像 status-1.jwt、identity-1.jwt、check-1.jwt、proof.json、did.json 这样。",
        f'"{path.name}" cannot be taken along. It must have a name such as status-1.jwt, identity-1.jwt, check-1.jwt, proof.json or did.json.',
    )
