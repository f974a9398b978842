"""`zeren keys`: a company's own key, what it is called, and the document for the company's site."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from zeren.cli.options import force_option, keep_apart, spare
from zeren.cli.screen import json_option, lang_option, print_json, say
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.files.signatures import Key, PublicKey

PASSPHRASE: Final = "ZEREN_PASSPHRASE"  # noqa: S105 - the name of a variable
SHORTEST: Final = 8  # characters of a passphrase


@click.group(
    short_help=say(Text("签署声明用的密钥", "the key that signs declarations")),
    help=say(
        Text(
            "企业签署声明用的密钥：new 生成，show 显示它的标识，did-web 写出放到企业网站上的文件。",
            "The key with which a company signs: new makes one, show tells what it is called, did-web writes the document for the company's site.",
        )
    ),
)
def keys() -> None:
    """Group the verbs."""


@keys.command(
    "new",
    short_help=say(Text("生成密钥", "make a key")),
    help=say(
        Text(
            "生成密钥。OUT 是要写的文件，例如 company.key；可以给别人看的部分写在旁边的 company.pub。",
            "Make a key. OUT is the file to write, company.key for example; what others may see goes into company.pub beside it.",
        )
    ),
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--ed25519",
    is_flag=True,
    help=say(
        Text(
            "用 Ed25519（公示登记要用）；不写就是各处都认的 P-256。",
            "Use Ed25519, which a register needs; without it P-256, which is read everywhere.",
        )
    ),
)
@click.option(
    "--no-passphrase",
    is_flag=True,
    help=say(
        Text(
            "不设口令：谁拿到文件，谁就能用它签名。",
            "No passphrase: whoever gets the file can sign with it.",
        )
    ),
)
@lang_option
@json_option
def new(
    out: Path,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    ed25519: bool,
    no_passphrase: bool,
    as_json: bool,
) -> None:
    from zeren.files.signatures import new_key, write_key
    from zeren.files.writing import write_whole

    _must_be_key(out)
    beside = out.with_suffix(".pub")
    for path in (out, beside):
        _never_over(path)
    passphrase = None if no_passphrase else _new_passphrase()
    made = new_key(ed25519=ed25519)
    write_key(out, made, passphrase)
    write_whole(beside, _as_text(made.public.as_json()))
    if as_json:
        print_json(made.public.as_json())
    else:
        click.echo(say(_made(out, beside)))
        _tell(made.public)
        click.echo(say(_KEEP))
    if no_passphrase:
        click.echo(click.style(say(_NO_PASSPHRASE), fg="yellow"), err=True)


@keys.command(
    "show",
    short_help=say(Text("显示密钥的标识", "tell what a key is called")),
    help=say(
        Text(
            "显示一个密钥的标识和指纹。FILE 是 .pub 文件；给 .key 文件时要输入口令。",
            "Tell the identifier and fingerprint of a key. FILE is a .pub file; a .key file asks for its passphrase.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@lang_option
@json_option
def show(
    file: Path,
    lang: str | None,  # noqa: ARG001 - as above
    *,
    as_json: bool,
) -> None:
    found = _public(file)
    if as_json:
        print_json(found.as_json())
    else:
        _tell(found)


@keys.command(
    "did-web",
    short_help=say(Text("写出放到企业网站上的文件", "the document for the company's site")),
    help=say(
        Text(
            "写出 did.json，放到企业网站上，别人就能看到密钥是这个网站的。FILE 是 .pub 或 .key 文件；换过密钥时，把旧的 .pub 也写上，过去的声明还能核对。",
            "Write did.json to put on the company's site, so that anybody sees that the key is of that site. FILE is a .pub or .key file; after a change of keys name the earlier .pub too, so that earlier declarations can still be checked.",
        )
    ),
)
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path)
)
@click.option(
    "--domain",
    required=True,
    help=say(Text("网站的域名，例如 example.org。", "The site's domain, such as example.org.")),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("did.json"),
    help=say(Text("写到哪里；不写就是 did.json。", "Where to write; did.json if you say nothing.")),
)
@force_option
@lang_option
def did_web(
    files: tuple[Path, ...],
    domain: str,
    out: Path,
    lang: str | None,  # noqa: ARG001 - as above
    *,
    force: bool,
) -> None:
    from zeren.declare import did
    from zeren.declare.jws import Unsound
    from zeren.files.writing import write_whole

    keep_apart(out, *files)
    spare(out, force=force)
    try:
        site = did.did_web(domain)
    except Unsound as fault:
        raise click.UsageError(say(_no_domain(domain))) from fault
    keys = {found.thumbprint: found.jwk for found in map(_public, files)}
    write_whole(out, _as_text(did.document_of(site, *keys.values())))
    host = site.removeprefix("did:web:")
    click.echo(
        say(
            Text(
                f"已写出 {out}。请放到 https://{host}/.well-known/did.json。企业的标识是：{site}",
                f"Wrote {out}. Put it at https://{host}/.well-known/did.json. The company's identifier is {site}",
            )
        )
    )


def open_key(path: Path) -> Key:
    """Open a company's key: with ZEREN_PASSPHRASE, else with what is typed. Raises Refused."""
    from zeren.files.signatures import is_encrypted, read_key

    passphrase = os.environ.get(PASSPHRASE)
    if not passphrase and is_encrypted(path) and sys.stdin.isatty():
        passphrase = _typed("口令", "Passphrase")
    return read_key(path, passphrase)


