"""SECURITY.md 17: every way of passing off something else as a declaration that holds."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.core.declare.made import key
from tests.core.declare.verification.packaged import (
    LIST,
    NOW,
    USCC,
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

from zeren.collect.uscc import check_digit
from zeren.declare.association import StatusList, sign_status
from zeren.declare.bitstring import encoded
from zeren.declare.credential import credential, issue
from zeren.declare.did import key_id
from zeren.declare.jws import compact, from_base64url, to_base64url, written
from zeren.declare.statement import statement_as_json
from zeren.files.canonical import canonical
from zeren.text import Text

STATEMENT = canonical(statement_as_json(declared()))
Table = dict[str, Any]


def payload() -> Table:
    return credential(declared(), did=key().did, statement=STATEMENT)


def forged(header: Table, body: bytes | None = None, *, sign: bool = True) -> bytes:
    """A token under any header, signed with the company's key or not at all."""
    table = {"alg": "ES256", "typ": "vc+jwt", "cty": "vc", "kid": key_id(key().did, key().jwk)}
    table = {name: value for name, value in {**table, **header}.items() if value is not None}
    signer = key().sign if sign else lambda _: b""
    return compact(table, body if body is not None else written(payload()), signer).encode()


def part(number: int, change: Callable[[bytes], bytes]) -> bytes:
    """The honest token with one of its three parts changed."""
    parts = members()["declaration.jwt"].decode().split(".")
    parts[number] = to_base64url(change(from_base64url(parts[number])))
    return ".".join(parts).encode()


def with_secret_of_the_public_key() -> bytes:
    """Key confusion: HMAC, with the public key that everybody has as the secret."""
    header = {"alg": "HS256", "typ": "vc+jwt", "kid": key_id(key().did, key().jwk)}
    secret = written(dict(key().jwk))
    return compact(
        header,
        written(payload()),
        lambda message: hmac.new(secret, message, hashlib.sha256).digest(),
    ).encode()


def in_der() -> bytes:
    """The right signature in the spelling of X.509, which a careless library would take too."""
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    def spelt(raw: bytes) -> bytes:
        return encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))

    return part(2, spelt)


ANOTHER_TOKEN = {
    "algorithm none": forged({"alg": "none"}, sign=False),
    "algorithm None": forged({"alg": "None"}, sign=False),
    "no algorithm": forged({"alg": None}),
    "a secret instead of a key": with_secret_of_the_public_key(),
    "the algorithm of another key": forged({"alg": "EdDSA"}),
    "an algorithm by another name": forged({"alg": "es256"}),
    "no signature": b".".join(members()["declaration.jwt"].split(b".")[:2]) + b".",
    "a signature of noughts": part(2, lambda raw: bytes(len(raw))),
    "a signature in another spelling": in_der(),
    "type of any token": forged({"typ": "JWT"}),
    "type of sealed answers": forged({"typ": "vc+sd-jwt"}),
    "no type": forged({"typ": None}),
    "content of another kind": forged({"cty": "json"}),
    "key id of another key": forged({"kid": key_id(key("thief").did, key("thief").jwk)}),
    "key id of another DID's fragment": forged({"kid": f"{key().did}#{key('thief').did[8:]}"}),
    "no key id": forged({"kid": None}),
    "key brought along": forged({"jwk": dict(key("thief").jwk)}),
    "key to be fetched": forged({"jku": "https://thief.example/keys"}),
    "something critical": forged({"crit": ["exp"], "exp": 1}),
    "payload not encoded": forged({"b64": False}),
    "content changed by one letter": part(1, lambda raw: raw.replace(b"Lamp", b"Lamb")),
    "duplicate name, the good one last": forged({}, written(payload())[:-1] + b',"id":"urn:x"}'),
    "duplicate name inside": forged(
        {},
        written(payload()).replace(b'"assessorLevel":', b'"assessorLevel":"self","assessorLevel":'),
    ),
    "a number that is none": forged({}, written(payload())[:-1] + b',"name2":NaN}'),
    "no JSON": forged({}, b"<xml/>"),
    "a list": forged({}, b"[]"),
    "very deep": forged({}, b'{"a":' * 5000 + b"1" + b"}" * 5000),
    "trailing line": members()["declaration.jwt"] + b"\n",
    "trailing part": members()["declaration.jwt"] + b".e30",
    "padding": members()["declaration.jwt"] + b"=",
    "before it": b" " + members()["declaration.jwt"],
    "nothing": b"",
    "ten megabytes": b"A" * 10_000_000,
}


