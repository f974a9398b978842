"""`zeren template`: an empty workbook to fill in."""

from __future__ import annotations

from pathlib import Path

import click

from zeren.cli.options import (
    book_lang_option,
    force_option,
    known_supplements,
    library_in,
    must_be_xlsx,
    spare,
    tier_option,
    with_option,
)
from zeren.cli.screen import say
from zeren.files.workbook.words import BookLang
from zeren.standards.questionnaires import Tier
from zeren.text import Text


@click.command(
    short_help=say(Text("生成一份待填的工作簿", "write an empty workbook to fill in")),
    help=say(
        Text(
            "生成一份待填的工作簿。OUT 是要写的文件，例如 answers.xlsx。",
            "Write an empty workbook to fill in. OUT is the file to write, answers.xlsx for example.",
        )
    ),
)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@tier_option("quick")
@with_option
@book_lang_option
@force_option
def template(
    out: Path,
    tier: Tier,
    supplements: tuple[str, ...],
    folder: Path | None,
    lang: BookLang,
    *,
    force: bool,
) -> None:
    from zeren.files.workbook.template import write_template
    from zeren.standards.load import load_questionnaire

    must_be_xlsx(out)
    spare(out, force=force)
    library = library_in(folder)
    questionnaire = load_questionnaire(
        "sme", tier=tier, supplements=known_supplements(supplements, library), library=library
    )
    write_template(questionnaire, out, lang=lang)
    click.echo(
        say(
            Text(
                f"已写入 {out}。填好后运行：zeren check {out}",
                f"Wrote {out}. Fill it in, then: zeren check {out}",
            )
        )
    )
