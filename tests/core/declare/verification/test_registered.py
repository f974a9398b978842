"""What a register adds: the day, a withdrawal, and declarations that outlive the key they were made with."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.core.declare.verification.packaged import (
    DAY,
    LIST,
    LOG,
    NOW,
    identity,
    members,
    outcomes,
    proof,
    status,
    trust,
    verdict_on,
    verifier,
)

from zeren.declare.credential import Status
from zeren.declare.trust import Trust
from zeren.declare.verdict import Verdict
from zeren.files.canonical import canonical


def with_register() -> Trust:
    return trust(register=verifier().line)


def judged(change: Callable[[dict[str, Any]], object] = lambda _: None, **more: Any) -> Verdict:  # noqa: ANN401
    given = members()
    table = proof(given["declaration.jwt"], **more)
    change(table)
    return verdict_on({**given, "proof.json": canonical(table)}, with_register())


def test_a_registered_declaration_holds_and_its_day_is_told() -> None:
    verdict = judged()

    assert verdict.outcome == "holds"
    assert outcomes(verdict)[-1] == ("register", "holds")
    assert "2027-01-16" in verdict.steps[-1].words.en


def test_what_came_after_the_entry_is_not_proven_by_it() -> None:
    verdict = judged()

    assert [words.en for words in verdict.not_proven if "withdrawn" in words.en] == [
        "Whether it was withdrawn or replaced since it was entered on 2027-01-16: the proof tells of the entry alone; what came later is to be looked up in the register of Demonstration Association."
    ]


def test_a_clock_that_is_some_minutes_behind_the_registers_spoils_nothing() -> None:
    assert judged(time="2027-03-01T00:04:59Z").outcome == "holds"


def test_an_entry_of_the_future_says_to_look_at_the_clock() -> None:
    verdict = judged(time="2027-03-01T00:06:00Z")

    assert "dated in the future; look whether that is right" in verdict.sentence.en


def test_a_withdrawn_declaration_fails() -> None:
    verdict = judged(kind="withdraw")

    assert verdict.outcome == "fails"
    assert "withdrawn" in verdict.sentence.en


ALTERED: dict[str, Callable[[dict[str, Any]], object]] = {
    "another hash": lambda one: one["entry"].update(hash="0" * 64),
    "another time": lambda one: one["entry"].update(time="2027-01-01T08:00:00Z"),
    "another kind": lambda one: one["entry"].update(kind="supersede"),
    "another number": lambda one: one.update(index=2),
    "a path cut short": lambda one: one["hashes"].pop(),
    "a path in another order": lambda one: one["hashes"].reverse(),
    "another root": lambda one: one.update(checkpoint=one["checkpoint"].replace("\n5\n", "\n6\n")),
    "no signature": lambda one: one.update(
        checkpoint=one["checkpoint"].partition("\n\n")[0] + "\n"
    ),
    "more than a proof": lambda one: one.update(more=1),
    "nothing": lambda one: one.clear(),
}


@pytest.mark.parametrize("change", ALTERED.values(), ids=ALTERED)
def test_an_altered_proof_fails(change: Callable[[dict[str, Any]], object]) -> None:
    verdict = judged(change)

    assert ("register", "fails") in outcomes(verdict)
    assert verdict.outcome == "fails"


def test_a_proof_of_another_declaration_fails() -> None:
    given = members()
    other = canonical(proof(given["declaration.jwt"] + b"x"))

    assert verdict_on({**given, "proof.json": other}, with_register()).outcome == "fails"


@pytest.mark.parametrize(
    "more",
    [
        {"by": "thief"},
        {"org": "91440300MA5EXAMP9X"},
        {"kind": "sign"},
        {"time": "2027-03-01T00:06:00Z"},
    ],
)
def test_a_proof_signed_by_another_of_another_company_or_of_the_future_fails(
    more: dict[str, Any],
) -> None:
    assert judged(**more).outcome == "fails"


def test_a_register_that_nobody_trusts_is_not_counted() -> None:
    given = members()
    content = canonical(proof(given["declaration.jwt"]))

    verdict = verdict_on({**given, "proof.json": content}, trust())

    assert verdict.outcome == "holds"
    assert any(LOG in words.en for words in verdict.not_proven)


def after_the_loss(*, registered: str) -> Verdict:
    """The key was lost on 1 February: its confirmation withdrawn, and given anew until that day."""
    given = members()
    given |= {
        "identity-2.jwt": identity(until=DAY + timedelta(days=17), spot=Status(LIST, 9)),
        "status-1.jwt": status(7),
        "proof.json": canonical(proof(given["declaration.jwt"], time=registered)),
    }
    return verdict_on(given, with_register())


def test_what_was_registered_before_the_key_was_lost_still_holds() -> None:
    verdict = after_the_loss(registered="2027-01-20T00:00:00Z")

    assert verdict.outcome == "holds"
    assert "registered in that time" in next(
        step.words.en for step in verdict.steps if step.code == "identity"
    )


def test_a_revocation_is_told_though_an_earlier_confirmation_counts() -> None:
    verdict = after_the_loss(registered="2027-01-20T00:00:00Z")

    told = [words.en for words in verdict.not_proven if "identity-1.jwt" in words.en]
    assert "has revoked" in told[0]
    assert "whether it was revoked before or after that cannot be told here" in told[0]
    assert "has not revoked" not in verdict.sentence.en
    assert "another confirmation of the same key was revoked" in verdict.sentence.en


def test_a_revoked_confirmation_of_another_time_is_told_as_one() -> None:
    given = members()
    later = identity(since=DAY + timedelta(days=18), spot=Status(LIST, 9))
    given |= {
        "identity-1.jwt": identity(until=DAY + timedelta(days=17)),
        "identity-2.jwt": later,
        "status-1.jwt": status(9),
        "proof.json": canonical(proof(given["declaration.jwt"])),
    }

    verdict = verdict_on(given, with_register())

    told = [words.en for words in verdict.not_proven if "identity-2.jwt" in words.en]
    assert verdict.outcome == "holds"
    assert "was not in force when the declaration was registered" in told[0]


def test_what_a_thief_registers_after_the_loss_fails() -> None:
    assert after_the_loss(registered="2027-02-10T00:00:00Z").outcome == "fails"


def test_without_a_register_the_earlier_confirmation_does_not_help() -> None:
    given = members()
    given |= {
        "identity-2.jwt": identity(until=DAY + timedelta(days=17), spot=Status(LIST, 9)),
        "status-1.jwt": status(7),
    }

    assert verdict_on(given, with_register()).outcome == "fails"


def test_a_confirmation_that_ended_counts_for_what_was_registered_in_its_time() -> None:
    given = members()
    given["identity-1.jwt"] = identity(until=NOW - timedelta(days=2))
    given["proof.json"] = canonical(proof(given["declaration.jwt"]))

    assert verdict_on(given, with_register()).outcome == "holds"
    del given["proof.json"]
    assert verdict_on(given, with_register()).outcome == "fails"
    assert json.loads(canonical(with_register().as_json()))["register"].startswith(LOG)
