"""A library's supplement answers a buyer, and clauses of its standards are recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.core.files.made_draft import (
    both,
    example,
    library_of,
    question,
    questionnaire_draft,
    standard_draft,
)

from zeren.collect.facts import Fact, Period
from zeren.collect.responses import Answer, Response, Saying
from zeren.files.buyer.answering import Answered, ReplyOrder, answer_buyer
from zeren.files.buyer.mapping import read_mapping
from zeren.files.buyer.questions import read_buyer
from zeren.files.workbook.example import read_toml, response_from_toml
from zeren.files.workbook.template import write_template
from zeren.files.xlsx.cells import read_cells
from zeren.problems import Refused
from zeren.publish.reply.clauses import bare_clauses, spoken_of, standard_named
from zeren.publish.reply.matching import SURE, matches
from zeren.publish.reply.reply import Line
from zeren.standards.library import Library
from zeren.standards.load import load_questionnaire

ROOT = Path(__file__).parents[3]
FLICKER = "Are your lamps measured for flicker, and held back above a limit?"
FLICKER_ZH = "贵公司卖出的灯有没有测过频闪，超过限值的不出厂？"
OLD_LAMPS = both(
    "旧灯有没有人收回来，交给谁处理？", "Are old lamps collected, and who treats them?"
)
RETURNED = both("退回的灯的数量", "Lamps returned")
NEVER = both("光源效率逐年提高了吗？", "Does the efficacy of light sources rise every year?")


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The lamp trade's standard, and a supplement whose three questions ask different things."""
    own = questionnaire_draft(
        question=[
            question("N1.1"),
            question("N1.2", asked=NEVER),
            question("N2.1", topics=["V04", "V07"], asked=OLD_LAMPS),
        ],
        number=[example("number", code="lamps-returned", label=RETURNED)],
    )
    return library_of(tmp_path_factory.mktemp("library"), standard_draft(), own)


