"""`zeren attach`: put what an association said into a declaration, and lay it out again."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click

from zeren.cli.declaring import (
    layout_of,
    layout_options,
    show_written,
    trust_option,
    write_declared,
)
from zeren.cli.opening import given, moment_of, with_others
from zeren.cli.screen import json_option, lang_option, on_screen, print_json, print_problems, say
from zeren.problems import Place, Problem, Refused
from zeren.text import Text


@click.command(
    short_help=say(Text("把协会的确认放进声明", "put what an association said into a declaration")),
    help=say(
        Text(
            "把协会的确认、核对、撤销清单或登记证明（MEMBER：identity-1.jwt、check-1.jwt、status-1.jwt、proof.json）放进声明 FILE，重新写出 PDF 和 .zeren。企业的签名不变，不用密钥。",
            "Put an association's confirmation, check, list of withdrawals or proof (MEMBER: identity-1.jwt, check-1.jwt, status-1.jwt, proof.json) into a declaration FILE and write PDFs and .zeren again. The company's signature stays; no key is needed.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument(
    "members", metavar="MEMBER...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@trust_option
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(Text("写到哪个文件夹。", "The folder to write to.")),
)
@layout_options
@lang_option
@json_option
def attach(  # noqa: PLR0913, PLR0917 - one argument an option
    file: Path,
    members: tuple[Path, ...],
    trusted: tuple[Path, ...],
    out: Path,
    logo: Path | None,
    colour: str | None,
    site: str,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.declare.package import STATEMENT
    from zeren.files.association import read_trust
    from zeren.files.envelope import package_of
    from zeren.files.seal import Reader, handed_out, judged

    layout = layout_of(logo, colour, site)
    reader = Reader(tuple(given(read_trust, path) for path in trusted), moment_of(None))
    package = with_others(package_of(file), members)
    if STATEMENT not in package.members:
        raise Refused(_problem(file))
    verdict = judged(package, reader)
    if verdict.outcome == "fails":
        raise Refused(_fails(file, verdict.sentence))
    write_declared(out, handed_out(package, verdict, reader, layout))
    if as_json:
        print_json({"written": str(out), "members": sorted(package.members)})
    else:
        show_written(out)
        click.echo(say(_HELD.format(names=on_screen(", ".join(sorted(package.members))))))
        if not trusted:
            print_problems([_NOT_PRINTED])
    sys.exit(0)


def _problem(file: Path) -> Problem:
    return Problem(
        "attach-no-statement",
        "error",
        Place(file=file.name),
        Text("这个文件里没有声明原文。", "The statement is not in this file."),
        Text(
            "请用 zeren declare 写出的 PDF 或 .zeren。",
            "Use the PDF or .zeren that zeren declare wrote.",
        ),
    )


def _fails(file: Path, sentence: Text) -> Problem:
    return Problem(
        "attach-fails",
        "error",
        Place(file=file.name),
        sentence,
        Text(
            "没有写出任何文件。请用 zeren verify 看是哪一份不对，换一份再放。",
            "Nothing was written. See with zeren verify which part is wrong and take another.",
        ),
    )


_HELD: Final = Text("里面有：{names}", "Inside: {names}")
_NOT_PRINTED: Final = Problem(
    "attach-not-printed",
    "note",
    Place(),
    Text(
        "协会的确认放进去了，但没有印在页面上：没有用 --trust 写明是哪家协会，无从核对。",
        "What the association said is inside but not printed: without --trust it could not be checked.",
    ),
    Text(
        "要印出来，加上 --trust association.pub。",
        "To have it printed, add --trust association.pub.",
    ),
)
