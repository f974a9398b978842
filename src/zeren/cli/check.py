"""`zeren check`: what was understood, and what to put right."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.options import library_in, library_option
from zeren.cli.screen import follow, json_option, lang_option, print_json, print_problems, say
from zeren.problems import Problem, Refused, has_errors
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.files.answers import Read
    from zeren.standards.library import Library


@click.command(
    short_help=say(Text("检查填好的工作簿", "list everything to put right in a workbook")),
    help=say(
        Text(
            "检查填好的工作簿（我们的，或 EFRAG 的 VSME 模板），一次列出所有要改的地方。",
            "Check a filled workbook (ours, or EFRAG's VSME template) and list at once everything to put right.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@library_option
@lang_option
@json_option
def check(
    file: Path,
    folder: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    read = read_or_leave(file, library_in(folder), as_json=as_json)
    response, problems = read.response, read.problems
    if as_json:
        table = response.as_json()
        print_json(
            {
                "questionnaire": table["questionnaire"],
                "period": table["period"],
                "profile": table["profile"],
                "facts": table["facts"],
                "answers": table["answers"],
                "evidence": table["evidence"],
                "published": table["published"],
                "problems": [problem.as_json() for problem in problems],
            }
        )
    else:
        click.echo(
            say(
                Text(
                    f"读到 {len(response.answers)} 个回答、{len(response.facts)} 项数据、{len(response.evidence)} 件证据。",
                    f"Read {counted(len(response.answers), 'answer', 'answers')}, {counted(len(response.facts), 'fact', 'facts')} and {counted(len(response.evidence), 'piece', 'pieces')} of evidence.",
                )
            )
        )
        print_problems(problems)
        click.echo(_verdict(problems, file))
    sys.exit(1 if has_errors(problems) else 0)


def read_or_leave(file: Path, library: Library, *, as_json: bool) -> Read:
    """Read a filled workbook and speak its language; where it is refused, say why and exit 1."""
    from zeren.files.answers import read_answers

    try:
        read = read_answers(file, library=library)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    follow(read.lang)
    return read


def show_refusal(refusal: Refused, *, as_json: bool) -> None:
    if as_json:
        print_json({"problems": [problem.as_json() for problem in refusal.problems]})
    else:
        print_problems(refusal.problems)


def _verdict(problems: tuple[Problem, ...], file: Path) -> str:
    errors = sum(problem.level == "error" for problem in problems)
    if errors:
        return say(
            Text(
                f"有 {errors} 处要改。其余内容都已读到，没有丢失。",
                f"{errors} to put right; everything else was read and nothing is lost.",
            )
        )
    return say(
        Text(
            f"没有错误。下一步：zeren publish {shlex.quote(str(file))} --out mine",
            f"No errors. Next: zeren publish {shlex.quote(str(file))} --out mine",
        )
    )
