"""`zeren carry`: what was answered before, carried into a workbook that asks what is asked now."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.check import show_refusal
from zeren.cli.options import force_option, known_supplements, library_in, spare, with_option
from zeren.cli.screen import follow, json_option, on_screen, print_json, print_problems, say
from zeren.files.workbook.words import BookLang
from zeren.problems import Refused, has_errors
from zeren.standards.questionnaires import Tier
from zeren.text import Text, counted, cut_short

if TYPE_CHECKING:
    from zeren.collect.carried import Carried
    from zeren.files.workbook.carrying import Carrying

_MOST = 10  # lines of a list; the rest is on the sheet and in the JSON
_LONGEST = 120  # characters of what was said, as above


@click.command(
    short_help=say(Text("把上次的回答带进新工作簿", "carry earlier answers into a new workbook")),
    help=say(
        Text(
            "把填过的工作簿 OLD 里的回答带进一份现在的工作簿：换了版本、改用基本版、加了补充问卷，都不用重填。留下的、换了题号的、新问的、没有带过来的，一一列出。",
            "Carry what the filled workbook OLD says into a workbook of the present edition, a larger tier, or with a supplement: nothing is typed twice. What stayed, moved, is new or was dropped is listed.",
        )
    ),
)
@click.argument("old", type=click.Path(path_type=Path))
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(Text("要写的新工作簿。", "The new workbook to write.")),
)
@click.option(
    "--tier",
    type=click.Choice(["quick", "basic"]),
    help=say(
        Text(
            "问卷的深浅：quick 简版，basic 基本版；不写就和原来一样。",
            "How much is asked: quick, or basic, which goes into every item; as before by default.",
        )
    ),
)
@with_option
@click.option(
    "--same-period",
    is_flag=True,
    help=say(
        Text(
            "还是同一个填报期间：数据也填进去，没有变的不用再确认。",
            "Still the same period: numbers are filled in too, and what is unchanged needs no confirming.",
        )
    ),
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en", "both"]),
    help=say(
        Text(
            "新工作簿的语言；不写就和原来一样。",
            "Language of the new workbook; as before by default.",
        )
    ),
)
@json_option
@force_option
def carry(  # noqa: PLR0913 - one argument an option
    old: Path,
    *,
    out: Path,
    tier: Tier | None,
    supplements: tuple[str, ...],
    folder: Path | None,
    same_period: bool,
    lang: BookLang | None,
    as_json: bool,
    force: bool,
) -> None:
    from zeren.files.workbook.earlier import carry_on

    _sensible(old, out, force=force)
    library = library_in(folder)
    try:
        carrying = carry_on(
            old,
            tier=tier,
            supplements=known_supplements(supplements, library),
            same_period=same_period,
            library=library,
        )
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    _write(carrying, out, lang=lang or carrying.lang)
    if as_json:
        print_json(carrying.as_json())
    else:
        _show(carrying, out)
        print_problems(carrying.problems)
    sys.exit(1 if has_errors(carrying.problems) else 0)


def _sensible(old: Path, out: Path, *, force: bool) -> None:
    """Refuse what is no workbook's name, and to write over the old workbook, come what may."""
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(
            say(Text(f"“{out}”要以 .xlsx 结尾。", f'"{out}" must end in .xlsx.'))
        )
    if old.exists() and out.exists() and old.samefile(out):
        raise click.UsageError(
            say(
                Text(
                    f"“{out}”就是原来的工作簿。请换个名字：没有带过来的回答只在原来那一份里。",
                    f'"{out}" is the old workbook itself. Choose another name: it alone holds what is not carried.',
                )
            )
        )
    spare(out, force=force)


def _write(carrying: Carrying, out: Path, *, lang: BookLang) -> None:
    """Write the workbook; a screen without a language of its own speaks that of the workbook."""
    from zeren.files.workbook.template import write_carrying

    if lang != "both":
        follow(lang)  # as `zeren template` does
    write_carrying(carrying, out, lang=lang)


def _show(carrying: Carrying, out: Path) -> None:
    _show_counts(carrying, out)
    for title, lines in _lists(carrying):
        _show_list(title, lines)
    click.echo()
    click.echo(say(_next(carrying.carried, out)))


