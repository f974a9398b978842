"""What the verbs of `zeren identity` share: who signs, from when until when, and where it could be withdrawn."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zeren.cli.options import on_day
from zeren.cli.screen import say
from zeren.problems import Place, Problem, Refused
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.declare.association import Entry, StatusList
    from zeren.declare.credential import Status
    from zeren.declare.package import Package
    from zeren.declare.trust import Trust
    from zeren.declare.verification.declared import Declared
    from zeren.files.signatures import Key


REASONS: Final = (
    "key-lost",
    "key-replaced",
    "recorded-in-error",
    "company-closed",
    "own-request",
    "not-confirmed",
)
DAYS: Final = 35  # a list is made anew every month; some days to spare
KEPT: Final = Path("status.json")


def signing_options(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    """Add `--key` and `--as`: who signs."""
    named = click.option(
        "--as",
        "pub",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help=say(
            Text(
                "协会自己的 association.pub，不写就是密钥旁边的 .pub。",
                "The association's own association.pub; the .pub beside the key if you say nothing.",
            )
        ),
    )
    keyed = click.option(
        "--key",
        "key_file",
        metavar="FILE",
        required=True,
        type=click.Path(path_type=Path),
        help=say(Text("协会的密钥。", "The association's key.")),
    )
    return keyed(named(command))


def out_option(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--out`."""
    return click.option(
        "--out",
        required=True,
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=say(Text("写到哪里。", "Where to write.")),
    )(command)


def list_options(command: Any) -> Any:  # noqa: ANN401 - as above
    """Add `--list` and `--status-list`: where it could be withdrawn."""
    kept = click.option(
        "--list",
        "record",
        metavar="FILE",
        type=click.Path(dir_okay=False, path_type=Path),
        help=say(
            Text(
                "协会的撤销记录 status.json：自动占一个空位并记下来。",
                "The association's own record, status.json: takes a free place and notes it down.",
            )
        ),
    )
    spot = click.option(
        "--status-list",
        "spot",
        metavar="URL#N",
        help=say(
            Text(
                "不用 status.json 时，撤销清单的网址和位置。",
                "Without status.json: the address of the list and the number of the place.",
            )
        ),
    )
    return kept(spot(command))


def day_option(name: str, words: Text, *, required: bool = False) -> Callable[[Any], Any]:
    return click.option(name, metavar="DATE", required=required, help=say(words))


def signer(key_file: Path, pub: Path | None) -> tuple[Trust, Key]:
    """The association and its key, which must be one of those that buyers know."""
    from zeren.cli.keys import open_key
    from zeren.declare.jws import thumbprint
    from zeren.files.association import read_trust

    by = read_trust(pub or key_file.with_suffix(".pub"))
    key = open_key(key_file)
    if thumbprint(key.jwk) not in {thumbprint(one) for one in by.keys}:
        raise Refused(_not_its_key(key_file))
    return by, key


def span(first: str | None, last: str, *, years: int) -> tuple[datetime, datetime]:
    since, until = start_of(on_day(first)), end_of(on_day(last))
    if until <= since:
        raise click.UsageError(say(BACKWARDS))
    if until > since + timedelta(days=366 * years):
        raise click.UsageError(say(_TOO_LONG.format(years=years)))
    return since, until


def start_of(day: date | str) -> datetime:
    """A day is a day in China, where the association is."""
    return datetime.fromisoformat(f"{day}T00:00:00+08:00")


def end_of(day: date | str) -> datetime:
    return datetime.fromisoformat(f"{day}T23:59:59+08:00")


def spot_for(path: Path | None, words: str | None) -> tuple[Status | None, StatusList | None]:
    """A place where it could be withdrawn: a free one of our record, or the one that was given."""
    from zeren.declare.association import free_index
    from zeren.declare.bitstring import LEAST
    from zeren.declare.credential import Status as Place_

    if path and words:
        raise click.UsageError(say(_ONE_LIST))
    if path:
        record = record_in(path, None)
        return Place_(record.url, free_index(record, secrets.randbelow(LEAST))), record
    if words:
        url, _, number = words.rpartition("#")
        if not url.startswith(("https://", "http://", "urn:")) or not number.isdecimal():
            raise click.UsageError(say(_ODD_SPOT.format(words=words)))
        return Place_(url, int(number)), None
    return None, None


