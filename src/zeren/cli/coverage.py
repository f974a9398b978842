"""`zeren coverage`: what of a standard one response already answers, and through which answers."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.assess.coverage import ClauseCoverage, Given, StandardCoverage
from zeren.cli.check import read_or_leave, show_refusal
from zeren.cli.options import (
    choose_one,
    date_option,
    force_option,
    keep_apart,
    library_in,
    library_option,
    must_be_xlsx,
    on_day,
    spare,
)
from zeren.cli.screen import (
    json_option,
    lang_option,
    on_screen,
    print_json,
    print_problems,
    say,
)
from zeren.problems import Refused, has_errors
from zeren.standards.catalogue import Standard
from zeren.standards.questionnaires import Questionnaire
from zeren.standards.recognitions import Recognition
from zeren.text import Said, Text, cut_short

if TYPE_CHECKING:
    from zeren.files.answers import Read
    from zeren.standards.library import Library

_MOST = 3  # answers a clause on the screen; the sheet and the JSON have them all
_LONG = 90
_TOLD = {"unconfirmed", "supplement-unknown"}  # notes that change what coverage means


@click.command(
    short_help=say(Text("一份答卷覆盖了标准的哪些条款", "what of a standard a response covers")),
    help=say(
        Text(
            "看一份填好的工作簿覆盖了某个标准的哪些条款、通过哪些回答、还差什么。不写 --standard 就把能对照的标准各列一行。",
            "See which clauses of a standard a filled workbook covers, through which answers, and what is missing. Without --standard, a line for each standard that can be compared.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--standard",
    "id",
    help=say(
        Text("标准的 ID，见 zeren standards。", "The standard's id, as in “zeren standards”.")
    ),
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(Text("写成可以接着做的工作表（.xlsx）。", "Write a sheet to work on (.xlsx).")),
)
@click.option(
    "--recognitions",
    "listed",
    type=click.Path(path_type=Path, dir_okay=False),
    help=say(
        Text(
            "互认清单（TOML）：谁认可哪种回答，用于什么，到哪一天。",
            "A list of recognitions (TOML): who accepts which answers, for what, until when.",
        )
    ),
)
@library_option
@date_option
@force_option
@lang_option
@json_option
def coverage(  # noqa: PLR0913, PLR0917 - click passes what it was given
    file: Path,
    id: str | None,  # noqa: A002
    out: Path | None,
    listed: Path | None,
    folder: Path | None,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    force: bool,
    as_json: bool,
) -> None:
    today = on_day(day)
    _sensible(out, id, listed, as_json=as_json)
    if out:
        keep_apart(out, file, listed)
        spare(out, force=force)
    library = library_in(folder)
    standards, recognitions = _asked_for(id, listed, library, as_json=as_json)
    read = read_or_leave(file, library, as_json=as_json)
    found = _covered(read, standards, library, further=id is not None)
    ours = tuple(one for one in recognitions if id and one.counts_for == found[0].standard.id)
    if as_json:
        table = _summary_table(found) if id is None else _table(found[0], ours, today)
        print_json(table | {"problems": [problem.as_json() for problem in read.problems]})
    else:
        if id is None:
            _show_all(found)
        else:
            _tell(found[0], read.questionnaire, out, date_=today)
            _show_larger(found[0], file, folder)
        _show_recognitions(ours, today, library)
        print_problems(one for one in read.problems if one.level == "error" or one.code in _TOLD)
    sys.exit(1 if has_errors((*read.problems, *library.problems)) else 0)


def _asked_for(
    id: str | None,  # noqa: A002
    listed: Path | None,
    library: Library,
    *,
    as_json: bool,
) -> tuple[tuple[Standard, ...], tuple[Recognition, ...]]:
    """The standards and recognitions; exit 2 for an unknown standard, 1 for a list that is refused."""
    from zeren.standards.catalogue import find_standard, load_standards
    from zeren.standards.recognitions import load_recognitions

    code = 2
    try:
        standards = load_standards(library) if id is None else (find_standard(id, library=library),)
        code = 1
        return standards, load_recognitions(listed, library=library)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(code)


def _covered(
    read: Read, standards: tuple[Standard, ...], library: Library, *, further: bool
) -> tuple[StandardCoverage, ...]:
    """The coverage of each, with what a larger questionnaire would ask where that is wanted."""
    from zeren.assess.coverage import Ways, clause_coverage, with_further

    asked = read.questionnaire
    found = clause_coverage(read.response, standards, Ways(asked, library=library))
    if not further:
        return found
    return tuple(with_further(one, read.response, asked, library=library) for one in found)


def _sensible(
    out: Path | None,
    id: str | None,  # noqa: A002
    listed: Path | None,
    *,
    as_json: bool,
) -> None:
    """Raise UsageError for options that do not go together."""
    if out and as_json:
        raise choose_one("--out", "--json")
    if out:
        must_be_xlsx(out)
    if id is None and (out or listed):
        raise click.UsageError(
            say(
                Text(
                    "--out 和 --recognitions 一次对一个标准：请用 --standard 指明是哪一个。",
                    "--out and --recognitions take one standard: say which with --standard.",
                )
            )
        )


def _tell(
    found: StandardCoverage, questionnaire: Questionnaire | None, out: Path | None, *, date_: str
) -> None:
    """Write the sheet where one is wanted, else show clause by clause."""
    if out:
        _write(out, found, questionnaire, date_=date_)
    else:
        _show(found, questionnaire)


def _write(
    path: Path, found: StandardCoverage, questionnaire: Questionnaire | None, *, date_: str
) -> None:
    from zeren.files.coverage_sheet import print_coverage
    from zeren.files.writing import write_whole
    from zeren.publish.covered import counts_words

    write_whole(path, print_coverage(found, questionnaire, date_=date_))
    counts = counts_words(found)
    click.echo(say(Text(f"已写入 {path}：{counts.zh}", f"Wrote {path}: {counts.en}")))


def _summary_table(found: tuple[StandardCoverage, ...]) -> dict[str, object]:
    return {
        "standards": [
            {"standard": one.standard.id, **dict(one.counted)} for one in found if one.is_reached
        ]
    }


def _table(
    found: StandardCoverage, recognitions: tuple[Recognition, ...], day: str
) -> dict[str, object]:
    on = date.fromisoformat(day)
    return {**found.as_json(), "recognitions": [one.as_json(on) for one in recognitions]}


def _show_recognitions(recognitions: tuple[Recognition, ...], day: str, library: Library) -> None:
    """Those in force on this day; a note for each that has lapsed."""
    from zeren.standards.catalogue import standard
    from zeren.standards.recognitions import lapsed

    on = date.fromisoformat(day)
    for one in recognitions:
        if one.standing(on) != "in-force":
            continue
        words = Text(
            "{by}认可：按 {accepts} 作的{kind}，可用于{purpose}（{clauses}；{decision}，到 {end}）。",
            "{by} accepts {kind} by {accepts} for {purpose} ({clauses}; {decision}, until {end}).",
        ).format(
            by=one.by,
            accepts=standard(one.accepts, library=library).title,
            kind=_KIND_WORDS[one.kind],
            purpose=one.purpose,
            clauses=_clauses_words(one),
            decision=one.decision,
            end=one.end or Text("另行决定", "further notice"),
        )
        click.echo(on_screen(say(words)))
    print_problems(lapsed(recognitions, on))


_KIND_WORDS = {
    "crosswalk": Text("回答", "answers"),
    "assessment": Text("评估", "an assessment"),
}


def _clauses_words(one: Recognition) -> Text:
    if not one.clauses:
        return Text("全部条款", "every clause")
    refs = one.clauses
    clauses = "clause" if len(refs) == 1 else "clauses"
    return Text(f"条款 {'、'.join(refs)}", f"{clauses} {', '.join(refs)}")


def _show_all(found: tuple[StandardCoverage, ...]) -> None:
    from zeren.publish.covered import LIMIT, counts_words

    reached = [one for one in found if one.is_reached]
    width = max(len(one.standard.id) for one in reached)
    for one in reached:
        click.echo(
            f"{one.standard.id:<{width}}  {say(counts_words(one))}  {say(one.standard.title)}"
        )
    click.echo()
    click.echo(
        say(
            Text(
                "下一步：加上 --standard 和 ID（或 ID 的开头），逐条看。",
                "Next: add --standard with an id, or the beginning of one, to see each clause.",
            )
        )
    )
    click.echo(say(LIMIT))


def _show(found: StandardCoverage, questionnaire: Questionnaire | None) -> None:
    from zeren.publish.covered import EXPLAINED, LIMIT, counts_words

    click.secho(say(found.standard.title), bold=True)
    if not found.is_reached:
        click.echo(
            say(
                Text(
                    "我们的问卷和对照表还通不到这个标准，所以说不出覆盖情况。",
                    "No question and no table of ours leads to this standard yet, so nothing can be said of its coverage.",
                )
            )
        )
        return
    for one in found.clauses:
        _show_clause(one, questionnaire)
    click.echo()
    click.echo(say(counts_words(found)))
    click.echo(say(LIMIT))
    click.echo(say(EXPLAINED))


def _show_larger(found: StandardCoverage, file: Path, folder: Path | None) -> None:
    """What a larger tier or a supplement would ask, and the command that keeps what was answered."""
    from zeren.publish.covered import larger_words

    for words in larger_words(found, old=str(file), library=str(folder or "DIR")):
        click.echo(on_screen(say(words)))


def _show_clause(one: ClauseCoverage, questionnaire: Questionnaire | None) -> None:
    from zeren.publish.covered import STATE_WORDS, advice_words

    colours = {"covered": "green", "partly": "yellow", "open": "red"}
    title = f"{one.clause.ref}  {say(one.clause.title)}"
    if one.is_heading:
        click.secho(f"\n{title}", bold=True)
        return
    state = click.style(say(STATE_WORDS[one.state]), fg=colours[one.state])
    click.echo(f"{title}  {state}")
    for given in one.answers[:_MOST]:
        _show_given(given, questionnaire)
    more = len(one.answers) - _MOST
    if more > 0:
        click.echo(say(Text(f"    另有 {more} 个，见 --out", f"    and {more} more: see --out")))
    advice = say(advice_words(one, questionnaire))
    if advice:
        click.echo(f"    → {advice}")


def _show_given(given: Given, questionnaire: Questionnaire | None) -> None:
    from zeren.publish.covered import given_words, named_words, place_words, relation_words

    words = given_words(given, questionnaire)
    said = words.text if isinstance(words, Said) else say(words)
    said = on_screen(cut_short(" ".join(said.split()), _LONG))
    asked, place = say(named_words(given.code, questionnaire)), say(place_words(given))
    at = on_screen(f" [{place}]") if place else ""
    click.echo(f"    {asked}{say(Text('：', ': '))}{said}{at}")
    click.secho(f"      {say(relation_words(given.relation))}", dim=True)