@pytest.mark.parametrize("token_", ANOTHER_TOKEN.values(), ids=ANOTHER_TOKEN)
def test_another_token_in_its_place_fails(token_: bytes) -> None:
    verdict = verdict_on({**members(), "declaration.jwt": token_})

    assert verdict.outcome == "fails"
    assert verdict.sentence.en.startswith("Do not rely on this file")
    assert "(" not in verdict.steps[0].words.en or "declaration.jwt" in verdict.steps[0].words.en


def changed(change: Callable[[Table], object]) -> bytes:
    """Signed by the company itself, with something that a declaration may not say."""
    table = payload()
    change(table)
    return issue(table, by=key()).encode()


def subject(table: Table) -> Table:
    found: Table = table["credentialSubject"]
    return found


ANOTHER_CONTENT: dict[str, Callable[[Table], object]] = {
    "an unknown context": lambda table: table["@context"].append("https://thief.example/context"),
    "an inline context": lambda table: table["@context"].append({"self": "untp:commercial"}),
    "another order of contexts": lambda table: table["@context"].reverse(),
    "another type": lambda table: table.update(type=["VerifiableCredential"]),
    "a type more": lambda table: table["type"].append("DigitalIdentityAnchor"),
    "passing for a check": lambda table: subject(table).update(assessorLevel="membership"),
    "passing for a verification": lambda table: subject(table).update(
        attestationType="verification"
    ),
    "passing for endorsed": lambda table: subject(table).update(assessmentLevel="scheme-cab"),
    "another name": lambda table: table["issuer"].update(name="演示大企业 / Big"),
    "another code": lambda table: subject(table)["issuedToParty"].update(registeredId="9" * 18),
    "another end": lambda table: table.update(validUntil="2028-01-13T23:59:59+08:00"),
    "no end": lambda table: table.pop("validUntil"),
    "no beginning": lambda table: table.pop("validFrom"),
    "an end without an offset": lambda table: table.update(validUntil="2028-01-14T23:59:59"),
    "nothing bound": lambda table: table.pop("relatedResource"),
    "bound twice": lambda table: table["relatedResource"].extend(table["relatedResource"]),
    "two subjects": lambda table: table.update(credentialSubject=[subject(table)]),
    "a wrapped credential": lambda table: table.update(vc=payload()),
    "a subject that contradicts": lambda table: table.update(sub="did:key:zOther"),
    "an odd way of withdrawing": lambda table: table.update(credentialStatus={"type": "Odd"}),
}


@pytest.mark.parametrize("change", ANOTHER_CONTENT.values(), ids=ANOTHER_CONTENT)
def test_a_company_cannot_sign_what_a_declaration_may_not_say(
    change: Callable[[Table], object],
) -> None:
    verdict = verdict_on({**members(), "declaration.jwt": changed(change)})

    assert verdict.outcome == "fails"


def test_another_issuer_than_who_signed_fails() -> None:
    table = payload()
    table["issuer"]["id"] = key("famous").did
    token_ = compact(
        {"alg": "ES256", "typ": "vc+jwt", "kid": key_id(key().did, key().jwk)},
        written(table),
        key().sign,
    )

    assert verdict_on({**members(), "declaration.jwt": token_.encode()}).outcome == "fails"


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw + b" ",
        lambda raw: raw.replace(b"2028-01-14", b"2028-01-13"),
        lambda raw: json.dumps(json.loads(raw)).encode(),
        lambda _: b"",
        lambda _: b"{}",
    ],
)
def test_another_statement_beside_the_signature_fails(change: Callable[[bytes], bytes]) -> None:
    given = members()
    given["statement.json"] = change(given["statement.json"])

    verdict = verdict_on(given)

    assert ("statement", "fails") in outcomes(verdict)
    assert (verdict.outcome, verdict.statement) == ("fails", None)