def _show_counts(carrying: Carrying, out: Path) -> None:
    """How much was carried, where the numbers stand, and whether anything was lost."""
    from zeren.files.workbook.carrying import NOTHING_LOST

    done = carrying.carried
    answers, lines = len(done.response.answers), len(done.response.profile)
    pieces, numbers = len(done.response.evidence), len(done.response.facts)
    click.echo(
        say(
            Text(
                f"已写入 {out}：带过来 {answers} 个回答、{lines} 行概况、{numbers} 个数据、{pieces} 件证据。",
                f"Wrote {out}: carried {counted(answers, 'answer', 'answers')}, {counted(lines, 'line', 'lines')} of the profile, {counted(numbers, 'number', 'numbers')}, {counted(pieces, 'piece', 'pieces')} of evidence.",
            )
        )
    )
    if done.earlier:
        click.echo(say(_beside(len(done.earlier))))
    if carrying.again:
        click.echo(say(_again(len(carrying.again))))
    if carrying.is_whole:
        click.echo(say(NOTHING_LOST))


def _lists(carrying: Carrying) -> Iterator[tuple[Text, list[Text]]]:
    """What became of the rest, a line each."""
    from zeren.files.workbook.said import joined, said_lines, title_of, written_lines

    done, now, then = carrying.carried, carrying.now, carrying.then
    yield (
        Text("没有带过来", "Dropped"),
        [
            _line(one.code, title_of(then, one.code), joined(said_lines(one.value, then)), one.why)
            for one in done.dropped
        ],
    )
    yield (
        Text("没有读懂", "Not understood"),
        [
            _line(one.code, one.place.words(), joined(written_lines(one.written)), one.why)
            for one in carrying.unread
        ],
    )
    yield (
        Text("换了题号", "Moved"),
        [_line(f"{one.was} → {one.now}", title_of(now, one.now), one.reason) for one in done.moved],
    )
    yield Text("措辞改过", "Reworded"), [_line(code, title_of(now, code)) for code in done.reworded]
    yield Text("这次新问", "New"), [_line(code, title_of(now, code)) for code in done.new]


def _beside(numbers: int) -> Text:
    return Text(
        f"{numbers} 个数据是上一个期间的，写在格子旁边，没有填进去；期间没有变的话，加 --same-period 再来一次。",
        f"{counted(numbers, 'number stands', 'numbers stand')} beside the cells, not in them, being of another period; if it is still the same period, run this again with --same-period.",
    )


def _again(numbers: int) -> Text:
    return Text(
        f"{numbers} 个数据原来就写在格子旁边，照旧写在旁边。",
        f"{counted(numbers, 'number', 'numbers')} stood beside the cells already, and {'stands' if numbers == 1 else 'stand'} there again.",
    )


def _next(done: Carried, out: Path) -> Text:
    """What is left to do: confirm what waits, fill in the new period and what is new, check."""
    todo = []
    if waiting := len(done.awaiting):
        todo.append(
            Text(
                f"有 {waiting} 处待确认，见“上次的回答”一列",
                f"{counted(waiting, 'place waits', 'places wait')} to be confirmed, under “From last time”",
            )
        )
    if done.earlier:
        todo.append(Text("填上新期间的数据", "fill in the numbers of the new period"))
    if new := len(done.new):
        todo.append(Text(f"填上新问的 {new} 处", f"fill in what is new ({new})"))
    check = f"zeren check {shlex.quote(str(out))}"
    if not todo:
        return Text(f"下一步：{check}", f"Next: {check}")
    return Text(
        f"下一步：{'；'.join(one.zh for one in todo)}；再运行 {check}",
        f"Next: {'; '.join(one.en for one in todo)}; then: {check}",
    )


def _line(code: str, *parts: Text) -> Text:
    """Code and parts on one line, however long and broken up they are."""
    texts = [Text(_short(part.zh), _short(part.en)) for part in parts]
    zh = "；".join(text.zh for text in texts if text.zh)
    en = "; ".join(text.en for text in texts if text.en)
    return Text(f"{code}  {zh}".strip(), f"{code}  {en}".strip())


def _short(words: str) -> str:
    words = " ".join(words.split()).rstrip("。.")
    return cut_short(words, _LONGEST)


def _show_list(title: Text, lines: Sequence[Text]) -> None:
    if not lines:
        return
    click.echo()
    click.secho(f"{say(title)} ({len(lines)})", bold=True)
    for line in lines[:_MOST]:
        click.echo(f"  {on_screen(say(line))}")
    left = len(lines) - _MOST
    if left > 0:
        click.echo(
            say(
                Text(
                    f"  ……另有 {left} 处，见新工作簿的“上次的回答”页",
                    f"  … and {left} more, on the sheet “From last time”",
                )
            )
        )