@pytest.fixture(scope="module")
def answers(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lamp works' workbook with the supplement of the library, answered and ticked."""
    content, _ = read_toml(ROOT / "examples" / "lamp-works" / "answers.toml")
    asked = load_questionnaire("sme", tier="basic", supplements=("ict", "city-x"), library=library)
    given = response_from_toml({**content, "supplements": ["ict", "city-x"]}, asked)
    response: Response = replace(
        given,
        answers=(
            *given.answers,
            Answer("N1.1", 3),
            Answer("N2.1", 2),
            Answer("NR1", Saying.KEPT),
        ),
        facts=(
            *given.facts,
            Fact("city-x/lamps-returned", "number", Decimal(42), Period("2025-12-31"), unit="1"),
        ),
        published=given.published | {"N1.1", "NR1", "lamps-returned"},
    )
    path = tmp_path_factory.mktemp("answers") / "answers.xlsx"
    write_template(asked, path, lang="both", response=response)
    return path


def form(path: Path, *rows: tuple[str, ...], head: str = "Clause") -> Path:
    with xlsxwriter.Workbook(path) as book:
        paper = book.add_worksheet("Form")
        for number, row in enumerate((("Question", "Answer", head), *rows)):
            paper.write_row(number, 0, row)
    return path


def answered(buyer: Path, answers: Path, library: Library, mapping: str = "") -> Answered:
    known = buyer.with_suffix(".toml")
    if mapping:
        known.write_text(mapping, encoding="utf-8")
    return answer_buyer(buyer, answers, ReplyOrder("2026-11-28", known, library=library))


def by_words(found: Answered) -> Mapping[str, Line]:
    return {line.question.words: line for line in found.lines}


@pytest.mark.parametrize("words", [FLICKER, FLICKER_ZH])
def test_a_question_of_the_supplement_is_matched_and_filled(
    tmp_path: Path, library: Library, answers: Path, words: str
) -> None:
    found = answered(form(tmp_path / "buyer.xlsx", (words,)), answers, library)

    (line,) = found.lines
    assert (line.status, line.source) == ("filled", "city-x/N1.1")
    (tmp_path / "reply.xlsx").write_bytes(found.content)
    cell = openpyxl.load_workbook(tmp_path / "reply.xlsx")["Form"]["B2"]
    whole = load_questionnaire("sme", tier="basic", supplements=("ict", "city-x"), library=library)
    level = whole.question_of["N1.1"].levels[3]
    assert cell.value in {level.zh, level.en}
    assert cell.comment is not None
    assert "city-x/N1.1" in cell.comment.text


def test_its_red_line_number_and_unticked_answer_fare_like_ours(
    tmp_path: Path, library: Library, answers: Path
) -> None:
    line, number, hidden = (
        "No lamp bears a safety mark that it was not granted",
        "Number of lamps returned",
        OLD_LAMPS["en"],
    )
    buyer = form(tmp_path / "buyer.xlsx", (line,), (number,), (hidden,))

    found = by_words(answered(buyer, answers, library))

    assert (found[line].source, found[line].status) == ("city-x/NR1", "filled")
    assert [one.value for one in found[number].writings] == [Decimal(42)]
    assert (found[hidden].source, found[hidden].status) == ("city-x/N2.1", "kept")


def test_without_the_library_nothing_of_it_is_used(
    tmp_path: Path, library: Library, answers: Path
) -> None:
    found = answered(form(tmp_path / "buyer.xlsx", (FLICKER,)), answers, Library())

    assert not found.lines[0].source.startswith("city-x/")
    assert matches(FLICKER, most=1)[0].source.code != "N1.1"
    assert matches(FLICKER, most=1, library=library)[0].source.code == "N1.1"


@pytest.mark.parametrize(
    "words", ["Which light sources do you use?", "How many lamps did you sell?", "你们卖什么灯？"]
)
def test_a_word_in_common_with_the_supplement_is_not_enough(library: Library, words: str) -> None:
    found = matches(words, library=library)

    assert [one for one in found if one.source.of_library and one.confidence >= SURE] == []


def test_a_bare_clause_of_a_library_standard_counts_where_it_is_named(library: Library) -> None:
    assert standard_named("灯具责任指引 条款", library) == "lamp-2027"
    assert standard_named("Clause (lamp-2027)", library) == "lamp-2027"
    assert standard_named("灯具责任指引 条款") == ""
    assert bare_clauses("5.2, 6.10", "lamp-2027", library) == (
        ("lamp-2027", "5.2"),
        ("lamp-2027", "6.10"),
    )
    assert bare_clauses("5.20", "lamp-2027", library) == (("lamp-2027", "5"),)
    assert bare_clauses("5.2", "lamp-2027") == ()
    assert "E1.2" in (spoken_of((("lamp-2027", "5.2"),), library) or ())


def test_clauses_may_be_numbered_as_their_writer_likes(tmp_path: Path) -> None:
    refs = ("Art. 7", "第3条", "LG-4.1.2.3")
    clauses = [
        {"ref": ref, "title": both(f"条款 {ref}", f"Clause {ref}"), "topics": ["E04"]}
        for ref in refs
    ]
    library = library_of(tmp_path, standard_draft(*clauses))

    for ref in refs:
        assert (("lamp-2027", ref),) == bare_clauses(f"see {ref}", "lamp-2027", library)


def test_the_mapping_file_names_the_librarys_standard_and_question(
    tmp_path: Path, library: Library, answers: Path
) -> None:
    mapping = (
        '[[sheet]]\nname = "Form"\nheader = 1\nquestion = "A"\nanswer = "B"\nclause = "C"\n'
        'standard = "lamp-2027"\n'
        '[[match]]\nquestion = "Tell us about flicker"\nis = "city-x/N1.1"\n'
    )
    hours = "Are weekly working hours limited?"
    buyer = form(tmp_path / "buyer.xlsx", (hours, "", "5.2"), ("Tell us about flicker",))

    found = by_words(answered(buyer, answers, library, mapping))

    assert found[hours].question.clauses == (("lamp-2027", "5.2"),)
    assert (found[hours].source, found[hours].relation.en) == (
        "sme/E1.2",
        "matched by clause and words",
    )
    assert found["Tell us about flicker"].source == "city-x/N1.1"
    with pytest.raises(Refused) as refused:
        read_mapping(buyer.with_suffix(".toml"))
    assert {one.code for one in refused.value.problems} == {
        "mapping-standard-unknown",
        "mapping-address",
    }


def test_the_standard_is_guessed_from_the_head_of_its_column(
    tmp_path: Path, library: Library
) -> None:
    buyer = form(
        tmp_path / "buyer.xlsx", ("Do you limit hours?", "", "5.2"), head="lamp-2027 clause"
    )

    asked = read_buyer(read_cells(buyer), library=library)

    assert asked.layouts["Form"][0].standard == "lamp-2027"
    assert asked.questions[0].clauses == (("lamp-2027", "5.2"),)
    assert read_buyer(read_cells(buyer)).questions[0].clauses == ()
