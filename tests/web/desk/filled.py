"""A response with the example's answers in it, ready to be shown and declared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from zeren.files.entered import Entered, entered_from
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren_web.records.models import Person, Response
from zeren_web.records.read.editions import questionnaire_of
from zeren_web.records.write.answers import replace_answers

EXAMPLE = Path(__file__).parents[3] / "examples" / "lamp-works" / "answers.toml"
CANARY = "金丝雀canary"
TICKED = frozenset({"E2.1", "electricity", "sector", "R1"})


def fill(response: Response, by: Person, *, ticked: frozenset[str] = frozenset()) -> None:
    """Everything answered; own words with a canary in them at every question that is not ticked."""
    table, questionnaire = read_toml(EXAMPLE)
    said = entered_from(questionnaire, response_from_toml(table, questionnaire))
    asked = questionnaire_of(response.cycle)
    kept = {code: one for code, one in said.items() if code in asked.matter_of}
    kept |= {code: Entered("4") for code in asked.question_of if code not in kept}
    kept |= {code: Entered("kept") for code in asked.red_line_of if code not in kept}
    for code, entered in kept.items():
        words = "我们自己说的" if code in ticked else CANARY
        own = words if code in asked.question_of else entered.words
        kept[code] = replace(entered, words=own, public=code in ticked)
    company = response.company
    kept["uscc"] = Entered(company.uscc, public="uscc" in ticked)
    kept["name-zh"] = Entered(company.name_zh)
    kept["statement"] = Entered(CANARY, public=False)
    replace_answers(response, kept, by=by, origin="carried")
