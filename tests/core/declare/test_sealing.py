"""Sealed answers: one is shown without the rest, to one buyer, and nothing can be slipped in."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made import key, needs_untp, safely_expanded
from tests.core.declare.sealed import ASKED, BUYER, NOW, SAID, read, sealed

from zeren.declare.did import key_id
from zeren.declare.jws import Unsound, compact, from_base64url, to_base64url, written
from zeren.declare.sealing import (
    KINDS,
    Binding,
    Disclosure,
    disclosures_of,
    in_time,
    issuer_part,
    jws_of,
    seal,
    show,
)

ONE = sealed()
E1_1 = {"said": 4, "evidence": True}


def test_what_everybody_gets_shows_nothing_but_how_much_there_is() -> None:
    found = read(ONE.text)

    assert ONE.text == issuer_part(ONE.text)
    assert found.shown == {"answers": {}, "facts": {}, "scores": {}}
    assert found.sealed == {"answers": 6, "facts": 2, "scores": 6}
    assert found.binding is None
    assert b"E1.1" not in jws_of(ONE.text).payload


def test_one_answer_is_shown_without_the_rest() -> None:
    found = read(ONE.shown("E1.1"))

    assert found.shown == {"answers": {"E1.1": E1_1}, "facts": {}, "scores": {}}
    assert found.binding == BUYER


def test_every_kind_of_member_has_its_form() -> None:
    found = read(ONE.shown("E", "M1.1", "R1", "overall", "electricity"))

    assert found.shown == {
        "answers": {
            "E1.1": E1_1,
            "E1.2": {"said": 1, "evidence": False},
            "E1.3": {"said": "not-applicable", "evidence": False},
            "E2.1": {"said": "dont-know", "evidence": False},
            "M1.1": {"said": 2, "evidence": False},
            "R1": {"said": "kept", "evidence": False},
        },
        "facts": {
            "sme/electricity": {
                "value": "1200",
                "unit": None,
                "period": {"start": "2026-01-01", "end": "2026-12-31"},
            }
        },
        "scores": {
            "E": {
                "declared": 5833,
                "evidenced": 5000,
                "weight": 6,
                "answered": 3,
                "applicable": 3,
            },
            "overall": {
                "declared": 5455,
                "evidenced": 2727,
                "weight": 11,
                "answered": 4,
                "applicable": 4,
            },
        },
    }


def test_sealing_is_a_function_of_its_input_and_salts() -> None:
    def again(salts: Callable[[int], bytes]) -> tuple[str, Any]:
        members = {kind: {one.name: one.value for one in ONE.kept.of[kind]} for kind in KINDS}
        made = json.loads(jws_of(ONE.text).payload)
        text, kept = seal(
            members,
            declaration={**made, "id": made["declaration"]},
            questionnaire=made["questionnaire"],
            by=key(),
            random=salts,
        )
        return json.loads(jws_of(text).payload), kept

    assert again(bytes) == again(bytes)
    assert again(os.urandom) != again(os.urandom)


def test_what_is_kept_comes_back_from_its_file() -> None:
    assert disclosures_of(written(ONE.kept.as_json())) == ONE.kept


@pytest.mark.parametrize(
    "changes",
    [
        {"profile": "another/1"},
        {"declaration": 1},
        {"answers": "WyJh"},
        {"facts": [1]},
        {"scores": ["WyJh"]},
    ],
)
def test_a_file_that_was_changed_is_not_what_was_kept(changes: Mapping[str, object]) -> None:
    with pytest.raises(Unsound):
        disclosures_of(written({**ONE.kept.as_json(), **changes}))


def test_only_the_company_can_show() -> None:
    with pytest.raises(Unsound, match=r"^key$"):
        ONE.shown("E1.1", by=key("other"))


def test_what_is_kept_belongs_to_one_file() -> None:
    other = sealed()

    with pytest.raises(Unsound, match=r"^disclosure$"):
        show(ONE.text, other.kept.of["answers"], binding=BUYER, by=key())


def rebound(shown: str, *, by: str = "company", typ: str = "kb+jwt", **changes: object) -> str:
    """Other disclosures, or other claims, signed anew for the buyer."""
    claims = {
        "aud": BUYER.audience,
        "iat": BUYER.issued,
        "exp": BUYER.expires,
        "nonce": BUYER.nonce,
        "sd_hash": _hash(shown),
        **changes,
    }
    claims = {name: value for name, value in claims.items() if value is not None}
    own = key(by)
    return shown + compact({"alg": own.alg, "typ": typ}, written(claims), own.sign)


def _hash(text: str) -> str:
    import hashlib

    return to_base64url(hashlib.sha256(text.encode()).digest())


def disclosure(*parts: object) -> str:
    return to_base64url(written(list(parts)))


def resealed(change: Callable[[dict[str, Any]], None], *, disclosed: tuple[str, ...] = ()) -> str:
    """A payload of ours, changed and signed by the company itself, with disclosures."""
    payload = json.loads(jws_of(ONE.text).payload)
    change(payload)
    own = key()
    head = {"alg": own.alg, "typ": "vc+sd-jwt", "cty": "vc", "kid": key_id(own.did, own.jwk)}
    token = f"{compact(head, written(payload), own.sign)}~" + "".join(
        f"{one}~" for one in disclosed
    )
    return rebound(token) if disclosed else token


def holding(kind: str, *disclosed: str) -> str:
    def change(payload: dict[str, Any]) -> None:
        payload["credentialSubject"][kind]["_sd"] += [_hash(one) for one in disclosed]

    return resealed(change, disclosed=disclosed)


def lacking(name: str) -> str:
    return resealed(lambda payload: payload.pop(name))


def altered(**changes: object) -> str:
    return resealed(lambda payload: payload.update(changes))


TEXT = next(one.text for one in ONE.kept.of["answers"] if one.name == "E1.1")
SHOWN = f"{ONE.text}{TEXT}~"
FACT = {"value": "1", "unit": None, "period": {"instant": "2026-12-31"}}
SCORE = {"declared": 2, "evidenced": 1, "weight": 1, "answered": 1, "applicable": 1}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (lambda: "", "size"),
        (lambda: "~", "size"),
        (lambda: "x" * 4_000_001, "size"),
        (lambda: ONE.text + f"{TEXT}~" * 5_001, "size"),
        (lambda: ONE.text.removesuffix("~"), "form"),
        (lambda: f"{ONE.text}~", "form"),
        (lambda: f"{ONE.text}~{TEXT}~", "form"),
        (lambda: SHOWN, "unbound"),
        (lambda: rebound(ONE.text + f"{TEXT}~{TEXT}~"), "disclosure-twice"),
        (lambda: rebound(ONE.text + disclosure("salt", "E1.1", E1_1) + "~"), "disclosure"),
        (lambda: rebound(f"{ONE.text}{TEXT}=~"), "disclosure"),
        (lambda: rebound(f"{ONE.text}{TEXT[:-1]}~"), "disclosure"),
        (lambda: holding("answers", "!!"), "base64url"),
        (lambda: holding("answers", to_base64url(b'["s","a",{"said":1,"said":1}]')), "duplicate-key"),
        (lambda: holding("answers", disclosure("salt", E1_1)), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", E1_1, 1)), "disclosure"),
        (lambda: holding("answers", disclosure(1, "E9.9", E1_1)), "disclosure"),
        (lambda: holding("answers", disclosure("salt", 1, E1_1)), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "", E1_1)), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "_sd", E1_1)), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "...", E1_1)), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", 4)), "disclosure"),
        (lambda: holding("answers", disclosure("a", "E9", E1_1), disclosure("b", "E9", E1_1)), "disclosure-twice"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {"_sd": []})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "more": 1})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "said": 5})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "said": -1})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "said": True})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "said": "yes"})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "said": None})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", {**E1_1, "evidence": 1})), "disclosure"),
        (lambda: holding("answers", disclosure("salt", "E9.9", FACT)), "disclosure"),
        (lambda: holding("facts", disclosure("salt", "f", {**FACT, "value": 1})), "disclosure"),
        (lambda: holding("facts", disclosure("salt", "f", {**FACT, "value": [1]})), "disclosure"),
        (lambda: holding("facts", disclosure("salt", "f", {**FACT, "value": {"_sd": []}})), "disclosure"),
        (lambda: holding("facts", disclosure("salt", "f", {**FACT, "unit": 1})), "disclosure"),
        (lambda: holding("facts", disclosure("salt", "f", {**FACT, "period": {"end": "x"}})), "disclosure"),
        (lambda: holding("facts", disclosure("salt", "f", {**FACT, "period": {"instant": 1}})), "disclosure"),
        (lambda: holding("scores", disclosure("salt", "E", {**SCORE, "declared": "2"})), "disclosure"),
        (lambda: holding("scores", disclosure("salt", "E", {**SCORE, "declared": 2.0})), "disclosure"),
        (lambda: holding("scores", disclosure("salt", "E", {**SCORE, "declared": 10_001})), "disclosure"),
        (lambda: holding("scores", disclosure("salt", "E", {**SCORE, "evidenced": 3})), "disclosure"),
        (lambda: holding("scores", disclosure("salt", "E", {**SCORE, "answered": 2})), "disclosure"),
        (lambda: holding("scores", disclosure("salt", "E", {**SCORE, "weight": -1})), "disclosure"),
        (lambda: lacking("cnf"), "sealed"),
        (lambda: lacking("_sd_alg"), "sealed"),
        (lambda: lacking("declaration"), "sealed"),
        (lambda: altered(_sd=[]), "sealed"),
        (lambda: altered(_sd_alg="sha-512"), "sealed"),
        (lambda: altered(declaration=1), "sealed"),
        (lambda: altered(type=["VerifiableCredential"]), "sealed"),
        (lambda: altered(cnf=[]), "sealed"),
        (lambda: altered(cnf={"jwk": dict(key().jwk), "kid": "x"}), "sealed"),
        (lambda: altered(cnf={"jwk": {**key().jwk, "d": "x"}}), "key"),
        (lambda: altered(questionnaire={"_sd": []}), "sealed"),
        (lambda: altered(questionnaire="sme"), "sealed"),
        (lambda: altered(**{"@context": ["https://www.w3.org/ns/credentials/v2", {}]}), "sealed"),
        (lambda: altered(credentialSubject={"id": "x"}), "sealed"),
        (lambda: resealed(lambda one: one["credentialSubject"].update(answers={"_sd": "x"})), "sealed"),
        (lambda: resealed(lambda one: one["credentialSubject"].update(answers={"_sd": [1]})), "sealed"),
        (lambda: resealed(lambda one: one["credentialSubject"].update(answers={"_sd": [], "E1.1": 4})), "sealed"),
        (lambda: resealed(lambda one: one["credentialSubject"]["facts"]["_sd"].append(_hash(TEXT))), "digest-twice"),
        (lambda: rebound(SHOWN, typ="jwt"), "type"),
        (lambda: rebound(SHOWN, by="other"), "signature"),
        (lambda: SHOWN + "x", "form"),
        (lambda: rebound(SHOWN, sd_hash=_hash(ONE.text)), "binding"),
        (lambda: rebound(SHOWN, sd_hash=None), "binding"),
        (lambda: rebound(SHOWN, exp=None), "binding"),
        (lambda: rebound(SHOWN, exp=NOW - 1), "binding"),
        (lambda: rebound(SHOWN, iat="now"), "binding"),
        (lambda: rebound(SHOWN, iat=True), "binding"),
        (lambda: rebound(SHOWN, aud=["a", "b"]), "binding"),
        (lambda: rebound(SHOWN, aud=""), "binding"),
        (lambda: rebound(SHOWN, nonce=None), "binding"),
        (lambda: rebound(SHOWN, more=1), "binding"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_refused(text: Callable[[], str], fault: str) -> None:
    with pytest.raises(Unsound, match=f"^{fault}$"):
        read(text())


def test_nothing_shown_can_be_taken_out_of_a_presentation() -> None:
    both = ONE.shown("E1.1", "E1.2")
    token, first, second, binding = both.split("~")

    for text in (f"{token}~{first}~{binding}", f"{token}~{second}~{first}~{binding}"):
        with pytest.raises(Unsound, match=r"^binding$"):
            read(text)


def test_what_our_own_bad_cases_change_is_all_that_is_bad_in_them() -> None:
    assert read(rebound(SHOWN)).shown["answers"] == {"E1.1": E1_1}
    assert read(resealed(lambda _: None)).sealed["answers"] == 6
    good = holding("answers", disclosure("salt", "E9.9", E1_1))
    assert read(good).shown["answers"] == {"E9.9": E1_1}
    for name, value in (("facts", FACT), ("scores", SCORE)):
        assert read(holding(name, disclosure("salt", "f", value)))


@pytest.mark.parametrize(
    ("at", "audience", "fault"),
    [
        (NOW, None, ""),
        (NOW, BUYER.audience, ""),
        (NOW - 300, None, ""),
        (NOW - 301, None, "early"),
        (BUYER.expires, None, ""),
        (BUYER.expires + 1, None, "expired"),
        (NOW, "Another buyer", "audience"),
    ],
)
def test_it_is_for_one_buyer_and_for_a_time(at: int, audience: str | None, fault: str) -> None:
    if not fault:
        in_time(BUYER, at=at, audience=audience)
        return
    with pytest.raises(Unsound, match=f"^{fault}$"):
        in_time(BUYER, at=at, audience=audience)


@given(at=st.integers(0, len(ONE.shown("E.1")) - 1), bit=st.integers(0, 6))
def test_a_changed_sign_breaks_the_seal(at: int, bit: int) -> None:
    text = ONE.shown("E.1")
    changed = text[:at] + chr(ord(text[at]) ^ (1 << bit)) + text[at + 1 :]

    with pytest.raises(Unsound):
        read(changed)


@given(picked=st.sets(st.sampled_from(["E1.1", "E1.2", "E1.3", "E2.1", "M1.1", "R1"])))
def test_shown_is_what_was_chosen_and_nothing_else(picked: set[str]) -> None:
    found = read(ONE.shown(*sorted(picked)))

    assert set(found.shown["answers"]) == picked
    assert all(
        SAID.answer_to[code].as_json()["said"] == value["said"]
        for code, value in found.shown["answers"].items()
    )


def test_salts_are_of_128_bits_and_never_alike() -> None:
    salts = [json.loads(from_base64url(one.text))[0] for kind in KINDS for one in ONE.kept.of[kind]]

    assert len(set(salts)) == len(salts)
    assert {len(base64.urlsafe_b64decode(f"{salt}==")) for salt in salts} == {16}


@needs_untp
def test_sealed_and_shown_it_is_clean_json_ld() -> None:
    payload = json.loads(jws_of(ONE.text).payload)
    (as_signed,) = safely_expanded(payload)
    plain = {name: value for name, value in payload.items() if name != "_sd_alg"}
    shown = read(ONE.shown("E")).shown
    (as_read,) = safely_expanded(
        {**plain, "credentialSubject": {"id": payload["issuer"], **dict(shown)}}
    )

    assert as_signed["@type"] == as_read["@type"]
    assert "urn:zeren:terms:SealedAnswers" in as_read["@type"]


def test_another_kind_of_key_seals_and_shows_too() -> None:
    own = key("ed", ed25519=True)

    found = read(sealed(by=own).shown("E1.1", by=own))

    assert found.shown["answers"] == {"E1.1": E1_1}
    assert found.opened.issuer == own.did


def test_values_of_a_binding_and_disclosure_are_what_they_were_made_of() -> None:
    one = ONE.kept.of["answers"][0]

    assert one == Disclosure(one.text, "E1.1", E1_1)
    assert BUYER._replace(nonce="x") == Binding(BUYER.audience, NOW, BUYER.expires, "x")
    assert ASKED.id == "sme"