def record_in(path: Path, url: str | None) -> StatusList:
    from zeren.declare.association import StatusList as Made
    from zeren.declare.jws import Unsound, table_of
    from zeren.files.association import content_of

    if not path.exists():
        if not url or not url.startswith(("https://", "http://", "urn:")):
            raise click.UsageError(say(_NO_RECORD.format(path=path)))
        return Made(url)
    try:
        record = Made.of(table_of(content_of(path, 100_000_000)))
    except Unsound as fault:
        raise Refused(_odd_record(path)) from fault
    if url and url != record.url:
        raise click.UsageError(say(_OTHER_URL.format(url=record.url)))
    return record


def withdrawn_from(record: StatusList, index: int, day: str, reason: str) -> StatusList:
    try:
        return record.without(index, day=day, reason=reason)
    except KeyError as fault:
        raise click.UsageError(say(_NOTHING_THERE.format(index=index))) from fault


def write_confirmed(  # noqa: PLR0913 - what is written, and what is noted down
    out: Path,
    token: str,
    record: StatusList | None,
    path: Path | None,
    spot: Status | None,
    *,
    kind: str,
    subject: str,
) -> None:
    """Note the place down first: a credential whose place is given twice would fall with the other."""
    from zeren.declare.jws import parsed
    from zeren.files.association import write_json
    from zeren.files.writing import write_whole

    if record is not None and path is not None and spot is not None:
        claims = parsed(token, typ="vc+jwt").claims()
        entry = _entry(spot.number, kind, claims["id"], subject)
        write_whole(path, write_json(record.with_entry(entry).as_json()))
    write_whole(out, token.encode())
    click.echo(say(Text(f"已写入 {out}。", f"Wrote {out}.")))
    if spot is None:
        click.echo(click.style(say(_NO_SPOT), fg="yellow"), err=True)
    else:
        click.echo(say(_SPOT.format(index=spot.number, url=spot.list)))


def write_list(
    record: StatusList, given: dict[str, Any], *, since: datetime, until: datetime
) -> None:
    """Note down what was revoked, sign the list and write it; `given` are the options of the verb."""
    from zeren.declare.association import sign_status
    from zeren.files.association import write_json
    from zeren.files.writing import write_all, write_whole

    by, key = signer(given["key_file"], given["pub"])
    token = sign_status(record, since=since, until=until, by=by, key=key).encode()
    content = write_json(record.as_json())
    if given["out"].parent.resolve() == given["record"].parent.resolve():
        files = ((given["record"].name, content), (given["out"].name, token))
        write_all(given["out"].parent, files)
    else:
        write_whole(given["record"], content)  # what was revoked is noted before it is told
        write_whole(given["out"], token)
    click.echo(say(_listed(given["out"], record, until)))


def _entry(index: int, kind: str, credential: str, subject: str) -> Entry:
    from zeren.declare.association import Entry as Made

    given = datetime.now(UTC).date().isoformat()
    return Made(index, "check" if kind == "check" else "identity", credential, subject, given)


def declared_of(package: Package, file: Path) -> Declared:
    """The declaration, where the company's own part of it holds today. Raises Refused."""
    from zeren.declare.verification.confirmed import Case
    from zeren.declare.verification.declared import declared_in
    from zeren.files.signed import signature_holds

    case = Case((), datetime.now(UTC), signature_holds)
    declared, steps = declared_in(package, case)
    wrong = [step for step in steps if step.outcome == "fails"]
    if declared is None or wrong:
        words = (wrong or steps)[0].words
        raise Refused(
            Problem("declaration-fails", "error", Place(file=file.name), words, _CHECK_NONE)
        )
    return declared


