"""What an association signs has the shapes of UNTP and W3C, and its record never loses a withdrawal."""

from __future__ import annotations

import gzip
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made import UNTP, key, needs_untp, safely_expanded
from tests.core.declare.verification.packaged import (
    check,
    identity,
    members,
    status,
    trust,
)

from zeren.declare.association import Entry, StatusList, free_index
from zeren.declare.bitstring import LEAST, decoded, encoded, is_set
from zeren.declare.did import did_web
from zeren.declare.jws import Unsound, from_base64url
from zeren.declare.trust import Trust


def payload(token: bytes) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(from_base64url(token.decode().split(".")[1]))
    return table


def faults(table: dict[str, Any], schema: str) -> list[str]:
    text = (UNTP / "schema" / f"{schema}.json").read_text(encoding="utf-8")
    checker = jsonschema.Draft202012Validator(
        json.loads(text), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [error.message for error in checker.iter_errors(table)]


IDENTITY, CHECK = payload(identity()), payload(check(members()["declaration.jwt"]))


@needs_untp
@pytest.mark.parametrize(("table", "schema"), [(IDENTITY, "dia"), (CHECK, "dcc")])
def test_it_has_the_shape_of_untp(table: dict[str, Any], schema: str) -> None:
    assert faults(table, schema) == []
    assert faults({**table, "credentialSubject": {}}, schema) != []


@needs_untp
@pytest.mark.parametrize("table", [IDENTITY, CHECK, payload(status(3))])
def test_no_term_of_it_is_loose(table: dict[str, Any]) -> None:
    assert safely_expanded(table)


def test_a_check_is_of_the_association_and_endorses_nothing() -> None:
    subject = CHECK["credentialSubject"]

    assert (subject["assessorLevel"], subject["attestationType"]) == ("membership", "verification")
    assert subject["assessmentLevel"] == "no-endorsement"
    assert CHECK["issuer"]["id"] == trust().did != subject["issuedToParty"]["id"]


def test_the_same_said_again_has_the_same_id() -> None:
    assert payload(identity())["id"] == payload(identity())["id"]
    assert payload(identity(how="?"))["id"] != payload(identity())["id"]


@given(st.sets(st.integers(0, LEAST - 1), max_size=40))
def test_a_list_tells_exactly_what_was_put_into_it(bits: set[int]) -> None:
    table = decoded(encoded(bits))

    assert {index for index in range(LEAST) if is_set(table, index)} == bits


def test_the_first_place_is_the_leftmost_bit() -> None:
    assert decoded(encoded([0]))[0] == 0b1000_0000
    assert gzip.decompress(from_base64url(encoded([9])[1:]))[1] == 0b0100_0000


@pytest.mark.parametrize("index", [-1, LEAST])
def test_a_place_beyond_the_list_is_no_place(index: int) -> None:
    with pytest.raises(Unsound):
        is_set(decoded(encoded([])), index)


RECORD = StatusList(
    "https://association.example/status/1",
    (
        Entry(7, "identity", "urn:uuid:1", "91440300MA5EXAMP1F", "2027-01-05"),
        Entry(9, "check", "urn:uuid:2", "urn:uuid:3", "2027-01-06", "2027-02-01", "own-request"),
    ),
)


def test_a_record_is_read_back_as_it_was_written() -> None:
    assert StatusList.of(json.loads(json.dumps(RECORD.as_json()))) == RECORD


def test_what_was_withdrawn_stays_so_with_its_first_day_and_reason() -> None:
    once = RECORD.without(7, day="2027-03-01", reason="key-lost")
    again = once.without(7, day="2027-04-01", reason="own-request")

    assert again == once
    assert again.entries[0].revoked == "2027-03-01"
    with pytest.raises(KeyError):
        RECORD.without(8, day="2027-03-01", reason="key-lost")


@pytest.mark.parametrize(
    "odd",
    [
        {"index": 7},
        {"index": LEAST},
        {"index": "8"},
        {"kind": "release"},
        {"revoked": None},
        {"reason": ""},
        {"more": 1},
        {"given": None},
    ],
)
def test_an_odd_record_is_refused(odd: dict[str, object]) -> None:
    table = RECORD.as_json()
    table["entries"][1] |= odd

    with pytest.raises(Unsound):
        StatusList.of(table)


def test_a_free_place_is_never_one_that_is_taken() -> None:
    assert [free_index(RECORD, start) for start in (6, 7, 9, LEAST - 1)] == [6, 8, 10, LEAST - 1]


def test_whom_one_trusts_is_read_back_as_written() -> None:
    two = Trust(trust().name, did_web("association.example"), (key("a").jwk, key("b").jwk), "x")

    assert Trust.of(json.loads(json.dumps(two.as_json()))) == two
    assert Trust.of(trust().as_json()) == trust()


@pytest.mark.parametrize(
    "odd",
    [
        {"name": {"zh": "协会"}},
        {"name": {"zh": "协会", "en": " "}},
        {"did": "did:web:Example.org"},
        {"did": "did:key:z6Mk"},
        {"keys": []},
        {"keys": [dict(key("a").jwk), dict(key("association").jwk)]},  # a did:key has one
        {"keys": [dict(key("a").jwk)]},
        {"keys": [{**key("association").jwk, "d": "secret"}]},
        {"keys": None},
        {"register": 7},
        {"more": True},
    ],
)
def test_an_odd_file_of_whom_to_trust_is_refused(odd: dict[str, object]) -> None:
    with pytest.raises(Unsound):
        Trust.of({**trust().as_json(), **odd})
