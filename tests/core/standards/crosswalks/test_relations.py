"""Relations between clauses: what follows from several steps, and what tables and topics say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zeren.problems import Refused
from zeren.standards.catalogue import load_standards, standard
from zeren.standards.crosswalks import (
    SURE_STRENGTH,
    Ref,
    Relation,
    Step,
    related_standards,
    relations_between,
)
from zeren.standards.crosswalks.agreement import MEASURED, Agreement, agreement
from zeren.standards.crosswalks.between import spoken_by, spoken_of
from zeren.standards.crosswalks.relations import BASES, KINDS
from zeren.standards.crosswalks.tables import CrosswalkTable, load_tables
from zeren.standards.crosswalks.through_topics import Spoken, through_topics
from zeren.standards.load import load_questionnaire
from zeren.text import same

A, B, C = Ref("one", "1"), Ref("two", "2"), Ref("three", "3")
STEPS = st.builds(
    Step,
    source=st.just(A),
    target=st.just(B),
    kind=st.sampled_from(KINDS),
    strength=st.integers(1, 10),
    basis=st.sampled_from(BASES),
)
WALKS = st.lists(STEPS, min_size=1, max_size=4).map(lambda steps: Relation(tuple(steps)))


def spoken(name: str, **topics: str) -> Spoken:
    """A standard whose refs speak of these topics and are called by them."""
    split = {ref: tuple(words.split()) for ref, words in topics.items()}
    return Spoken(name, split, {ref: same(" ".join(words)) for ref, words in split.items()})


@given(WALKS)
def test_a_way_is_as_strong_as_its_weakest_step(walk: Relation) -> None:
    assert walk.strength == min(step.strength for step in walk.steps)
    assert walk.weakest.strength == walk.strength
    assert walk.weakest in walk.steps


@given(WALKS)
def test_a_way_rests_on_its_least_sure_ground(walk: Relation) -> None:
    assert walk.basis == max((step.basis for step in walk.steps), key=BASES.index)


@given(WALKS)
def test_equal_steps_change_nothing(walk: Relation) -> None:
    step = Step(B, C, "equal", 10, "official")

    assert walk.then(step).kind == walk.kind


@given(WALKS)
def test_the_way_back_says_the_opposite(walk: Relation) -> None:
    back = Relation(tuple(step.reversed() for step in reversed(walk.steps)))
    opposite = {"subset": "superset", "superset": "subset"}

    assert back.kind == opposite.get(walk.kind, walk.kind)
    assert Relation(tuple(step.reversed() for step in reversed(back.steps))) == walk


@pytest.mark.parametrize(
    ("kinds", "kind"),
    [
        (("subset", "subset"), "subset"),
        (("superset", "superset"), "superset"),
        (("subset", "superset"), "intersect"),
        (("subset", "intersect"), "intersect"),
        (("equal", "equal"), "equal"),
    ],
)
def test_what_two_steps_make(kinds: tuple[str, str], kind: str) -> None:
    steps = tuple(Step(A, B, one, 5, "title") for one in KINDS for word in kinds if one == word)

    assert Relation(steps).kind == kind


def test_two_that_alone_speak_of_a_topic_are_equal() -> None:
    (step,) = through_topics(spoken("x", x1="hours"), spoken("y", y1="hours"))

    assert (step.kind, step.topics, step.strength >= SURE_STRENGTH) == ("equal", ("hours",), True)


def test_one_topic_of_several_is_a_subset() -> None:
    steps = through_topics(spoken("x", x1="hours", x2="wages"), spoken("y", y1="hours wages"))

    assert [(step.source.clause, step.kind) for step in steps] == [
        ("x1", "subset"),
        ("x2", "subset"),
    ]


def test_a_topic_shared_by_many_tells_them_apart_by_their_titles() -> None:
    asked = spoken("x", x1="water")
    answered = Spoken(
        "y",
        dict.fromkeys(("y1", "y2", "y3"), ("water",)),
        {"y1": same("water discharge"), "y2": same("water"), "y3": same("training")},
    )

    sure = [
        step.target.clause
        for step in through_topics(asked, answered)
        if step.strength >= SURE_STRENGTH
    ]

    assert sure == ["y2"]


@given(
    st.dictionaries(
        st.sampled_from("abcdef"), st.sets(st.sampled_from("pqrs"), min_size=1), min_size=1
    ),
    st.dictionaries(
        st.sampled_from("uvwxyz"), st.sets(st.sampled_from("pqrs"), min_size=1), min_size=1
    ),
)
def test_topics_say_the_same_in_both_directions(
    ours: dict[str, set[str]], theirs: dict[str, set[str]]
) -> None:
    one, other = (
        spoken(name, **{ref: " ".join(sorted(topics)) for ref, topics in side.items()})
        for name, side in (("one", ours), ("other", theirs))
    )

    there = {
        (step.source, step.target, step.kind, step.strength) for step in through_topics(one, other)
    }
    back = through_topics(other, one)

    assert there == {
        (step.source, step.target, step.kind, step.strength)
        for step in (one_step.reversed() for one_step in back)
    }


EACH_TABLE = pytest.mark.parametrize("table", load_tables(), ids=lambda table: table.id)


@EACH_TABLE
def test_a_table_names_clauses_that_exist(table: CrosswalkTable) -> None:
    questionnaire = load_questionnaire("sme", tier="basic", supplements=("ict",))
    asked = set(spoken_by(questionnaire).words) | set(questionnaire.field_of)
    known = {one.id: set(one.clause_of) for one in load_standards()} | {"sme": asked}

    sources = {step.source.clause for step in table.steps} | table.looked_at

    assert sources <= known[table.source]
    assert {step.target.clause for step in table.steps} <= known[table.target]


@EACH_TABLE
def test_a_table_says_nothing_twice_and_stays_within_its_scale(table: CrosswalkTable) -> None:
    pairs = [(step.source, step.target) for step in table.steps]

    assert len(pairs) == len(set(pairs))
    assert all(1 <= step.strength <= 10 for step in table.steps)


def test_every_number_is_looked_at_in_the_tables_of_numbers() -> None:
    questionnaire = load_questionnaire("sme", tier="basic")
    numbers = {field.code for field in questionnaire.fields if field.kind == "number"}

    for table in load_tables():
        if table.source == "sme":
            assert table.looked_at == numbers


def test_a_table_wins_over_topics() -> None:
    relations = relations_between("rba-code-8", "rba-vap-8.0.2")

    assert all(one.is_direct for one in relations if one.source.clause != "C2")
    assert [one.target.clause for one in relations if one.source.clause == "D2"] == ["D1"]


def test_a_clause_without_counterpart_in_a_table_gets_none_through_topics() -> None:
    assert not [
        one
        for one in relations_between("iso-26000-2010", "gbt-36000-2015")
        if one.source.clause == "6.3.3"
    ]


def test_a_standard_leads_to_itself_only_from_an_edition_to_the_next() -> None:
    assert relations_between("gbt-36000-2015", "gbt-36000-2015") == ()


def test_an_old_disclosure_leads_to_the_one_that_replaces_it() -> None:
    onward = {
        one.source.clause: one.target.clause
        for one in relations_between("gri-standards", "gri-standards")
        if one.kind == "equal"
    }

    assert onward["305-1"] == "102-5"


def test_a_standard_outside_the_catalogue_is_refused() -> None:
    with pytest.raises(Refused):
        relations_between("gri-standards", "nothing")


def test_standards_without_clauses_are_related_to_nothing() -> None:
    assert related_standards("gbt-27050") == ()
    assert relations_between("gbt-27050", "gri-standards") == ()


def test_a_paragraph_of_vsme_speaks_of_what_its_concepts_do() -> None:
    assert spoken_of("efrag-vsme").topics["B6 35"] == ("V06",)
    assert "B6" in standard("efrag-vsme").clause_of
    assert "B6" not in spoken_of("efrag-vsme").topics


@pytest.mark.parametrize("pair", MEASURED, ids="-".join)
def test_what_is_sure_is_more_often_right_than_what_is_suggested(pair: tuple[str, str]) -> None:
    suggested, sure = agreement(*pair), agreement(*pair, least=SURE_STRENGTH)

    assert sure.precision > suggested.precision
    assert suggested.recall >= sure.recall
    assert sure.precision > 0.7


def test_the_two_that_differ_in_numbering_only_are_found_again() -> None:
    assert agreement("iso-26000-2010", "gbt-36000-2015", least=SURE_STRENGTH) == Agreement(
        31, 31, 31
    )
