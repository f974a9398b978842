"""`zeren reply`: a buyer's own workbook filled as far as the answers honestly carry it."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.check import show_refusal
from zeren.cli.next_steps import Files, next_steps, told
from zeren.cli.options import (
    date_option,
    force_option,
    library_in,
    library_option,
    on_day,
    spare,
)
from zeren.cli.screen import (
    follow,
    json_option,
    lang_option,
    on_screen,
    print_json,
    print_problems,
    say,
    screen_lang,
)
from zeren.problems import Problem, Refused, has_errors
from zeren.text import Text, listed

if TYPE_CHECKING:
    from zeren.files.buyer.answering import Answered
    from zeren.files.buyer.layout import Layout
    from zeren.files.vsme.filling import FilledTemplate, Leftover
    from zeren.publish.reply.reply import Line

_TOLD = {"unconfirmed", "supplement-unknown"}  # notes on why answers are held back or not used


@click.command(
    short_help=say(Text("填客户自己的问卷", "fill in a buyer's own questionnaire")),
    help=say(
        Text(
            "用填好的回答（--from）填客户发来的问卷 BUYER（.xlsx）。有把握的才写进去，每格带批注说明依据；其余列在清单里：缺什么、问谁。EFRAG 的空白 VSME 模板也能填。",
            "Fill in the workbook that a buyer sent, BUYER (.xlsx), from your answers (--from). Only what is sure is written, each cell with a comment on its source; the rest goes into a list: what is missing and whom to ask. EFRAG's empty VSME template is filled, too.",
        )
    ),
)
@click.argument("buyer", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "answers",
    required=True,
    type=click.Path(path_type=Path),
    help=say(Text("您填好的工作簿。", "The workbook with your answers.")),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        Text(
            "填好的问卷写到哪里（.xlsx）；清单写在旁边，文件名加 .list。不写就只看不填（会写出对照文件）。",
            "Where to write the filled workbook (.xlsx); the list goes beside it, named .list. Without it, only look, and write the mapping file.",
        )
    ),
)
@click.option(
    "--mapping",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        Text(
            "这家客户的对照文件；没有这个文件就生成一份。默认在问卷旁边。",
            "The buyer's mapping file; written where there is none. By default beside the workbook.",
        )
    ),
)
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help=say(
        Text(
            "没选“公开”的回答也用。先想清楚再发。",
            "Use answers that are not marked “Publish”, too. Think before you send it.",
        )
    ),
)
@click.option(
    "--no-comments",
    is_flag=True,
    help=say(Text("不加批注。", "Put no comments beside the filled cells.")),
)
@library_option
@force_option
@date_option
@lang_option
@json_option
def reply(  # noqa: PLR0913 - one argument an option
    buyer: Path,
    *,
    answers: Path,
    out: Path | None,
    mapping: Path | None,
    folder: Path | None,
    everything: bool,
    no_comments: bool,
    force: bool,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    as_json: bool,
) -> None:
    mapping = mapping or buyer.parent / f"{buyer.stem}.mapping.toml"
    _apart((buyer, answers), mapping, out)
    _sensible(out, force=force)
    from zeren.files.buyer.answering import ReplyOrder, answer_buyer

    order = ReplyOrder(
        on_day(day),
        mapping,
        everything=everything,
        comments=not no_comments,
        library=library_in(folder),
    )
    try:
        answered = answer_buyer(buyer, answers, order)
        follow(answered.read.lang)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    written = _write(answered, out, mapping, order.date)
    known = (one for one in answered.read.problems if one.level == "error" or one.code in _TOLD)
    problems = (*known, *answered.problems)
    if as_json:
        print_json(_as_json(answered, problems, written))
    else:
        files = Files(buyer, answers, mapping, *_two(out if answered.content else None, written))
        _show(answered, written, problems, files)
    sys.exit(1 if has_errors(problems) else 0)


def _apart(given: tuple[Path, ...], mapping: Path, out: Path | None) -> None:
    """Refuse to write over what was given, or one of our files over another; --force or not."""
    ours = (mapping,) if out is None else (mapping, out, list_beside(out))
    for at, path in enumerate(ours):
        if any(_same(path, other) for other in (*given, *ours[:at])):
            raise click.UsageError(
                say(
                    Text(
                        f"“{path}”在这里有两个用处，写了就会丢掉您的文件。请换个名字。",
                        f'"{path}" is named for two things here, and a file of yours would be lost. Choose another name.',
                    )
                )
            )


def _same(one: Path, other: Path) -> bool:
    if one.exists() and other.exists():
        return one.samefile(other)
    return one.resolve() == other.resolve()


def _sensible(out: Path | None, *, force: bool) -> None:
    """Refuse names that no spreadsheet program opens, and files that are there already."""
    if out is None:
        return
    if out.suffix.lower() != ".xlsx":
        raise click.UsageError(
            say(Text(f"“{out}”要以 .xlsx 结尾。", f'"{out}" must end in .xlsx.'))
        )
    for path in (out, list_beside(out)):
        spare(path, force=force)


def list_beside(out: Path) -> Path:
    return out.with_name(f"{out.stem}.list.xlsx")


def _write(answered: Answered, out: Path | None, mapping: Path, day: str) -> tuple[Path, ...]:
    """The filled workbook and its list together, whole; a mapping file only where there is none."""
    from zeren.files.buyer.working_list import print_working_list
    from zeren.files.writing import write_all, write_whole

    written: list[Path] = []
    if out is not None and answered.content:
        files = [(out.name, answered.content)]
        if answered.lines:
            content = print_working_list(answered.lines, lang=screen_lang(), day=day)
            files.append((list_beside(out).name, content))
        write_all(out.parent, files)
        written += [out.parent / name for name, _ in files]
    if answered.mapping:
        write_whole(mapping, answered.mapping.encode())
        written.append(mapping)
    return tuple(written)


def _as_json(
    answered: Answered, problems: tuple[Problem, ...], written: tuple[Path, ...]
) -> Mapping[str, object]:
    from zeren.publish.wording import fact_words

    template = answered.template
    table: dict[str, object] = {
        "layouts": {
            name: [_layout_as_json(layout) for layout in tables]
            for name, tables in answered.layouts.items()
        },
        "lines": [line.as_json() for line in answered.lines],
        "files": [path.name for path in written],
        "problems": [problem.as_json() for problem in problems],
    }
    if template is not None:
        table["facts"] = [
            {**fact.as_json(), "sheet": sheet, "cell": cell} for fact, sheet, cell in template.facts
        ]
        table["left"] = [
            {
                "code": one.fact.code,
                "name": fact_words(one.fact).as_json(),
                "dimensions": dict(one.fact.dimensions),
                "why": one.why.as_json(),
            }
            for one in template.left
        ]
        table["emptied"] = [
            {"sheet": sheet, "cell": cell, "said": said} for sheet, cell, said in template.emptied
        ]
        table["held_back"] = list(answered.held_back)
    return table


def _layout_as_json(layout: Layout) -> dict[str, object]:
    from zeren.files.buyer.mapping import letters

    return {
        "header": layout.header,
        "columns": {role: letters(column) for role, column in layout.columns.items()},
        "ticks": {head: letters(column) for head, column in layout.ticks.items()},
        "years": {str(year): letters(column) for year, column in layout.years.items()},
        "standard": layout.standard,
        "guessed": layout.guessed,
    }


def _two(out: Path | None, written: tuple[Path, ...]) -> tuple[Path | None, Path | None]:
    """The filled workbook and its list, where they were written."""
    if out is None:
        return None, None
    beside = list_beside(out)
    return out, beside if beside in written else None


def _show(
    answered: Answered, written: tuple[Path, ...], problems: tuple[Problem, ...], files: Files
) -> None:
    if answered.template is not None:
        _show_template(answered)
    else:
        _show_layouts(answered.layouts)
        _show_lines(answered.lines)
    for path in written:
        click.echo(say(Text(f"已写入 {on_screen(path)}", f"Wrote {on_screen(path)}")))
    print_problems(problems)
    for line in told(next_steps(answered, files)):
        click.echo(on_screen(line))


def _show_layouts(layouts: Mapping[str, tuple[Layout, ...]]) -> None:
    """How each sheet was understood, before anything that was filled."""
    from zeren.files.buyer.mapping import letters

    names = {
        "question": Text("问题", "question"),
        "answer": Text("回答", "answer"),
        "remark": Text("备注", "remarks"),
        "number": Text("编号", "number"),
        "clause": Text("条款", "clause"),
        "unit": Text("单位", "unit"),
    }
    click.secho(say(Text("各表的列是这样认的：", "How the sheets were understood:")), bold=True)
    for name, tables in layouts.items():
        for layout in tables:
            told = [
                f"{say(names[role])} {letters(at)}"
                for role, at in layout.columns.items()
                if role in names
            ]
            told += [f"{on_screen(head)} {letters(at)}" for head, at in layout.ticks.items()]
            told += [f"{year} {letters(at)}" for year, at in layout.years.items()]
            row = say(Text("表头第 {row} 行", "heads in row {row}").format(row=layout.header))
            head = row if layout.header else say(Text("没有表头", "no heads"))
            standard = f" · {layout.standard}" if layout.standard else ""
            click.echo(f"  {on_screen(name)}: {head} · {' · '.join(told)}{standard}")


def _show_lines(lines: tuple[Line, ...]) -> None:
    from zeren.files.buyer.working_list import STATES
    from zeren.publish.reply.reply import STATUSES

    counts = {status: sum(line.status == status for line in lines) for status in STATUSES}
    told = " · ".join(f"{say(STATES[status])} {count}" for status, count in counts.items())
    click.secho(say(Text(f"共 {len(lines)} 题：", f"{len(lines)} questions: ")) + told, bold=True)


def _show_template(answered: Answered) -> None:
    from zeren.publish.wording import fact_words

    template = answered.template
    assert template is not None  # noqa: S101 - asked by the caller
    click.secho(
        say(
            Text(
                f"EFRAG 的 VSME 模板：填入 {len(template.facts)} 个数据。",
                f"EFRAG's VSME template: {len(template.facts)} facts filled in.",
            )
        ),
        bold=True,
    )
    for why, lefts in _by_reason(template).items():
        click.echo(f"  {say(why)}")
        for one in lefts:
            click.echo(f"    {on_screen(say(fact_words(one.fact)))}")
    for sheet, cell, said in template.emptied:
        click.echo(
            say(
                Text(
                    f"  {sheet}!{cell}：模板预填了“{on_screen(said)}”，您的数据里没有，已清空。",
                    f"  {sheet}!{cell}: the template presets “{on_screen(said)}”; your facts do not say so, and it was emptied.",
                )
            )
        )
    if answered.held_back:
        asked = answered.read.questionnaire
        fields = asked.field_of if asked else {}
        names = listed(fields[code].label for code in answered.held_back if code in fields)
        words = Text(
            "没选“公开”，没有填：{names}。", "Not marked “Publish” and held back: {names}."
        )
        click.echo(f"  {say(words.format(names=names))}")


def _by_reason(template: FilledTemplate) -> Mapping[Text, list[Leftover]]:
    found: dict[Text, list[Leftover]] = {}
    for one in template.left:
        found.setdefault(one.why, []).append(one)
    return found
