"""Compact JWS, strictly read: everything that has fooled a reader of tokens is refused here."""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from collections.abc import Callable, Mapping
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.declare.made import key

from zeren.declare.jws import (
    Unsound,
    checked,
    compact,
    from_base64url,
    json_of,
    parsed,
    table_of,
    thumbprint,
    to_base64url,
    written,
)
from zeren.files.canonical import canonical
from zeren.files.signed import signature_holds

ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
HEADER: Final = {"alg": "ES256", "typ": "vc+jwt"}
PAYLOAD: Final = b'{"said":"so"}'
TOKEN: Final = compact(HEADER, PAYLOAD, key().sign)


def check(token: bytes | str, jwk: Mapping[str, str] | None = None) -> bytes:
    return checked(token, typ="vc+jwt", jwk=jwk or key().jwk, holds=signature_holds).payload


def with_header(**changes: object) -> str:
    return compact({**HEADER, **changes}, PAYLOAD, key().sign)  # type: ignore[dict-item]


def with_signature(signature: bytes) -> str:
    return f"{TOKEN.rpartition('.')[0]}.{to_base64url(signature)}"


def raw(head: bytes, payload: bytes = PAYLOAD) -> str:
    signed = f"{to_base64url(head)}.{to_base64url(payload)}"
    return f"{signed}.{to_base64url(key().sign(signed.encode()))}"


def hs256_with_the_public_key() -> str:
    secret = json.dumps(dict(key().jwk)).encode()
    head = {**HEADER, "alg": "HS256"}
    return compact(head, PAYLOAD, lambda signed: hmac.digest(secret, signed, hashlib.sha256))


def test_a_token_of_ours_reads_back() -> None:
    assert check(TOKEN) == check(TOKEN.encode()) == PAYLOAD
    assert parsed(TOKEN, typ="vc+jwt").claims() == {"said": "so"}


@pytest.mark.parametrize(
    ("token", "fault"),
    [
        (lambda: with_header(alg="none"), "algorithm"),
        (lambda: with_header(alg="None"), "algorithm"),
        (lambda: with_header(alg="es256"), "algorithm"),
        (lambda: with_header(alg="ES384"), "algorithm"),
        (lambda: with_header(alg="ES256K"), "algorithm"),
        (hs256_with_the_public_key, "algorithm"),
        (lambda: compact({"typ": "vc+jwt"}, PAYLOAD, key().sign), "algorithm"),
        (lambda: with_header(alg=["ES256"]), "header"),
        (lambda: with_header(crit=["exp"]), "header"),
        (lambda: with_header(b64=False), "header"),
        (lambda: with_header(jwk=dict(key().jwk)), "header"),
        (lambda: with_header(jku="https://example.org/keys"), "header"),
        (lambda: with_header(x5c=["MII"]), "header"),
        (lambda: with_header(x5u="https://example.org/chain"), "header"),
        (lambda: with_header(zip="DEF"), "header"),
        (lambda: with_header(typ="JWT"), "type"),
        (lambda: with_header(typ="kb+jwt"), "type"),
        (lambda: with_header(typ="application/vc+jwt"), "type"),
        (lambda: compact({"alg": "ES256"}, PAYLOAD, key().sign), "type"),
        (lambda: with_header(alg="EdDSA"), "signature"),
        (lambda: raw(b'{"alg":"none","alg":"ES256","typ":"vc+jwt"}'), "duplicate-key"),
        (lambda: raw(b'{"alg":"none","\\u0061lg":"ES256","typ":"vc+jwt"}'), "duplicate-key"),
        (lambda: raw(b'["ES256"]'), "json"),
        (lambda: raw(b"\xef\xbb\xbf{}"), "json"),
        (lambda: raw(b"\xff"), "json"),
        (lambda: f"{TOKEN}\n", "base64url"),
        (lambda: f"{TOKEN} ", "base64url"),
        (lambda: f"{TOKEN}=", "base64url"),
        (lambda: f"{TOKEN}\0", "base64url"),
        (lambda: f"{TOKEN}.", "form"),
        (lambda: f"{TOKEN}.AAAA", "form"),
        (lambda: TOKEN.replace(".", "", 1), "form"),
        (lambda: "", "form"),
        (lambda: "..", "json"),
        (lambda: TOKEN.encode() + b"\xff", "base64url"),
        (lambda: "A" * 10_000_000, "size"),
        (lambda: with_signature(b""), "signature"),
        (lambda: with_signature(bytes(64)), "signature"),
        (lambda: with_signature(bytes(31) + b"\1" + bytes(31) + b"\1"), "signature"),
        (lambda: with_signature(ORDER.to_bytes(32) * 2), "signature"),
        (lambda: with_signature(b"\xff" * 64), "signature"),
        (lambda: with_signature(_signature()[:63]), "signature"),
        (lambda: with_signature(_signature() + b"\0"), "signature"),
        (lambda: with_signature(_signature()[:32] + bytes(32)), "signature"),
        (lambda: with_signature(bytes(32) + _signature()[32:]), "signature"),
        (lambda: with_signature(_der()), "signature"),
    ],
)  # fmt: skip
def test_a_hostile_token_is_refused(token: Callable[[], bytes | str], fault: str) -> None:
    with pytest.raises(Unsound, match=f"^{fault}$"):
        check(token())


