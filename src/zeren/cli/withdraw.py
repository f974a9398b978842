"""`zeren withdraw`: an association takes back what a file says, and publishes the list that tells it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zeren.cli.confirming import (
    DAYS,
    KEPT,
    REASONS,
    out_option,
    record_in,
    signing_options,
    write_list,
)
from zeren.cli.options import force_option, keep_apart, spare
from zeren.cli.screen import lang_option, say
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.association import StatusList


@click.command(
    short_help=say(Text("撤回一份声明或一份确认", "withdraw a declaration or a confirmation")),
    help=say(
        Text(
            "协会用：撤回 FILE，同时写出新的撤销清单。FILE 是企业的声明（PDF、.zeren 或 declaration.jwt；声明时用 --status-list 写明了位置的），或协会签过的 identity-1.jwt、check-1.jwt。撤了就不能恢复。",
            "For an association: withdraw FILE and write the new list of revocations. FILE is a company's declaration (PDF, .zeren or declaration.jwt, where --status-list named a place when it was signed), or an identity-1.jwt or check-1.jwt that the association signed. What is withdrawn stays so.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@signing_options
@click.option(
    "--list",
    "record",
    metavar="FILE",
    default=KEPT,
    show_default=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(Text("协会的撤销记录。", "The association's own record.")),
)
@click.option(
    "--reason",
    required=True,
    type=click.Choice(REASONS),
    help=say(Text("原因的代码。", "The code of the reason.")),
)
@out_option
@force_option
@lang_option
def withdraw(file: Path, *, lang: str | None, **given: Any) -> None:  # noqa: ANN401, ARG001 - click gives them
    keep_apart(given["out"], file, given["record"])
    spare(given["out"], force=given["force"])
    claims = _claims(file)
    record = record_in(given["record"], None)
    since = datetime.now(UTC)
    gone = _without(record, claims, file, day=since.date().isoformat(), reason=given["reason"])
    write_list(gone, given, since=since, until=since + timedelta(days=DAYS))


def _claims(file: Path) -> Mapping[str, Any]:
    """What the credential in the file says of itself; whoever holds the record decides, not the file."""
    from zeren.declare.credential import TYP
    from zeren.declare.jws import Unsound, parsed
    from zeren.declare.package import CREDENTIAL
    from zeren.files.envelope import package_of

    token = package_of(file).members.get(CREDENTIAL, b"")
    try:
        return parsed(token, typ=TYP).claims()
    except Unsound as fault:
        raise Refused(_problem("withdraw-no-credential", file, *_NO_CREDENTIAL)) from fault


def _without(
    record: StatusList, claims: Mapping[str, Any], file: Path, *, day: str, reason: str
) -> StatusList:
    """Set the bit that the credential names on this list."""
    from zeren.declare.withdrawing import OtherCredential, place_of, withdrawn_on

    place = place_of(claims, record.url)
    if place is None:
        raise Refused(_problem("withdraw-no-place", file, *_no_place(record.url)))
    try:
        return withdrawn_on(record, claims, place, day=day, reason=reason)
    except OtherCredential as fault:
        raise Refused(_problem("withdraw-other", file, *_OTHER)) from fault


def _problem(code: str, file: Path, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(file=file.name), what, remedy)


def _no_place(url: str) -> tuple[Text, Text]:
    return (
        Text(
            f"它没有写明在这份清单（{url}）上的位置，撤回了别人也看不到。",
            f"It names no place on this list ({url}), so nobody could see that it is withdrawn.",
        ),
        Text(
            "已登记的声明，请用 zeren register add --kind withdraw 登记撤回。",
            "For a registered declaration enter the withdrawal with zeren register add --kind withdraw.",
        ),
    )


_NO_CREDENTIAL: Final = (
    Text("这里面没有签名的声明或确认。", "It holds no signed declaration or confirmation."),
    Text(
        "请给出声明的 PDF、.zeren、declaration.jwt，或 identity-1.jwt、check-1.jwt。",
        "Give a declaration's PDF, .zeren or declaration.jwt, or an identity-1.jwt or check-1.jwt.",
    ),
)
_OTHER: Final = (
    Text(
        "记录里这个位置属于另一份凭证，没有撤回任何东西。",
        "In the record this place belongs to another credential; nothing was withdrawn.",
    ),
    Text("请检查 FILE 和 --list 是不是一对。", "Check that FILE and --list belong together."),
)
