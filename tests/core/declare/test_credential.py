"""The credential: UNTP's shape, JSON-LD without a loose term, one payload for one declaration."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
from tests.core.declare.made import (
    STATEMENT,
    UNTP,
    Loose,
    declaration,
    key,
    needs_untp,
    safely_expanded,
)

from zeren.declare.credential import (
    Status,
    bound,
    credential,
    declaration_id,
    digest_sri,
    issue,
    opened,
    validity,
    window,
)
from zeren.declare.did import did_web, document_of, key_id
from zeren.declare.jws import Unsound, compact, written
from zeren.files.canonical import canonical
from zeren.files.signed import signature_holds

STATUS = Status("urn:zeren:status:demo", 7)


def payload(**changes: object) -> dict[str, Any]:
    made = credential(declaration(), did=key().did, statement=STATEMENT, answers=b"a.b.c~")
    return {**made, **changes}


@needs_untp
@pytest.mark.parametrize("uscc", ["91440300MA5EXAMPL0", ""])
@pytest.mark.parametrize("claims", [0, 1, 2])
@pytest.mark.parametrize("status", [None, STATUS])
def test_it_has_the_shape_of_untps_conformity_credential(
    uscc: str, claims: int, status: Status | None
) -> None:
    made = credential(
        declaration(uscc=uscc, claims=claims), did=key().did, statement=STATEMENT, status=status
    )
    schema = json.loads((UNTP / "schema" / "dcc.json").read_text(encoding="utf-8"))
    checker = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )

    assert list(checker.iter_errors(made)) == []
    assert list(checker.iter_errors({**made, "validFrom": "yesterday"}))
    assert list(checker.iter_errors({**made, "id": "no uri"}))


@needs_untp
@pytest.mark.parametrize("status", [None, STATUS])
def test_every_term_is_one_that_its_contexts_define(status: Status | None) -> None:
    made = credential(
        declaration(), did=key().did, statement=STATEMENT, answers=b"a.b.c~", status=status
    )

    (expanded,) = safely_expanded(made)

    assert "https://vocabulary.uncefact.org/untp/DigitalConformityCredential" in expanded["@type"]
    assert "untp/AssessorLevel#self" in json.dumps(expanded)


@needs_untp
@pytest.mark.parametrize(
    "changes",
    [
        {"nobodys": 1},
        {"id": "statement"},
        {"relatedResource": [{"id": "statement.json"}]},
        {"relatedResource": [{"id": "urn:zeren:x", "nobodys": 1}]},
        {"credentialSubject": {"type": ["ConformityAttestation"], "nobodys": 1}},
    ],
)
def test_a_loose_term_is_found(changes: dict[str, Any]) -> None:
    with pytest.raises(Loose):
        safely_expanded(payload(**changes))


def test_it_is_a_self_declaration_that_nobody_endorsed() -> None:
    subject = payload()["credentialSubject"]

    assert (subject["assessorLevel"], subject["assessmentLevel"], subject["attestationType"]) == (
        "self",
        "no-endorsement",
        "declaration",
    )


def test_one_declaration_gives_one_payload_and_one_name() -> None:
    assert written(payload()) == written(payload()) == canonical(payload())
    assert payload()["id"] == declaration_id(STATEMENT, key().did)
    assert payload()["id"] != declaration_id(STATEMENT + b" ", key().did)
    assert payload()["id"] != declaration_id(STATEMENT, key("other").did)
    assert payload()["id"][9 + 14] == "8"


def test_it_binds_the_members_that_travel_beside_it() -> None:
    assert bound(payload()) == {
        "statement.json": digest_sri(STATEMENT),
        "answers.sd-jwt": digest_sri(b"a.b.c~"),
    }
    for related in ([{"id": "x"}], ["x"], payload()["relatedResource"] * 2):
        with pytest.raises(Unsound, match="related"):
            bound(payload(relatedResource=related))


def test_it_is_valid_from_the_first_to_the_last_second_in_china() -> None:
    start, end = window(payload())

    assert start.isoformat() == "2027-01-15T00:00:00+08:00"
    assert end
    assert end.isoformat() == "2028-01-14T23:59:59+08:00"


@pytest.mark.parametrize(
    "changes",
    [
        {"validFrom": None},
        {"validFrom": "2027-01-15"},
        {"validFrom": "2027-02-30T00:00:00Z"},
        {"validUntil": "2027-01-15T00:00:00"},
        {"validUntil": 1},
        validity("2027-01-15", "2026-01-15"),
    ],
)
def test_times_that_cannot_be_told_are_unsound(changes: dict[str, Any]) -> None:
    with pytest.raises(Unsound, match="time"):
        window(payload(**changes))


@pytest.mark.parametrize("ed25519", [False, True])
def test_what_is_issued_opens(*, ed25519: bool) -> None:
    by = key("either", ed25519=ed25519)
    made = credential(declaration(), did=by.did, statement=STATEMENT)

    found = opened(issue(made, by=by), holds=signature_holds)

    assert found.payload == made
    assert found.issuer == by.did
    assert found.jwk == by.jwk
    assert found.jws.header == {
        "alg": by.alg,
        "typ": "vc+jwt",
        "cty": "vc",
        "kid": f"{by.did}#{by.did.removeprefix('did:key:')}",
    }


def test_a_key_on_the_companys_own_site_opens_with_its_document() -> None:
    site = did_web("灯具厂.example")
    made = credential(declaration(), did=site, statement=STATEMENT)
    token = issue(made, by=key())

    document = document_of(site, key("new").jwk, key().jwk)
    found = opened(token, holds=signature_holds, documents=[document])

    assert found.issuer == site
    assert site.startswith("did:web:xn--")
    with pytest.raises(Unsound, match="did-document"):
        opened(token, holds=signature_holds)
    with pytest.raises(Unsound, match="kid"):
        opened(token, holds=signature_holds, documents=[document_of(site, key("new").jwk)])


def signed(content: object, *, by: str = "company", kid: str | None = None, **header: str) -> str:
    """Whatever one likes, signed with a real key."""
    own = key(by)
    head = {"alg": own.alg, "typ": "vc+jwt", "cty": "vc", "kid": kid or key_id(own.did, own.jwk)}
    return compact({**head, **header}, written(content), own.sign)


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        (lambda: signed(payload(), by="other"), "issuer"),
        (lambda: signed(payload(), by="other", kid=key_id(key().did, key().jwk)), "signature"),
        (lambda: signed(payload(issuer=None)), "issuer"),
        (lambda: signed(payload(), typ="jwt"), "type"),
        (lambda: signed(payload(), typ="vc+sd-jwt"), "type"),
        (lambda: signed(payload(), cty="vp"), "type"),
        (lambda: signed(payload(), kid="company"), "kid"),
        (lambda: signed({"vc": payload(), **payload()}), "claims"),
        (lambda: signed(payload(iss="did:web:other.example")), "claims"),
        (lambda: signed(payload(jti="urn:uuid:0")), "claims"),
        (lambda: signed(payload(exp=1)), "claims"),
        (
            lambda: signed(payload(**{"@context": ["https://www.w3.org/2018/credentials/v1"]})),
            "context",
        ),
        (lambda: signed(payload(type=["DigitalConformityCredential"])), "credential"),
        (lambda: signed(payload(credentialSubject=None)), "credential"),
        (lambda: signed([payload()]), "json"),
    ],
)
def test_what_contradicts_itself_does_not_open(token: Callable[[], str], fault: str) -> None:
    with pytest.raises(Unsound, match=f"^{fault}$"):
        opened(token(), holds=signature_holds)
