"""`zeren declare`: a form to fill in, and the declaration that comes of it and of the answers."""

from __future__ import annotations

import json
import os
import re
import sys
from functools import partial
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from zeren.cli.check import read_or_leave, show_refusal
from zeren.cli.declare_options import filled_by, spoken_in, spoken_options
from zeren.cli.declaring import (
    already_in,
    is_there,
    layout_of,
    layout_options,
    show_written,
)
from zeren.cli.kept import KEPT
from zeren.cli.opening import moment_of
from zeren.cli.options import (
    book_lang_option,
    date_option,
    force_option,
    keep_apart,
    library_in,
    library_option,
    must_be_xlsx,
    on_day,
    spare,
)
from zeren.cli.screen import json_option, on_screen, print_json, print_problems, say
from zeren.problems import Place, Problem, Refused, has_errors
from zeren.text import LANGS, Text, counted

if TYPE_CHECKING:
    from zeren.declare.credential import Status
    from zeren.declare.declaration import Declaration
    from zeren.declare.from_options import Spoken
    from zeren.declare.from_response import Filled
    from zeren.files.answers import Read
    from zeren.files.seal import Layout
    from zeren.files.workbook.words import BookLang
    from zeren.standards.library import Library


_LIST: Final = re.compile(r"(?:https://|urn:)[!-\"$-~]{1,300}")  # a plain address, without “#”
_PLACE: Final = re.compile(r"[0-9]{1,9}")  # as a verifier reads it


class Prepared(NamedTuple):
    """A declaration ready to be sealed, None where something is wrong; and everything worth knowing."""

    declaration: Declaration | None
    problems: tuple[Problem, ...]


class Signing(NamedTuple):
    """With which key, into which folder, under which name, and where it may be withdrawn."""

    key: Path
    out: Path
    domain: str | None
    spot: str | None


@click.command(
    short_help=say(Text("由企业自己作出声明", "declare as a company, on its own responsibility")),
    help=say(
        Text(
            "先用 --form 生成一张表，补上答卷里没有的内容：场所、对标准说的话、签署人。填好后用 --with 读它，--show 印出声明的中英文全文；签署人看过，再用 --key 和 --out 签署，写出 PDF 和 .zeren。内容简单的不用表：用 --standard、--claim、--signer 和 --place 直接写明。",
            "First --form writes a form for what the answers do not say: sites, what is said of standards, who signs. When it is filled in, --with reads it and --show prints the declaration in both languages; when whoever signs has read it, --key and --out sign it and write PDFs and .zeren. A plain declaration needs no form: say the rest with --standard, --claim, --signer and --place.",
        )
    ),
)
@click.argument("answers", type=click.Path(path_type=Path))
@click.option(
    "--form",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="OUT",
    help=say(Text("写一张待填的表。", "Write a form to fill in.")),
)
@click.option(
    "--with",
    "filled",
    type=click.Path(path_type=Path),
    metavar="FORM",
    help=say(
        Text(
            "读填好的表；支持性文件放在它旁边。",
            "Read the filled form; supporting documents lie beside it.",
        )
    ),
)
@spoken_options
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=say(Text("企业的密钥：签署声明。", "The company's key: signs the declaration.")),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help=say(Text("写到哪个文件夹。", "The folder to write to.")),
)
@click.option(
    "--domain",
    help=say(
        Text(
            "用企业网站作标识（见 zeren keys did-web）；不写，标识就是密钥本身。",
            "Use the company's site as its identifier (see zeren keys did-web); without it the key is the identifier.",
        )
    ),
)
@click.option(
    "--status-list",
    "spot",
    metavar="URL#N",
    help=say(
        Text(
            "协会给的撤销清单上的位置：以后可以在那里撤销这份声明。",
            "A place on an association's list, where the declaration can be revoked later.",
        )
    ),
)
@layout_options
@click.option(
    "--show",
    is_flag=True,
    help=say(Text("印出声明全文，不写文件。", "Print the whole declaration and write nothing.")),
)
@date_option
@book_lang_option
@library_option
@force_option
@json_option
def declare(  # noqa: PLR0913, PLR0917 - one argument an option
    answers: Path,
    form: Path | None,
    filled: Path | None,
    key_file: Path | None,
    out: Path | None,
    domain: str | None,
    spot: str | None,
    logo: Path | None,
    colour: str | None,
    site: str,
    day: str | None,
    lang: BookLang,
    folder: Path | None,
    *,
    show: bool,
    force: bool,
    as_json: bool,
    **given: Any,  # noqa: ANN401 - click gives what stands in for a form
) -> None:
    spoken = spoken_in(given)
    if sum(one is not None for one in (form, filled, spoken)) != 1:
        raise click.UsageError(say(_ONE_OF))
    if (key_file is None) != (out is None) or (key_file and form):
        raise click.UsageError(say(_KEY_AND_OUT))
    if not (form or show or as_json or key_file):
        raise click.UsageError(say(_SHOW))
    library, today = library_in(folder), on_day(day)
    if form is not None:
        _check_target(form, answers, force=force)
    read = read_or_leave(answers, library, as_json=as_json)
    if form is not None:
        _write_form(read, answers, form, today, lang, library, as_json=as_json)
        return
    try:
        if spoken is not None:
            ready = spoken_of(read, spoken, answers, day=today, library=library)
        elif filled is not None:
            ready = prepared(read, filled, day=today, library=library)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    if key_file is None or out is None or ready.declaration is None:
        _show(ready, as_json=as_json)
    else:
        signing = Signing(key_file, out, domain, spot)
        layout = layout_of(logo, colour, site)
        _seal(ready, read, signing, layout, shown=show, as_json=as_json)