OTHER_CODE = (found := "91440300MA5EXAMP2") + check_digit(found)

ANOTHER_IDENTITY: dict[str, tuple[bytes, str]] = {
    "for another code": (identity(uscc=OTHER_CODE), "fails"),
    "for a look-alike name": (identity(name="演示灯具厂 （虚构）"), "fails"),
    "for a name of look-alike letters": (identity(name="Lаmp Works (fictitious)"), "fails"),
    "for another key": (identity(of=key("other company")), "unknown"),
    "for another key under this DID": (identity(key=key("thief").jwk), "fails"),
    "by a stranger": (identity(by="stranger"), "unknown"),
    "not yet in force": (identity(since=NOW + timedelta(days=1)), "fails"),
    "ended": (identity(until=NOW - timedelta(days=1)), "fails"),
    "changed": (identity()[:-3] + b"AAA", "fails"),
    "with something behind": (identity() + b"~", "fails"),
    "ten megabytes": (b"x" * 10_000_000, "fails"),
    "a check in its place": (check(members()["declaration.jwt"]), "fails"),
    "a list in its place": (status(), "fails"),
    "the declaration in its place": (members()["declaration.jwt"], "unknown"),
}


@pytest.mark.parametrize(("given", "outcome"), ANOTHER_IDENTITY.values(), ids=ANOTHER_IDENTITY)
def test_another_identity_is_no_identity(given: bytes, outcome: str) -> None:
    verdict = verdict_on({**members(), "identity-1.jwt": given})

    assert verdict.outcome == outcome
    assert ("identity", outcome) in outcomes(verdict)


def test_an_association_of_the_same_name_is_not_the_same_association() -> None:
    """Its credential says the trusted name; the key is another's."""
    from zeren.declare.association import Identity, sign_identity

    thief = trust("thief")._replace(name=trust().name)
    said = Identity(
        did=key().did,
        key=key().jwk,
        name="演示灯具厂（虚构）",
        uscc=USCC,
        registered=NOW.date(),
        how="?",
        since=NOW - timedelta(days=1),
        until=NOW + timedelta(days=100),
    )
    look_alike = sign_identity(said, by=thief, key=key("thief"))
    under_its_did = sign_identity(said, by=trust(), key=key("thief"))

    assert verdict_on({**members(), "identity-1.jwt": look_alike.encode()}).outcome == "unknown"
    assert verdict_on({**members(), "identity-1.jwt": under_its_did.encode()}).outcome == "fails"


def test_a_company_that_confirms_itself_is_confirmed_by_nobody() -> None:
    own = identity(by="company")

    assert verdict_on({**members(), "identity-1.jwt": own}).outcome == "unknown"


def listed(change: Callable[[Table], object]) -> bytes:
    """A list of the trusted association with something odd about it."""
    made = sign_status(
        StatusList(LIST),
        since=NOW - timedelta(days=3),
        until=NOW + timedelta(days=30),
        by=trust(),
        key=key("association"),
    )
    table = json.loads(from_base64url(made.split(".")[1]))
    change(table)
    return issue(table, by=key("association")).encode()


def bomb() -> str:
    """A list of 800 MB, packed into 800 KB."""
    import gzip

    return "u" + to_base64url(gzip.compress(bytes(800_000_000), 1))


