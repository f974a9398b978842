"""`zeren questions`: the questionnaire as its readers get it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.core.cli.command import zeren

from zeren.standards.load import load_questionnaire
from zeren.standards.topics import load_topics

WHOLE = load_questionnaire("sme", tier="basic", supplements=("ict",))


def test_it_prints_every_question_with_its_levels_in_both_languages() -> None:
    for lang in ("zh", "en"):
        ran = zeren("questions", "--with", "ict", "--lang", lang)

        assert ran.code == 0
        for question in WHOLE.questions:
            assert WHOLE.address(question.code) in ran.out
            assert question.asked.to(lang) in ran.out
            assert question.levels[3].to(lang) in ran.out


def test_an_address_gives_one_question_with_its_advice() -> None:
    ran = zeren("questions", "sme/E1.2", "ict/T4.2")
    asked = WHOLE.question_of["E1.2"]

    assert ran.code == 0
    assert "ict/T4.2" in ran.out
    assert "E1.3" not in ran.out
    assert asked.stuck.en in ran.out
    assert asked.steps[0].en in ran.out
    assert asked.severity.reason.en in ran.out


def test_a_topic_gives_what_is_asked_about_it() -> None:
    table = json.loads(zeren("questions", "--topic", "e10", "--json").out)

    expected = [one for one in WHOLE.questions if "E10" in one.topics]
    assert [one["code"] for one in table["questions"]] == [one.code for one in expected]
    assert table["questions"][0]["levels"][0] == expected[0].levels[0].as_json()


def test_what_a_company_does_not_have_is_left_out() -> None:
    table = json.loads(zeren("questions", "--without", "dormitory", "--json").out)

    assert "E3.3" not in [one["code"] for one in table["questions"]]
    assert "E3.7" in [one["code"] for one in table["questions"]]


def test_a_trade_chooses_the_examples() -> None:
    office = zeren("questions", "E1.2", "--sector", "I65").out
    factory = zeren("questions", "E1.2", "--sector", "C").out

    asked = WHOLE.question_of["E1.2"]
    here, there = asked.example_for("I65"), asked.example_for("C")
    assert here
    assert there
    assert here.en in office
    assert there.en not in office
    assert there.en in factory


def test_the_time_is_an_estimate_and_says_so() -> None:
    assert "nobody was timed" in zeren("questions", "--tier", "quick").out
    assert "没有请人实测" in zeren("questions", "--tier", "quick", lang="zh").out


@pytest.mark.parametrize("name", ["q.pdf", "q.html"])
def test_it_is_written_to_print_and_twice_the_same(tmp_path: Path, name: str) -> None:
    order = ("questions", "--tier", "quick", "--advice", "--date", "2026-11-28", "--out")

    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        assert zeren(*order, tmp_path / folder / name).code == 0

    first = (tmp_path / "one" / name).read_bytes()
    assert first == (tmp_path / "two" / name).read_bytes()
    assert first.startswith(b"%PDF" if name == "q.pdf" else b"<!doctype html>")


@pytest.mark.parametrize(
    "words",
    [
        ["--topic", "E99"],
        ["sme/E9.9"],
        ["bank/E1.1"],
        ["--without", "swimming-pool"],
        ["--sector", "ZZ"],
        ["--tier", "huge"],
        ["--with", "bank"],
        ["--out", "questions.txt"],
        ["--out", "q.pdf", "--date", "soon"],
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_not_there_is_said_with_what_is_near(
    words: list[str], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = zeren("questions", *words, lang=lang)

    assert ran.code == 2
    assert ran.err.strip()
    assert list(tmp_path.iterdir()) == []


def test_a_template_carries_tier_and_supplement(tmp_path: Path) -> None:
    book = tmp_path / "answers.xlsx"

    made = zeren("template", book, "--tier", "basic", "--with", "ict", "--lang", "en")
    table = json.loads(zeren("check", book, "--json").out)

    assert made.code == 0
    assert table["questionnaire"]["tier"] == "basic"
    assert table["questionnaire"]["supplements"] == ["ict"]
    assert "T9.1" in json.dumps(table["problems"])


def test_topics_trades_and_facts_may_be_named_in_words() -> None:
    def codes(*words: str) -> list[str]:
        table = json.loads(zeren("questions", *words, "--json").out)
        return [one["code"] for one in table["questions"]]

    assert (
        codes("--topic", "工资福利")
        == codes("--topic", "wages, benefits")
        == codes("--topic", "E05")
    )
    assert codes("--without", "housing") == codes("--without", "dormitory")
    assert zeren("questions", "E1.2", "--sector", "软件").out == (
        zeren("questions", "E1.2", "--sector", "i65").out
    )


def test_words_that_fit_no_topic_are_answered_with_all_of_them() -> None:
    ran = zeren("questions", "--topic", "隐私")

    assert ran.code == 2
    assert all(f"{topic.id} {topic.title.en}" in ran.err for topic in load_topics())


def test_a_topic_asked_only_elsewhere_is_answered_with_where() -> None:
    ran = zeren("questions", "--topic", "M20")

    assert ran.code == 2
    assert "--with ict" in ran.err
    assert zeren("questions", "--topic", "M20", "--with", "ict").code == 0


def test_a_code_leads_to_its_question_wherever_that_stands() -> None:
    assert "ict/T2.3" in zeren("questions", "T2.3").out
    assert "sme/RM4.1" in zeren("questions", "rm4.1", "--tier", "quick").out
    assert "sme/city" in zeren("questions", "city").out


def test_a_supplement_named_twice_is_asked_once() -> None:
    once, twice = (zeren("questions", *["--with", "ict"] * number, "--json") for number in (1, 2))

    assert once.out == twice.out


def test_a_file_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    there = tmp_path / "report.html"
    there.write_text("mine", encoding="utf-8")

    refused = zeren("questions", "--out", there)
    forced = zeren("questions", "--out", there, "--force")

    assert refused.code == 2
    assert "--force" in refused.err
    assert forced.code == 0
    assert there.read_text(encoding="utf-8") != "mine"


@pytest.mark.parametrize(
    "words",
    [
        ["--date", "2026-11-28"],
        ["--out", "q.pdf", "--json"],
        ["V1.1", "--without", "production"],
        ["--topic", "a"],
        ["ict"],  # not the “district” of a city
        ["--without", "spaceship"],
        ["--sector", "zzz", "--json"],
        ["--out", "q.txt"],
    ],
)
def test_what_cannot_be_meant_is_refused(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    assert zeren("questions", *words).code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_selection_says_so_and_estimates_nothing(tmp_path: Path) -> None:
    page = tmp_path / "one.html"

    zeren("questions", "E1.1", "--out", page)

    assert "A selection of questions" in page.read_text(encoding="utf-8")
    assert "nobody was timed" not in page.read_text(encoding="utf-8")
