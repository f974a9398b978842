"""`zeren attach`: put what an association said into a declaration, and lay it out again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from zeren.cli.declaring import (
    already_in,
    layout_of,
    layout_options,
    show_written,
    trust_option,
)
from zeren.cli.kept import KEPT, POINTER, kept_near, pointer_to
from zeren.cli.opening import TOO_MANY, given, moment_of
from zeren.cli.screen import json_option, lang_option, on_screen, print_json, print_problems, say
from zeren.cli.share import disclosures_in
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.declare.package import Package
    from zeren.files.seal import Held

_FROM_OTHERS: Final = re.compile(
    r"(?:identity|check|status)-[1-9]\.jwt|signature-[1-9]\.p7s|proof\.json"
)
_SIGNED_DATA: Final = (  # the object identifiers of signed data: of PKCS #7, and of GM/T 0010 for SM2
    bytes.fromhex("06092a864886f70d010702"),
    bytes.fromhex("060a2a811ccf550601040202"),
)


@click.command(
    short_help=say(Text("把协会的确认放进声明", "put what an association said into a declaration")),
    help=say(
        Text(
            "把协会的确认、核查、撤销清单或登记证明（MEMBER：identity-1.jwt、check-1.jwt、status-1.jwt、proof.json；另一种电子签名：signature-1.p7s）放进声明 FILE，重新写出 PDF 和 .zeren。企业的签名不变，不用密钥。不写 MEMBER，就照原样重新写出。",
            "Put an association's confirmation, check, list of revocations or proof from the register (MEMBER: identity-1.jwt, check-1.jwt, status-1.jwt, proof.json; a signature of another kind: signature-1.p7s) into a declaration FILE and write PDFs and .zeren again. The company's signature stays; no key is needed. Without MEMBER the same is written anew.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("members", metavar="[MEMBER]...", nargs=-1, type=click.Path(path_type=Path))
@trust_option
@click.option(
    "--out",
    required=True,
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help=say(
        Text(
            "写到哪个文件夹；写回原来的文件夹也可以。",
            "The folder to write to; the declaration's own will do.",
        )
    ),
)
@layout_options
@click.option(
    "--at",
    "day",
    metavar="DATE",
    help=say(
        Text(
            "按哪一天核对（年-月-日，到那天结束时），不写就是现在。",
            "The day to judge by (YYYY-MM-DD), as it ends; now if you say nothing.",
        )
    ),
)
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
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.files.association import read_trusts
    from zeren.files.envelope import package_of
    from zeren.files.seal import Reader, handed_out, holding, judged
    from zeren.files.writing import alone_in, write_all, write_with_kept

    layout = layout_of(logo, colour, site)
    reader = Reader(given(read_trusts, trusted), moment_of(day))
    before = package_of(file)
    _must_be_whole(before, file)
    package = _with(before, members)
    verdict = judged(package, reader)
    if verdict.outcome == "fails":
        raise Refused(_problem("attach-fails", file, verdict.sentence, _NOTHING_WRITTEN))
    files = handed_out(package, verdict, reader, layout)
    out.mkdir(parents=True, exist_ok=True)
    kept = kept_near(file)
    is_elsewhere = not (out / KEPT).exists() and _opens(kept, package)
    with alone_in(out):
        _never_over_another(out, package)
        if is_elsewhere:
            write_with_kept(out, files.items(), [(POINTER.name, pointer_to(kept, out=out))])
        else:
            write_all(out, files.items())
    held = holding(package, verdict, reader)
    printed = {one.confirmed.member for one in held}
    notes = (
        *_notes(package.members.keys() - before.members.keys() - printed, has_trust=bool(trusted)),
        *_unchecked(held),
    )
    if as_json:
        told = {"members": sorted(package.members), "printed": sorted(printed)}
        print_json({"written": str(out), **told, "problems": [one.as_json() for one in notes]})
        return
    show_written(out)
    click.echo(
        say(_HELD.format(names=on_screen(say(Text("、", ", ")).join(sorted(package.members)))))
    )
    if is_elsewhere:
        click.echo(say(_KEPT_THERE.format(kept=on_screen(kept))))
    print_problems(notes)


def _must_be_whole(package: Package, file: Path) -> None:
    """The company's own three members, and no answer shown to one buyer: what is written goes to all."""
    from zeren.declare.package import ANSWERS, CREDENTIAL, STATEMENT

    if not package.members.keys() >= {CREDENTIAL, STATEMENT}:
        raise Refused(_problem("attach-no-statement", file, *_NO_STATEMENT))
    if package.members.get(ANSWERS, b"").partition(b"~")[2]:
        raise Refused(_problem("attach-shared", file, *_SHARED))


def _opens(kept: Path, package: Package) -> bool:
    """Whether what lies there opens the seals of this very declaration."""
    from zeren.declare.package import ANSWERS

    try:
        return ANSWERS in package.members and bool(disclosures_in(kept, package))
    except Refused:
        return False


def _is_signed_data(content: bytes) -> bool:
    return content[:1] == b"\x30" and any(one in content[:24] for one in _SIGNED_DATA)


def _with(package: Package, paths: Iterable[Path]) -> Package:
    """With what others said, each under the name that it came by."""
    from zeren.declare.attaching import Full, with_member
    from zeren.files.association import content_of

    for path in paths:
        if not _FROM_OTHERS.fullmatch(path.name):
            raise click.UsageError(say(_no_member(path)))
        content = given(content_of, path)
        if path.suffix == ".p7s" and not _is_signed_data(content):
            raise Refused(_problem("attach-no-signature", path, *_NO_SIGNATURE))
        try:
            package = with_member(package, path.name, content)
        except Full as fault:
            raise click.UsageError(say(TOO_MANY.format(kind=fault))) from fault
    return package


