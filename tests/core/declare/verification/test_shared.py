"""Answers shown to one buyer: to whom and until when is said, scores are computed again."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import Any

import pytest
from tests.core.declare.made import key
from tests.core.declare.sealed import ASKED, SAID
from tests.core.declare.verification.packaged import (
    NOW,
    declared,
    identity,
    members,
    outcomes,
    status,
    token,
    verdict_on,
)

from zeren.assess import assess
from zeren.declare.credential import credential
from zeren.declare.sealing import Binding, Disclosures, Members, issuer_part, seal, show
from zeren.declare.showing import chosen, members_of, recomputed
from zeren.declare.statement import statement_as_json
from zeren.declare.verdict import Verdict
from zeren.files.canonical import canonical

STATEMENT = canonical(statement_as_json(declared()))
AT = int(NOW.timestamp())
TO = Binding("演示买家 / Buyer (fictitious)", AT - 60, AT + 86_400, "n-1")
RECOMPUTE = partial(recomputed, questionnaire=ASKED)


def sealed(change: Any = lambda sealed: sealed) -> tuple[dict[str, bytes], str, Disclosures]:  # noqa: ANN401
    """A declaration with its sealed answers; `change` alters what is sealed, as a liar would."""
    of: Members = change(members_of(ASKED, SAID, assess(ASKED, SAID)))
    text, kept = seal(
        of,
        declaration=credential(declared(), did=key().did, statement=STATEMENT),
        questionnaire=SAID.asked.as_json(),
        by=key(),
        random=os.urandom,
    )
    made = token(declared(), STATEMENT, answers=issuer_part(text).encode())
    given = {
        "declaration.jwt": made,
        "statement.json": STATEMENT,
        "identity-1.jwt": identity(),
        "status-1.jwt": status(),
        "answers.sd-jwt": text.encode(),
    }
    return given, text, kept


GIVEN, TEXT, KEPT = sealed()


def shown(*codes: str, binding: Binding = TO) -> str:
    return show(TEXT, chosen(KEPT, codes, ASKED), binding=binding, by=key())


def judged(answers: str, now: datetime = NOW) -> Verdict:
    given = {**GIVEN, "answers.sd-jwt": answers.encode()}
    return verdict_on(given, now=now, recompute=RECOMPUTE)


def test_sealed_answers_show_nothing_and_hold() -> None:
    verdict = judged(TEXT)

    assert verdict.outcome == "holds"
    assert ("answers", "holds") in outcomes(verdict)
    assert verdict.shown == ()


def test_that_a_question_was_sealed_only_once_is_not_proven() -> None:
    verdict = judged(TEXT)

    assert "sealed with this declaration" in verdict.steps[-1].words.en
    assert any("sealed only once" in words.en for words in verdict.not_proven)


def test_what_is_shown_comes_with_for_whom_and_a_score_computed_again() -> None:
    verdict = judged(shown("E.1"))

    assert verdict.outcome == "holds"
    assert outcomes(verdict)[-3:] == [
        ("answers", "holds"),
        ("shared", "holds"),
        ("scores", "holds"),
    ]
    assert "演示买家" in verdict.steps[-2].words.en
    assert {one["code"] for one in verdict.shown} == {"E.1", "E1.1", "E1.2", "E1.3"}


def test_the_end_is_told_by_the_readers_clock() -> None:
    given = {**GIVEN, "answers.sd-jwt": shown("E1.1").encode()}
    away = [timedelta(0), timedelta(hours=8), -timedelta(hours=3, minutes=30)]

    told = [
        verdict_on(given, clock=partial(datetime.fromtimestamp, tz=timezone(one))).steps[-1].words
        for one in away
    ]

    for words, until in zip(
        told,
        ("2027-03-02 00:00 UTC", "2027-03-02 08:00 UTC+08:00", "2027-03-01 20:30 UTC-03:30"),
        strict=True,
    ):
        assert f"until {until}." in words.en
        assert f"到 {until} 为止" in words.zh


def test_a_score_is_named_as_people_ask_for_it() -> None:
    assert judged(shown("E.1")).steps[-1].words.en.startswith("The score of E1 was computed again")


def test_a_score_without_its_answers_is_said_not_to_have_been_computed() -> None:
    verdict = judged(shown("overall"))

    assert verdict.outcome == "holds"
    assert "scores" not in {code for code, _ in outcomes(verdict)}
    assert any("overall" in words.en for words in verdict.not_proven)


def test_a_score_that_its_answers_do_not_make_fails() -> None:
    def better(of: Members) -> Members:
        score = {**of["scores"]["E.1"], "declared": 9_900}
        return {**of, "scores": {**of["scores"], "E.1": score}}

    given, text, kept = sealed(better)
    answers = show(text, chosen(kept, ("E.1",), ASKED), binding=TO, by=key())

    verdict = verdict_on({**given, "answers.sd-jwt": answers.encode()}, recompute=RECOMPUTE)

    assert outcomes(verdict)[-1] == ("scores", "fails")
    assert verdict.outcome == "fails"


def without_binding(text: str) -> str:
    return text[: text.rindex("~") + 1]


BAD = {
    "cut off for whom": without_binding(shown("E.1")),
    "over": shown("E.1", binding=TO._replace(expires=AT - 1)),
    "of tomorrow": shown("E.1", binding=TO._replace(issued=AT + 600)),
    "one more than signed for": shown("E1.1").replace("~ey", f"~{KEPT.of['scores'][0].text}~ey", 1),
    "one less": "~".join(shown("E.1").split("~")[:1] + shown("E.1").split("~")[2:]),
    "shown twice": shown("E1.1").replace("~", f"~{KEPT.of['scores'][0].text}~" * 2, 1),
    "of another file": shown("E1.1").replace("~", f"~{sealed()[2].of['answers'][0].text}~", 1),
    "changed": shown("E1.1").replace("~W", "~X", 1),
    "something behind": shown("E1.1") + "~",
    "another's seal": sealed()[1],
    "no seal": "~",
    "nothing": "",
}


@pytest.mark.parametrize("answers", BAD.values(), ids=BAD)
def test_what_was_tampered_with_fails(answers: str) -> None:
    verdict = judged(answers)

    assert verdict.outcome == "fails"
    assert {code for code, outcome in outcomes(verdict) if outcome == "fails"} <= {
        "answers",
        "shared",
    }
    assert verdict.shown == () or "shared" in {code for code, _ in outcomes(verdict)}


def test_answers_beside_a_declaration_that_binds_none_fail() -> None:
    given = {**members(), "answers.sd-jwt": TEXT.encode()}

    assert verdict_on(given).outcome == "fails"