def _signature() -> bytes:
    return parsed(TOKEN, typ="vc+jwt").signature


def _der() -> bytes:
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

    r, s = int.from_bytes(_signature()[:32]), int.from_bytes(_signature()[32:])
    return encode_dss_signature(r, s)


def test_a_hostile_token_takes_no_time() -> None:
    start = time.process_time()

    for hostile in (
        "A" * 10_000_000,
        "A." * 5_000_000,
        raw(b"[" * 100_000),
        raw(b'{"a":' * 100_000),
    ):
        with pytest.raises(Unsound):
            check(hostile)

    assert time.process_time() - start < 0.5


def test_we_write_the_smaller_s_and_take_both_as_the_standard_does() -> None:
    r, s = _signature()[:32], int.from_bytes(_signature()[32:])

    twin = with_signature(r + (ORDER - s).to_bytes(32))

    assert s <= ORDER // 2
    assert check(twin) == PAYLOAD
    assert hashlib.sha256(twin.encode()).digest() != hashlib.sha256(TOKEN.encode()).digest()


def test_the_last_sign_of_a_text_has_one_spelling() -> None:
    for text in ("QQ", "QUE"):
        assert to_base64url(from_base64url(text)) == text
    for text in ("QR", "QUF", "Q", "QQ==", "Q Q", "QQ\n", "+A", "/A", "Ａ"):
        with pytest.raises(Unsound, match="base64url"):
            from_base64url(text)


@pytest.mark.parametrize(
    "content",
    [
        b'{"a":NaN}',
        b'{"a":-Infinity}',
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"\\udc00":1}',
        b'{"a":1}{"b":2}',
        b"{'a':1}",
        b'{"a":1,}',
        b"",
        b"1" * 5_000,
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}",
        b"[" * 1_000_000,
    ],
)
def test_what_is_not_quite_json_is_refused(content: bytes) -> None:
    with pytest.raises(Unsound, match=r"^json$"):
        table_of(content)


def test_what_is_json_is_read() -> None:
    assert json_of('[1, 1.5, "责任", "\\ud83d\\ude00", null]'.encode()) == [
        1,
        1.5,
        "责任",
        "😀",
        None,
    ]
    with pytest.raises(Unsound, match=r"^json$"):
        table_of(b"[]")


SIGNS: Final = 'a"\\/\b\f\n\r\t\0\x1f\x7f\x80<责é😀\u2028\ufffe'
VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(SIGNS, max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text("abc_$@.019", max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(table=st.dictionaries(st.text("abcXYZ@_", max_size=4), VALUES, max_size=5))
def test_what_we_write_is_canonical_and_reads_back(table: dict[str, object]) -> None:
    assert written(table) == canonical(table)
    assert table_of(written(table)) == table


@given(payload=st.binary(max_size=200), at=st.integers(0, 10_000), bit=st.integers(0, 6))
def test_a_changed_sign_is_noticed(payload: bytes, at: int, bit: int) -> None:
    token = compact(HEADER, payload, key().sign)
    place = at % len(token)
    changed = token[:place] + chr(ord(token[place]) ^ (1 << bit)) + token[place + 1 :]

    assert check(token) == payload
    with pytest.raises(Unsound):
        check(changed)


def test_a_thumbprint_is_that_of_the_standard() -> None:
    """RFC 8037, appendix A.3, for the key of A.2; members that are no part of the key do not count."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}

    assert thumbprint({**jwk, "kid": "x"}) == "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k"
