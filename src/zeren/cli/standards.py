"""`zeren standards`: the standards we know, and the clauses of one."""

from __future__ import annotations

import sys

import click

from zeren.cli.check import show_refusal
from zeren.cli.screen import json_option, lang_option, print_json, say
from zeren.standards.catalogue import Standard
from zeren.text import Text


@click.command(
    short_help=say(Text("收录的标准和条款", "the standards and their clauses")),
    help=say(
        Text(
            "列出收录的标准；给出 ID 时，列出这一个标准的条款和允许的说法。",
            "List the standards in the library; with an ID, the clauses of that one and the claim it permits.",
        )
    ),
)
@click.argument("id", required=False)
@lang_option
@json_option
def standards(id: str | None, lang: str | None, *, as_json: bool) -> None:  # noqa: A002, ARG001
    from zeren.problems import Refused
    from zeren.standards.catalogue import load_standards, standard

    if id is None:
        _list(load_standards(), as_json=as_json)
        return
    try:
        _show(standard(id), as_json=as_json)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(2)


def _list(found: tuple[Standard, ...], *, as_json: bool) -> None:
    if as_json:
        print_json([_as_json(one) for one in found])
        return
    width = max(len(one.id) for one in found)
    for one in found:
        click.echo(f"{one.id:<{width}}  {say(one.title)} · {say(one.edition)}")


def _show(one: Standard, *, as_json: bool) -> None:
    if as_json:
        print_json(_as_json(one))
        return
    from zeren.standards.topics import topics_by_clause

    click.secho(say(one.title), bold=True)
    for label, words in (
        (Text("版本", "Edition"), one.edition),
        (Text("发布机构", "Publisher"), one.publisher),
        (Text("状态", "Status"), one.status),
        (Text("可以这样说", "A company may say"), one.claim.words),
        (Text("不能这样说", "And no more than this"), one.claim.limit),
        (Text("许可", "Licence"), one.licence),
    ):
        click.echo(f"{say(label)}{say(Text('：', ': '))}{say(words)}")
    click.echo()
    topics = topics_by_clause(one.id)
    for clause in one.clauses:
        asked = " ".join(topic.id for topic in topics.get(clause.ref, ()))
        click.echo(f"  {clause.ref:<12} {say(clause.title)}" + (f"  [{asked}]" if asked else ""))


def _as_json(one: Standard) -> dict[str, object]:
    from zeren.standards.topics import topics_by_clause

    topics = topics_by_clause(one.id)
    return {
        "id": one.id,
        "title": one.title.as_json(),
        "edition": one.edition.as_json(),
        "publisher": one.publisher.as_json(),
        "published": one.published,
        "in_force": one.in_force,
        "superseded_by": one.superseded_by or None,
        "status": one.status.as_json(),
        "licence": one.licence.as_json(),
        "certainty": one.certainty.as_json(),
        "claim": {
            "kind": one.claim.kind,
            "words": one.claim.words.as_json(),
            "limit": one.claim.limit.as_json(),
        },
        "clauses": [
            {
                "ref": clause.ref,
                "parent": clause.parent or None,
                "title": clause.title.as_json(),
                "topics": [topic.id for topic in topics.get(clause.ref, ())],
            }
            for clause in one.clauses
        ],
    }
