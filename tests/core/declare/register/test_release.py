"""A release waits for the look-ups, the notice and every reply; then it tells what happened."""

from collections.abc import Callable

import pytest
from tests.core.declare.register.made import declared, digest

from zeren.declare.register.release import (
    Objection,
    Preparation,
    RecordCheck,
    after_release,
    answered,
    looked_up,
    objected,
    obstacles,
    opened,
    record,
    staged,
    without,
)
from zeren.problems import Refused

DAY = "2026-11-20"
OVER = "2026-11-27"


def codes(now: Preparation, on: str = OVER) -> list[str]:
    return [problem.code.removeprefix("release-") for problem in obstacles(now, on=on)]


def clear(org: str) -> RecordCheck:
    return RecordCheck(org, "credit register", DAY, "clear")


WAITING = staged(Preparation(), (declared(0, "a"), declared(1, "b")))
NOTICED = opened(WAITING, start=DAY, days=7)
READY = looked_up(NOTICED, (clear("a"), clear("b")))


def test_everything_that_is_missing_is_told_at_once() -> None:
    assert codes(Preparation()) == ["nothing"]
    assert codes(WAITING) == ["no-notice"]
    assert codes(NOTICED, on="2026-11-26") == ["too-early", "unchecked", "unchecked"]
    assert codes(READY) == []


def test_the_notice_lasts_its_days() -> None:
    assert codes(READY, on="2026-11-26") == ["too-early"]
    assert codes(READY, on="2026-11-27") == []


def test_a_record_that_was_found_must_be_explained_or_the_company_waits() -> None:
    found = looked_up(READY, (RecordCheck("a", "credit register", OVER, "found"),))

    assert codes(found) == ["record"]
    assert codes(looked_up(found, (RecordCheck("a", "credit register", OVER, "explained"),))) == []
    assert codes(without(found, "a", "not-confirmed")) == []


def test_no_release_before_every_objection_has_its_reply() -> None:
    now = objected(READY, Objection("a", DAY, "They pollute."))

    assert codes(now) == ["unanswered"]
    assert codes(answered(now, 1, reply="We went there.", on=OVER)) == []


def test_what_comes_after_the_notice_waits_for_the_next() -> None:
    later = staged(READY, (declared(2, "c"), declared(0, "a")))

    assert sorted(one.org for one in later.ready()) == ["a", "b"]
    assert after_release(later, {digest(0), digest(1)}).waiting == (declared(2, "c"),)


def test_who_was_left_out_is_told_with_a_code_and_no_word_of_staff_gets_out() -> None:
    now = objected(without(READY, "a", "own-request"), Objection("a", DAY, "CANARY"))
    told = record(answered(now, 1, reply="CANARY", on=OVER), name="2026", on=OVER)

    assert told["left_out"] == [{"org": "a", "hash": digest(0), "reason": "own-request"}]
    assert [one["org"] for one in told["entries"]] == ["b"]
    assert told["objections"] == [{"date": DAY, "replied": OVER}]
    assert "CANARY" not in str(told)


@pytest.mark.parametrize(
    ("step", "code"),
    [
        (lambda: opened(Preparation(), start=DAY, days=7), "nothing"),
        (lambda: opened(NOTICED, start=DAY, days=7), "running"),
        (lambda: opened(WAITING, start=DAY, days=-1), "days"),
        (lambda: looked_up(NOTICED, (clear("z"),)), "unknown-org"),
        (lambda: objected(NOTICED, Objection("z", DAY, "")), "unknown-org"),
        (lambda: without(NOTICED, "z", "own-request"), "unknown-org"),
        (lambda: answered(NOTICED, 1, reply="x", on=DAY), "no-objection"),
        (lambda: answered(NOTICED, 0, reply="x", on=DAY), "no-objection"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(step: Callable[[], object], code: str) -> None:
    with pytest.raises(Refused) as refused:
        step()

    assert [problem.code for problem in refused.value.problems] == [f"release-{code}"]


def test_a_preparation_reads_back_as_it_was() -> None:
    now = answered(objected(READY, Objection("a", DAY, "x")), 1, reply="y", on=OVER)
    whole = without(now, "b", "own-request")

    assert Preparation.of(whole.as_json()) == whole
    assert Preparation.of(Preparation().as_json()) == Preparation()
