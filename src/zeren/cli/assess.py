"""`zeren assess`: scores, risks, challenges, what to do first, and the plan."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from zeren.assess.assessment import Assessment, PlanLine, Risk, Score
from zeren.cli.check import read_or_leave
from zeren.cli.options import library_in, library_option
from zeren.cli.screen import json_option, lang_option, print_json, print_problems, say
from zeren.problems import has_errors
from zeren.standards.questionnaires import Area, Questionnaire
from zeren.text import Text

_MOST = 10  # lines of a list; the rest is in the diagnosis


@click.command(
    short_help=say(Text("得分、风险、先做什么", "scores, risks and what to do first")),
    help=say(
        Text(
            "算出得分、风险、挑战和最先要做的几件事，显示在屏幕上。完整的行动计划用 zeren publish。",
            "Work out scores, risks, challenges and what to do first, and show them. For the whole plan use zeren publish.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@library_option
@lang_option
@json_option
def assess(
    file: Path,
    folder: Path | None,
    lang: str | None,  # noqa: ARG001 - screen_lang reads it
    *,
    as_json: bool,
) -> None:
    from zeren.assess.result import assess as assess_response
    from zeren.files.publication import assessment_table

    read = read_or_leave(file, library_in(folder), as_json=as_json)
    assessment = assess_response(read.questionnaire, read.response)
    if as_json:
        print_json(assessment_table(read, assessment))
    else:
        _show(assessment, read.questionnaire)
    print_problems(problem for problem in read.problems if problem.level == "error")
    sys.exit(1 if has_errors(read.problems) else 0)


def _show(assessment: Assessment, asked: Questionnaire | None) -> None:
    if not assessment.has_levels:
        click.echo(say(_NO_LEVELS))
        return
    _show_score(assessment)
    for area in asked.areas if asked else ():
        if area.supplement:
            _show_supplement(area, dict(assessment.areas)[area.code])
    for title, lines in _lists(assessment):
        _show_list(title, lines)


_NO_LEVELS: Final = Text(
    "这份文件里是数据和文字，没有问做到了哪一步，所以算不出得分。用 zeren publish 生成报告，看数据和覆盖率。",
    "This file holds facts and words; how far each practice has come is not asked in it, so there is no score. Use zeren publish for a report with facts and coverage.",
)


def _lists(assessment: Assessment) -> Iterator[tuple[Text, list[Text]]]:
    """What there is to see to, and what to do first, each under its title."""
    lines = assessment.red_lines
    broken = [state.line.title for state in lines if state.state == "broken"]
    unclear = [state.line.title for state in lines if state.state in ("dont-know", "open")]
    yield Text("没有守住的红线", "Broken red lines"), broken
    yield Text("还没弄清的红线", "Red lines not yet clear"), unclear
    yield Text("风险", "Risks"), [_risk_words(risk) for risk in assessment.risks]
    yield Text("挑战", "Challenges"), [one.item.title for one in assessment.challenges]
    first = assessment.plan[: len(assessment.near_term)]
    yield Text("先做这几件", "Do these first"), [_step_words(line) for line in first]


def _risk_words(risk: Risk) -> Text:
    title = risk.question.title
    lead = f"{risk.size:>2}  {risk.question.code}"
    return Text(f"{lead} {title.zh}", f"{lead} {title.en}")


def _step_words(line: PlanLine) -> Text:
    title, step = line.priority.question.title, line.first_step
    return Text(f"{title.zh}：{step.zh}", f"{title.en}. {step.en}")


def _show_score(assessment: Assessment) -> None:
    from zeren.publish.wording import points

    score, band = assessment.overall, assessment.band
    if band is None:
        words = Text(
            f"{score.applicable} 题里答了 {score.answered} 题，还不够算分。",
            f"{score.answered} of {score.applicable} answered, not yet enough for a score.",
        )
    else:
        provisional = score.state == "provisional"
        words = Text(
            f"{'暂时得分：' if provisional else ''}自报 {points(score.declared).zh}，有证据 {points(score.evidenced).zh}，等级“{band.title.zh}”，已答 {score.answered}/{score.applicable}。",
            f"{'Provisional: declared' if provisional else 'Declared'} {points(score.declared).en}, evidenced {points(score.evidenced).en}, band “{band.title.en}”, {score.answered} of {score.applicable} answered.",
        )
    click.echo(say(words))


def _show_supplement(area: Area, score: Score) -> None:
    from zeren.publish.wording import points

    reached = points(score.declared)
    click.echo(
        say(
            Text(
                f"{area.title.zh}（另计）：自报 {reached.zh}，已答 {score.answered}/{score.applicable}。",
                f"{area.title.en} (apart): declared {reached.en}, {score.answered} of {score.applicable} answered.",
            )
        )
    )


def _show_list(title: Text, lines: list[Text]) -> None:
    if not lines:
        return
    click.echo()
    click.secho(say(title), bold=True)
    for line in lines[:_MOST]:
        click.echo(f"  {say(line)}")
    left = len(lines) - _MOST
    if left > 0:
        click.echo(
            say(
                Text(
                    f"  ……另有 {left} 项，见 zeren publish 写出的诊断",
                    f"  … and {left} more, in the diagnosis that zeren publish writes",
                )
            )
        )
