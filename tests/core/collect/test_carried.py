"""Carried on, a response keeps everything, and says what became of each part of it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.core.assess.made import Case, cases, evidence, question, questionnaire, red_line
from tests.core.assess.made import response as made
from tests.core.files.made_workbook import FILLED, SME

from zeren.collect.carried import (
    NOT_ASKED,
    NOT_OFFERED,
    TAKEN,
    Carried,
    Dropped,
    Entry,
    Moved,
    Value,
    carried,
)
from zeren.collect.checks import examine
from zeren.collect.facts import Fact, Period
from zeren.collect.periods import PERIOD
from zeren.collect.responses import Answer, Asked, Response, Saying
from zeren.standards.editions import Retired, changes, marks_of
from zeren.standards.load import load_questionnaire
from zeren.standards.questionnaires import Choice, Field, Questionnaire, Range
from zeren.text import Said, same


def gone(code: str, *now: str) -> Retired:
    return Retired(question(code), part="sme", edition="2027", now=now, reason=same(f"{code} went"))


def carry(
    response: Response,
    then: Questionnaire,
    now: Questionnaire,
    *moves: Retired,
    same_period: bool = True,
) -> Carried:
    found = changes(marks_of(then), now, moves)
    return carried(response, changes=found, questionnaire=now, same_period=same_period)


def field(code: str, **changed: object) -> Field:
    plain = Field(
        code=code,
        group="profile",
        section="company",
        kind="text",
        tier="quick",
        label=same(code),
        help=same("help"),
        required=False,
        choices=(),
        unit="",
        whole=False,
        instant=False,
        range=Range(),
        topics=(),
        concept="",
        asked_when=(),
        published_by_default=False,
    )
    return plain._replace(**changed)  # type: ignore[arg-type]


@given(cases())
def test_within_one_edition_tier_and_period_nothing_changes(case: Case) -> None:
    now = case.questionnaire
    sound, _ = examine(now, replace(case.response, profile={}))

    assert carry(sound, now, now) == Carried(
        response=sound,
        then=sound.asked,
        period=sound.period,
        same_period=True,
        stayed=tuple(answer.question for answer in sound.answers),
        moved=(),
        reworded=(),
        new=(),
        earlier=(),
        dropped=(),
        awaiting=frozenset(),
    )


def test_a_whole_workbook_stays_as_it_is_within_its_period() -> None:
    assert carry(FILLED, SME, SME).response == FILLED


CODES = st.sampled_from((*SME.question_of, *SME.red_line_of, *SME.field_of))


@st.composite
def retirements(draw: st.DrawFn) -> dict[str, list[str]]:
    """Codes that are retired, each to nowhere, to others, or to what is retired itself."""
    left = draw(st.sets(CODES, max_size=12))
    return {code: draw(st.lists(CODES, max_size=2, unique=True)) for code in sorted(left)}


def without(codes: Mapping[str, object]) -> Questionnaire:
    return replace(
        SME,
        questions=tuple(one for one in SME.questions if one.code not in codes),
        red_lines=tuple(one for one in SME.red_lines if one.code not in codes),
        fields=tuple(one for one in SME.fields if one.code not in codes),
    )


def values(response: Response) -> Iterator[Value]:
    yield from response.answers
    yield from (Entry(code, value) for code, value in response.profile.items())
    yield from response.facts
    yield from response.evidence


def under(value: Value, code: str, now: Questionnaire) -> Value:
    """The same thing said of another code."""
    if isinstance(value, Entry):
        return replace(value, code=code)
    if isinstance(value, Fact):
        topics = now.field_of[code].topics if code in now.field_of else ()
        return value._replace(code=now.address(code), topics=topics)
    return value._replace(question=code)


@settings(deadline=None)
@given(left=retirements(), same_period=st.booleans())
def test_whatever_was_said_is_in_the_new_response_beside_it_or_among_the_dropped(
    left: dict[str, list[str]], *, same_period: bool
) -> None:
    now, moves = without(left), [gone(code, *ends) for code, ends in left.items()]
    found = changes(marks_of(SME), now, moves)

    done = carried(FILLED, changes=found, questionnaire=now, same_period=same_period)

    kept = [*values(done.response), *done.earlier]
    dropped = [one.value for one in done.dropped]
    for value in values(FILLED):
        code = Dropped(value, NOT_ASKED).code
        places = [under(value, place, now) for place in found.now(code)]
        is_date = not same_period and code in PERIOD
        assert is_date or value in dropped or any(place in kept for place in places)
    origins = [
        under(value, place, now)
        for value in values(FILLED)
        for place in found.now(Dropped(value, NOT_ASKED).code)
    ]
    assert all(value in origins for value in kept)


def test_what_moved_stands_under_its_new_code_with_words_evidence_and_tick() -> None:
    old = made({"E1.1": 3, "R1": Saying.KEPT}, evidence=[evidence("E1.1")])
    old = replace(
        old,
        answers=(old.answers[0]._replace(words=Said.of("以前写的")), old.answers[1]),
        published=frozenset({"E1.1"}),
    )
    then = questionnaire(question("E1.1"), red_lines=[red_line("R1")])
    now = questionnaire(question("E2.1"), red_lines=[red_line("R1")], edition="2027", sha256="01")

    done = carry(old, then, now, gone("E1.1", "E2.1"))

    assert done == Carried(
        response=Response(
            asked=Asked("sme", "2027", "quick", "01"),
            period=old.period,
            profile={},
            answers=(
                Answer("E2.1", 3, words=Said.of("以前写的")),
                Answer("R1", Saying.KEPT),
            ),
            facts=(),
            evidence=(evidence("E2.1"),),
            published=frozenset({"E2.1"}),
        ),
        then=old.asked,
        period=old.period,
        same_period=True,
        stayed=("R1",),
        moved=(Moved("E1.1", "E2.1", same("E1.1 went")),),
        reworded=(),
        new=(),
        earlier=(),
        dropped=(),
        awaiting=frozenset({"E2.1"}),
    )


def test_what_is_asked_no_more_is_dropped_with_its_reason_and_its_tick() -> None:
    old = replace(made({"E1.1": 3}, evidence=[evidence("E1.1")]), published=frozenset({"E1.1"}))
    then, now = questionnaire(question("E1.1")), questionnaire(question("E1.2"))

    done = carry(old, then, now, gone("E1.1"))

    why = same("E1.1 went")
    assert done.dropped == (Dropped(old.answers[0], why), Dropped(old.evidence[0], why))
    assert (done.response.answers, done.response.published, done.new) == (
        (),
        frozenset(),
        ("E1.2",),
    )


def test_a_smaller_tier_drops_what_it_does_not_ask() -> None:
    old = made({"E1.1": 3, "E1.2": 1})
    then, now = questionnaire(question("E1.1"), question("E1.2")), questionnaire(question("E1.1"))

    assert carry(old, then, now).dropped == (Dropped(old.answers[1], NOT_ASKED),)


def test_an_answer_that_is_not_offered_there_is_not_forced_in() -> None:
    old = replace(
        made({"E1.1": Saying.NOT_APPLICABLE, "E1.2": 3, "E1.3": 4}),
        published=frozenset({"E1.2", "E1.3"}),
    )
    then = questionnaire(question("E1.1", may_not_apply=True), question("E1.2"), question("E1.3"))
    now = questionnaire(
        question("E1.1"),
        question("E1.2", kind="yes-partly-no"),
        question("E1.3", kind="yes-partly-no"),
    )

    done = carry(old, then, now)

    assert done.response.answers == old.answers[2:]
    assert done.response.published == {"E1.3"}
    assert done.dropped == tuple(Dropped(answer, NOT_OFFERED) for answer in old.answers[:2])


def test_where_two_answers_meet_the_one_that_stayed_stands_and_the_other_is_told() -> None:
    old = made({"E1.1": 4, "E1.2": 1})
    then = questionnaire(question("E1.1"), question("E1.2"))
    now = questionnaire(question("E1.2"))

    done = carry(old, then, now, gone("E1.1", "E1.2"))

    assert done.response.answers == old.answers[1:]
    assert done.dropped == (Dropped(old.answers[0], TAKEN),)


def test_a_question_that_was_parted_hands_its_answer_to_both() -> None:
    old = made({"E1.1": 2}, evidence=[evidence("E1.1")])
    now = questionnaire(question("E2.1"), question("E2.2"))

    done = carry(old, questionnaire(question("E1.1")), now, gone("E1.1", "E2.1", "E2.2"))

    assert done.response.answers == (Answer("E2.1", 2), Answer("E2.2", 2))
    assert done.response.evidence == (evidence("E2.1"), evidence("E2.2"))
    assert done.dropped == ()


def test_in_another_period_numbers_stand_beside_and_everything_else_waits() -> None:
    done = carry(FILLED, SME, SME, same_period=False)

    assert done.earlier == FILLED.facts
    assert done.response.facts == ()
    assert done.response.period == Period(start="2025-01-01", end="2025-12-31")
    assert dict(done.response.profile) == {
        code: value for code, value in FILLED.profile.items() if code not in PERIOD
    }
    assert done.awaiting == set(done.response.profile) | set(done.response.answer_to)
    assert done.response.published == FILLED.published
    assert done.dropped == ()


def test_within_a_period_what_was_reworded_or_not_confirmed_waits() -> None:
    old = made({"E1.1": 3, "E1.2": 3, "E1.3": 3})
    then = questionnaire(question("E1.1"), question("E1.2"), question("E1.3"))
    now = questionnaire(
        question("E1.1"), question("E1.2", asked=same("asked anew")), question("E1.3")
    )
    found = changes(marks_of(then), now, ())

    done = carried(
        old,
        changes=found,
        questionnaire=now,
        same_period=True,
        unconfirmed=frozenset({"E1.3"}),
    )

    assert done.reworded == ("E1.2",)
    assert done.awaiting == {"E1.2", "E1.3"}


def test_a_line_keeps_its_value_only_where_that_is_still_possible() -> None:
    then_fields = (field("owner"), field("trade", kind="choice"), field("gas", kind="number"))
    now_fields = (
        field("owner", kind="yes-no"),
        field("trade", kind="choice", choices=(Choice("C", same("C")),)),
        field("gas", kind="number", unit="m3", group="numbers"),
        field("city", published_by_default=True),
    )
    fact = Fact("sme/gas", "number", Decimal(3), Period("2025-12-31"), unit="kg")
    old = replace(made({}), profile={"owner": Said.of("wir"), "trade": "B"}, facts=(fact,))

    done = carry(old, questionnaire(fields=then_fields), questionnaire(fields=now_fields))

    assert [one.value for one in done.dropped] == [
        Entry("owner", Said.of("wir")),
        Entry("trade", "B"),
        fact,
    ]
    assert {one.why for one in done.dropped} == {NOT_OFFERED}
    assert done.response.published == {"city"}


def test_a_larger_tier_and_a_supplement_ask_more_and_lose_nothing() -> None:
    now = load_questionnaire("sme", tier="basic", supplements=("ict",))

    done = carry(FILLED, SME, now)

    assert (done.dropped, done.moved, done.reworded) == ((), (), ())
    assert set(done.new) == set(marks_of(now)) - set(marks_of(SME))
    assert done.response.answer_to == FILLED.answer_to
    assert done.response.facts == FILLED.facts
    assert done.response.published == FILLED.published | {
        one.code for one in now.fields if one.code in done.new and one.published_by_default
    }
