"""`zeren register release`: look up, announce, hear objections, then publish everything at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.options import date_option, on_day
from zeren.cli.register_options import (
    FOLDER,
    org_option,
    tell_root,
    written_as_json,
)
from zeren.cli.screen import json_option, lang_option, on_screen, print_json, say, screen_lang
from zeren.declare.register.entries import REASONS
from zeren.declare.register.release import DAYS, RESULTS
from zeren.problems import Place, Problem, Refused
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.declare.register.entries import Proposed
    from zeren.declare.register.release import Preparation, RecordCheck


@click.group(
    short_help=say(Text("集中发布", "publish everything at one moment")),
    help=say(
        Text(
            "集中发布：show 看还差什么，notice 开始公示，check 记下负面记录查询，object 记下异议，answer 答复，leave-out 这次不发布，publish 一齐发布。",
            "A release: show what is missing, notice begins the public notice, check notes a look-up of negative records, object notes an objection and answer a reply, leave-out keeps one back, publish publishes everything.",
        )
    ),
)
def release() -> None:
    """Group the steps."""


@release.command(
    "show",
    short_help=say(Text("看还差什么", "what is still missing")),
    help=say(
        Text(
            "列出在等发布的、查过的、异议，以及还差什么。",
            "List what waits, what was looked up, objections, and what is still missing.",
        )
    ),
)
@FOLDER
@date_option
@lang_option
@json_option
def show(
    folder: Path,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.declare.register.release import obstacles
    from zeren.files.register_folder.folder import open_register

    opened = open_register(folder)
    now, names = opened.preparation(), opened.names()
    missing = obstacles(now, on=on_day(day))
    if as_json:
        print_json({**now.as_json(), "missing": [problem.as_json() for problem in missing]})
        return
    for one in now.waiting:
        name = say(names[one.org]) if one.org in names else ""
        words = (one.org, one.hash[:16], name, *_marks(now, one))
        click.echo(on_screen("  ".join(filter(None, words))))
    for number, objection in enumerate(now.objections, 1):
        reply = objection.reply or say(Text("（还没有答复）", "(no reply yet)"))
        click.echo(
            on_screen(f"{number}  {objection.date}  {objection.org}  {objection.words} → {reply}")
        )
    _tell_next(now, missing, folder)


def _marks(now: Preparation, one: Proposed) -> Iterator[str]:
    """What was looked up of the organisation, and why it would not be released."""
    for check in now.latest_checks(one.org):
        yield f"{check.source}: {say(RESULTS[check.result])}"
    reason = dict(now.left_out).get(one.hash)
    if reason:
        why = REASONS[reason]
        yield say(Text(f"这次不发布：{why.zh}", f"left out: {why.en}"))
    elif now.notice and one.hash not in now.notice.hashes:
        yield say(Text("等下一次", "waits for the next release"))


def _tell_next(now: Preparation, missing: tuple[Problem, ...], folder: Path) -> None:
    if now.notice:
        click.echo(
            say(
                Text(
                    f"公示 {now.notice.start} 起，{now.notice.until} 可以发布。",
                    f"Notice from {now.notice.start}; the release may happen from {now.notice.until}.",
                )
            )
        )
    for problem in missing:
        click.echo(f"· {problem.words(screen_lang())}")
    if not missing:
        click.echo(
            say(
                Text(
                    f"都齐了，可以发布：zeren register release publish {folder} --name 名称 --key 登记的密钥",
                    f"Nothing is missing; next: zeren register release publish {folder} --name NAME --key KEY",
                )
            )
        )


@release.command(
    "notice",
    short_help=say(Text("开始公示", "begin the public notice")),
    help=say(
        Text("开始公示在等发布的全部登记。", "Begin the public notice about everything that waits.")
    ),
)
@FOLDER
@click.option(
    "--days",
    type=int,
    default=DAYS,
    show_default=True,
    help=say(Text("公示几天。", "For how many days.")),
)
@date_option
@lang_option
def notice(
    folder: Path,
    days: int,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.declare.register.release import opened

    start = on_day(day)
    now = _change(folder, lambda before: opened(before, start=start, days=days))
    until = now.notice.until if now.notice else ""
    click.echo(
        say(
            Text(
                f"公示开始：{len(now.waiting)} 条，{until} 起可以发布。用 zeren register site 生成公示网页。",
                f"The notice has begun: {counted(len(now.waiting), 'entry', 'entries')}, to be released from {until}. Write its page with zeren register site.",
            )
        )
    )


@release.command(
    "check",
    short_help=say(Text("记下负面记录查询", "note a look-up of negative records")),
    help=say(
        Text(
            "记下查询的来源、日期和结果；一个组织一次，或用 --batch 一次记一批。",
            "Note source, date and result of a look-up: one organisation, or many with --batch.",
        )
    ),
)
@FOLDER
@click.option("--org", help=say(Text("组织的编号。", "The organisation's id.")))
@click.option("--source", help=say(Text("在哪里查的，例如 信用中国。", "Where it was looked up.")))
@click.option(
    "--result",
    type=click.Choice(list(RESULTS)),
    help=say(
        Text(
            "clear 未见记录，explained 有记录已说明，found 有记录未说明。",
            "clear; explained, where a record was explained; found, where it was not.",
        )
    ),
)
@click.option(
    "--batch",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help=say(
        Text("CSV，列名 org,source,date,result。", "A CSV with the columns org,source,date,result.")
    ),
)
@date_option
@lang_option
def check(  # noqa: PLR0913, PLR0917 - an option each
    folder: Path,
    org: str | None,
    source: str | None,
    result: str | None,
    batch: Path | None,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.declare.register.release import looked_up
    from zeren.files.register_folder.staff import checks_in

    checks = checks_in(batch) if batch else (_one_check(org, source, result, on_day(day)),)
    now = _change(folder, lambda before: looked_up(before, checks))
    done = {check.org for check in now.checks}
    due = {one.org for one in now.waiting}
    click.echo(
        say(
            Text(
                f"记下了。{len(due)} 个组织里查过 {len(due & done)} 个。",
                f"Noted. {len(due & done)} of {counted(len(due), 'organisation', 'organisations')} looked up.",
            )
        )
    )


def _one_check(org: str | None, source: str | None, result: str | None, day: str) -> RecordCheck:
    from zeren.declare.register.release import RecordCheck
    from zeren.files.register_folder.staff import problems_of_check

    made = RecordCheck(org or "", (source or "").strip(), day, result or "")
    if found := problems_of_check(made, Place(field=org or "--org")):
        raise Refused(*found)
    return made


@release.command(
    "object",
    short_help=say(Text("记下一条异议", "note an objection")),
    help=say(
        Text(
            "记下公示期间收到的异议。内容只留给工作人员，不公布；不要写个人信息。",
            "Note an objection that came in during the notice. Its words stay with staff; leave personal data out.",
        )
    ),
)
@FOLDER
@org_option
@click.option("--words", required=True, help=say(Text("异议的内容。", "What was said.")))
@date_option
@lang_option
def object_(
    folder: Path,
    org: str,
    words: str,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.declare.register.release import Objection, objected

    on = on_day(day)
    now = _change(folder, lambda before: objected(before, Objection(org, on, words)))
    click.echo(
        say(
            Text(
                f"记为第 {len(now.objections)} 条异议，发布前要答复。",
                f"Noted as objection {len(now.objections)}; it needs a reply before the release.",
            )
        )
    )


@release.command(
    "answer",
    short_help=say(Text("答复异议", "reply to an objection")),
    help=say(Text("记下对第 N 条异议的答复。", "Note the reply to objection N.")),
)
@FOLDER
@click.argument("number", metavar="N", type=int)
@click.option("--words", required=True, help=say(Text("答复的内容。", "The reply.")))
@date_option
@lang_option
def answer(
    folder: Path,
    number: int,
    words: str,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.declare.register.release import answered

    on = on_day(day)
    now = _change(folder, lambda before: answered(before, number, reply=words, on=on))
    left = sum(not one.reply for one in now.objections)
    click.echo(
        say(Text(f"记下了，还有 {left} 条没有答复。", f"Noted; {left} still without a reply."))
    )


@release.command(
    "leave-out",
    short_help=say(Text("这次不发布", "keep one back")),
    help=say(
        Text(
            "这次不发布一个组织的登记，公布的只有原因的代码。",
            "Leave an organisation out of this release; only the code of the reason is published.",
        )
    ),
)
@FOLDER
@org_option
@click.option(
    "--reason",
    type=click.Choice(list(REASONS)),
    required=True,
    help=say(Text("原因的代码。", "The code of the reason.")),
)
@lang_option
def leave_out(
    folder: Path,
    org: str,
    reason: str,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.declare.register.release import without

    now = _change(folder, lambda before: without(before, org, reason))
    click.echo(
        say(
            Text(
                f"{org} 这次不发布。能发布的还有 {len(now.ready())} 条。",
                f"{org} is left out; {counted(len(now.ready()), 'entry', 'entries')} to be released.",
            )
        )
    )


@release.command(
    "publish",
    short_help=say(Text("一齐发布", "publish everything")),
    help=say(
        Text(
            "把公示过的一齐写入登记，同一时刻生效，并给出年报要登的根哈希。",
            "Enter everything that was in the notice at one moment, and tell the root for the yearly report.",
        )
    ),
)
@FOLDER
@click.option(
    "--name",
    required=True,
    help=say(Text("这次发布的名字，例如 2026。", "The name of the release, such as 2026.")),
)
@click.option(
    "--key",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(Text("登记的密钥文件。", "The register's key.")),
)
@click.option(
    "--time",
    "time",
    help=say(Text("发布的时间（UTC），不写就是现在。", "The time in UTC; now if you say nothing.")),
)
@date_option
@lang_option
@json_option
def publish(  # noqa: PLR0913 - an option each
    folder: Path,
    name: str,
    key: Path,
    time: str | None,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.cli.keys import open_key
    from zeren.declare.register.clock import local_words
    from zeren.files.register_folder.folder import Signer, open_register
    from zeren.files.register_folder.staff import publish as publish_all
    from zeren.files.register_folder.writing import moment

    opened = open_register(folder)
    now = moment(time, clock=datetime.now(UTC))
    written = publish_all(opened, Signer(open_key(key), key), name=name, now=now, on=on_day(day))
    if as_json:
        print_json(written_as_json(written))
        return
    count, when = len(written.new) - 1, local_words(written.new[0].time)
    click.echo(
        say(
            Text(
                f"集中发布 {name}：{count} 条在 {when} 一齐生效。年报里请登下面的根哈希。",
                f"Release {name}: {counted(count, 'entry', 'entries')} took effect together at {when}. Print this root in the yearly report.",
            )
        )
    )
    tell_root(written)


def _change(folder: Path, step: Callable[[Preparation], Preparation]) -> Preparation:
    from zeren.files.register_folder.folder import open_register
    from zeren.files.register_folder.staff import change

    return change(open_register(folder), step)
