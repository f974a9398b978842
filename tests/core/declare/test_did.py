"""Identifiers and their keys: one spelling each, and no key but the one that is named."""

from __future__ import annotations

from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made import key

from zeren.declare.did import (
    Did,
    did_key,
    did_web,
    document_of,
    from_base58,
    from_did_key,
    key_id,
    key_of,
    parse_did,
    parse_did_url,
    public,
    to_base58,
)
from zeren.declare.jws import Unsound, to_base64url
from zeren.files.signatures import new_key

SITE: Final = "did:web:lamp.example"
# From the did:key method's own examples.
ED25519: Final = "did:key:z6MkiTBz1ymuepAQ4HEHYSF1H8quG5GLVVQR3djdX3mDooWp"
P_256: Final = "did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169"


@pytest.mark.parametrize("did", [ED25519, P_256])
def test_a_did_key_of_the_methods_own_examples_reads_and_writes(did: str) -> None:
    assert did_key(from_did_key(did)) == did


def test_a_compressed_point_is_that_of_the_library() -> None:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    for _ in range(20):  # both signs of y, and now and then a leading zero
        own = new_key()
        x, y = (int.from_bytes(_bytes(own.jwk[name])) for name in ("x", "y"))
        point = (
            ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1())
            .public_key()
            .public_bytes(Encoding.X962, PublicFormat.CompressedPoint)
        )
        assert from_base58(own.did.removeprefix("did:key:z")) == b"\x80\x24" + point
        assert from_did_key(own.did) == own.jwk


def _bytes(text: str) -> bytes:
    import base64

    return base64.urlsafe_b64decode(f"{text}=")


@given(content=st.binary(max_size=40))
def test_base58_reads_what_it_wrote(content: bytes) -> None:
    assert from_base58(to_base58(content)) == content


def test_base58_is_that_of_the_draft() -> None:
    assert to_base58(b"Hello World!") == "2NEpo7TZRRrLZSi2U"
    assert to_base58(bytes.fromhex("0000287fb4cd")) == "11233QC4"


def in_base58(content: bytes) -> str:
    return f"did:key:z{to_base58(content)}"


@pytest.mark.parametrize(
    "did",
    [
        "",
        "did:key:",
        "did:key:f8024",
        ED25519.upper(),
        f"{ED25519}#x",
        f" {ED25519}",
        f"{ED25519}\n",
        ED25519.replace("6Mk", "6Ml", 1)[:-3] + "0OI",
        "did:example:123",
        "did:web:example",
        "did:web:Example.org",
        "did:web:example.org.",
        "did:web:-a.example.org",
        "did:web:exa_mple.org",
        "did:web:example.org:",
        "did:web:example.org:..",
        "did:web:example.org:a/b",
        "did:web:example.org%3A0",
        "did:web:example.org%3a443",
        "did:web:example.org?service=x",
        "did:web:exаmple.org",  # with a Cyrillic а
        "did:web:" + "a." * 200 + "org",
    ],
)
def test_what_is_no_identifier_of_ours_is_refused(did: str) -> None:
    with pytest.raises(Unsound, match=r"^did$"):
        parse_did(did)


@pytest.mark.parametrize("did", [None, 1, [ED25519], {"id": ED25519}])
def test_what_is_no_text_is_no_identifier(did: object) -> None:
    with pytest.raises(Unsound, match=r"^did$"):
        parse_did(did)


def test_identifiers_of_both_methods_are_read() -> None:
    assert parse_did(ED25519) == Did(ED25519, "key")
    assert parse_did("did:web:a-b.example.org%3A8443:lamp:works") == Did(
        "did:web:a-b.example.org%3A8443:lamp:works", "web", "a-b.example.org"
    )
    assert parse_did_url(f"{SITE}#key-1") == (Did(SITE, "web", "lamp.example"), "key-1")


@pytest.mark.parametrize("url", [SITE, f"{SITE}#", f"{SITE}#a#b", f"{SITE}#a b", None])
def test_a_name_of_a_key_has_one_fragment(url: object) -> None:
    with pytest.raises(Unsound, match=r"^kid$"):
        parse_did_url(url)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xed\x01" + bytes(31), "did"),
        (b"\xed\x01" + bytes(33), "did"),
        (b"\xec\x01" + bytes(32), "did"),  # X25519
        (b"\xe7\x01\x02" + bytes(32), "did"),  # secp256k1
        (b"\x80\x24\x04" + bytes(32), "did"),
        (b"\x80\x24\x02" + bytes(31), "did"),
        (b"\x80\x24\x02" + b"\xff" * 32, "key"),  # x is no number below the prime
        (b"\x80\x24\x02" + bytes(31) + b"\x01", "key"),  # no point has this x
        (b"\0\xed\x01" + bytes(32), "did"),
    ],
)
def test_a_did_key_that_carries_no_key_is_refused(content: bytes, fault: str) -> None:
    with pytest.raises(Unsound, match=f"^{fault}$"):
        from_did_key(in_base58(content))


