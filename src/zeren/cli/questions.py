"""`zeren questions`: the questionnaire to read on the screen, or to print as PDF or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zeren.cli.options import (
    choose_one,
    date_option,
    force_option,
    known_supplements,
    library_in,
    on_day,
    spare,
    tier_option,
    with_option,
)
from zeren.cli.screen import json_option, print_json, say, screen_lang
from zeren.text import Text

if TYPE_CHECKING:
    from zeren.publish.document import Document
    from zeren.publish.published import Words
    from zeren.standards.questionnaires import Field, Question, Questionnaire, RedLine, Tier

_NOTHING = Text(
    "这样选，一道题也不剩。去掉 --without，或加上 --tier basic --with ict：两份问卷合起来，每个议题都问到。",
    "This selection leaves no question. Leave out --without, or add --tier basic --with ict: "
    "the two together ask about every topic.",
)
_PRINTED = (".pdf", ".html", ".htm")
_NEAR = 8  # names that are offered where none was found


@click.command(
    short_help=say(Text("问卷全文，供阅读或打印", "the questionnaire, to read or to print")),
    help=say(
        Text(
            "列出问卷。ADDRESS 是题目的地址，例如 sme/E1.2，给出时只列这几题，并附改进办法。",
            "Print the questionnaire. With an ADDRESS, such as sme/E1.2, only those questions, with advice on each.",
        )
    ),
)
@click.argument("addresses", nargs=-1, metavar="[ADDRESS...]")
@tier_option("basic")
@with_option
@click.option(
    "--topic", help=say(Text("只列这个议题的题目，例如 E04。", "Only this topic, E04 for example."))
)
@click.option(
    "--without",
    "facts",
    multiple=True,
    help=say(
        Text(
            "企业没有的情况，例如 dormitory；与它有关的题不列。可以写几次。",
            "Something the company does not have, such as dormitory: leaves out what asks about it. May be repeated.",
        )
    ),
)
@click.option(
    "--sector",
    default="",
    help=say(
        Text(
            "行业代码，例如 C；只举这一行的例子。", "A trade, C for example: examples from it only."
        )
    ),
)
@click.option(
    "--advice",
    is_flag=True,
    help=say(
        Text(
            "附上每题的改进办法：第一步、逐级做法、容易卡在哪里。",
            "Add what to do: the first step, the way from level to level, where it gets stuck.",
        )
    ),
)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=say(
        Text(
            "写成文件：.pdf（一种语言）或 .html（两种语言）。",
            "Write a file: .pdf (one language) or .html (both).",
        )
    ),
)
@force_option
@date_option
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    help=say(Text("用哪种语言。", "The language to print in.")),
)
@json_option
def questions(  # noqa: PLR0913 - one argument an option
    addresses: tuple[str, ...],
    *,
    tier: Tier,
    supplements: tuple[str, ...],
    folder: Path | None,
    topic: str | None,
    facts: tuple[str, ...],
    sector: str,
    out: Path | None,
    day: str | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    advice: bool,
    force: bool,
    as_json: bool,
) -> None:
    _sensible(out, day, force=force, as_json=as_json)
    from zeren.standards.load import load_questionnaire, supplements_of

    library = library_in(folder)
    supplements = known_supplements(supplements, library)
    if addresses:  # an address leads to its question wherever that stands
        tier, supplements = "basic", supplements_of("sme", library)
    whole = load_questionnaire("sme", tier=tier, supplements=supplements, library=library)
    asked = whole.narrowed(
        topic=_topic(topic),
        codes=_codes(whole, addresses),
        profile=dict.fromkeys(_facts(whole, facts), False),
    )
    if not (asked.questions or asked.red_lines or asked.fields):
        raise click.UsageError(say(_NOTHING))
    sector, advice = _sector(whole, sector), advice or bool(addresses)
    if out is not None:
        from zeren.publish.document import Look
        from zeren.publish.questionnaire import questionnaire_document

        document = questionnaire_document(
            asked, date=on_day(day), look=Look(), sector=sector, advice=advice
        )
        _write(document, out)
    elif as_json:
        from zeren.standards.as_json import questionnaire_as_json

        print_json(questionnaire_as_json(asked))
    else:
        _show(asked, sector=sector, advice=advice)


def _sensible(out: Path | None, day: str | None, *, force: bool, as_json: bool) -> None:
    """Refuse what cannot be meant together, what we do not print, and to replace a file unasked."""
    if out is None and (day or force):
        raise click.UsageError(
            say(Text("--date 和 --force 要与 --out 同用。", "--date and --force go with --out."))
        )
    if out is not None and as_json:
        raise choose_one("--out", "--json")
    if out is not None and out.suffix.lower() not in _PRINTED:
        raise click.UsageError(
            say(Text(f"“{out}”要以 .pdf 或 .html 结尾。", f'"{out}" must end in .pdf or .html.'))
        )
    if out is not None:
        spare(out, force=force)


def _topic(id: str | None) -> str:  # noqa: A002
    from zeren.standards.topics import load_topics

    return _chosen(Text("议题", "topic"), id or "", {one.id: one.title for one in load_topics()})


def _codes(whole: Questionnaire, addresses: tuple[str, ...]) -> frozenset[str]:
    """The codes of addresses such as sme/E1.2; the questionnaire's name may be left out."""
    titles = {
        **{question.code: question.title for question in whole.questions},
        **{line.code: line.title for line in whole.red_lines},
        **{field.code: field.label for field in whole.fields},
    }
    known = {whole.address(code): title for code, title in titles.items()}
    by_code = {code.casefold(): whole.address(code) for code in titles}
    found = [
        _chosen(Text("题目", "question"), by_code.get(address.casefold(), address), known)
        for address in addresses
    ]
    return frozenset(address.rpartition("/")[2] for address in found)