def must_be_asked(codes: tuple[str, ...], package: Package) -> None:
    """Refuse codes that no question of ours has, and none at all."""
    from zeren.declare.jws import table_of
    from zeren.declare.package import STATEMENT
    from zeren.standards.load import load_questionnaire, supplements_of

    if not codes:
        raise click.UsageError(say(_NO_CODES))
    asked = table_of(package.members.get(STATEMENT, b"{}")).get("questionnaire", {})
    if asked.get("id", "sme") != "sme" or not {*asked.get("supplements", [])} <= {
        *supplements_of("sme")
    }:
        return  # an association's own questionnaire: its codes are its affair
    ours = load_questionnaire("sme", tier="basic", supplements=supplements_of("sme"))
    known = {question.code for question in ours.questions}
    known |= {line.code for line in ours.red_lines} | {field.code for field in ours.fields}
    if strange := [code for code in codes if code not in known]:
        raise click.UsageError(say(_STRANGE_CODES.format(codes=", ".join(strange))))


BACKWARDS: Final = Text(
    "结束在开始之前。请检查日期。", "It ends before it begins. Check the dates."
)
_TOO_LONG: Final = Text(
    "最多确认 {years} 年：执照、印章和人都会变，到时再看一次。",
    "At most {years} years: licences, seals and people change. Look again then.",
)
_ONE_LIST: Final = Text(
    "--list 和 --status-list 只能选一个。", "Choose either --list or --status-list."
)
_ODD_SPOT: Final = Text(
    "“{words}”不对，要写成 https://…/status-1#1234 这样。",
    '"{words}" is not right. Write it like https://…/status-1#1234.',
)
_NO_RECORD: Final = Text(
    "还没有 {path}。第一次请先运行 zeren identity status，用 --url 写明清单以后放在哪里。",
    "There is no {path} yet. First run zeren identity status with --url: the address where the list will be.",
)
_OTHER_URL: Final = Text(
    "这份记录的网址是 {url}，已经写进发出去的凭证，不能再改。",
    "The address of this record is {url}; credentials that are out name it, so it cannot change.",
)
_NOTHING_THERE: Final = Text(
    "记录里没有位置 {index}。请在 status.json 里查。",
    "The record has no place {index}. Look it up in status.json.",
)
_NO_SPOT: Final = Text(
    "注意：没有写明撤销清单，以后撤销不了，核对的人会看到“还不能下结论”。请用 --list。",
    "Mind: no list is named, so it can never be revoked, and whoever verifies will read “This cannot be told yet”. Use --list.",
)
_SPOT: Final = Text("撤销时用位置 {index}（{url}）。", "To revoke it, use place {index} of {url}.")
_NO_CODES: Final = Text("请写出核查过的题号。", "Name the codes that were looked at.")
_STRANGE_CODES: Final = Text(
    "问卷里没有这些题号：{codes}。", "The questionnaire has no such codes: {codes}."
)
_CHECK_NONE: Final = Text(
    "这份声明不可信，不能核查。请让企业重新发来。",
    "This declaration cannot be relied on, so nothing can be said of it. Ask the company for it anew.",
)


def _not_its_key(path: Path) -> Problem:
    return Problem(
        "association-other-key",
        "error",
        Place(file=path.name),
        Text(
            "这把密钥不在协会的 association.pub 里，买家认不出它签的东西。",
            "This key is not in the association's association.pub; buyers would not know what it signs.",
        ),
        Text(
            "请换对密钥，或先用 zeren identity trust 写出新的 association.pub。",
            "Use the right key, or first write a new association.pub with zeren identity trust.",
        ),
    )


def _odd_record(path: Path) -> Problem:
    return Problem(
        "status-record-odd",
        "error",
        Place(file=path.name),
        Text(
            "撤销记录读不懂：缺了内容，或者同一个位置出现了两次。",
            "The record of revocations cannot be understood: something is missing, or a place stands in it twice.",
        ),
        Text("请从备份里取回最后一份好的。", "Take the last good one from the backup."),
    )


def _listed(out: Path, record: StatusList, until: datetime) -> Text:
    gone = sum(bool(entry.revoked) for entry in record.entries)
    return Text(
        f"已写入 {out}：{len(record.entries)} 个位置，其中 {gone} 个已撤销，有效到 {until:%Y-%m-%d}。请放到 {record.url}，到期之前再写一份。",
        f"Wrote {out}: {counted(len(record.entries), 'place', 'places')}, {gone} revoked, good until {until:%Y-%m-%d}. Put it at {record.url} and write the next before then.",
    )
