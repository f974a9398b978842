"""`zeren publish`: reports, plan and data from one workbook or from hundreds."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.check import show_refusal
from zeren.cli.look import look_of, look_options
from zeren.cli.options import date_option, library_in, library_option, on_day
from zeren.cli.screen import (
    follow,
    json_option,
    lang_option,
    print_json,
    print_problems,
    say,
    screen_lang,
)
from zeren.problems import Problem, Refused, has_errors
from zeren.text import Text, counted

if TYPE_CHECKING:
    from zeren.files.publication import Order
    from zeren.standards.library import Library


@click.command(
    short_help=say(Text("生成报告、计划和数据", "reports, plan and data")),
    help=say(
        Text(
            "写出诊断（内部）、报告（对外）、行动计划和数据文件，中英文都有。多个工作簿各得一个文件夹。",
            "Write the diagnosis (internal), the report (outward), the plan and the data, in both languages. Several workbooks get a folder each.",
        )
    ),
)
@click.argument(
    "workbooks", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help=say(Text("写到哪个文件夹。", "The folder to write into.")),
)
@date_option
@look_options
@click.option(
    "--index",
    metavar="ID,...",
    help=say(
        Text(
            "报告里按这些标准的条款加内容索引，例如 gri,iso-26000,un-sdg。",
            "Add to the report a content index by the clauses of these standards, for example gri,iso-26000,un-sdg.",
        )
    ),
)
@click.option(
    "--claim",
    "claims",
    multiple=True,
    metavar="ID=KIND",
    help=say(
        Text(
            "索引里要对标准说的话；标准不允许的会被拒绝，并说明理由。不写就用它允许的说法。",
            "What to claim of a standard in its index; what it does not permit is refused with the reason. Without it, what it permits is said.",
        )
    ),
)
@click.option(
    "--no-word",
    is_flag=True,
    help=say(Text("不写 Word 文件，快一些。", "Leave the Word files out; faster.")),
)
@click.option(
    "--xbrl",
    is_flag=True,
    help=say(
        Text(
            "加上按 EFRAG 的 VSME 分类标准标记的 XBRL 申报文件。",
            "Add the XBRL filing, tagged with EFRAG's VSME taxonomy.",
        )
    ),
)
@click.option(
    "--taxonomy-package",
    type=click.Path(path_type=Path),
    help=say(
        Text(
            "EFRAG 的 VSME 分类标准包（.zip）：核对申报文件用到的名称；要和 --xbrl 一起用。",
            "EFRAG's VSME taxonomy package (.zip), to check the filing's names against; needs --xbrl.",
        )
    ),
)
@click.option(
    "--again",
    is_flag=True,
    help=say(
        Text(
            "多个工作簿时，已经写入的也重写。",
            "With several workbooks, write the finished ones again too.",
        )
    ),
)
@library_option
@lang_option
@json_option
def publish(  # noqa: PLR0913, PLR0917 - one argument an option
    workbooks: tuple[Path, ...],
    out: Path,
    day: str | None,
    logo: Path | None,
    colour: str | None,
    index: str | None,
    claims: tuple[str, ...],
    *,
    folder: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    no_word: bool,
    xbrl: bool,
    taxonomy_package: Path | None,
    again: bool,
    as_json: bool,
) -> None:
    order = _order(day, logo, colour, word=not no_word, as_json=as_json)
    order = replace(order, library=library_in(folder))
    ids, unclaimed = _indexed(index, claims, order.library, as_json=as_json)
    order = replace(order, index=ids, unclaimed=unclaimed)
    order = _with_filing(order, taxonomy_package, xbrl=xbrl, as_json=as_json)
    workbooks = tuple(book for book in workbooks if not book.name.startswith("~$")) or workbooks
    if len(workbooks) == 1:
        _publish_one(workbooks[0], out, order, as_json=as_json)
    else:
        _publish_many(workbooks, out, order, again=again, as_json=as_json)


def _order(
    day: str | None, logo: Path | None, colour: str | None, *, word: bool, as_json: bool
) -> Order:
    from zeren.files.publication import Order

    try:
        look = look_of(logo, colour)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    return Order(date=on_day(day), look=look, word=word)


def _indexed(
    named: str | None, claims: tuple[str, ...], library: Library, *, as_json: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The standards to index by, and those of them without a claim; whatever does not hold is told at once."""
    from zeren.standards.catalogue import find_standard
    from zeren.standards.claims import claimed

    ids: dict[str, None] = {}
    kinds: dict[str, str] = {}
    problems: list[Problem] = []
    for name in filter(None, map(str.strip, (named or "").replace("，", ",").split(","))):
        try:
            ids[find_standard(name, library=library).id] = None
        except Refused as refusal:
            problems += refusal.problems
    for claim in claims:
        name, _, kind = claim.partition("=")
        try:
            standard = find_standard(name.strip(), library=library)
            kinds[standard.id] = kind.strip()
            claimed(standard, kind.strip())
        except Refused as refusal:
            problems += refusal.problems
    if problems:
        show_refusal(Refused(*problems), as_json=as_json)
        sys.exit(2 if any(one.code == "standard-unknown" for one in problems) else 1)
    _go_together(named, ids, kinds)
    return tuple(ids), tuple(id for id, kind in kinds.items() if kind == "none")  # noqa: A001