def _never_over_another(out: Path, package: Package) -> None:
    """Only this very declaration is laid out again in its place; another's pages are not written over."""
    from zeren.declare.package import CREDENTIAL
    from zeren.files.envelope import package_of

    for path in already_in(out):
        try:
            found = package_of(path).members
        except Refused:
            found = {}
        if found.get(CREDENTIAL) != package.members[CREDENTIAL]:
            raise click.UsageError(say(_ANOTHER.format(path=path)))


def _notes(unprinted: set[str], *, has_trust: bool) -> tuple[Problem, ...]:
    """What went in and was not printed, for nobody named could vouch for it."""
    names = sorted(name for name in unprinted if name.startswith(("identity", "check")))
    if not names:
        return ()
    what = _NOT_PRINTED.format(names=", ".join(names))
    remedy = _OTHER_TRUST if has_trust else _GIVE_TRUST
    return (Problem("attach-not-printed", "note", Place(), what, remedy),)


def _unchecked(held: Iterable[Held]) -> Iterator[Problem]:
    """What was printed as confirmed, though nobody could tell whether it was revoked: the page says so."""
    for one in held:
        found = one.standing
        if found.state == "good":
            continue
        day = found.asof.date().isoformat() if found.asof else ""
        what = _STATES[found.state].format(name=one.confirmed.member, day=day)
        remedy = _NEWEST.format(url=found.url) if found.url else _ANOTHER_CREDENTIAL
        yield Problem("attach-not-known-revoked", "note", Place(), what, remedy)


def _problem(code: str, file: Path, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(file=file.name), what, remedy)


def _no_member(path: Path) -> Text:
    return Text(
        f"“{path.name}”放不进去。文件名要像 identity-1.jwt、check-1.jwt、status-1.jwt、proof.json、signature-1.p7s 这样。",
        f'"{path.name}" cannot be put in. It must have a name such as identity-1.jwt, check-1.jwt, status-1.jwt, proof.json or signature-1.p7s.',
    )


_NO_STATEMENT: Final = (
    Text("这个文件里没有声明原文。", "The statement is not in this file."),
    Text(
        "请用 zeren declare 写出的 PDF 或 .zeren。",
        "Use the PDF or .zeren that zeren declare wrote.",
    ),
)
_NO_SIGNATURE: Final = (
    Text("这不是 DER 编码的 PKCS #7（CMS）签名。", "This is no PKCS #7 (CMS) signature in DER."),
    Text(
        "请让签发机构对 declaration.jwt 作分离式签名，按 DER 输出。",
        "Ask the issuer for a detached signature over declaration.jwt, written in DER.",
    ),
)
_SHARED: Final = (
    Text(
        "这个文件向一家买家出示了回答，不能再写成发给所有人的声明。",
        "This file shows answers to one buyer and must not become pages for everybody.",
    ),
    Text(
        "请用 zeren declare 写出的 PDF 或 .zeren。",
        "Use the PDF or .zeren that zeren declare wrote.",
    ),
)
_NOTHING_WRITTEN: Final = Text(
    "没有写出任何文件。请用 zeren verify 看是哪一份不对，换一份再放。",
    "Nothing was written. See with zeren verify which part is wrong and take another.",
)
_ANOTHER: Final = Text(
    "“{path}”不是这一份声明，不能覆盖。请换一个文件夹。",
    '"{path}" is not this declaration and is not written over. Choose another folder.',
)
_HELD: Final = Text("里面有：{names}", "Inside: {names}")
_KEPT_THERE: Final = Text(
    "封存的底稿还在 {kept}，没有复制。新的文件夹里记下了它在哪里，出示那里的声明时 zeren share 会自己找到；别把它移走。",
    "The file that opens the seals is still {kept}, and was not copied. The new folder remembers where, so that zeren share finds it for the files there; leave it in its place.",
)
_NOT_PRINTED: Final = Text(
    "{names} 放进去了，但没有印在页面上：没有核对出是您信任的哪家协会说的。",
    "{names} went in but is not printed: it could not be checked that an association you trust says so.",
)
_STATES: Final[Mapping[str, Text]] = {
    "stale": Text(
        "{name} 印上了，也写明了：{day} 的清单已经旧了，后来有没有撤销没能核对。",
        "{name} is printed, with the remark that the list of {day} is old by now, so it was not checked whether it was revoked after.",
    ),
    "no-list": Text(
        "{name} 印上了，也写明了：没有附清单，有没有撤销没能核对。",
        "{name} is printed, with the remark that it was not checked whether it was revoked, for there is no list.",
    ),
    "no-entry": Text(
        "{name} 印上了，也写明了：它没有写明清单，有没有撤销查不到。",
        "{name} is printed, with the remark that nobody can check whether it was revoked, for it names no list.",
    ),
}
_NEWEST: Final = Text(
    "请从 {url} 取最新的清单（status-1.jwt），再用 zeren attach 放进来。",
    "Get the newest list (status-1.jwt) from {url} and put it in with zeren attach, too.",
)
_ANOTHER_CREDENTIAL: Final = Text(
    "请协会另出一份写明清单的（zeren identity issue --list）。",
    "Ask the association for one that names a list (zeren identity issue --list).",
)
_GIVE_TRUST: Final = Text(
    "要印出来，加上 --trust association.pub。",
    "To have it printed, add --trust association.pub.",
)
_OTHER_TRUST: Final = Text(
    "请看 --trust 的是不是这家协会，密钥是不是这一把。",
    "See whether --trust names that association, and whether it is about this key.",
)
