"""What is chosen to be shown, and scores that a buyer recomputes from it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from tests.core.assess.made import Case, cases, question, questionnaire, response
from tests.core.declare.sealed import ASKED, SAID, read, sealed

from zeren.assess import assess
from zeren.collect.facts import Period
from zeren.declare.sealing import KINDS, Presented
from zeren.declare.showing import Recomputed, chosen, members_of, recomputed
from zeren.problems import Refused

ONE = sealed()


def names(*codes: str) -> set[str]:
    return {one.name for one in chosen(ONE.kept, codes, ASKED)}


def test_an_item_and_an_area_bring_their_answers_and_their_score() -> None:
    assert names("E.1") == {"E.1", "E1.1", "E1.2", "E1.3"}
    assert names("E1") == names("E.1")
    assert names("E") == {"E", "E1.1", "E1.2", "E1.3", "E2.1"}
    assert names("overall") == {"overall"}
    assert names("E1.1", "E.1", "E1.1") == {"E.1", "E1.1", "E1.2", "E1.3"}


def test_answers_and_facts_go_by_their_address_too() -> None:
    assert names("sme/E1.1") == {"E1.1"}
    assert names("electricity") == names("sme/electricity") == {"sme/electricity"}


def test_a_code_under_which_nothing_was_sealed_is_a_mistake_each() -> None:
    with pytest.raises(Refused) as caught:
        names("E1.1", "E9.9", "e1.1")

    assert [problem.place.field for problem in caught.value.problems] == ["E9.9", "e1.1"]
    assert {problem.code for problem in caught.value.problems} == {"share-nothing-under-code"}


def test_a_fact_of_another_year_or_a_part_has_a_name_of_its_own() -> None:
    whole = SAID.facts[0]
    part = whole._replace(dimensions=(("site", "first"),))
    before = whole._replace(period=Period("2025-12-31", "2025-01-01"))
    said = replace(SAID, facts=(whole, part, before))

    facts = members_of(ASKED, said, assess(ASKED, said))["facts"]

    assert set(facts) == {
        "sme/electricity",
        "sme/electricity[site=first]",
        "sme/electricity@2025-12-31",
    }


def test_a_response_of_facts_only_is_sealed_too() -> None:
    members = members_of(None, SAID, assess(None, SAID))

    assert {kind: len(members[kind]) for kind in KINDS} == {"answers": 0, "facts": 2, "scores": 0}


def shown(*codes: str) -> Presented:
    return read(ONE.shown(*codes))


def test_whoever_holds_all_answers_recomputes_the_score() -> None:
    assert recomputed(shown("E", "M1.1", "overall"), ASKED) == (
        Recomputed("E", "agrees", 5833, 5000),
        Recomputed("overall", "agrees", 5455, 2727),
    )


def test_with_an_answer_missing_there_is_nothing_to_recompute() -> None:
    assert recomputed(shown("E", "overall"), ASKED) == (
        Recomputed("E", "agrees", 5833, 5000),
        Recomputed("overall", "incomplete"),
    )


@pytest.mark.parametrize("asked", [None, replace(ASKED, sha256="11")])
def test_another_questionnaire_recomputes_nothing(asked: Any) -> None:  # noqa: ANN401
    assert recomputed(shown("overall"), asked) == (Recomputed("overall", "other-questionnaire"),)


@pytest.mark.parametrize(
    "changes",
    [
        {"declared": 5834},
        {"evidenced": 4999},
        {"weight": 7},
        {"weight": 5},
        {"weight": 0},
        {"answered": 2},
        {"applicable": 4},
        {"applicable": 99},
    ],
)
def test_a_score_that_its_answers_do_not_give_differs(changes: dict[str, int]) -> None:
    found = shown("E")
    lied = {**found.shown["scores"]["E"], **changes}
    presented = found._replace(shown={**found.shown, "scores": {"E": lied}})

    (result,) = recomputed(presented, ASKED)

    assert result.state == "differs"


def test_silence_weighs_in_the_score_that_is_recomputed() -> None:
    asked = questionnaire(*(question(f"E1.{number}", weight=number) for number in (1, 2, 3, 4, 5)))
    one = sealed(asked, response({"E1.1": 4, "E1.2": 4, "E1.4": 4}))

    presented = read(one.shown("E.1"))

    assert recomputed(presented, asked) == (Recomputed("E.1", "agrees", 4667, 0),)
    score = presented.shown["scores"]["E.1"]
    for weight in (7 + 8 + 1, 7 + 2):  # no two of the silent weigh so much or so little
        lied = presented._replace(
            shown={**presented.shown, "scores": {"E.1": {**score, "weight": weight}}}
        )
        assert recomputed(lied, asked)[0].state == "differs"


@given(case=cases())
def test_every_score_that_is_sealed_can_be_recomputed(case: Case) -> None:
    assessment = assess(case.questionnaire, case.response)
    members = members_of(case.questionnaire, case.response, assessment)
    one = sealed(case.questionnaire, case.response)
    codes = [name for kind in KINDS for name in members[kind]]

    presented = read(one.shown(*codes)) if codes else read(one.text)

    assert presented.shown == members
    assert recomputed(presented, case.questionnaire) == tuple(
        Recomputed(code, "agrees", score["declared"], score["evidenced"])
        for code, score in presented.shown["scores"].items()
    )