def _facts(whole: Questionnaire, facts: tuple[str, ...]) -> tuple[str, ...]:
    known = {field.code: field.label for field in whole.fields if field.kind == "yes-no"}
    return tuple(_chosen(Text("情况", "fact"), fact, known) for fact in facts)


def _sector(whole: Questionnaire, sector: str) -> str:
    known = {choice.code: choice.label for choice in whole.field_of["sector"].choices}
    letters = {code[0] for code in known}
    return sector if sector in letters else _chosen(Text("行业", "trade"), sector, known)


def _chosen(kind: Text, given: str, known: Mapping[str, Text]) -> str:
    """The code that was meant, by itself or by words of its name; raises UsageError where none fits.

    English words are met from their beginning: "ict" is no "district".
    """
    if not given:
        return ""
    exact = [code for code in known if code.casefold() == given.casefold()]
    words = re.compile(rf"(?<![A-Za-z]){re.escape(given)}", re.IGNORECASE)
    named = [code for code, name in known.items() if words.search(f"{name.zh}\n{name.en}")]
    if len(exact or named) == 1:
        return (exact or named)[0]
    near = named[:_NEAR] or get_close_matches(given, list(known), n=_NEAR, cutoff=0.6) or known
    raise click.UsageError(_unknown(kind, given, {code: known[code] for code in near}))


def _unknown(kind: Text, given: str, offered: Mapping[str, Text]) -> str:
    """What was not found, and the nearest of what there is, or all of it, each with its name."""
    zh = "；".join(
        f"{code} {words.zh.removeprefix(code).strip()}" for code, words in offered.items()
    )
    en = "; ".join(
        f"{code} {words.en.removeprefix(code).strip()}" for code, words in offered.items()
    )
    return say(
        Text(
            f"没有“{given}”这个{kind.zh}，或者不止一个合适。可以写其中一个代码：{zh}。",
            f'No single {kind.en} fits "{given}". Give one of these codes: {en}.',
        )
    )


def _write(document: Document, out: Path) -> None:
    from zeren.files.writing import write_whole

    if out.suffix.lower() == ".pdf":
        from zeren.files.pdf import print_pdf

        content = print_pdf(document, screen_lang())
    else:
        from zeren.files.html import print_html

        content = print_html(document)
    write_whole(out, content)
    click.echo(say(Text(f"已写入 {out}", f"Wrote {out}")))


def _show(asked: Questionnaire, *, sector: str, advice: bool) -> None:
    from zeren.standards.length import time_needed

    _show_fields(asked, Text("企业概况", "Company profile"), asked.profile())
    for area in asked.areas:
        for item in (one for one in asked.items if one.area == area.code):
            questions = [one for one in asked.questions if one.item == item.code]
            if questions:
                click.secho(f"\n{item.code}  {say(item.title)}", bold=True)
            for question in questions:
                _show_question(asked, question, sector=sector, advice=advice)
    if asked.red_lines:
        click.secho("\n" + say(Text("红线", "Red lines")), bold=True)
    for line in asked.red_lines:
        _show_red_line(asked, line, advice=advice)
    _show_fields(asked, Text("数据", "Numbers"), asked.numbers())
    if not asked.is_part:
        click.echo("\n" + say(time_needed(asked)))
        click.echo(say(asked.pace.basis))


def _show_fields(asked: Questionnaire, title: Text, fields: tuple[Field, ...]) -> None:
    from zeren.publish.wording import unit_words

    if fields:
        click.secho("\n" + say(title), bold=True)
    for field in fields:
        unit = say(unit_words(field.unit)) if field.unit not in {"", "1"} else ""
        click.secho(f"\n  {asked.address(field.code)}  {say(field.label)}", fg="cyan", nl=False)
        click.echo(f"  {unit}\n    {say(field.help)}")


def _show_question(asked: Questionnaire, question: Question, *, sector: str, advice: bool) -> None:
    from zeren.publish.questionnaire import advice_on, to_answer

    click.secho(f"\n  {asked.address(question.code)}  {say(question.title)}", fg="cyan")
    lines = [*to_answer(question, sector=sector, advice=advice)]
    _show_lines([*lines, *advice_on(asked, question)] if advice else lines)


def _show_red_line(asked: Questionnaire, line: RedLine, *, advice: bool) -> None:
    from zeren.publish.questionnaire import about_red_line

    click.secho(f"\n  {asked.address(line.code)}  {say(line.title)}", fg="cyan")
    _show_lines(about_red_line(line, advice=advice))


def _show_lines(lines: Iterable[tuple[Text, tuple[Words, ...]]]) -> None:
    for label, words in lines:
        texts = [one.to(screen_lang()) if isinstance(one, Text) else one.text for one in words]
        if len(texts) == 1:
            click.echo(f"    {say(label)}{say(Text('：', ': '))}{texts[0]}")
        else:
            click.echo(f"    {say(label)}{say(Text('：', ':'))}")
            for text in texts:
                click.echo(f"      {text}")
