"""`zeren standards template` and `import`: an association writes its own standard or questionnaire."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from zeren.cli.check import show_refusal
from zeren.cli.options import (
    LIBRARY,
    book_lang_option,
    force_option,
    library_in,
    library_option,
    must_be_xlsx,
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
)
from zeren.files.workbook.words import BookLang
from zeren.problems import Refused, has_errors
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.files.drafts.importing import Ready
    from zeren.standards.drafts.draft import Draft
    from zeren.standards.library import Library

Kind = Literal["standard", "questionnaire"]


@click.command(
    "template",
    short_help=say(Text("生成编写标准或问卷的工作簿", "a workbook to write your own in")),
    help=say(
        Text(
            "生成一份工作簿，用来编写自己的标准或补充问卷。OUT 是要写的文件，例如 own.xlsx。",
            "Write a workbook in which to draft a standard or a supplement of your own. OUT is the file to write, own.xlsx for example.",
        )
    ),
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--kind",
    type=click.Choice(["standard", "questionnaire"]),
    help=say(
        Text(
            "编写什么：standard 标准（默认），questionnaire 补充问卷。",
            "What to write: a standard, which is the default, or a questionnaire.",
        )
    ),
)
@click.option(
    "--from",
    "source",
    metavar="ID",
    help=say(
        Text(
            "先填上已有的一份，供修订：标准或补充问卷的标识，或它的开头。",
            "Fill in an existing one to revise: the id of a standard or supplement, or its beginning.",
        )
    ),
)
@library_option
@book_lang_option
@force_option
def write_own(
    out: Path,
    kind: Kind | None,
    source: str | None,
    folder: Path | None,
    lang: BookLang,
    *,
    force: bool,
) -> None:
    from zeren.files.drafts.template import write_draft
    from zeren.standards.drafts.known import known_to

    must_be_xlsx(out)
    spare(out, force=force)
    library = library_in(folder)
    draft = _existing(source, kind, library) if source else None
    made = draft.kind if draft else "supplement" if kind == "questionnaire" else "standard"
    write_draft(made, out, known_to(library), lang=lang, draft=draft)
    click.echo(
        say(
            Text(
                f"已写入 {out}。填好后运行：zeren standards import {out} --out 标准库文件夹",
                f"Wrote {out}. Fill it in, then: zeren standards import {out} --out LIBRARY",
            )
        )
    )


def _existing(source: str, kind: Kind | None, library: Library) -> Draft:
    """The draft of what has this id, or just one id that begins so; raises UsageError where there is
    none, or none of this kind.
    """
    from zeren.standards.catalogue import meant
    from zeren.standards.drafts.existing import draft_ids, existing_draft

    fitting = meant(source, draft_ids(library))
    if len(fitting) > 1:
        raise click.UsageError(_several(source, fitting))
    draft = existing_draft(fitting[0], library) if fitting else None
    if draft is None:
        raise click.UsageError(_nothing(source, library))
    if kind and (kind == "standard") != (draft.kind == "standard"):
        raise click.UsageError(
            say(
                Text(
                    f"“{source}”不是 --kind {kind}。去掉 --kind 就行。",
                    f'"{source}" is no {kind}: leave out --kind.',
                )
            )
        )
    return draft


def _several(source: str, fitting: Sequence[str]) -> str:
    return say(
        Text(
            f"以“{source}”开头的不止一个：{'、'.join(fitting)}。请写得再全一些。",
            f'More than one id begins with "{source}": {", ".join(fitting)}. Write more of it.',
        )
    )


def _nothing(source: str, library: Library) -> str:
    from zeren.standards.catalogue import nearest

    near = nearest(source, library=library)
    perhaps = (
        Text(f"您要找的可能是：{'、'.join(near)}。", f" Perhaps you mean: {', '.join(near)}.")
        if near
        else Text("", "")
    )
    return say(
        Text(
            f"没有标识为“{source}”的标准或补充问卷。{perhaps.zh}zeren standards 列出全部标准；自己的要用 --library 或环境变量 {LIBRARY} 指明文件夹。",
            f'There is no standard or supplement of the id "{source}".{perhaps.en} `zeren standards` lists the standards; for your own, name its folder with --library or in {LIBRARY}.',
        )
    )


@click.command(
    "import",
    short_help=say(Text("导入填好的工作簿", "take in a filled workbook")),
    help=say(
        Text(
            "检查填好的工作簿，一次列出所有要改的地方；全对了才写入标准库，要么全部写入，要么一点不写。",
            "Check a filled workbook and list at once everything to put right. Only when all is right it is written into the library, whole or not at all.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--out",
    "folder",
    metavar="DIR",
    envvar=LIBRARY,
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=say(
        Text(
            f"标准库文件夹；没有就新建。不写就用环境变量 {LIBRARY}。",
            f"The library's folder, made if need be; {LIBRARY} if you say nothing.",
        )
    ),
)
@click.option(
    "--one-language",
    is_flag=True,
    help=say(
        Text(
            "还没有翻译时用：缺的语言先用另一种的原文代替。",
            "Before it is translated: words of one language stand in where the other is missing.",
        )
    ),
)
@force_option
@lang_option
@json_option
def import_own(
    file: Path,
    folder: Path,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    one_language: bool,
    force: bool,
    as_json: bool,
) -> None:
    from zeren.files.drafts.importing import put, read_ready

    try:
        ready = read_ready(file, folder, one_language=one_language)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    follow(ready.lang)
    failed = has_errors(ready.problems)
    if not failed:
        spare(ready.replaces(folder), force=force)
    place = None if failed else put(ready, folder)
    if as_json:
        print_json(ready.as_json(place))
    else:
        print_problems(ready.problems)
        click.echo(_failure(ready) if place is None else _success(ready, place, folder))
    sys.exit(1 if failed else 0)


def _failure(ready: Ready) -> str:
    errors = sum(problem.level == "error" for problem in ready.problems)
    return say(
        Text(
            f"有 {errors} 处要改，什么也没有写入。您的工作簿没有动过。",
            f"{counted(errors, 'thing', 'things')} to put right; nothing was written, and your workbook was not touched.",
        )
    )


def _success(ready: Ready, place: Path, folder: Path) -> str:
    counts = {kind: len(ready.draft.of(kind)) for kind in ("clause", "question", "red_line")}
    if ready.kind == "standard":
        next_step = f"zeren standards {ready.id} --library {folder}"
        what = Text(f"{counts['clause']} 条条款", counted(counts["clause"], "clause", "clauses"))
    else:
        next_step = f"zeren template answers.xlsx --with {ready.id} --library {folder}"
        zh = f"{counts['question']} 道题、{counts['red_line']} 条红线"
        en = f"{counted(counts['question'], 'question', 'questions')} and {counted(counts['red_line'], 'red line', 'red lines')}"
        what = Text(zh, en)
    return on_screen(
        say(
            Text(
                f"已写入 {place}：{what.zh}。下一步：{next_step}",
                f"Wrote {place}: {what.en}. Next: {next_step}",
            )
        )
    )
