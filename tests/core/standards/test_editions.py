"""Between editions no code is reused, none is forgotten, and each is followed to where it went."""

import pytest
from tests.core.assess.made import question, questionnaire, red_line

from zeren.standards.editions import (
    Retired,
    as_asked,
    asked_then,
    changes,
    editions,
    list_of,
    marks_of,
    retired,
)
from zeren.standards.load import OUR_SUPPLEMENTS, load_questionnaire
from zeren.standards.questionnaires import TIERS
from zeren.text import same

PARTS = [(id, part) for id, names in OUR_SUPPLEMENTS.items() for part in ("", *names)]  # noqa: A001
SME = load_questionnaire("sme", tier="basic", supplements=("ict",))


def gone(code: str, *now: str) -> Retired:
    matter = question(code)
    return Retired(matter, part="sme", edition="2027", now=now, reason=same(f"{code} went"))


@pytest.mark.parametrize(("id", "supplement"), PARTS)
def test_the_list_of_the_present_edition_is_fresh(id: str, supplement: str) -> None:  # noqa: A002
    """Where this fails: python tools/list_editions.py."""
    part, year = supplement or id, load_questionnaire(id).edition

    for place, tier in enumerate(TIERS):
        asked = {
            code: one.mark
            for code, one in list_of(id, supplement).items()
            if one.tier in TIERS[: place + 1]
        }
        assert asked_then(part, year, tier=tier) == asked


@pytest.mark.parametrize(("id", "supplement"), PARTS)
def test_every_code_that_was_ever_asked_is_asked_or_retired(id: str, supplement: str) -> None:  # noqa: A002
    part = supplement or id
    asked, left = set(marks_of(SME)), {one.code: one for one in retired(part)}

    for year in editions(part):
        assert set(asked_then(part, year, tier="basic") or ()) <= asked | set(left)
    assert not asked & set(left)
    assert all(code in asked or code in left for one in left.values() for code in one.now)


def test_an_edition_is_what_its_list_says_and_a_strange_one_is_none() -> None:
    year = SME.edition

    assert asked_then("sme", year, tier="basic", supplements=("ict",)) == marks_of(SME)
    assert asked_then("sme", "1999", tier="basic") is None
    assert asked_then("sme", "../sme/questionnaire", tier="basic") is None
    assert asked_then("..", year, tier="basic") is None


def test_the_present_edition_was_asked_as_it_is() -> None:
    assert as_asked("sme", "basic", ("ict",), year=SME.edition) == SME


def test_what_was_not_asked_then_is_new_and_another_wording_is_told() -> None:
    then = questionnaire(question("E1.1"), question("E1.2"), red_lines=[red_line("R1")])
    now = questionnaire(
        question("E1.1"),
        question("E1.2", asked=same("asked anew")),
        question("E1.3"),
        red_lines=[red_line("R1"), red_line("R2")],
    )

    found = changes(marks_of(then), now, ())

    assert found.new == ("E1.3", "R2")
    assert found.reworded == {"E1.2"}
    assert (found.now("E1.1"), found.now("E9.9")) == (("E1.1",), ("E9.9",))


def test_levels_are_part_of_the_wording_and_advice_is_not() -> None:
    plain = question("E1.1")

    def mark(**change: object) -> str:
        return marks_of(questionnaire(plain._replace(**change)))["E1.1"]  # type: ignore[arg-type]

    assert mark(levels=(same("other"),) * 5) != mark()
    assert mark(why=same("other"), weight=5, first_step=same("other")) == mark()


def test_a_code_is_followed_through_editions_and_may_part_or_meet() -> None:
    then = dict.fromkeys(("E1.1", "E1.2", "E1.3", "E1.4"), "")
    now = questionnaire(question("E2.1"), question("E2.2"), question("E2.3"))
    moves = [
        gone("E1.1", "E1.9"),
        gone("E1.9", "E2.1"),
        gone("E1.2", "E2.1", "E2.2"),
        gone("E1.3"),
        gone("E1.4", "E1.5"),
        gone("E1.5", "E1.4"),
    ]

    found = changes(then, now, moves)

    assert [found.now(code) for code in then] == [("E2.1",), ("E2.1", "E2.2"), (), ()]
    assert found.new == ("E2.3",)
