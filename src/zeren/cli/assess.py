"""`zeren assess`: scores, risks, challenges, what to do first, and the plan."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from zeren.assess.assessment import Assessment
from zeren.cli.check import show_refusal
from zeren.cli.screen import json_option, lang_option, print_json, print_problems, say, screen_lang
from zeren.problems import Refused, has_errors
from zeren.text import Text


@click.command(
    short_help=say(Text("得分、风险、先做什么", "scores, risks and what to do first")),
    help=say(
        Text(
            "算出得分、风险、挑战、近期责任和行动计划，显示在屏幕上。",
            "Work out scores, risks, challenges, near-term responsibilities and the plan, and show them.",
        )
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@lang_option
@json_option
def assess(file: Path, lang: str | None, *, as_json: bool) -> None:  # noqa: ARG001 - screen_lang reads it
    from zeren.assess.result import assess as assess_response
    from zeren.files.answers import read_answers
    from zeren.files.publication import assessment_table

    try:
        read = read_answers(file)
    except Refused as refusal:
        show_refusal(refusal, as_json=as_json)
        sys.exit(1)
    assessment = assess_response(read.questionnaire, read.response)
    if as_json:
        print_json(assessment_table(read, assessment))
    else:
        _show(assessment)
    print_problems(problem for problem in read.problems if problem.level == "error")
    sys.exit(1 if has_errors(read.problems) else 0)


def _show(assessment: Assessment) -> None:
    if not assessment.has_levels:
        click.echo(
            say(
                Text(
                    "这份文件只有数据和文字，没有分级回答，所以不算分。用 zeren publish 生成报告，看数据和覆盖情况。",
                    "This file holds facts and words but no level answers, so there is no score. Use zeren publish for a report with facts and coverage.",
                )
            )
        )
        return
    _show_score(assessment)
    _show_list(
        Text("没有守住的红线", "Broken red lines"),
        [state.line.title for state in assessment.red_lines if state.state == "broken"],
    )
    _show_list(
        Text("风险", "Risks"),
        [
            Text(
                f"{risk.size:>2}  {risk.question.code} {risk.question.title.zh}",
                f"{risk.size:>2}  {risk.question.code} {risk.question.title.en}",
            )
            for risk in assessment.risks
        ],
    )
    _show_list(
        Text("挑战", "Challenges"), [challenge.item.title for challenge in assessment.challenges]
    )
    _show_list(
        Text("先做这几件", "Do these first"),
        [line.first_step for line in assessment.plan[: len(assessment.near_term)]],
    )


def _show_score(assessment: Assessment) -> None:
    from zeren.publish.wording import points

    score = assessment.overall
    band = assessment.band.title if assessment.band else Text("—", "—")
    click.echo(
        Text(
            f"自报 {points(score.declared).zh}，有材料 {points(score.evidenced).zh}，等级“{band.zh}”，已答 {score.answered}/{score.applicable}。",
            f"Declared {points(score.declared).en}, evidenced {points(score.evidenced).en}, band {band.en}, {score.answered} of {score.applicable} answered.",
        ).to(screen_lang())
    )


def _show_list(title: Text, lines: list[Text]) -> None:
    if not lines:
        return
    click.echo()
    click.secho(say(title), bold=True)
    for line in lines:
        click.echo(f"  {say(line)}")