def prepared(read: Read, form: Path, *, day: str, library: Library) -> Prepared:
    """The declaration that answers and form make; raises `Refused` where the form cannot be read."""
    from zeren.files.declaration_form.reading import read_form

    _must_be_answers(read)
    return _declared(read, read_form(form, library=library), day, library)


def spoken_of(read: Read, spoken: Spoken, answers: Path, *, day: str, library: Library) -> Prepared:
    """The declaration that answers and options make; what is missing is told by its option."""
    from zeren.declare.from_options import with_remedies

    _must_be_answers(read)
    ready = _declared(read, filled_by(spoken, read, answers, day=day), day, library)
    return Prepared(ready.declaration, with_remedies(ready.problems))


def _declared(read: Read, filled: Filled, day: str, library: Library) -> Prepared:
    """Nothing with an error in it is declared, neither in the answers nor in the form."""
    from zeren.declare.from_response import declaration_from

    assert read.questionnaire is not None  # noqa: S101 - the caller looked
    wrong = tuple(one for one in read.problems if one.level == "error")
    declaration, problems = declaration_from(
        read.response,
        filled,
        day=day,
        questionnaire=read.questionnaire,
        awaiting=read.awaiting,
        library=library,
    )
    return Prepared(None if wrong else declaration, (*wrong, *problems))


def _must_be_answers(read: Read) -> None:
    if read.questionnaire is None:
        raise Refused(_FACTS_ONLY)


def _check_target(form: Path, answers: Path, *, force: bool) -> None:
    must_be_xlsx(form)
    keep_apart(form, answers)
    spare(form, force=force)


