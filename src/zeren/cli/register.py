"""`zeren register`: the public register, which nobody can rewrite unseen."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zeren.cli.options import force_option, spare
from zeren.cli.release import name_options, named, release, tell_root, written_as_json
from zeren.cli.screen import json_option, lang_option, on_screen, print_json, print_problems, say
from zeren.problems import Refused
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.declare.register.entries import Proposed
    from zeren.declare.register.standing import Standing
    from zeren.declare.verdict import Verdict
    from zeren.files.register_folder.folder import Register
    from zeren.files.register_folder.writing import Written

FOLDER = click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))


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


register.add_command(release)


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
    from zeren.files.register_folder.folder import make_register
    from zeren.problems import Place

    if found := problems_of_org(org, Place(field="--org")):
        raise Refused(*found)
    made = make_register(
        folder, open_key(key), origin=origin, operator=org, name=Text(name_zh, name_en)
    )
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
    from zeren.files.register_folder.credentials import batch_of
    from zeren.files.register_folder.folder import open_register

    if sum(one is not None for one in (file, digest, batch)) != (0 if _by_number(kind, of) else 1):
        raise click.UsageError(say(_ONE_SOURCE))
    names = named(org, name_zh, name_en)
    opened = open_register(folder)
    proposed = (
        batch_of(batch)
        if batch
        else (_proposed(opened, file, digest, org, kind, of, reason, profile),)
    )
    if for_release:
        _stage(opened, proposed)
    else:
        if key is None:
            raise click.UsageError(say(_NEEDS_KEY))
        _tell_written(_enter(opened, key, proposed, time), as_json=as_json)
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
        now = _standing(opened)
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


def _standing(opened: Register) -> Standing:
    """Raises Refused where the log was tampered with."""
    from zeren.files.register_folder.reading import audit

    found = audit(opened.log, opened.verifier)
    if not found.is_sound:
        raise Refused(*found.problems)
    return found.standing


def _enter(
    opened: Register, key: Path, proposed: tuple[Proposed, ...], time: str | None
) -> Written:
    from zeren.cli.keys import open_key
    from zeren.files.register_folder.folder import Signer
    from zeren.files.register_folder.writing import enter, moment

    now = moment(time, clock=datetime.now(UTC))
    return enter(opened, Signer(open_key(key), key), proposed, now=now)


def _stage(opened: Register, proposed: tuple[Proposed, ...]) -> None:
    from zeren.files.register_folder.staff import stage

    now = stage(opened, proposed)
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


@register.command(
    "show",
    short_help=say(Text("查看登记", "look something up")),
    help=say(
        Text(
            "列出登记，最新的在前。WHAT 是序号、组织编号或哈希的开头（至少 8 位）。",
            "List what is registered, the latest first. WHAT is a number, an organisation's id, or the beginning of a hash (8 digits at least).",
        )
    ),
)
@FOLDER
@click.argument("what", required=False)
@lang_option
@json_option
def show(
    folder: Path,
    what: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.declare.register.entries import KINDS
    from zeren.declare.register.standing import STATES
    from zeren.files.register_folder.folder import open_register

    opened = open_register(folder)
    now, names = _standing(opened), opened.names()
    found = list(now.found(what) if what else now.entries)
    if as_json:
        print_json([{**one.as_json(), "state": now.state(one.seq)} for one in found])
    for one in () if as_json else reversed(found):
        name = on_screen(say(names[one.org])) if one.org in names else ""
        mark = (
            say(STATES[now.state(one.seq)]) if one.kind in {"declare", "supersede", "sign"} else ""
        )
        words = (str(one.seq), one.time, say(KINDS[one.kind]), one.org, name, one.hash[:16], mark)
        click.echo("  ".join(word for word in words if word))
    if what and not found:
        click.echo(say(Text("登记里没有。", "It is not in the register.")), err=True)
        sys.exit(1)


@register.command(
    "prove",
    short_help=say(Text("出具证明", "give a proof")),
    help=say(
        Text(
            "写出一条登记的证明 proof.json，别人不联网就能核对。WHAT 是声明文件、序号或哈希。",
            "Write proof.json for one entry, which others check without a network. WHAT is the file of a declaration, a number or a hash.",
        )
    ),
)
@FOLDER
@click.argument("what", required=False)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help=say(
        Text("写到哪个文件；加 --all 时是文件夹。", "The file to write; with --all a folder.")
    ),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say(Text("有效的登记，每条写一份。", "One for each entry that stands.")),
)
@force_option
@lang_option
def prove(
    folder: Path,
    what: str | None,
    out: Path,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    everything: bool,
    force: bool,
) -> None:
    from zeren.files.register_folder.folder import open_register
    from zeren.files.register_folder.proving import proof_for, proofs_for_all
    from zeren.files.writing import write_all, write_whole

    if (what is None) != everything:
        raise click.UsageError(say(_WHAT_OR_ALL))
    opened = open_register(folder)
    if everything:
        out.mkdir(parents=True, exist_ok=True)
        made = proofs_for_all(opened)
        write_all(out, made)
        click.echo(
            say(
                Text(
                    f"已写出 {len(made)} 份证明，在 {out}。",
                    f"Wrote {counted(len(made), 'proof', 'proofs')} into {out}.",
                )
            )
        )
        return
    spare(out, force=force)
    write_whole(out, proof_for(opened, what or ""))
    click.echo(
        say(Text(f"已写出 {out}，请和声明放在一起。", f"Wrote {out}; put it with the declaration."))
    )


@register.command(
    "check",
    short_help=say(Text("核对证明", "check a proof")),
    help=say(
        Text(
            "不联网，核对一份 proof.json：这条登记在不在这个公示登记里。退出码：0 成立，1 不成立，3 无法判断。",
            "Check a proof.json without a network: is this entry in that register? Exit 0 it is, 1 it is not, 3 it cannot be told.",
        )
    ),
)
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option(
    "--register",
    "verifier",
    metavar="KEY",
    help=say(
        Text(
            "登记的公钥（名称+哈希+公钥），或者写着它的文件。",
            "The register's verifier key, name+hash+key, or a file that holds it.",
        )
    ),
)
@click.option(
    "--for",
    "credential",
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help=say(Text("证明说的要是这一份声明。", "The proof must be about this declaration.")),
)
@lang_option
@json_option
def check(
    file: Path,
    verifier: str | None,
    credential: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.declare.verdict import EXIT
    from zeren.files.register_folder.credentials import credential_of
    from zeren.files.register_folder.proving import check_proof, verifier_in

    found = check_proof(
        _start_of(file),
        verifier_in(verifier) if verifier else None,
        credential=credential_of(credential) if credential else None,
    )
    _tell_verdict(found, as_json=as_json)
    sys.exit(EXIT[found.outcome])


def _start_of(file: Path) -> bytes:
    """A proof has a few thousand bytes; more than a million is none and need not be read."""
    with file.open("rb") as opened:
        return opened.read(1_000_000)


def _tell_verdict(found: Verdict, *, as_json: bool) -> None:
    if as_json:
        print_json(found.as_json())
        return
    colour = {"holds": "green", "fails": "red", "unknown": "yellow"}[found.outcome]
    click.secho(on_screen(say(found.sentence)), fg=colour, bold=True)
    for step in found.steps:
        click.echo(f"  {on_screen(say(step.words))}")
    for words in found.not_proven:
        click.echo(f"  {say(Text('没有证明：', 'Not proven: '))}{say(words)}")


@register.command(
    "audit",
    short_help=say(Text("审计整个登记", "look at everything again")),
    help=say(
        Text(
            "从第一条读起：改过、删过、换过位置、截掉的都能发现。DIR 是登记，或者别人公布的 log 文件夹。",
            "Read everything from the first entry: whatever was edited, deleted, reordered or cut off is found. DIR is a register, or a published log folder.",
        )
    ),
)
@FOLDER
@click.option(
    "--against",
    multiple=True,
    type=click.Path(dir_okay=False, exists=True, path_type=Path),
    metavar="FILE",
    help=say(
        Text(
            "以前留下的 checkpoint，用来查有没有被改写；可以写几次。",
            "A checkpoint that was kept earlier, to see whether it was rewritten since. May be repeated.",
        )
    ),
)
@click.option(
    "--register",
    "verifier",
    metavar="KEY",
    help=say(
        Text(
            "登记的公钥；不写就用 DIR 里写的。", "The verifier key; that in DIR if you say nothing."
        )
    ),
)
@lang_option
@json_option
def audit_verb(
    folder: Path,
    against: tuple[Path, ...],
    verifier: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.files.register_folder.folder import open_register
    from zeren.files.register_folder.proving import verifier_in
    from zeren.files.register_folder.reading import audit
    from zeren.files.register_folder.releases import problems_of_releases

    log = folder / "log" if (folder / "log").is_dir() else folder
    known = verifier_in(verifier) if verifier else open_register(folder).verifier
    kept = tuple((one.name, one.read_bytes()) for one in against)
    found = audit(log, known, remembered=kept)
    if found.is_sound and (log.parent / "releases").is_dir():
        found.problems += problems_of_releases(log.parent / "releases", found.standing)
    if as_json:
        print_json(found.as_json())
    else:
        print_problems(found.problems)
        if found.is_sound and found.checkpoint:
            point = found.checkpoint
            click.echo(
                say(
                    Text(
                        f"登记完好：{point.size} 条，根哈希 {point.root.hex()}",
                        f"The register is sound: {counted(point.size, 'entry', 'entries')}, root {point.root.hex()}",
                    )
                )
            )
    sys.exit(0 if found.is_sound else 1)


@register.command(
    "site",
    short_help=say(Text("生成公示网页", "write the public pages")),
    help=say(
        Text(
            "生成中英文公示网页、订阅和 JSON，连同登记本身，放到任何网站上都能用。",
            "Write the public pages in Chinese and English, a feed, JSON and the log itself, for any web server.",
        )
    ),
)
@FOLDER
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help=say(Text("写到哪个文件夹，没有就新建。", "The folder to write into, made if need be.")),
)
@click.option(
    "--url",
    default="",
    help=say(
        Text(
            "网页以后的地址，订阅里要用；不写就用登记的名字。",
            "Where the pages will stand, for the feed; the register's name if you say nothing.",
        )
    ),
)
@click.option(
    "--colour",
    default="#0f5c55",
    show_default=True,
    help=say(Text("主办机构的颜色。", "The colour of the body that keeps it.")),
)
@lang_option
def site(
    folder: Path,
    out: Path,
    url: str,
    colour: str,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.files.register_folder.folder import open_register
    from zeren.files.register_site.site import write_site

    count = write_site(open_register(folder), out, url=url, colour=colour)
    click.echo(
        say(
            Text(
                f"已写出 {count} 个网页，在 {out}。",
                f"Wrote {counted(count, 'page', 'pages')} into {out}.",
            )
        )
    )


_ONE_SOURCE = Text(
    "要登记的只能给一样：FILE、--hash 或 --batch；撤回可以只写 --of。",
    "Give one thing to enter: FILE, --hash or --batch; a withdrawal needs only --of.",
)
_NEEDS_KEY = Text("登记要用 --key 给出登记的密钥。", "Name the register's key with --key.")
_NEEDS_ORG = Text("请用 --org 写明是哪个组织。", "Name the organisation with --org.")
_WHAT_OR_ALL = Text("请写 WHAT 或 --all，只写一样。", "Give either WHAT or --all.")
