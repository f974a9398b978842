"""What a file proves: holds, fails, or cannot be told; and for which of its parts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.core.declare.made import key
from tests.core.declare.verification.packaged import (
    LIST,
    NOW,
    check,
    declared,
    identity,
    members,
    outcomes,
    status,
    token,
    trust,
    verdict_on,
)

from zeren.declare.credential import Status
from zeren.declare.did import document_of
from zeren.declare.jws import written
from zeren.declare.statement import statement_as_json
from zeren.declare.verdict import EXIT
from zeren.files.canonical import canonical
from zeren.text import LANGS, Text


def test_it_holds_where_a_trusted_association_says_whose_key_it_is() -> None:
    given = members()

    verdict = verdict_on(given)

    assert verdict.outcome == "holds"
    assert outcomes(verdict) == [
        ("signature", "holds"),
        ("statement", "holds"),
        ("time", "holds"),
        ("identity", "holds"),
        ("status", "holds"),
    ]
    assert verdict.statement == statement_as_json(declared())
    assert "演示灯具厂（虚构）" in verdict.sentence.zh
    assert "Demonstration Association" in verdict.sentence.en
    assert "2027-02-26" in verdict.not_proven[3].en  # what came after the list


def test_without_a_trusted_association_nothing_is_told_whoever_signed() -> None:
    for trusts in ((), (trust("other"),)):
        verdict = verdict_on(members(), *(trusts or (trust("nobody"),)))

        assert verdict.outcome == "unknown"
        assert EXIT[verdict.outcome] == 3
        assert ("identity", "unknown") in outcomes(verdict)
        assert "fails" not in {outcome for _, outcome in outcomes(verdict)}


def test_a_file_without_identity_is_unknown_and_says_that_anybody_could_sign() -> None:
    given = members()
    del given["identity-1.jwt"], given["status-1.jwt"]

    verdict = verdict_on(given)

    assert outcomes(verdict)[-1] == ("identity", "unknown")
    assert verdict.outcome == "unknown"
    assert "Anybody can write" in verdict.sentence.en


@pytest.mark.parametrize(
    ("now", "outcome"),
    [
        (
            datetime(2027, 1, 14, 15, 50, tzinfo=UTC),
            "fails",
        ),  # ten minutes before the day, in China
        (datetime(2027, 1, 14, 15, 56, tzinfo=UTC), "holds"),  # four minutes: clocks differ
        (datetime(2028, 1, 14, 16, 4, tzinfo=UTC), "holds"),
        (datetime(2028, 1, 14, 16, 10, tzinfo=UTC), "fails"),
    ],
)
def test_it_is_believed_within_its_time_and_five_minutes_around_it(
    now: datetime, outcome: str
) -> None:
    given = {**members(), "status-1.jwt": status(since=now - timedelta(days=1))}

    verdict = verdict_on(given, now=now)

    assert ("time", outcome) in outcomes(verdict)
    assert verdict.outcome == outcome


@pytest.mark.parametrize(("until", "outcome"), [("2028-02-15", "holds"), ("2028-02-16", "fails")])
def test_nothing_is_declared_for_more_than_thirteen_months(until: str, outcome: str) -> None:
    verdict = verdict_on(members(until=until))

    assert ("time", outcome) in outcomes(verdict)


def test_the_end_of_the_calendar_breaks_nothing() -> None:
    days = {"validFrom": "9999-01-01T00:00:00+08:00", "validUntil": "9999-12-31T00:00:00+08:00"}
    made = declared()
    statement = canonical(statement_as_json(made))
    late = token(made, statement, change=lambda payload: payload.update(days))

    verdict = verdict_on({**members(), "declaration.jwt": late})

    assert ("time", "fails") in outcomes(verdict)


def test_a_withdrawn_identity_fails_though_everything_else_holds() -> None:
    given = {**members(), "status-1.jwt": status(7)}

    verdict = verdict_on(given)

    assert [one for one in outcomes(verdict) if one[1] != "holds"] == [("status", "fails")]
    assert verdict.outcome == "fails"
    assert "revoked" in verdict.sentence.en


def test_somebody_elses_bit_withdraws_nothing() -> None:
    verdict = verdict_on({**members(), "status-1.jwt": status(6, 8, 131_071)})

    assert verdict.outcome == "holds"


def test_an_old_list_that_withdraws_is_believed_and_one_that_does_not_is_stale() -> None:
    old = NOW - timedelta(days=60)

    good, bad = (
        verdict_on({**members(), "status-1.jwt": status(*bits, since=old)}) for bits in ((), (7,))
    )

    assert (good.outcome, bad.outcome) == ("unknown", "fails")
    assert LIST in good.sentence.en


def test_a_list_of_the_future_says_to_look_at_the_clock() -> None:
    verdict = verdict_on({**members(), "status-1.jwt": status(since=NOW + timedelta(hours=1))})

    told = [step.words.en for step in verdict.steps if step.outcome == "fails"]
    assert "dated in the future; look whether that is right" in told[0]


def test_the_newest_list_counts_and_what_was_withdrawn_stays_so() -> None:
    older, newer = (
        status(*bits, since=NOW - timedelta(days=days)) for bits, days in (((), 50), ((), 2))
    )
    withdrawn = status(7, since=NOW - timedelta(days=50))

    fresh = verdict_on({**members(), "status-1.jwt": newer, "status-2.jwt": older})
    hidden = verdict_on({**members(), "status-1.jwt": newer, "status-2.jwt": withdrawn})

    assert (fresh.outcome, hidden.outcome) == ("holds", "fails")


@pytest.mark.parametrize("days", [1, 34])
def test_how_old_a_list_may_be_is_the_readers_choice(days: int) -> None:
    given = {**members(), "status-1.jwt": status(since=NOW - timedelta(days=days), days=300)}

    strict = verdict_on(given, max_status_age=timedelta(days=7))

    assert strict.outcome == ("holds" if days == 1 else "unknown")
    assert verdict_on(given).outcome == "holds"


@pytest.mark.parametrize("url", ["https://association.example/status/2", "urn:zeren:other"])
def test_another_list_says_nothing_of_this_identity(url: str) -> None:
    verdict = verdict_on({**members(), "status-1.jwt": status(url=url)})

    assert verdict.outcome == "unknown"


def test_an_identity_without_a_list_leaves_open_whether_it_was_withdrawn() -> None:
    verdict = verdict_on({**members(), "identity-1.jwt": identity(spot=None)})

    assert outcomes(verdict)[-1] == ("status", "unknown")
    assert verdict.outcome == "unknown"


def test_an_identity_past_its_end_fails() -> None:
    given = {**members(), "identity-1.jwt": identity(until=NOW - timedelta(days=1))}

    assert outcomes(verdict_on(given))[3] == ("identity", "fails")


def test_one_trusted_association_is_enough_and_the_other_is_named_as_not_counted() -> None:
    given = {**members(), "identity-2.jwt": identity(by="other")}

    verdict = verdict_on(given)
    both = verdict_on(given, trust("other"), trust())

    assert verdict.outcome == both.outcome == "holds"
    assert any("identity-2.jwt" in words.en for words in verdict.not_proven)
    assert not any("identity-2.jwt" in words.en for words in both.not_proven)


def test_a_new_identity_of_the_same_key_does_not_wash_away_a_withdrawn_one() -> None:
    given = members()
    given |= {
        "identity-2.jwt": identity(spot=Status(LIST, 9)),
        "status-1.jwt": status(7),
    }

    assert verdict_on(given).outcome == "fails"


def test_a_check_is_told_apart_from_what_the_company_says() -> None:
    given = members()
    given["check-1.jwt"] = check(given["declaration.jwt"])

    verdict = verdict_on(given)

    assert verdict.outcome == "holds"
    assert outcomes(verdict)[-2:] == [("check", "holds"), ("status", "holds")]
    words = next(step.words for step in verdict.steps if step.code == "check")
    assert "E1.2, E3.1" in words.en
    assert "2027-01-20" in words.zh
    assert "not the company's" in words.en


@pytest.mark.parametrize("bits", [(8,), (7, 8)])
def test_a_withdrawn_check_fails(bits: tuple[int, ...]) -> None:
    given = members()
    given |= {"check-1.jwt": check(given["declaration.jwt"]), "status-1.jwt": status(*bits)}

    assert verdict_on(given).outcome == "fails"


def test_a_check_of_a_stranger_is_not_counted_and_said_to_be_so() -> None:
    given = members()
    given["check-1.jwt"] = check(given["declaration.jwt"], by="other")

    verdict = verdict_on(given)

    assert verdict.outcome == "holds"
    assert "check" not in {code for code, _ in outcomes(verdict)}
    assert any("check-1.jwt" in words.en for words in verdict.not_proven)


def test_the_credential_alone_shows_no_statement_and_is_unknown() -> None:
    given = members()
    del given["statement.json"]

    verdict = verdict_on(given)

    assert ("statement", "unknown") in outcomes(verdict)
    assert (verdict.outcome, verdict.statement) == ("unknown", None)


def test_a_company_with_a_site_needs_its_document_and_an_association_that_names_the_key() -> None:
    did = "did:web:lamp-works.example"
    statement = canonical(statement_as_json(declared()))
    given = {
        "declaration.jwt": token(declared(), statement, did=did),
        "statement.json": statement,
        "identity-1.jwt": identity(did=did),
        "status-1.jwt": status(),
    }
    document = written([document_of(did, key().jwk)])
    forged = written([document_of(did, key("thief").jwk)])
    stolen = token(declared(), statement, did=did, by=key("thief"))

    assert verdict_on(given).outcome == "unknown"  # no key at hand
    assert verdict_on({**given, "did.json": document}).outcome == "holds"
    assert verdict_on({**given, "did.json": forged}).outcome == "fails"
    thief = verdict_on({**given, "did.json": forged, "declaration.jwt": stolen})
    assert ("identity", "unknown") in outcomes(thief)  # right signature, a key that nobody confirms
    assert thief.outcome == "unknown"


def test_the_name_of_the_association_is_the_readers_not_the_files() -> None:
    mine = trust()._replace(name=Text("我的协会", "My association"))

    assert "My association" in verdict_on(members(), mine).sentence.en


def test_a_name_confirmed_in_both_languages_stands_in_each_and_leaves_nothing_open() -> None:
    zh, en = declared().issuer.name.zh, declared().issuer.name.en
    given = {**members(), "identity-1.jwt": identity(name=f"{zh} / {en}")}

    verdict = verdict_on(given)

    assert verdict.sentence.zh.startswith(f"可以相信：这份自我声明是{zh}（")
    assert verdict.sentence.en.startswith(f"This holds: {en} (unified")
    assert not [words for words in verdict.not_proven if "is called" in words.en]


@pytest.mark.parametrize(("confirmed", "own"), [(0, 1), (1, 0)])
def test_a_name_in_one_language_stands_in_both_and_the_other_is_not_proven(
    confirmed: int, own: int
) -> None:
    names = (declared().issuer.name.zh, declared().issuer.name.en)
    given = {**members(), "identity-1.jwt": identity(name=names[confirmed])}

    verdict = verdict_on(given)

    assert verdict.outcome == "holds"
    for lang in LANGS:
        assert names[confirmed] in verdict.sentence.to(lang)
        assert names[own] not in verdict.sentence.to(lang)
    [open_] = [words.en for words in verdict.not_proven if "is called" in words.en]
    assert open_.startswith(f"That it is called “{names[own]}”: the company says so; ")
    assert open_.endswith(f"Demonstration Association confirms “{names[confirmed]}”.")


def test_a_declaration_may_name_a_list_itself() -> None:
    statement = canonical(statement_as_json(declared()))
    given = members()
    given["declaration.jwt"] = token(declared(), statement, status=Status(LIST, 20))

    assert verdict_on(given).outcome == "holds"
    assert verdict_on({**given, "status-1.jwt": status(20)}).outcome == "fails"