def test_a_did_web_carries_no_key() -> None:
    with pytest.raises(Unsound, match=r"^did$"):
        from_did_key(SITE)


@pytest.mark.parametrize(
    "changes",
    [
        {"d": "secret"},
        {"kty": "OKP"},
        {"kty": "RSA"},
        {"kty": None},
        {"crv": "P-384"},
        {"crv": "secp256k1"},
        {"x": None},
        {"x": 1},
        {"y": to_base64url(bytes(32))},
        {"y": to_base64url(bytes(31))},
        {"x": to_base64url(b"\xff" * 32), "y": to_base64url(b"\xff" * 32)},
    ],
)
def test_what_is_no_public_key_of_ours_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(Unsound, match=r"^key$"):
        public({**key().jwk, **changes})


def test_of_a_key_only_the_key_is_kept() -> None:
    assert public({**key().jwk, "kid": "1", "use": "sig", "alg": "ES256"}) == key().jwk
    for one in (None, 1, "key"):
        with pytest.raises(Unsound, match=r"^key$"):
            public(one)


def test_a_domain_in_any_script_becomes_one_name() -> None:
    assert did_web(" Lamp.Example. ") == SITE
    assert did_web("bücher.example") == "did:web:xn--bcher-kva.example"
    for domain in (
        "https://a.example",
        "a.example/x",
        "localhost",
        "",
        "a..b",
        "a b.example",
        "灯",
    ):
        with pytest.raises(Unsound, match=r"^did$"):
            did_web(domain)


def test_a_key_is_found_by_its_name() -> None:
    document = document_of(SITE, key("old").jwk, key().jwk)

    assert key_of(key_id(key().did, key().jwk)) == key().jwk
    assert key_of(key_id(SITE, key().jwk), [document]) == key().jwk
    assert key_of(key_id(SITE, key("old").jwk), [document_of(P_256), document]) == key("old").jwk


def test_a_did_key_is_named_by_itself_only() -> None:
    for kid in (f"{P_256}#key-1", f"{P_256}#{ED25519.removeprefix('did:key:')}"):
        with pytest.raises(Unsound, match=r"^kid$"):
            key_of(kid)


def method(**changes: object) -> dict[str, Any]:
    name = f"{SITE}#1"
    made = {"id": name, "type": "JsonWebKey", "controller": SITE, "publicKeyJwk": dict(key().jwk)}
    return {**made, **changes}


def document(*methods: object, asserting: object = (f"{SITE}#1",)) -> dict[str, Any]:
    listed = list(asserting) if isinstance(asserting, tuple) else asserting
    return {"id": SITE, "verificationMethod": list(methods), "assertionMethod": listed}


def test_documents_of_others_are_read_as_the_standard_allows() -> None:
    relative = document(method(id="#1"), asserting=("#1",))
    embedded = document(asserting=(method(),))

    for one in (document(method()), relative, embedded):
        assert key_of(f"{SITE}#1", [one]) == key().jwk


@pytest.mark.parametrize(
    ("documents", "fault"),
    [
        ([], "did-document"),
        ([document_of("did:web:other.example", key().jwk)], "did-document"),
        ([document(method()), document(method())], "did-document"),
        (["document"], "did-document"),
        ([{"id": SITE}], "did-document"),
        ([document(method(), asserting=None)], "did-document"),
        ([document(method(), asserting=())], "kid"),
        ([document(method(), asserting=(f"{SITE}#2",))], "kid"),
        ([document(method(id=f"{SITE}#2"))], "kid"),
        ([document(method(), method())], "kid"),
        ([document(method(), asserting=(f"{SITE}#1", method()))], "kid"),
        ([document(method(controller="did:web:other.example"))], "kid"),
        ([document(method(controller=None))], "kid"),
        ([document("method", None)], "kid"),
        ([document(method(publicKeyJwk=None))], "key"),
        ([document(method(publicKeyJwk={**key().jwk, "d": "x"}))], "key"),
    ],
)
def test_a_document_that_does_not_name_the_key_is_refused(documents: Any, fault: str) -> None:  # noqa: ANN401
    with pytest.raises(Unsound, match=f"^{fault}$"):
        key_of(f"{SITE}#1", documents)
