"""The verbs, run as a person runs them: what they print, what they exit with."""

import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from tests.core.cli.command import LAMP_WORKS, zeren, zeren_alone

from zeren import __version__
from zeren.cli.main import VERBS


def test_the_version_is_printed() -> None:
    ran = zeren("--version")

    assert (ran.code, ran.out.strip()) == (0, f"zeren {__version__}")


def test_the_help_names_every_verb_in_the_language_of_the_screen() -> None:
    english, chinese = zeren_alone("--help"), zeren_alone("--help", lang="zh_CN.UTF-8")

    assert [verb for verb in VERBS if verb not in english.out] == []
    assert "a workbook" in english.out
    assert "工作簿" in chinese.out


@pytest.mark.parametrize("verb", [*VERBS, "standards template", "standards import"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_verb_explains_itself(verb: str, lang: str) -> None:
    ran = zeren_alone(*verb.split(), "--help", lang=lang)

    assert ran.code == 0
    assert f"zeren {verb}" in ran.out
    assert not re.search(r"\[[^\]]*\[", ran.out)  # no bracket inside a bracket


@pytest.mark.parametrize(
    "words",
    [
        ["bogus"],
        ["check"],
        ["check", "--bogus", "x.xlsx"],
        ["check", "--lang", "fr", "x.xlsx"],
        ["publish", "x.xlsx"],
        ["publish", "x.xlsx", "--out", "o", "--date", "tomorrow"],
        ["publish", "x.xlsx", "--out", "o", "--date", "9999-12-31"],
        ["template", "answers.csv"],
        ["standards", "no-such-standard"],
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_wrong_usage_exits_with_2_and_says_what_to_do(words: list[str], lang: str) -> None:
    ran = zeren(*words, lang=lang)

    assert ran.code == 2
    assert ran.err.strip()


def test_an_empty_template_is_written_and_checked(tmp_path: Path) -> None:
    book = tmp_path / "answers.xlsx"

    made, again, checked = zeren("template", book), zeren("template", book), zeren("check", book)

    assert made.code == 0
    assert str(book) in made.out
    assert again.code == 2
    assert "--force" in again.err
    assert checked.code == 1
    assert "error" in checked.err


@pytest.mark.parametrize("lang", ["zh", "en", "both"])
def test_a_template_comes_in_each_language(tmp_path: Path, lang: str) -> None:
    book = tmp_path / "answers.xlsx"

    assert zeren("template", book, "--lang", lang).code == 0
    table = json.loads(zeren("check", book, "--json").out)

    assert table["questionnaire"]["id"] == "sme"
    assert table["answers"] == []


def test_checking_gives_what_the_contract_names() -> None:
    ran = zeren("check", LAMP_WORKS, "--json")

    table = json.loads(ran.out)
    assert ran.code == 0
    assert {"questionnaire", "facts", "answers", "problems"} <= set(table)
    for fact in table["facts"]:
        assert {"code", "value", "unit", "period", "dimensions", "sheet", "cell"} <= set(fact)
    for problem in table["problems"]:
        assert {"code", "level", "place", "what", "remedy"} <= set(problem)


def test_assessing_gives_what_the_contract_names() -> None:
    ran = zeren("assess", LAMP_WORKS, "--json")

    assert ran.code == 0
    assert {
        "overall",
        "areas",
        "items",
        "coverage",
        "red_lines",
        "risks",
        "challenges",
        "near_term",
        "plan",
    } <= set(json.loads(ran.out))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_assessing_shows_the_first_steps_on_the_screen(lang: str) -> None:
    ran = zeren("assess", LAMP_WORKS, "--lang", lang)

    assert ran.code == 0
    assert ("Do these first" if lang == "en" else "先做这几件") in ran.out


@pytest.mark.parametrize("verb", ["check", "assess"])
def test_a_file_that_is_not_there_is_an_error_in_the_input(tmp_path: Path, verb: str) -> None:
    ran = zeren(verb, tmp_path / "nothing.xlsx")

    assert ran.code == 1
    assert "nothing.xlsx" in ran.err


def test_a_folder_is_no_workbook(tmp_path: Path) -> None:
    assert zeren("check", tmp_path).code == 1


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_standards_are_listed_and_shown(lang: str) -> None:
    everything, one = zeren("standards", lang=lang), zeren("standards", "gri-standards", lang=lang)

    assert everything.code == one.code == 0
    assert "gbt-36000-2015" in everything.out
    assert "305-1" in one.out


def test_a_standard_as_json_ties_clauses_to_topics() -> None:
    table = json.loads(zeren("standards", "un-sdg", "--json").out)

    assert {"id", "title", "edition", "publisher", "claim", "licence", "clauses"} <= set(table)
    assert any(clause["topics"] for clause in table["clauses"])


def test_a_template_for_a_folder_that_is_not_there_is_an_error_of_the_place(tmp_path: Path) -> None:
    ran = zeren("template", tmp_path / "nowhere" / "answers.xlsx")

    assert ran.code == 1
    assert "nowhere" in ran.err


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
def test_a_poor_screen_shows_what_it_can_and_json_is_utf_8(encoding: str) -> None:
    shown = zeren_alone("standards", "gri-standards", lang="zh", encoding=encoding)
    table = zeren_alone("standards", "gri-standards", "--json", encoding=encoding)

    assert (shown.code, table.code) == (0, 0)
    assert json.loads(table.out)["id"] == "gri-standards"


def test_what_others_wrote_does_not_steer_the_terminal(tmp_path: Path) -> None:
    book = tmp_path / "\x1b[31mred\u202e.xlsx"
    book.write_bytes(b"not a workbook")

    ran = zeren("check", book)

    assert ran.code == 1
    assert "[31mred.xlsx" in ran.err
    assert not {"\x1b", "\u202e"} & set(ran.err)


@pytest.mark.skipif(sys.platform != "linux", reason="other systems allow no such name")
def test_a_name_that_is_no_text_is_published_all_the_same(tmp_path: Path) -> None:
    book = tmp_path / os.fsdecode(b"\xff.xlsx")
    shutil.copy(LAMP_WORKS, book)

    ran = zeren("publish", book, "--out", tmp_path / "out", "--no-word")

    assert ran.code == 0


def test_the_screen_follows_a_workbook_in_one_language_where_nobody_chose(tmp_path: Path) -> None:
    book = tmp_path / "answers.xlsx"
    zeren("template", book, "--lang", "zh")

    assert "错误" in zeren("check", book, lang="").err
    assert "error" in zeren("check", book, lang="en").err


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_missing_is_named(lang: str) -> None:
    assert "--out" in zeren("publish", LAMP_WORKS, lang=lang).err
