from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.core.files.made_template import (
    ENVIRONMENT,
    FILLED,
    GENERAL,
    NAMES,
    SOCIAL,
    Cells,
    make_template,
    places,
    read,
    without_lost_names,
)

from zeren.files.vsme import read_vsme
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Refused
from zeren.standards.taxonomy import load_taxonomy


def test_every_mistake_is_named_with_its_cell_and_the_rest_is_kept(tmp_path: Path) -> None:
    mistakes: Cells = {
        f"{GENERAL}!E20": "half and half",
        f"{GENERAL}!E22": "NACE Z - 99.99 Nothing",
        f"{GENERAL}!E24": "十二",
        f"{GENERAL}!E25": -1,
        f"{GENERAL}!E27": "None",
        f"{GENERAL}!E28": "B6 - Water",
        f"{GENERAL}!C30": None,
        f"{ENVIRONMENT}!G5": datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None),
        f"{ENVIRONMENT}!G12": "=1/0 → #DIV/0!",
        f"{ENVIRONMENT}!G21": "long ago",
        f"{ENVIRONMENT}!D24": "2027-02-30",
        f"{ENVIRONMENT}!C28": "buckets",
        f"{ENVIRONMENT}!D40": "sweepings",
        f"{ENVIRONMENT}!G41": None,
        f"{ENVIRONMENT}!K43": 7,
        f"{SOCIAL}!D6": 92.7,
        f"{SOCIAL}!D7": "perhaps",
        f"{SOCIAL}!C21": "vietnam",
        f"{SOCIAL}!C22": "Viet Nam",
        f"{SOCIAL}!E22": 6,
    }

    response, problems = read(tmp_path, {**FILLED, **mistakes})

    assert places(without_lost_names(problems)) == {
        ("vsme-unknown-choice", f"{GENERAL}!E20"),
        ("vsme-unknown-choice", f"{GENERAL}!E22"),
        ("vsme-not-a-number", f"{GENERAL}!E24"),
        ("vsme-negative", f"{GENERAL}!E25"),
        ("vsme-nothing-and-more", f"{GENERAL}!E27:E28"),
        ("vsme-row-without-key", f"{GENERAL}!C30"),
        ("vsme-not-a-number", f"{ENVIRONMENT}!G5"),
        ("vsme-broken-formula", f"{ENVIRONMENT}!G12"),
        ("vsme-not-a-year", f"{ENVIRONMENT}!G21"),
        ("vsme-no-year", f"{ENVIRONMENT}!G21"),
        ("vsme-not-a-date", f"{ENVIRONMENT}!D24"),
        ("vsme-unknown-unit", f"{ENVIRONMENT}!C28"),
        ("vsme-unknown-choice", f"{ENVIRONMENT}!D40"),
        ("vsme-no-unit", f"{ENVIRONMENT}!G41:I41"),
        ("vsme-row-without-key", f"{ENVIRONMENT}!D43:F43"),
        ("vsme-over-100", f"{SOCIAL}!D6"),
        ("vsme-not-yes-no", f"{SOCIAL}!D7"),
        ("vsme-said-twice", f"{SOCIAL}!E22"),
    }
    assert [fact.source.cell for fact in response.facts] == [
        "E21",
        "E26",
        "D40:F40",
        "K12",
        "D22",
        "D25",
        "D35",
        "D5",
        "D8:D11",
        "E20",
    ]


def test_a_mistake_is_said_in_both_languages(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {f"{GENERAL}!E24": "十二"})

    (found,) = without_lost_names(problems)
    assert found.words("zh") == (
        "文件“vsme.xlsx”工作表“General Information”单元格 E24：“十二”不是数字。请填写阿拉伯数字，例如 12。"
    )
    assert found.words("en") == (
        'File "vsme.xlsx", sheet "General Information", cell E24: “十二” is not a number. '
        "Write digits, for example 12."
    )


def test_a_wrong_word_is_answered_with_the_nearest_right_one(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {f"{GENERAL}!E26": "Itally"})

    (found,) = without_lost_names(problems)
    assert found.remedy.en == "Choose from the drop-down list, for example “Italy”."


def test_amounts_without_a_currency_are_asked_for_once(tmp_path: Path) -> None:
    cells: Cells = {
        f"{GENERAL}!D5": None,
        f"{GENERAL}!E24": 5,
        f"{ENVIRONMENT}!D25": 0.5,
        f"{ENVIRONMENT}!D22": 1,
    }

    response, problems = read(tmp_path, cells)

    assert places(without_lost_names(problems)) == {("vsme-no-currency", f"{GENERAL}!D5")}
    assert [fact.source.cell for fact in response.facts] == ["D22"]


def test_without_a_period_all_problems_come_at_once(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, {f"{GENERAL}!D13": "2025-02-30", f"{GENERAL}!E24": "many"})

    assert places(without_lost_names(refused.value.problems)) == {
        ("vsme-no-period", f"{GENERAL}!D13"),
        ("vsme-not-a-number", f"{GENERAL}!E24"),
    }


def test_a_period_that_ends_before_it_begins_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        read(tmp_path, {f"{GENERAL}!D9": "2027-01-01"})

    assert places(without_lost_names(refused.value.problems)) == {
        ("vsme-period-order", f"{GENERAL}!D9")
    }


def test_unknown_and_broken_names_do_no_harm(tmp_path: Path) -> None:
    names = {
        **NAMES,
        "SomethingNew": f"'{GENERAL}'!$A$1",
        "Turnover_SomethingNewMember": f"'{GENERAL}'!$A$1",
        "NumberOfEmployees": f"'{GENERAL}'!#REF!",
    }
    path = make_template(tmp_path / "vsme.xlsx", {f"{GENERAL}!E24": 5}, names=names)

    response, _ = read_vsme(read_cells(path))

    assert [fact.code for fact in response.facts] == ["vsme:Turnover"]


def test_lost_names_are_counted(tmp_path: Path) -> None:
    _, problems = read(tmp_path, {})

    (found,) = problems
    assert (found.code, found.level) == ("vsme-names-lost", "error")
    asked = {name.partition("_")[0] for name in NAMES} & set(load_taxonomy().shapes)
    assert found.what.en.startswith(f"{143 - len(asked)} of the names")
