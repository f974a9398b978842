"""`zeren standards`: the standards we know, the clauses of one, and the way to one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zeren.cli.check import show_refusal
from zeren.cli.options import library_in, library_option
from zeren.cli.own_standards import import_own, write_own
from zeren.cli.screen import json_option, lang_option, print_json, say
from zeren.standards.as_json import standard_as_json
from zeren.standards.catalogue import Standard
from zeren.standards.library import Library
from zeren.text import Text


class Standards(click.Group):
    """A group that is also a command: `zeren standards`, `zeren standards ID`, or one of its verbs."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Before a verb the ID is left out; after an ID options may still follow."""
        has_verb = bool(args) and args[0] in self.commands
        ctx.allow_interspersed_args = not has_verb
        return super().parse_args(ctx, ["", *args] if has_verb else args)


class StandardId(click.Argument):
    """The ID, which is no part of the way to a verb: `zeren standards template`."""

    def get_usage_pieces(self, ctx: click.Context) -> list[str]:
        return super().get_usage_pieces(ctx) if self in ctx.command.params else []


@click.group(
    cls=Standards,
    invoke_without_command=True,
    subcommand_metavar="[template|import …]",
    short_help=say(Text("标准和条款；编写自己的标准", "standards, clauses; write your own")),
    help=say(
        Text(
            "列出收录的标准；给出 ID 时，列出这一个标准的条款和允许的说法。template 和 import 用来编写自己的标准或问卷。",
            "List the standards in the library; with an ID, the clauses of that one and the claim it permits. With template and import you write standards and questionnaires of your own.",
        )
    ),
)
@click.argument("id", required=False, cls=StandardId)
@library_option
@lang_option
@json_option
@click.pass_context
def standards(
    ctx: click.Context,
    id: str | None,  # noqa: A002
    folder: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    if ctx.invoked_subcommand:
        return
    from zeren.problems import Refused, has_errors
    from zeren.standards.catalogue import find_standard, load_standards

    library = library_in(folder)
    try:
        if id:
            _show(find_standard(id, library=library), library, as_json=as_json)
        else:
            _list(load_standards(library), library, as_json=as_json)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(2)
    sys.exit(1 if has_errors(library.problems) else 0)


standards.add_command(write_own)
standards.add_command(import_own)


def _list(found: tuple[Standard, ...], library: Library, *, as_json: bool) -> None:
    if as_json:
        print_json([standard_as_json(one, library) for one in found])
        return
    width = max(len(one.id) for one in found)
    for one in found:
        click.echo(f"{one.id:<{width}}  {say(one.title)} · {say(one.edition)}")


def _show(one: Standard, library: Library, *, as_json: bool) -> None:
    if as_json:
        print_json(standard_as_json(one, library))
        return
    from zeren.standards.topics import topics_by_clause

    click.secho(say(one.title), bold=True)
    for label, words in (
        (Text("版本", "Edition"), one.edition),
        (Text("发布机构", "Publisher"), one.publisher),
        (Text("状态", "Status"), one.status),
        (Text("可以这样说", "A company may say"), one.claim.words),
        (Text("不能超出这一点", "And no more than this"), one.claim.limit),
        *([(Text("说了以后", "After saying it"), one.claim.then)] if one.claim.then else []),
        (Text("许可", "Licence"), one.licence),
    ):
        click.echo(f"{say(label)}{say(Text('：', ': '))}{say(words)}")
    click.echo()
    topics = topics_by_clause(one.id, library=library)
    for clause in one.clauses:
        asked = " ".join(topic.id for topic in topics.get(clause.ref, ()))
        click.echo(f"  {clause.ref:<12} {say(clause.title)}" + (f"  [{asked}]" if asked else ""))
