"""`zeren identity`: what an association says of a company's key and answers, and what it takes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from zeren.cli.confirming import (
    BACKWARDS,
    DAYS,
    KEPT,
    REASONS,
    day_option,
    end_of,
    list_options,
    out_option,
    record_in,
    signer,
    signing_options,
    span,
    spot_for,
    start_of,
    withdrawn_from,
    write_confirmed,
    write_list,
)
from zeren.cli.options import force_option, keep_apart, on_day, spare
from zeren.cli.screen import lang_option, say
from zeren.problems import Place, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.files.signatures import Key

_YEARS: Final = 3  # the longest that anybody should vouch for a key without looking again


@click.group(
    short_help=say(Text("协会：密钥属于谁", "for an association: whose key it is")),
    help=say(
        Text(
            "协会用：trust 写出交给买家的公钥文件，issue 确认密钥属于哪家企业，status 公布撤销清单。核查过哪些回答，用 zeren attest；撤回，用 zeren withdraw。",
            "For an association: trust writes the file for buyers, issue confirms whose key it is, status publishes what was revoked. Which answers staff looked at is for zeren attest, taking back for zeren withdraw.",
        )
    ),
)
def identity() -> None:
    """Group the verbs."""


@identity.command(
    "trust",
    short_help=say(Text("写出交给买家的公钥文件", "the file that buyers trust you by")),
    help=say(
        Text(
            "写出 association.pub：协会的名称、标识和公钥。买家要从协会直接拿到它。",
            "Write association.pub: the association's name, identifier and public keys. Buyers must get it from the association itself.",
        )
    ),
)
@click.option(
    "--key",
    "key_file",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help=say(Text("协会的密钥。", "The association's key.")),
)
@click.option("--name-zh", required=True, help=say(Text("中文名称。", "Its name in Chinese.")))
@click.option("--name-en", required=True, help=say(Text("英文名称。", "Its name in English.")))
@click.option(
    "--domain",
    help=say(
        Text(
            "协会网站的域名：以后换密钥时标识不变。不写，标识就是密钥本身。",
            "The domain of its site: its identifier then outlives its keys. Without it the key is the identifier.",
        )
    ),
)
@click.option(
    "--earlier",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "以前用过的公钥 .pub，从前签的还要能核对；要和 --domain 一起用。可以写几次。",
            "A .pub of a key used before, so that what it signed can still be checked; needs --domain. May be repeated.",
        )
    ),
)
@click.option(
    "--register",
    metavar="VKEY",
    default="",
    help=say(Text("公示登记的公钥（名称+哈希+公钥）。", "The register's key: name+hash+key.")),
)
@out_option
@force_option
@lang_option
def trust(  # noqa: PLR0913, PLR0917 - one argument an option
    key_file: Path,
    name_zh: str,
    name_en: str,
    domain: str | None,
    earlier: tuple[Path, ...],
    register: str,
    out: Path,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    force: bool,
) -> None:
    from zeren.cli.keys import open_key
    from zeren.declare.did import did_web
    from zeren.declare.jws import Unsound
    from zeren.declare.register.notes import Verifier
    from zeren.declare.trust import Trust as Made
    from zeren.files.association import write_json
    from zeren.files.signatures import read_public
    from zeren.files.writing import write_whole

    keep_apart(out, key_file, *earlier)
    if earlier and not domain:
        raise click.UsageError(say(_EARLIER_NEEDS_DOMAIN))
    key = open_key(key_file)
    if not _is_public_part(out, key):
        spare(out, force=force)
    try:
        did = did_web(domain) if domain else key.did
        line = Verifier.of(register).line if register else ""
    except Unsound as fault:
        raise click.UsageError(say(_odd_trust(str(fault)))) from fault
    keys = {one.thumbprint: one.jwk for one in (key.public, *map(read_public, earlier))}
    made = Made(Text(name_zh.strip(), name_en.strip()), did, tuple(keys.values()), line)
    if not made.name.zh or not made.name.en:
        raise click.UsageError(say(_NO_NAME))
    write_whole(out, write_json(made.as_json()))
    click.echo(say(_trust_written(out, did, key.public.thumbprint)))


@identity.command(
    "issue",
    short_help=say(Text("确认密钥属于哪家企业", "whose key it is")),
    help=say(
        Text(
            "确认这把密钥属于这个统一社会信用代码的企业，写明怎样查的、到哪一天为止。先看原件，再签。",
            "Confirm that this key belongs to the company with this unified social credit code: how that was found out and until when. See the originals first, then sign.",
        )
    ),
)
@signing_options
@click.option(
    "--company",
    metavar="FILE",
    required=True,
    type=click.Path(path_type=Path),
    help=say(Text("企业交来的 company.pub。", "The company.pub that the company handed over.")),
)
@click.option(
    "--name",
    required=True,
    help=say(
        Text(
            "执照上的名称，和声明里一字不差。",
            "Its name as on the licence and in the declaration, to the letter.",
        )
    ),
)
@click.option(
    "--uscc", required=True, help=say(Text("统一社会信用代码。", "Its unified social credit code."))
)
@day_option(
    "--registered",
    Text("执照上的成立日期。", "The day of its establishment on the licence."),
    required=True,
)
@click.option("--how", required=True, help=say(Text("怎样查的。", "How it was found out.")))
@day_option("--from", Text("从哪一天起，不写就是今天。", "From when; today if you say nothing."))
@day_option("--until", Text("到哪一天为止。", "Until when."), required=True)
@click.option(
    "--domain",
    help=say(
        Text(
            "企业用网站作标识时，网站的域名。",
            "The company's domain, where its site is its identifier.",
        )
    ),
)
@list_options
@out_option
@force_option
@lang_option
def issue(*, lang: str | None, **given: Any) -> None:  # noqa: ANN401, ARG001 - click gives them
    from zeren.collect import uscc
    from zeren.declare.association import Identity, sign_identity
    from zeren.declare.did import did_web
    from zeren.declare.jws import Unsound
    from zeren.files.signatures import read_public

    spare(given["out"], force=given["force"])
    company = read_public(given["company"])
    if wrong := uscc.problems_of(given["uscc"], place=Place(field="--uscc")):
        raise Refused(*wrong)
    since, until = span(given["from"], given["until"], years=_YEARS)
    registered = date.fromisoformat(on_day(given["registered"]))
    try:
        did = did_web(given["domain"]) if given["domain"] else company.did
    except Unsound as fault:
        raise click.UsageError(say(_odd_trust(str(fault)))) from fault
    by, key = signer(given["key_file"], given["pub"])
    spot, record = spot_for(given["record"], given["spot"])
    said = Identity(
        did=did,
        key=company.jwk,
        name=given["name"].strip(),
        uscc=uscc.normalise(given["uscc"]),
        registered=registered,
        how=given["how"].strip(),
        since=since,
        until=until,
        spot=spot,
    )
    token = sign_identity(said, by=by, key=key)
    write_confirmed(
        given["out"], token, record, given["record"], spot, kind="identity", subject=said.uscc
    )


@identity.command(
    "status",
    short_help=say(Text("撤销，并公布清单", "revoke, and publish the list")),
    help=say(
        Text(
            "公布撤销清单，每月至少一次；用 --revoke 撤销一个位置。清单上只有 0 和 1，看不出是谁。",
            "Publish the list of what was revoked, at least every month; --revoke revokes a place. The list holds noughts and ones and names nobody.",
        )
    ),
)
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
    "--url",
    help=say(
        Text(
            "第一次：清单以后放在哪个网址。", "The first time: the address where the list will be."
        )
    ),
)
@click.option(
    "--revoke", metavar="N", type=int, help=say(Text("撤销的位置。", "The place to revoke."))
)
@click.option(
    "--reason",
    type=click.Choice(REASONS),
    help=say(Text("原因的代码。", "The code of the reason.")),
)
@day_option(
    "--from", Text("清单的日期，不写就是现在。", "The date of the list; now if you say nothing.")
)
@day_option(
    "--until",
    Text(
        "有效到哪一天，不写就是 35 天。", "Until when it may be used; 35 days if you say nothing."
    ),
)
@out_option
@force_option
@lang_option
def status(*, lang: str | None, **given: Any) -> None:  # noqa: ANN401, ARG001 - as above
    spare(given["out"], force=given["force"])
    if (given["revoke"] is None) != (given["reason"] is None):
        raise click.UsageError(say(_REVOKE_WITH_REASON))
    record = record_in(given["record"], given["url"])
    since = start_of(on_day(given["from"])) if given["from"] else datetime.now(UTC)
    until = end_of(on_day(given["until"])) if given["until"] else since + timedelta(days=DAYS)
    if until <= since:
        raise click.UsageError(say(BACKWARDS))
    if given["revoke"] is not None:
        record = withdrawn_from(record, given["revoke"], since.date().isoformat(), given["reason"])
    write_list(record, given, since=since, until=until)


def _is_public_part(out: Path, key: Key) -> bool:
    """Whether the file to write is the .pub that was made with this key: nothing of it is lost."""
    from zeren.files.signatures import read_public

    try:
        return read_public(out).thumbprint == key.public.thumbprint
    except Refused:
        return False


_EARLIER_NEEDS_DOMAIN: Final = Text(
    "--earlier 要和 --domain 一起用：没有网站时，协会的标识就是它的密钥，换了密钥就是另一家。",
    "--earlier needs --domain: without a site the key is the association's identifier, and another key another association.",
)
_NO_NAME: Final = Text("中文和英文名称都要写。", "Give its name in both languages.")
_REVOKE_WITH_REASON: Final = Text(
    "--revoke 和 --reason 要一起写。", "Give --revoke and --reason together."
)


def _odd_trust(code: str) -> Text:
    if code == "did":
        return Text(
            "--domain 不是域名。请只写域名，例如 example.org。",
            "--domain is no domain. Write the domain alone, such as example.org.",
        )
    return Text(
        "--register 不是登记的公钥，要写成 名称+哈希+公钥。",
        "--register is not the key of a register. It reads name+hash+key.",
    )


def _trust_written(out: Path, did: str, thumbprint: str) -> Text:
    return Text(
        f"已写入 {out}。标识 {did}，密钥指纹 {thumbprint}。请通过当面、网站或纸面交给买家，让他们能对照指纹。",
        f"Wrote {out}. Identifier {did}, fingerprint {thumbprint}. Give it to buyers in person, on your site and on paper, so that they can compare the fingerprint.",
    )