def _write_form(  # noqa: PLR0913 - what is read, and what is written
    read: Read,
    answers: Path,
    out: Path,
    day: str,
    lang: BookLang,
    library: Library,
    *,
    as_json: bool,
) -> None:
    """The form is written whatever is still wrong with the answers: that can be put right meanwhile."""
    from zeren.declare.prefilled import confirmed, form_from
    from zeren.files.declaration_form.documents import is_beside
    from zeren.files.declaration_form.template import write_form

    if read.questionnaire is None:
        show_refusal(Refused(_FACTS_ONLY), as_json=as_json)
        sys.exit(1)
    known = form_from(
        confirmed(read.response, read.awaiting), day=day, is_there=partial(is_beside, out.parent)
    )
    write_form(known, out, lang=lang, library=library)
    wrong = tuple(one for one in read.problems if one.level == "error")
    if as_json:
        print_json({"written": str(out), "problems": [one.as_json() for one in wrong]})
    else:
        print_problems(wrong)
        click.echo(say(_WRITTEN.format(out=out, answers=quote(str(answers)), form=quote(str(out)))))
        if wrong:
            click.echo(say(_wrong_answers(len(wrong))))
    sys.exit(1 if wrong else 0)


def _show(ready: Prepared, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(ready))
    else:
        if ready.declaration:
            _print(ready.declaration)
        print_problems(ready.problems)
        errors = sum(one.level == "error" for one in ready.problems)
        click.echo(say(_wrong(errors) if errors else _RIGHT))
    sys.exit(1 if has_errors(ready.problems) else 0)


def _seal(
    ready: Prepared, read: Read, signing: Signing, layout: Layout, *, shown: bool, as_json: bool
) -> None:
    """Sign, print, write; the declaration is verified once more before anything is written."""
    from zeren.cli.keys import open_key
    from zeren.files.seal import Reader, handed_out, judged, sealed_declaration
    from zeren.files.writing import alone_in, write_with_kept

    assert ready.declaration is not None  # noqa: S101 - the caller looked
    _never_over(signing.out)
    status = _status(signing.spot)
    key = open_key(signing.key)
    did = _did(signing.domain) or key.did
    package, disclosures = sealed_declaration(
        ready.declaration, read, key, did=did, random=os.urandom, status=status
    )
    reader = Reader((), moment_of(ready.declaration.issued))
    verdict = judged(package, reader)
    if verdict.outcome == "fails":
        raise Refused(_fails(verdict.sentence))
    files = handed_out(package, verdict, reader, layout)
    kept = (json.dumps(disclosures.as_json(), indent=1) + "\n").encode()
    signing.out.mkdir(parents=True, exist_ok=True)
    with alone_in(signing.out):
        _never_over(signing.out)  # nobody declared here meanwhile
        write_with_kept(signing.out, files.items(), [(KEPT.name, kept)])
    if as_json:
        print_json(_as_json(ready) | {"written": str(signing.out), "key": did})
        return
    if shown:
        _print(ready.declaration)
    print_problems(ready.problems)
    show_written(signing.out)
    click.echo(f"  {KEPT!s:<26} {say(_KEPT_WORDS)}")
    click.echo(say(_NEXT.format(key=did)))


def _never_over(out: Path) -> None:
    """Another declaration's seals could never be opened again."""
    if already_in(out) or is_there(out / KEPT):
        raise click.UsageError(say(_ALREADY_DECLARED.format(out=out)))


def _fails(sentence: Text) -> Problem:
    return Problem("declare-fails", "error", Place(), sentence, _NOTHING_WRITTEN)


def _did(domain: str | None) -> str | None:
    from zeren.declare.did import did_web
    from zeren.declare.jws import Unsound

    try:
        return None if domain is None else did_web(domain)
    except Unsound as fault:
        raise click.UsageError(say(_NO_DOMAIN)) from fault


def _status(spot: str | None) -> Status | None:
    from zeren.declare.credential import Status as Made

    if spot is None:
        return None
    url, sign, number = spot.rpartition("#")
    if not sign or not _LIST.fullmatch(url) or not _PLACE.fullmatch(number):
        raise click.UsageError(say(_NO_SPOT))
    return Made(url, int(number))


def _as_json(ready: Prepared) -> dict[str, Any]:
    from zeren.declare.statement import statement_as_json

    statement = statement_as_json(ready.declaration) if ready.declaration else None
    return {"statement": statement, "problems": [one.as_json() for one in ready.problems]}


