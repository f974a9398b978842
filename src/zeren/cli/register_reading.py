"""What reads a register: look something up, prove it, check a proof, audit everything, write the pages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.options import force_option, spare
from zeren.cli.register_options import FOLDER
from zeren.cli.screen import json_option, lang_option, on_screen, print_json, print_problems, say
from zeren.problems import Refused
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.declare.register.standing import Standing
    from zeren.declare.verdict import Verdict
    from zeren.files.register_folder.folder import Register


def standing_of(opened: Register) -> Standing:
    """Raises Refused where the log was tampered with."""
    from zeren.files.register_folder.reading import audit

    found = audit(opened.log, opened.verifier)
    if not found.is_sound:
        raise Refused(*found.problems)
    return found.standing


@click.command(
    "show",
    short_help=say(Text("查看登记", "look something up")),
    help=say(
        Text(
            "列出登记，最新的在前。WHAT 是序号、组织编号或哈希的开头（至少 8 位）。时间是这台电脑的当地时间，--json 里是 UTC。",
            "List what is registered, the latest first. WHAT is a number, an organisation's id, or the beginning of a hash (8 digits at least). Times are this computer's, in --json UTC.",
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
    from zeren.declare.register.clock import local_words
    from zeren.declare.register.entries import KINDS
    from zeren.declare.register.standing import STATES
    from zeren.files.register_folder.folder import open_register

    opened = open_register(folder)
    now, names = standing_of(opened), opened.names()
    found = list(now.found(what) if what else now.entries)
    if as_json:
        print_json([{**one.as_json(), "state": now.state(one.seq)} for one in found])
    for one in () if as_json else reversed(found):
        name = on_screen(say(names[one.org])) if one.org in names else ""
        mark = (
            say(STATES[now.state(one.seq)]) if one.kind in {"declare", "supersede", "sign"} else ""
        )
        words = (
            str(one.seq),
            local_words(one.time),
            say(KINDS[one.kind]),
            one.org,
            name,
            one.hash[:16],
            mark,
        )
        click.echo("  ".join(word for word in words if word))
    if what and not found:
        click.echo(say(Text("登记里没有。", "It is not in the register.")), err=True)
        sys.exit(1)


@click.command(
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


@click.command(
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


@click.command(
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


@click.command(
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
@click.option(
    "--offset",
    default="+08:00",
    show_default=True,
    help=say(
        Text(
            "网页上的时间按哪里的：和 UTC 的时差。",
            "Where the times on the pages are told: the offset from UTC.",
        )
    ),
)
@lang_option
def site(
    folder: Path,
    out: Path,
    url: str,
    colour: str,
    offset: str,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
) -> None:
    from zeren.files.register_folder.folder import open_register
    from zeren.files.register_site.site import write_site

    count = write_site(open_register(folder), out, url=url, colour=colour, offset=offset)
    click.echo(
        say(
            Text(
                f"已写出 {count} 个网页，在 {out}。",
                f"Wrote {counted(count, 'page', 'pages')} into {out}.",
            )
        )
    )


_WHAT_OR_ALL = Text("请写 WHAT 或 --all，只写一样。", "Give either WHAT or --all.")