def _go_together(named: str | None, ids: Container[str], kinds: Iterable[str]) -> None:
    """Raise UsageError for an index of nothing, and for a claim on what is not indexed."""
    lone = [id for id in kinds if id not in ids]  # noqa: A001
    if named is not None and not named.strip(" ,，"):
        raise click.UsageError(
            say(
                Text(
                    "--index 后面要写标准的 ID，例如 gri,iso-26000。",
                    "After --index name standards, for example gri,iso-26000.",
                )
            )
        )
    if lone:
        raise click.UsageError(
            say(
                Text(
                    f"--claim 里的 {lone[0]} 不在 --index 里，请加上。",
                    f"{lone[0]} of --claim is not in --index: add it there.",
                )
            )
        )


def _with_filing(order: Order, package: Path | None, *, xbrl: bool, as_json: bool) -> Order:
    if package is None:
        return replace(order, xbrl=xbrl)
    if not xbrl:
        raise click.UsageError(
            say(
                Text(
                    "--taxonomy-package 是用来核对申报文件的，要和 --xbrl 一起用。",
                    "--taxonomy-package checks the filing: use it with --xbrl.",
                )
            )
        )
    from zeren.files.xbrl.taxonomy_copy import read_taxonomy_copy

    try:
        return replace(order, xbrl=True, taxonomy=read_taxonomy_copy(package))
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)


def _publish_one(workbook: Path, out: Path, order: Order, *, as_json: bool) -> None:
    from zeren.files.publication import publish_file

    try:
        publication = publish_file(workbook, out, order)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    follow(publication.lang)
    if as_json:
        print_json(dict(publication.manifest))
    else:
        print_problems(publication.problems)
        names = [str(file["name"]) for file in publication.manifest["files"]]
        _show_written(out, [*names, "manifest.json"])
        _show_claims(order)
        _show_end(publication.problems)
    sys.exit(1 if has_errors(publication.problems) else 0)


_CONTENTS = {
    "diagnosis": Text(
        "内部诊断：风险、挑战、先做什么、计划",
        "internal diagnosis: risks, challenges, what to do first, plan",
    ),
    "report": Text(
        "对外报告：只有您选了“公开”的内容", "outward report: only what you marked “Publish”"
    ),
    "plan": Text("行动计划，可以直接填进度", "the plan as a list to work with"),
    "response": Text("读到的答卷，供程序读取", "the response as it was read, for programs"),
    "manifest": Text("清单：每个文件的 SHA-256", "the SHA-256 of each file"),
    "assessment": Text("全部结果，供程序读取", "all results, for programs"),
}


_FACTS_ONLY = {
    "diagnosis": Text(
        "内部：读到的全部数据和覆盖情况", "internal: every fact that was read, and coverage"
    ),
    "report": Text("对外报告：模板里的全部内容", "outward report: everything in the template"),
}


_FILING = {
    "report.xhtml": Text(
        "XBRL 申报文件：人看的网页，程序读的标记（公开）",
        "XBRL filing: a page for people, tags for programs (public)",
    ),
    "report-package.zip": Text("同一份网页，装成报告包", "the same page as a report package"),
    "report.xbrl.json": Text("同样的数据，供程序读取", "the same facts as xBRL-JSON"),
}


def _show_written(out: Path, names: list[str]) -> None:
    click.echo(say(Text(f"已写入 {out}：", f"Written to {out}:")))
    contents = {} if "plan.xlsx" in names else _FACTS_ONLY
    for name in names:
        kind = name.split(".")[0]
        words = (_FILING.get(name) or contents.get(kind) or _CONTENTS[kind]).to(screen_lang())
        click.echo(f"  {name:<18} {words}")


def _show_claims(order: Order) -> None:
    """Whoever publishes speaks for the company, and must know what the report says in its name."""
    from zeren.standards.catalogue import standard
    from zeren.standards.claims import claimed

    indexed = (standard(name, library=order.library) for name in order.index)
    said = [one for one in indexed if one.id not in order.unclaimed and claimed(one)]
    if not said:
        return
    head = Text(
        "索引里列出了条款的，报告以企业的名义这样说：",
        "Where the index lists a clause, the report says in the company's name:",
    )
    click.echo(say(head))
    for one in said:
        click.echo(f"  {one.id:<18} {say(one.claim.words)}")
        if one.claim.then:
            click.echo(f"  {'':<18} {say(one.claim.then)}")
    id_ = said[0].id
    click.echo(
        say(
            Text(
                f"企业不这样说的，加 --claim {id_}=none。",
                f"What the company does not say is left out with --claim {id_}=none.",
            )
        )
    )


def _show_end(problems: tuple[Problem, ...]) -> None:
    errors = sum(problem.level == "error" for problem in problems)
    if errors:
        click.secho(
            say(
                Text(
                    f"还有 {errors} 处要改（见上）。改好之前，请不要把报告发出去。",
                    f"{counted(errors, 'thing is', 'things are')} still to put right (see above). Please do not send the report before.",
                )
            ),
            bold=True,
        )


def _publish_many(
    workbooks: tuple[Path, ...], out: Path, order: Order, *, again: bool, as_json: bool
) -> None:
    from zeren.cli.batch import publish_all, show_outcomes

    outcomes = publish_all(workbooks, out, order, again=again, quiet=as_json)
    if as_json:
        print_json([outcome.as_json() for outcome in outcomes])
    else:
        show_outcomes(outcomes)
        _show_claims(order)
    sys.exit(
        1
        if any(outcome.state not in ("written", "kept") or outcome.errors for outcome in outcomes)
        else 0
    )
