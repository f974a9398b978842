"""`zeren crosswalk`: what the clauses of one standard have to do with those of another."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

import click

from zeren.cli.check import show_refusal
from zeren.cli.options import (
    choose_one,
    date_option,
    force_option,
    library_in,
    library_option,
    on_day,
    spare,
)
from zeren.cli.screen import json_option, lang_option, print_json, say
from zeren.standards.catalogue import Standard
from zeren.standards.crosswalks import SURE_STRENGTH, Relation
from zeren.text import Text, counted


@click.command(
    short_help=say(Text("两个标准的条款怎样对应", "how the clauses of two standards relate")),
    help=say(
        Text(
            "列出标准 A 的每个条款与标准 B 的哪些条款有关：什么关系、有多强、凭什么。有对照表的按对照表，没有的经议题推出。",
            "For each clause of standard A: which clauses of standard B it relates to, how, how strongly and on what ground. Tables come first; where there is none, topics suggest.",
        )
    ),
)
@click.argument("a")
@click.argument("b")
@click.option(
    "--oscal",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(
        Text(
            "写成 OSCAL 映射集（JSON 文件），供其他工具读取。",
            "Write an OSCAL mapping collection (JSON) for other tools.",
        )
    ),
)
@library_option
@date_option
@force_option
@lang_option
@json_option
def crosswalk(  # noqa: PLR0913 - click passes what it was given
    a: str,
    b: str,
    oscal: Path | None,
    folder: Path | None,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    force: bool,
    as_json: bool,
) -> None:
    from zeren.problems import Refused, has_errors
    from zeren.standards.catalogue import find_standard
    from zeren.standards.crosswalks import relations_between

    library = library_in(folder)
    try:
        one, other = (find_standard(name, library=library) for name in (a, b))
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(2)
    relations = relations_between(one.id, other.id, library=library)
    if oscal and as_json:
        raise choose_one("--oscal", "--json")
    if oscal:
        _write(oscal, relations, (one, other), date=on_day(day), force=force)
    elif as_json:
        print_json(_as_json(relations, one, other))
    else:
        _show(relations, one, other)
    sys.exit(1 if has_errors(library.problems) else 0)


def _as_json(relations: tuple[Relation, ...], one: Standard, other: Standard) -> dict[str, object]:
    return {
        "from": one.id,
        "to": other.id,
        "relations": [
            {
                "from": relation.source.clause,
                "to": relation.target.clause,
                **relation.as_json(),
            }
            for relation in relations
        ],
        "without": list(_without(relations, one)),
    }


def _without(relations: tuple[Relation, ...], one: Standard) -> list[str]:
    """The clauses without any relation; headings left out. Of editions within a standard, none."""
    if relations and relations[0].target.standard == one.id:
        return []
    related = {relation.source.clause for relation in relations}
    headings = {clause.parent for clause in one.clauses}
    return [
        clause.ref
        for clause in one.clauses
        if clause.ref not in related and clause.ref not in headings
    ]


def _write(
    path: Path,
    relations: tuple[Relation, ...],
    pair: tuple[Standard, Standard],
    *,
    date: str,
    force: bool,
) -> None:
    from zeren.files.oscal import mapping_collection
    from zeren.files.writing import write_whole

    spare(path, force=force)
    if not relations:
        click.echo(_nothing(*pair), err=True)
        sys.exit(1)
    source, target = pair
    write_whole(path, mapping_collection(relations, source=source, target=target, date=date))
    click.echo(
        say(
            Text(
                f"已写入 {path}：{len(relations)} 条关系。",
                f"Wrote {path}: {counted(len(relations), 'relation', 'relations')}.",
            )
        )
    )


def _show(relations: tuple[Relation, ...], one: Standard, other: Standard) -> None:
    from zeren.publish.covered import relation_words
    from zeren.standards.crosswalks.tables import origins

    click.secho(f"{say(one.title)} → {say(other.title)}", bold=True)
    if not relations:
        click.echo(_nothing(one, other))
        return
    for origin in origins(one.id, other.id):
        click.echo(say(Text("对照表：{origin}", "Table: {origin}").format(origin=origin)))
    for ref, group in groupby(relations, key=lambda relation: relation.source.clause):
        click.echo(f"\n{ref}  {say(one.clause_of[ref].title)}")
        for relation in sorted(group, key=lambda relation: -relation.strength):
            title = say(other.clause_of[relation.target.clause].title)
            click.echo(f"  → {relation.target.clause}  {title}")
            click.secho(f"      {say(relation_words(relation))}", dim=True)
    click.echo(f"\n{say(_summary(relations, one))}")


def _summary(relations: tuple[Relation, ...], one: Standard) -> Text:
    sure = sum(relation.strength >= SURE_STRENGTH for relation in relations)
    without = _without(relations, one)
    words = Text(
        f"共 {len(relations)} 条关系，其中 {sure} 条较有把握（强度 {SURE_STRENGTH} 以上）；其余只供参考，请懂行的人过目。",
        f"{counted(len(relations), 'relation', 'relations')}, {sure} of them fairly sure ({SURE_STRENGTH} or more of 10). The rest are suggestions for somebody who knows both.",
    )
    if not without:
        return words
    clauses = "Clause" if len(without) == 1 else "Clauses"
    return Text(
        f"{words.zh}\n没有对应的条款：{'、'.join(without)}。",
        f"{words.en}\n{clauses} without a counterpart: {', '.join(without)}.",
    )


def _nothing(one: Standard, other: Standard) -> str:
    return say(
        Text(
            f"{one.id} 和 {other.id} 之间还没有对照：没有对照表，也没有共同的议题。",
            f"There is no way between {one.id} and {other.id} yet: no table and no topic in common.",
        )
    )