ANOTHER_LIST: dict[str, tuple[Callable[[Table], object], str]] = {
    "another purpose": (lambda one: subject(one).update(statusPurpose="message"), "unknown"),
    "several purposes": (lambda one: subject(one).update(statusPurpose=["revocation"]), "holds"),
    "too short": (lambda one: subject(one).update(encodedList=encoded([], length=65_536)), "fails"),
    "another base": (lambda one: subject(one).update(encodedList="z" + "1" * 20), "fails"),
    "no list": (lambda one: subject(one).pop("encodedList"), "fails"),
    "not packed": (lambda one: subject(one).update(encodedList="u" + "A" * 30_000), "fails"),
    "something behind": (lambda one: subject(one).update(encodedList=encoded([]) + "AA"), "fails"),
    "ended": (lambda one: one.update(validUntil="2027-02-27T00:00:00Z"), "unknown"),
    "not yet begun": (lambda one: one.update(validFrom="2027-03-02T00:00:00Z"), "fails"),
    "meant for an hour": (lambda one: subject(one).update(ttl=3_600_000), "unknown"),
    "another address": (lambda one: one.update(id="https://thief.example/1"), "unknown"),
    "another type": (lambda one: one.update(type=["VerifiableCredential"]), "fails"),
}


@pytest.mark.parametrize(("change", "outcome"), ANOTHER_LIST.values(), ids=ANOTHER_LIST)
def test_another_list_withdraws_nothing_and_clears_nobody(
    change: Callable[[Table], object], outcome: str
) -> None:
    assert verdict_on({**members(), "status-1.jwt": listed(change)}).outcome == outcome


def test_a_list_that_unpacks_without_end_is_refused_at_once() -> None:
    given = listed(lambda one: subject(one).update(encodedList=bomb()))

    assert verdict_on({**members(), "status-1.jwt": given}).outcome == "fails"


def test_a_list_by_a_stranger_clears_nobody() -> None:
    made = sign_status(
        StatusList(LIST),
        since=NOW - timedelta(days=3),
        until=NOW + timedelta(days=30),
        by=trust("stranger"),
        key=key("stranger"),
    )

    assert verdict_on({**members(), "status-1.jwt": made.encode()}).outcome == "unknown"


def indexed(index: object) -> bytes:
    """An identity that names its bit in some other way."""
    table = json.loads(from_base64url(identity().decode().split(".")[1]))
    table["credentialStatus"]["statusListIndex"] = index
    return issue(table, by=key("association")).encode()


@pytest.mark.parametrize(
    ("index", "outcome"),
    [
        (7, "fails"),
        ("7", "fails"),
        ("0007", "fails"),
        ("8", "holds"),
        (131_071, "holds"),
        (131_072, "fails"),
        (-1, "fails"),
        ("-1", "fails"),
        ("七", "fails"),
        ("٧", "fails"),
        (7.0, "fails"),
        (True, "fails"),
        (None, "fails"),
        ("9" * 40, "fails"),
    ],
)
def test_a_bit_is_named_by_a_number_or_its_digits_and_by_nothing_else(
    index: object, outcome: str
) -> None:
    given = {**members(), "identity-1.jwt": indexed(index), "status-1.jwt": status(7)}

    assert verdict_on(given).outcome == outcome


def test_a_check_of_another_declaration_fails() -> None:
    given = members()
    other = token(declared(place=declared().signatory.name), STATEMENT)
    for wrong in (
        check(other + b"x"),
        check(given["declaration.jwt"], declaration="urn:uuid:0"),
        check(given["declaration.jwt"], did=key("other").did),
        check(given["declaration.jwt"], until=NOW - timedelta(days=1)),
        identity(),
    ):
        verdict = verdict_on({**given, "check-1.jwt": wrong})

        assert ("check", "fails") in outcomes(verdict)
        assert verdict.outcome == "fails"


@pytest.mark.parametrize("content", [b"{}", b"[1]", b"null", b"[" * 100_000, b"\xff"])
def test_documents_that_are_none_fail(content: bytes) -> None:
    assert verdict_on({**members(), "did.json": content}).outcome == "fails"


def test_words_of_others_never_reach_a_sentence_as_a_template() -> None:
    odd = Text("{by}{0}", "{reason} {name!r}")
    made = members(issuer=declared().issuer.__class__(odd, USCC, declared().issuer.address))
    made["identity-1.jwt"] = identity(name="{by}{0}")

    verdict = verdict_on(made)

    assert verdict.outcome == "holds"
    assert "{by}{0}" in verdict.sentence.zh
