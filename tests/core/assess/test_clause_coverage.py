"""Which clauses of a standard a response covers, and through which answers."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zeren.assess.coverage import ClauseCoverage, StandardCoverage, Ways, clause_coverage
from zeren.collect.facts import Period
from zeren.collect.responses import Answer, Asked, Response, Saying
from zeren.files.answers import Read, read_answers
from zeren.standards.catalogue import load_standards, standard
from zeren.standards.load import load_questionnaire
from zeren.text import Said

ROOT = Path(__file__).parents[3]
EXAMPLE = ROOT / "examples" / "lamp-works" / "answers.xlsx"
SAMPLE = ROOT.parent / "shared" / "samples" / "vsme" / "VSME-Digital-Template-Sample-1.3.0.xlsx"
QUESTIONNAIRE = load_questionnaire("sme", tier="basic")
WAYS = Ways(QUESTIONNAIRE)
SILENT = Response(
    asked=Asked("sme", QUESTIONNAIRE.edition, "basic", QUESTIONNAIRE.sha256),
    period=Period(start="2026-01-01", end="2026-12-31"),
    profile={},
    answers=(),
    facts=(),
)
RANK = {"open": 0, "partly": 1, "covered": 2}
PRACTICES = ("rba-code-8", "iso-26000-2010", "cn-sme-csr-guide-2", "ungc-10")


@cache
def lamp_works() -> Read:
    return read_answers(EXAMPLE)


def covered(response: Response, name: str, ways: Ways = WAYS) -> StandardCoverage:
    (found,) = clause_coverage(response, [standard(name)], ways)
    return found


def clause(found: StandardCoverage, ref: str) -> ClauseCoverage:
    return next(one for one in found.clauses if one.clause.ref == ref)


def saying(**said: int | Saying) -> Response:
    """A response with these answers; E1_2 stands for E1.2."""
    answers = (Answer(code.replace("_", "."), value) for code, value in said.items())
    return replace(SILENT, answers=tuple(answers))


@pytest.mark.parametrize("name", [one.id for one in load_standards()])
def test_silence_covers_nothing(name: str) -> None:
    found = covered(SILENT, name)

    assert {one.state for one in found.clauses} <= {"open"}
    assert not any(one.answers for one in found.clauses)


def test_an_answer_speaks_to_the_item_it_was_written_for() -> None:
    found = clause(covered(saying(E1_2=1), "cn-sme-csr-guide-2"), "E.1")

    assert found.state == "partly"
    assert [given.code for given in found.answers] == ["E1.2"]
    assert found.answers[0].relation.is_direct
    assert "E1.1" in found.missing


def test_a_clause_is_covered_once_everything_that_is_sure_for_it_is_answered() -> None:
    lacking = clause(covered(saying(E1_4=3), "rba-code-8"), "A5")
    whole = clause(covered(saying(E1_4=3, R6=Saying.KEPT), "rba-code-8"), "A5")

    assert (lacking.state, whole.state) == ("partly", "covered")
    assert "R6" in lacking.missing
    assert "R6" not in whole.missing


def test_a_low_level_and_a_broken_red_line_are_answers_too() -> None:
    found = clause(covered(saying(E1_4=0, R6=Saying.BROKEN), "rba-code-8"), "A5")

    assert found.state == "covered"


def test_who_does_not_know_has_not_answered() -> None:
    found = clause(covered(saying(E1_2=Saying.DONT_KNOW), "rba-code-8"), "A3")

    assert (found.state, found.missing[0]) == ("open", "E1.2")


@pytest.mark.parametrize("name", PRACTICES)
def test_what_does_not_apply_speaks_to_a_clause_and_does_not_cover_it(name: str) -> None:
    no = tuple(
        Answer(one.code, Saying.NOT_APPLICABLE, reason=Said("en", "Nobody does that here"))
        for one in QUESTIONNAIRE.questions
        if one.may_not_apply
    )

    found = covered(replace(SILENT, answers=no), name)

    assert found.counted["covered"] == 0
    assert found.counted["partly"] > 0


def test_without_a_word_in_common_a_question_is_never_sure_for_a_clause() -> None:
    everything = replace(
        SILENT, answers=tuple(Answer(one.code, 4) for one in QUESTIONNAIRE.questions)
    )

    found = clause(covered(everything, "un-sdg"), "14")  # life below water

    assert found.answers
    assert found.state == "partly"


def test_a_disclosure_is_not_covered_by_saying_how_one_works() -> None:
    everything = replace(
        SILENT,
        answers=tuple(Answer(one.code, 4) for one in QUESTIONNAIRE.questions)
        + tuple(Answer(one.code, Saying.KEPT) for one in QUESTIONNAIRE.red_lines),
    )

    assert covered(everything, "gri-standards").counted["covered"] == 0
    assert covered(everything, "rba-code-8").counted["covered"] > 20


def test_a_number_that_a_table_puts_close_to_a_disclosure_covers_it() -> None:
    read = lamp_works()
    found = covered(read.response, "gri-standards", Ways(read.questionnaire))

    water = clause(found, "303-3")

    assert water.state == "covered"
    assert [(given.code, given.source.cell) for given in water.answers[:1]] == [
        ("sme/water", water.answers[0].source.cell)
    ]
    assert water.answers[0].source.cell
    assert clause(found, "302-1").state == "partly"


def test_what_a_company_is_not_asked_is_not_held_against_it() -> None:
    response = replace(saying(E3_3=3), profile={"dormitory": False})
    asked = clause(covered(replace(response, profile={}), "rba-code-8"), "B7")
    spared = clause(covered(response, "rba-code-8"), "B7")

    assert set(spared.spared) - set(asked.spared)
    assert not set(spared.spared) & set(spared.missing)


def test_a_heading_is_as_covered_as_what_stands_under_it() -> None:
    found = covered(saying(E1_2=3), "rba-code-8")

    assert clause(found, "A").is_heading
    assert (clause(found, "A").state, clause(found, "C").state) == ("partly", "open")


def test_headings_are_not_counted() -> None:
    assert sum(covered(SILENT, "rba-code-8").counted.values()) == 42


@settings(max_examples=40, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from([one.code for one in QUESTIONNAIRE.questions]),
        st.integers(0, 4),
        max_size=30,
    ),
    st.sampled_from([one.code for one in QUESTIONNAIRE.questions]),
    st.sampled_from(PRACTICES),
)
def test_one_more_answer_never_uncovers_a_clause(
    said: dict[str, int], more: str, name: str
) -> None:
    less = replace(SILENT, answers=tuple(Answer(*one) for one in said.items()))
    extra = replace(SILENT, answers=tuple(Answer(*one) for one in {more: 2, **said}.items()))

    before, after = covered(less, name), covered(extra, name)

    for one, other in zip(before.clauses, after.clauses, strict=True):
        assert RANK[one.state] <= RANK[other.state]
        assert len(one.answers) <= len(other.answers)


def test_every_answer_of_a_covered_clause_is_in_the_response_at_its_cell() -> None:
    read = lamp_works()
    said = {(one.question, one.source.cell) for one in read.response.answers}
    said |= {(fact.code, fact.source.cell) for fact in read.response.facts}

    for found in clause_coverage(read.response, load_standards(), Ways(read.questionnaire)):
        for one in found.clauses:
            assert {(given.code, given.source.cell) for given in one.answers} <= said


@pytest.mark.skipif(not SAMPLE.exists(), reason=f"not here: {SAMPLE.name}")
def test_a_filled_vsme_template_covers_its_own_paragraphs_and_what_gri_takes_from_them() -> None:
    read = read_answers(SAMPLE)
    vsme, gri = clause_coverage(
        read.response, [standard("efrag-vsme"), standard("gri-standards")], Ways(None)
    )

    assert vsme.counted == {"covered": 32, "partly": 4, "open": 4}
    assert clause(vsme, "B6 35").state == "open"  # the sample leaves water out
    scope_1 = clause(gri, "305-1")
    assert scope_1.state == "covered"
    assert [step.target.clause for step in scope_1.answers[0].relation.steps] == [
        "B3 30 scope 1",
        "305-1",
    ]
