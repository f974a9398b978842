"""Five fictitious companies, read from the owner's chair: are the right things said first?

`tests/samples/companies.json` pins the rest of each result. After a change that is meant, run
`python tests/core/assess/test_five_companies.py` and read the difference.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

from zeren.assess import Assessment, assess
from zeren.files.workbook.example import read_toml, response_from_toml

ROOT = Path(__file__).parents[3]
PINNED = ROOT / "tests" / "samples" / "companies.json"


@dataclass(frozen=True)
class Chair:
    """What the owner must hear: the first risks, the weak fields, and what is done first."""

    risks: tuple[str, ...]
    challenges: tuple[str, ...]
    first: tuple[str, ...]
    because: str


CHAIRS = {
    "pcb-shop": Chair(
        risks=("T3.1", "V1.3", "E3.2"),
        challenges=("T.3", "V.1"),
        first=("R5", "T3.1", "V1.3", "E3.4", "E3.2"),
        because="solvents nobody named, declarations signed unread, fumes measured years ago",
    ),
    "software-house": Chair(
        risks=("E1.2", "T4.2", "T5.1"),
        challenges=("T.4", "T.5"),
        first=("E1.2", "T4.2", "T5.1", "T5.2", "M3.2"),
        because="nights before each release, holes nobody can report, an app that asks for too much",
    ),
    "battery-assembler": Chair(
        risks=("T3.3", "E1.9", "E3.1"),
        challenges=("E.1", "E.3"),
        first=("R9", "R2", "T3.3", "E1.9", "E3.4"),
        because="students on night shift, fees in the dark, cells that can burn beside the store",
    ),
    "lamp-works": Chair(
        risks=("E3.2", "E1.8", "E1.2"),
        challenges=("E.1", "E.3"),
        first=("R2", "M2.1", "E3.2", "E1.8", "E1.2"),
        because="the spray booth, six agency workers without an agreement, the Christmas season",
    ),
    "rural-cooperative": Chair(
        risks=("E3.1", "E1.3", "E3.5"),
        challenges=("E.3", "E.1"),
        first=("R5", "E3.1", "E3.5", "E1.3", "M3.1"),
        because="dryers without guards, pickers without cover or contract, lots nobody can trace",
    ),
}


def assessed(name: str) -> Assessment:
    table, questionnaire = read_toml(ROOT / "examples" / name / "answers.toml")
    return assess(questionnaire, response_from_toml(table, questionnaire))


def told(result: Assessment) -> dict[str, object]:
    """Everything that was computed, in codes and whole numbers."""
    return {
        "size_class": result.size_class,
        "overall": [result.overall.declared, result.overall.evidenced],
        "band": result.band.code if result.band else None,
        "areas": {code: [score.declared, score.evidenced] for code, score in result.areas},
        "items": {code: score.declared for code, score in result.items},
        "risks": [[risk.question.code, risk.size] for risk in result.risks],
        "challenges": [challenge.item.code for challenge in result.challenges],
        "plan": [
            [
                line.priority.question.code,
                line.priority.kind,
                line.person_days,
                line.start,
                line.end,
            ]
            for line in result.plan
        ],
    }


@pytest.mark.parametrize("name", CHAIRS)
def test_the_right_things_are_said_first(name: str) -> None:
    result, chair = assessed(name), CHAIRS[name]

    assert tuple(risk.question.code for risk in result.risks[:3]) == chair.risks, chair.because
    assert tuple(one.item.code for one in result.challenges[:2]) == chair.challenges, chair.because
    assert tuple(one.question.code for one in result.near_term) == chair.first, chair.because


@pytest.mark.parametrize("name", CHAIRS)
def test_each_has_answered_in_full(name: str) -> None:
    result = assessed(name)

    assert result.overall.state == "final"
    assert {score.state for _, score in result.areas if score.applicable} == {"final"}
    assert [line.state for line in result.red_lines if line.state == "open"] == []
    assert not result.overall.many_do_not_apply


@pytest.mark.parametrize("name", CHAIRS)
def test_the_result_is_the_one_that_was_read(name: str) -> None:
    pinned = json.loads(PINNED.read_text(encoding="utf-8"))

    assert told(assessed(name)) == pinned[name]


def test_every_company_of_the_examples_is_read() -> None:
    assert {path.parent.name for path in ROOT.glob("examples/*/answers.toml")} == set(CHAIRS)


if __name__ == "__main__":
    lines = (f'"{name}": {json.dumps(told(assessed(name)))}' for name in sorted(CHAIRS))
    PINNED.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