def _print(declaration: Declaration) -> None:
    """Whoever signs must have seen every word, in both languages."""
    from zeren.publish.declared import parts_of

    for lang in LANGS:
        click.secho(f"\n{_TITLE.to(lang)}", bold=True)
        for part in parts_of(declaration):
            click.echo(part.title.to(lang))
            for line in part.lines:
                for row in on_screen(line.to(lang)).splitlines():
                    click.echo(f"    {row}")
    click.echo()


def _wrong(errors: int) -> Text:
    return Text(
        f"有 {errors} 处要改，改好之前不能声明。",
        f"{counted(errors, 'thing', 'things')} to put right before you can declare.",
    )


def _wrong_answers(errors: int) -> Text:
    return Text(
        f"答卷里有 {errors} 处要改（见上），改好之前不能声明。",
        f"{counted(errors, 'thing', 'things')} in the answers to put right (see above) before you can declare.",
    )


_TITLE = Text("自我声明", "Self-declaration")
_ONE_OF = Text(
    "请选一样：--form 生成待填的表，--with 读填好的表，或不用表，用 --standard、--claim、--signer、--place 写明。",
    "Choose one: --form to write a form, --with to read the filled one, or no form and --standard, --claim, --signer and --place.",
)
_SHOW = Text(
    "请加上 --show 看声明的全文，或加 --key 和 --out 签署。",
    "Add --show to see the whole declaration, or --key and --out to sign it.",
)
_RIGHT = Text(
    "没有错误。请让签署人通读上面的全文，再加 --key 和 --out 签署。",
    "No errors. Let whoever signs read the whole text above, then sign with --key and --out.",
)
_KEY_AND_OUT = Text(
    "签署要同时写 --key 和 --out，不写 --form。",
    "To sign, give --key and --out together, and no --form.",
)
_KEPT_WORDS = Text(
    "内部：封存的回答的底稿，不要发出去；丢了就不能再出示回答",
    "internal: what the seals hold; never send it; without it no answer can be shown any more",
)
_NEXT = Text(
    "接下来：请协会确认这把密钥属于企业（{key}），拿到 identity-1.jwt 后用 zeren attach 放进来；要给一家买家看某几题，用 zeren share。",
    "Next: ask your association to confirm that this key is the company's ({key}) and put the identity-1.jwt that it gives you in with zeren attach; to show some answers to one buyer, use zeren share.",
)
_ALREADY_DECLARED = Text(
    "“{out}”里已经有一份声明，它的底稿不能覆盖。请换一个文件夹。",
    '"{out}" holds a declaration already, and what it sealed must not be written over. Choose another folder.',
)
_NOTHING_WRITTEN = Text(
    "没有写出任何文件：这样的声明别人核对时通不过。请检查日期和 --status-list。",
    "Nothing was written: such a declaration would not pass when somebody verifies it. Check the dates and --status-list.",
)
_NO_DOMAIN = Text(
    "--domain 不是域名。请只写域名，例如 example.org。",
    "--domain is no domain. Write the domain alone, such as example.org.",
)
_NO_SPOT = Text(
    "--status-list 要写成 网址#序号，例如 https://example.org/status.jwt#17。",
    "--status-list reads ADDRESS#NUMBER, such as https://example.org/status.jwt#17.",
)
_WRITTEN = Text(
    "已生成 {out}。填好后运行：zeren declare {answers} --with {form} --show",
    "Wrote {out}. Fill it in, then: zeren declare {answers} --with {form} --show",
)
_FACTS_ONLY = Problem(
    "declare-facts-only",
    "error",
    Place(),
    Text(
        "这份文件只有数据，没有对问卷的回答，不能据此声明。",
        "This file holds figures and no answers to a questionnaire; nothing can be declared from it.",
    ),
    Text(
        "请用 zeren template 生成问卷，填好再来。",
        "Make a questionnaire with `zeren template` and fill it in.",
    ),
)
