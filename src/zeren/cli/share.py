"""`zeren share`: a few of the sealed answers, shown to one named buyer until a day."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from zeren.cli.kept import kept_near
from zeren.cli.options import (
    date_option,
    force_option,
    keep_apart,
    library_in,
    library_option,
    on_day,
    spare,
)
from zeren.cli.screen import json_option, lang_option, on_screen, print_json, say
from zeren.problems import Place, Problem, Refused
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.declare.package import Package
    from zeren.declare.sealing import Disclosure, Disclosures


@click.command(
    short_help=say(Text("把一部分回答出示给一家买家", "show some answers to one buyer")),
    help=say(
        Text(
            "从声明 FILE（PDF 或 .zeren）封存的回答里选几项，出示给一家指名的买家，到期作废；其余的仍然看不到。要用企业的密钥签名。",
            "Choose a few of the answers sealed in a declaration FILE (PDF or .zeren) and show them to one named buyer until a day; the rest stays sealed. It is signed with the company's key.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--only",
    required=True,
    metavar="CODES",
    help=say(
        Text(
            "出示哪些，用逗号分开：题号 E1.2，项目或领域 V2（连同得分），数据的代码，或 overall（总分）。",
            "What to show, with commas between: a question E1.2, an item or area V2 (with its score), the code of a number, or overall.",
        )
    ),
)
@click.option(
    "--to",
    "buyer",
    required=True,
    metavar="NAME",
    help=say(Text("给谁看：买家的名称。", "Who may see it: the buyer's name.")),
)
@click.option(
    "--until",
    metavar="DATE",
    help=say(
        Text("到哪一天为止，不写就是 30 天。", "Until which day; 30 days if you say nothing.")
    ),
)
@click.option(
    "--key",
    "key_file",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say(Text("企业的密钥。", "The company's key.")),
)
@click.option(
    "--disclosures",
    "kept",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "封存的底稿，不写就找声明旁边的 internal/disclosures.json。",
            "The file that opens the seals; internal/disclosures.json beside the declaration if you say nothing.",
        )
    ),
)
@click.option(
    "--out",
    required=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(Text("要写的文件，以 .zeren 结尾。", "The file to write; it ends in .zeren.")),
)
@date_option
@library_option
@force_option
@lang_option
@json_option
def share(  # noqa: PLR0913, PLR0917 - one argument an option
    file: Path,
    only: str,
    buyer: str,
    until: str | None,
    key_file: Path,
    kept: Path | None,
    out: Path,
    day: str | None,
    folder: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    force: bool,
    as_json: bool,
) -> None:
    from zeren.cli.keys import open_key
    from zeren.declare.labels import asked_as
    from zeren.files.envelope import package_of
    from zeren.files.sharing import end_of, show_to
    from zeren.files.writing import write_whole

    _must_be_zeren(out)
    name = _name(buyer)
    package = _sealed_in(package_of(file), file)
    kept = kept or kept_near(file)
    keep_apart(out, file, key_file, kept)
    spare(out, force=force)
    start, last = _days(day, until, package)
    end = end_of(last)
    _must_hold(package, file, start)
    disclosures = disclosures_in(kept, package)
    chosen = _chosen(disclosures, package, only, folder)
    try:
        content = show_to(
            package,
            chosen,
            name=name,
            start=start,
            last=last,
            key=open_key(key_file),
            random=os.urandom,
        )
    except ValueError as fault:
        raise Refused(_not_ours(str(fault), key_file)) from fault
    write_whole(out, content)
    codes = [one.name for one in chosen]
    if as_json:
        print_json({"written": str(out), "shown": codes, "to": name, "until": end})
    else:
        scores = disclosures.of["scores"]
        names = [asked_as(one.name) if one in scores else one.name for one in chosen]
        click.echo(say(_shown(out, names, name, last)))


def _must_be_zeren(out: Path) -> None:
    if out.suffix.lower() != ".zeren":
        raise click.UsageError(
            say(Text(f"“{out}”要以 .zeren 结尾。", f'"{out}" must end in .zeren.'))
        )


def _name(buyer: str) -> str:
    from zeren.files.sharing import LONGEST_NAME, buyer_name

    name = buyer_name(buyer)
    if not name or len(name) > LONGEST_NAME:
        raise click.UsageError(say(_NO_NAME))
    return name


def _days(day: str | None, until: str | None, package: Package) -> tuple[int, str]:
    """From when, in seconds since 1970 (now, or the start of a given day in China), and the last day:
    that of the declaration at the latest, for nothing holds after it.
    """
    from zeren.files.sharing import CHINA, USUAL_DAYS, longest_day

    start = datetime.now(CHINA)
    if day is not None:
        start = datetime.fromisoformat(f"{on_day(day)}T00:00:00+08:00")
    longest = longest_day(package, start)
    usual = (start + timedelta(days=USUAL_DAYS)).date()
    last = on_day(until) if until else min(usual, longest).isoformat()
    if until and not start.date().isoformat() <= last <= longest.isoformat():
        raise click.UsageError(say(_ODD_END.format(day=longest.isoformat())))
    return int(start.timestamp()), last


def _sealed_in(package: Package, file: Path) -> Package:
    """With the seals alone: what was shown to another buyer does not go along. Raises Refused."""
    from zeren.declare.package import ANSWERS
    from zeren.declare.package import Package as Made

    if ANSWERS not in package.members or len(package.members) == 1:
        raise Refused(_problem("share-nothing-sealed", file, *_NOTHING_SEALED))
    sealed = package.members[ANSWERS].partition(b"~")[0] + b"~"
    return Made({**package.members, ANSWERS: sealed})


def _must_hold(package: Package, file: Path, start: int) -> None:
    """A buyer would turn it down, so the company hears of it first. Raises Refused."""
    from zeren.files.seal import Reader, judged

    verdict = judged(package, Reader((), datetime.fromtimestamp(start, UTC)))
    if verdict.outcome == "fails":
        raise Refused(_problem("share-fails", file, verdict.sentence, _SEE))


def disclosures_in(kept: Path, package: Package) -> Disclosures:
    """What the company kept of this very declaration. Raises Refused."""
    from zeren.declare.package import ANSWERS
    from zeren.declare.sealing import disclosures_of, jws_of
    from zeren.files.association import content_of

    if not kept.exists():
        place = Place(file=on_screen(str(kept)))
        raise Refused(Problem("share-no-disclosures", "error", place, *_NO_DISCLOSURES))
    try:
        found = disclosures_of(content_of(kept))
        declaration = jws_of(package.members[ANSWERS].decode("ascii", "replace")).claims()
    except ValueError as fault:
        raise Refused(_problem("share-odd-disclosures", kept, *_ODD_DISCLOSURES)) from fault
    if found.declaration != declaration.get("declaration"):
        raise Refused(_problem("share-other-declaration", kept, *_OTHER_DECLARATION))
    return found


def _chosen(
    disclosures: Disclosures, package: Package, only: str, folder: Path | None
) -> tuple[Disclosure, ...]:
    from zeren.declare.package import ANSWERS
    from zeren.declare.sealing import jws_of
    from zeren.declare.showing import chosen
    from zeren.standards.load import asked_by

    codes = tuple(filter(None, map(str.strip, re.split("[,，、]", only))))
    if not codes:
        raise click.UsageError(say(_NO_CODES))
    sealed = jws_of(package.members[ANSWERS].decode("ascii", "replace")).claims()
    return chosen(disclosures, codes, asked_by(sealed["questionnaire"], library_in(folder)))


def _problem(code: str, file: Path, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(file=file.name), what, remedy)


def _not_ours(code: str, key_file: Path) -> Problem:
    own = "share-other-key" if code == "key" else "share-other-seal"
    return _problem(own, key_file, *_OTHER_KEY)


def _shown(out: Path, codes: list[str], buyer: str, day: str) -> Text:
    names = ", ".join(codes)
    count = counted(len(codes), "sealed entry", "sealed entries")
    return Text(
        f"已写入 {out}：出示 {len(codes)} 项（{on_screen(names)}），给“{on_screen(buyer)}”，到 {day} 为止。只发给这一家；买家用 zeren verify 或 verify.html 核对。",
        f"Wrote {out}: it shows {count} ({on_screen(names)}) to “{on_screen(buyer)}” until {day}. Send it to them alone; they verify it with zeren verify or verify.html.",
    )


_NO_NAME: Final = Text(
    "--to 要写买家的名称，不超过 200 个字符。",
    "Give the buyer's name with --to, 200 characters at most.",
)
_ODD_END: Final = Text(
    "--until 不能早于今天，也不能晚于声明到期的那天（{day}）。",
    "--until must not be before today, nor after the last day of the declaration ({day}).",
)
_SEE: Final = Text(
    "没有写出文件。请用 zeren verify 看是哪一步不对。",
    "Nothing was written. See with zeren verify which step is wrong.",
)
_NO_CODES: Final = Text(
    "--only 后面要写代码，例如 E1.2,V2。", "After --only name codes, such as E1.2,V2."
)
_NOTHING_SEALED: Final = (
    Text("这个文件里没有封存的回答。", "This file holds no sealed answers."),
    Text(
        "请用 zeren declare 写出的 PDF 或 .zeren。",
        "Use the PDF or .zeren that zeren declare wrote.",
    ),
)
_NO_DISCLOSURES: Final = (
    Text("找不到封存的底稿。", "The file that opens the seals is not there."),
    Text(
        "它在 zeren declare 写的 internal 文件夹里；移到别处的，用 --disclosures 指明。底稿丢了就只能重新声明。",
        "It is in the folder internal that zeren declare wrote; where that was moved, name it with --disclosures. If it is lost, only a new declaration helps.",
    ),
)
_ODD_DISCLOSURES: Final = (
    Text(
        "封存的底稿或封存的回答读不出来。",
        "The file that opens the seals, or the seals themselves, cannot be read.",
    ),
    Text(
        "请用 zeren declare 当时写的、没有改过的文件。",
        "Use the files as zeren declare wrote them, unchanged.",
    ),
)
_OTHER_DECLARATION: Final = (
    Text("这份底稿属于另一份声明。", "This file opens the seals of another declaration."),
    Text(
        "请用 --disclosures 指明和这份声明同时写出的那一份。",
        "Name with --disclosures the one that was written together with this declaration.",
    ),
)
_OTHER_KEY: Final = (
    Text(
        "封存这份声明的不是这把密钥，或者底稿和封存对不上。",
        "This is not the key that sealed the declaration, or the file that opens the seals does not fit them.",
    ),
    Text(
        "请用声明时用的密钥和同时写出的底稿。",
        "Use the key that signed the declaration and the internal/disclosures.json written with it.",
    ),
)
