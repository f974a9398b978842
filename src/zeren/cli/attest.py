"""`zeren attest`: which answers of a declaration an association's staff looked at, and how."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from zeren.cli.confirming import (
    day_option,
    declared_of,
    list_options,
    must_be_asked,
    out_option,
    signer,
    signing_options,
    spot_for,
    start_of,
    write_confirmed,
)
from zeren.cli.options import force_option, on_day, spare
from zeren.cli.screen import lang_option, say
from zeren.text import Text


@click.command(
    short_help=say(Text("说明核查过哪些回答", "which answers staff looked at")),
    help=say(
        Text(
            "说明工作人员对这份声明（FILE：PDF、.zeren 或 declaration.jwt）核查过哪些回答、用什么办法。没有核查的不要写。",
            "Say which answers of this declaration (FILE: a PDF, a .zeren file or declaration.jwt) staff looked at, and how. Name none that they did not.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@signing_options
@click.option(
    "--reviewed",
    required=True,
    metavar="CODES",
    help=say(
        Text("题号，用逗号分开，例如 E1.2,E3.1。", "Codes with commas between, such as E1.2,E3.1.")
    ),
)
@click.option("--means", required=True, help=say(Text("用什么办法核查的。", "By what means.")))
@day_option(
    "--day", Text("哪一天核查的，不写就是今天。", "The day of the check; today if you say nothing.")
)
@list_options
@out_option
@force_option
@lang_option
def attest(file: Path, *, lang: str | None, **given: Any) -> None:  # noqa: ANN401, ARG001 - as above
    from hashlib import sha256

    from zeren.declare.association import Check, sign_check
    from zeren.declare.package import CREDENTIAL
    from zeren.files.envelope import package_of

    spare(given["out"], force=given["force"])
    codes = tuple(dict.fromkeys(one.strip() for one in given["reviewed"].split(",") if one.strip()))
    package = package_of(file)
    declared = declared_of(package, file)
    must_be_asked(codes, package)
    day = date.fromisoformat(on_day(given["day"]))
    by, key = signer(given["key_file"], given["pub"])
    spot, record = spot_for(given["record"], given["spot"])
    said = Check(
        declaration=declared.id,
        digest=sha256(package.members[CREDENTIAL]).hexdigest(),
        did=declared.did,
        name=declared.names[-1],
        reviewed=codes,
        means=given["means"].strip(),
        day=day,
        since=start_of(day),
        until=declared.until,
        spot=spot,
    )
    token = sign_check(said, by=by, key=key)
    write_confirmed(
        given["out"], token, record, given["record"], spot, kind="check", subject=declared.id
    )