def _public(path: Path) -> PublicKey:
    from zeren.files.signatures import read_public

    return open_key(path).public if path.suffix.lower() == ".key" else read_public(path)


def _new_passphrase() -> str:
    """From ZEREN_PASSPHRASE, else typed twice. Raises UsageError where there is neither, or too short."""
    passphrase = os.environ.get(PASSPHRASE)
    if not passphrase:
        if not sys.stdin.isatty():
            raise click.UsageError(say(_NOBODY_TO_ASK))
        passphrase = _typed("口令（至少 8 个字符）", "Passphrase (at least 8 characters)")
        if passphrase != _typed("再输入一次", "Once more"):
            raise click.UsageError(say(_NOT_ALIKE))
    if len(passphrase) < SHORTEST:
        raise click.UsageError(say(_TOO_SHORT))
    return passphrase


def _typed(zh: str, en: str) -> str:
    return str(click.prompt(say(Text(zh, en)), hide_input=True, err=True))


def _must_be_key(out: Path) -> None:
    if out.suffix.lower() != ".key":
        raise click.UsageError(say(Text(f"“{out}”要以 .key 结尾。", f'"{out}" must end in .key.')))


def _never_over(path: Path) -> None:
    if path.exists() or path.is_symlink():
        raise click.UsageError(
            say(
                Text(
                    f"“{path}”已经存在。密钥丢了就找不回来，所以绝不覆盖，请换个名字。",
                    f'"{path}" is already there. A lost key cannot be made again, so nothing is written over; choose another name.',
                )
            )
        )


def _as_text(table: dict[str, object]) -> bytes:
    return (json.dumps(table, ensure_ascii=False, indent=2) + "\n").encode()


def _tell(found: PublicKey) -> None:
    kind = {"P-256": "ES256, P-256", "Ed25519": "EdDSA, Ed25519"}[found.jwk["crv"]]
    click.echo(
        say(
            Text(
                f"标识  {found.did}\n指纹  {found.thumbprint}\n种类  {kind}",
                f"identifier   {found.did}\nfingerprint  {found.thumbprint}\nkind         {kind}",
            )
        )
    )


def _made(out: Path, beside: Path) -> Text:
    return Text(
        f"密钥写在 {out}，只有您这个账户能读；可以给别人看的部分写在 {beside}。",
        f"The key is in {out}, which only your account can read; what others may see is in {beside}.",
    )


_KEEP: Final = Text(
    "现在就在另一处放一份备份，口令分开保管；两样缺一样，就不能再签名，也不能再出示封存的回答。别人要的只是 .pub 文件，密钥谁也不给。",
    "Put a copy in another place now, and keep the passphrase apart; without either of them nothing more can be signed, nor sealed answers shown. What others need is the .pub file; give nobody the key.",
)
_NO_PASSPHRASE: Final = Text(
    "注意：没有口令。谁拿到这个文件，谁就能用它签名。",
    "Mind: there is no passphrase. Whoever gets this file can sign with it.",
)
_NOBODY_TO_ASK: Final = Text(
    f"没有人可以输入口令。请把口令放在环境变量 {PASSPHRASE} 里，或者写 --no-passphrase，不设口令。",
    f"Nobody is there to type a passphrase. Put it into {PASSPHRASE}, or write --no-passphrase to have none.",
)
_NOT_ALIKE: Final = Text(
    "两次输入的口令不一样，什么也没有写。请再运行一次。",
    "The two passphrases differ; nothing was written. Run it again.",
)
_TOO_SHORT: Final = Text(
    f"口令太短，至少要 {SHORTEST} 个字符；几个不相干的词连起来，又长又好记。",
    f"The passphrase is too short: {SHORTEST} characters at least. A few unrelated words are long and easy to keep.",
)


def _no_domain(domain: str) -> Text:
    return Text(
        f"“{domain}”不是域名。请只写域名，例如 example.org，不写 https:// 和路径。",
        f'"{domain}" is no domain. Write the domain alone, such as example.org, without https:// or a path.',
    )
