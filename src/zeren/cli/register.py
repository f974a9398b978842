"""`zeren register`: the public register, which nobody can rewrite unseen."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zeren.cli.register_options import FOLDER, name_options, named, tell_root, written_as_json
from zeren.cli.register_reading import audit_verb, check, prove, show, site, standing_of
from zeren.cli.release import release
from zeren.cli.screen import json_option, lang_option, print_json, say
from zeren.problems import Refused
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.declare.register.entries import Proposed
    from zeren.files.register_folder.credentials import Listed
    from zeren.files.register_folder.folder import Register
    from zeren.files.register_folder.writing import Written


@click.group(
    short_help=say(Text("公示登记：只能增加，不能改写", "a register that only grows")),
    help=say(
        Text(
            "公示登记：写进去的只是声明的哈希，谁也不能悄悄改掉或删掉。init 新建，add 登记，show 查看，prove 出具证明，check 核对证明，audit 审计，release 集中发布，site 生成公示网页。",
            "The public register holds hashes of declarations, which nobody can alter or delete unseen: init makes one, add enters, show looks up, prove gives a proof and check reads it, audit looks at everything, release publishes together, site writes the public pages.",
        )
    ),
)
def register() -> None:
    """Group the verbs."""


for verb in (show, prove, check, audit_verb, release, site):
    register.add_command(verb)


def key_option(command: Any) -> Any:  # noqa: ANN401 - click decorates anything callable
    return click.option(
        "--key",
        "key",
        required=True,
        type=click.Path(dir_okay=False, path_type=Path),
        help=say(
            Text(
                "登记的密钥文件；口令在 ZEREN_PASSPHRASE 里，或者临时输入。",
                "The register's key; its passphrase is in ZEREN_PASSPHRASE or typed.",
            )
        ),
    )(command)


@register.command(
    "init",
    short_help=say(Text("新建一个登记", "make a register")),
    help=say(
        Text(
            "在 DIR 新建一个空的公示登记。密钥先用 zeren keys new register.key --ed25519 生成，只给这一个登记用。",
            "Make an empty register in DIR. Make its key first with zeren keys new register.key --ed25519, and use it for nothing else.",
        )
    ),
)
@FOLDER
@click.option(
    "--origin",
    required=True,
    help=say(
        Text(
            "登记的名字：自己的域名加路径，例如 example.org/register，以后不能改。",
            "The register's name: a domain of yours and a path, such as example.org/register. It never changes.",
        )
    ),
)
@click.option(
    "--org",
    required=True,
    help=say(Text("主办机构的编号。", "The id of the body that keeps the register.")),
)
@name_options(required=True)
@key_option
@lang_option
def init(  # noqa: PLR0913, PLR0917 - an option each
    folder: Path,
    origin: str,
    org: str,
    name_zh: str,
    name_en: str,
    key: Path,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.cli.keys import open_key
    from zeren.declare.register.entries import problems_of_org
    from zeren.files.register_folder.folder import Signer, make_register
    from zeren.problems import Place

    if found := problems_of_org(org, Place(field="--org")):
        raise Refused(*found)
    signer = Signer(open_key(key), key)
    made = make_register(folder, signer, origin=origin, operator=org, name=Text(name_zh, name_en))
    click.echo(
        say(
            Text(
                f"公示登记建在 {folder}。把下面这一行公布出去，别人用它核对：",
                f"The register is in {folder}. Publish this line; others check with it:",
            )
        )
    )
    click.echo(made.verifier.line)


@register.command(
    "add",
    short_help=say(Text("登记", "enter something")),
    help=say(
        Text(
            "登记一份或一批。FILE 是签过名的声明（PDF、.zeren 或 declaration.jwt），只有它的哈希会写进去。全部成功，或者什么也不写。",
            "Enter one or many. FILE is a signed declaration (PDF, .zeren or declaration.jwt), of which only the hash is entered. All of it is written, or nothing.",
        )
    ),
)
@FOLDER
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--key",
    "key",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        Text(
            "登记的密钥文件；加 --for-release 时不用。",
            "The register's key; not needed with --for-release.",
        )
    ),
)
@click.option(
    "--hash",
    "digest",
    help=say(
        Text(
            "不给 FILE，直接给 SHA-256（声明的，是里面 declaration.jwt 的）。",
            "A SHA-256 instead of FILE; of a declaration, that of its declaration.jwt.",
        )
    ),
)
@click.option(
    "--org",
    help=say(
        Text(
            "组织的编号，例如统一社会信用代码。",
            "The organisation's id, such as its unified social credit code.",
        )
    ),
)
@name_options(required=False)
@click.option(
    "--kind",
    type=click.Choice(["declare", "supersede", "withdraw", "sign"]),
    default="declare",
    help=say(
        Text(
            "declare 登记（默认），supersede 取代旧的，withdraw 撤回，sign 签署倡议。",
            "declare, which is the default; supersede an earlier one; withdraw; or sign a pledge.",
        )
    ),
)
@click.option(
    "--of",
    "of",
    type=click.IntRange(min=0),
    metavar="N",
    help=say(
        Text("取代或撤回的是第几条。", "The number of the entry that is replaced or withdrawn.")
    ),
)
@click.option(
    "--reason", help=say(Text("撤回原因的代码。", "The code of the reason for a withdrawal."))
)
@click.option("--profile", help=say(Text("登记的是哪一类文件。", "What kind of thing is entered.")))
@click.option(
    "--batch",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help=say(
        Text(
            "一批：每行一个 JSON，有 hash、org，可以有 kind、profile。",
            "Many at once: a JSON object a line with hash and org, perhaps kind and profile.",
        )
    ),
)
@click.option(
    "--for-release",
    is_flag=True,
    help=say(Text("先不登记，等集中发布。", "Do not enter it yet; let it wait for the release.")),
)
@click.option(
    "--time",
    "time",
    help=say(
        Text(
            "登记的时间（UTC），例如 2026-11-22T08:00:00Z；不写就是现在。",
            "The time in UTC, such as 2026-11-22T08:00:00Z; now if you say nothing.",
        )
    ),
)
@lang_option
@json_option
def add(  # noqa: PLR0913, PLR0917 - an option each
    folder: Path,
    file: Path | None,
    key: Path | None,
    digest: str | None,
    org: str | None,
    name_zh: str | None,
    name_en: str | None,
    kind: str,
    of: int | None,
    reason: str | None,
    profile: str | None,
    batch: Path | None,
    time: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    for_release: bool,
    as_json: bool,
) -> None:
    from zeren.files.register_folder.credentials import Listed, batch_of
    from zeren.files.register_folder.folder import open_register

    if sum(one is not None for one in (file, digest, batch)) != (0 if _by_number(kind, of) else 1):
        raise click.UsageError(say(_ONE_SOURCE))
    names = named(org, name_zh, name_en)
    opened = open_register(folder)
    if names:
        opened.names()  # what cannot be read is refused before anything is entered
    asked = (
        batch_of(batch)
        if batch
        else Listed((_proposed(opened, file, digest, org, kind, of, reason, profile),))
    )
    if for_release:
        _stage(opened, asked)
    else:
        if key is None:
            raise click.UsageError(say(_NEEDS_KEY))
        _tell_written(_enter(opened, key, asked, time), as_json=as_json)
    if names:
        opened.name_them(names)


def _by_number(kind: str, of: int | None) -> bool:
    return kind == "withdraw" and of is not None


def _proposed(  # noqa: PLR0913, PLR0917 - an option each
    opened: Register,
    file: Path | None,
    digest: str | None,
    org: str | None,
    kind: str,
    of: int | None,
    reason: str | None,
    profile: str | None,
) -> Proposed:
    """What the options ask to be entered; a withdrawal takes from the entry what was left out."""
    from zeren.declare.package import PROFILE
    from zeren.declare.register.entries import PLEDGE_PROFILE, Proposed
    from zeren.files.register_folder.credentials import credential_of
    from zeren.files.register_folder.proving import not_registered

    digest = sha256(credential_of(file)).hexdigest() if file else digest or ""
    if kind == "withdraw":
        now = standing_of(opened)
        number = now.made.get(digest) if of is None else of
        if number is None or number >= len(now.entries):
            raise Refused(not_registered(digest if of is None else str(of)))
        before = now.entries[number]
        digest, org, profile = before.hash, org or before.org, profile or before.subject
    if not org:
        raise click.UsageError(say(_NEEDS_ORG))
    what = profile or (PLEDGE_PROFILE if kind == "sign" else PROFILE)
    detail = f";reason={reason or ''}" if kind == "withdraw" else ""
    if kind == "supersede" and of is not None:
        detail = f";of={of}"
    return Proposed(kind, digest, org, f"{what}{detail}")


def _enter(opened: Register, key: Path, asked: Listed, time: str | None) -> Written:
    from zeren.cli.keys import open_key
    from zeren.files.register_folder.folder import Signer
    from zeren.files.register_folder.writing import enter, moment

    now = moment(time, clock=datetime.now(UTC))
    signer = Signer(open_key(key), key)
    return enter(opened, signer, asked.entries, now=now, places=asked.places)


def _stage(opened: Register, asked: Listed) -> None:
    from zeren.files.register_folder.staff import stage

    now = stage(opened, asked.entries, places=asked.places)
    click.echo(
        say(
            Text(
                f"在等集中发布的有 {len(now.waiting)} 条。下一步：zeren register release show {opened.folder}",
                f"{counted(len(now.waiting), 'entry waits', 'entries wait')} for the release. Next: zeren register release show {opened.folder}",
            )
        )
    )


def _tell_written(written: Written, *, as_json: bool) -> None:
    if as_json:
        print_json(written_as_json(written))
        return
    for entry in written.known:
        click.echo(
            say(
                Text(
                    f"第 {entry.seq} 条以前已经登记：{entry.hash}",
                    f"Entry {entry.seq} was there already: {entry.hash}",
                )
            )
        )
    for entry in written.new[:20]:
        click.echo(
            say(
                Text(
                    f"第 {entry.seq} 条已登记：{entry.hash}",
                    f"Entered as number {entry.seq}: {entry.hash}",
                )
            )
        )
    if len(written.new) > 20:  # noqa: PLR2004 - a screen
        click.echo(say(Text(f"…… 一共 {len(written.new)} 条", f"… {len(written.new)} in all")))
    tell_root(written)


_ONE_SOURCE = Text(
    "要登记的只能给一样：FILE、--hash 或 --batch；撤回可以只写 --of。",
    "Give one thing to enter: FILE, --hash or --batch; a withdrawal needs only --of.",
)
_NEEDS_KEY = Text("登记要用 --key 给出登记的密钥。", "Name the register's key with --key.")
_NEEDS_ORG = Text("请用 --org 写明是哪个组织。", "Name the organisation with --org.")
