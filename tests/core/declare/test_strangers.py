"""Strangers read what we sign, and refuse it once it was altered: five libraries that are not ours."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from jwcrypto.common import JWException
from jwcrypto.jwk import JWK
from jwcrypto.jws import JWS
from sd_jwt.common import SDObj
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier
from tests.core.declare.made import STATEMENT, declaration, key
from tests.core.declare.sealed import BUYER, read, sealed
from tests.core.declare.test_sealing import altered, disclosure, rebound, resealed
from tests.tools import needs

from zeren.declare.credential import TYP, credential, issue, opened
from zeren.declare.did import key_id
from zeren.declare.jws import Unsound, from_base64url, to_base64url
from zeren.declare.sealing import KINDS, jws_of
from zeren.files.signatures import Key
from zeren.files.signed import signature_holds

KEYS: Final = [pytest.param(False, id="P-256"), pytest.param(True, id="Ed25519")]
ONE: Final = sealed()
SHOWN: Final = ONE.shown("E.1", "electricity")


def our_key(*, is_ed25519: bool) -> Key:
    return key("strangers", ed25519=is_ed25519)


def our_token(own: Key) -> str:
    return issue(credential(declaration(), did=own.did, statement=STATEMENT), by=own)


def altered_tokens(token: str) -> dict[str, str]:
    """W3C's bad signature and others of its kind."""
    head, payload, signature = token.split(".")
    text = from_base64url(payload)
    other = text.replace(b"declaration", b"certificate", 1)
    wrong = bytearray(from_base64url(signature))
    wrong[40] ^= 1
    none = to_base64url(b'{"alg":"none","typ":"vc+jwt"}')
    return {
        "bad signature": f"{head}.{payload}.{to_base64url(bytes(wrong))}",
        "another payload": f"{head}.{to_base64url(other)}.{signature}",
        "another header": f"{to_base64url(from_base64url(head) + b' ')}.{payload}.{signature}",
        "cut short": f"{head}.{payload}.{signature[:-8]}",
        "no signature": f"{head}.{payload}.",
        "algorithm none": f"{none}.{payload}.",
    }


def by_jwcrypto(token: str, jwk: dict[str, str]) -> bytes:
    jws = JWS()
    jws.deserialize(token)
    jws.verify(JWK(**jwk))
    payload: bytes = jws.payload
    return payload


def by_cryptography(token: str, jwk: dict[str, str]) -> bytes:
    """With nothing but the library and base64, as the manual's recipe does it."""

    def plain(text: str) -> bytes:
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    signed, _, last = token.rpartition(".")
    signature = plain(last)
    if jwk["crv"] == "Ed25519":
        ed25519.Ed25519PublicKey.from_public_bytes(plain(jwk["x"])).verify(
            signature, signed.encode()
        )
    else:
        x, y, r, s = (
            int.from_bytes(part)
            for part in (plain(jwk["x"]), plain(jwk["y"]), signature[:32], signature[32:])
        )
        ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key().verify(
            encode_dss_signature(r, s), signed.encode(), ec.ECDSA(SHA256())
        )
    return plain(signed.partition(".")[2])


@pytest.mark.parametrize("reader", [by_jwcrypto, by_cryptography])
@pytest.mark.parametrize("is_ed25519", KEYS)
def test_python_libraries_agree_with_us(reader: Any, *, is_ed25519: bool) -> None:  # noqa: ANN401
    own = our_key(is_ed25519=is_ed25519)
    token = our_token(own)

    assert reader(token, dict(own.jwk)) == opened(token, holds=signature_holds).jws.payload
    for bad in altered_tokens(token).values():
        with pytest.raises((JWException, InvalidSignature, ValueError)):
            reader(bad, dict(own.jwk))
        with pytest.raises(Unsound):
            opened(bad, holds=signature_holds)
    with pytest.raises((JWException, InvalidSignature)):
        reader(token, dict(key("another", ed25519=is_ed25519).jwk))


def by_node(cases: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    done = subprocess.run(  # noqa: S603 - our own script
        ["node", Path(__file__).with_name("strangers.mjs")],  # noqa: S607
        input=json.dumps(list(cases)),
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@needs("node", "jose", "@sd-jwt/core")
@pytest.mark.parametrize("is_ed25519", KEYS)
def test_jose_agrees_with_us(*, is_ed25519: bool) -> None:
    own = our_key(is_ed25519=is_ed25519)
    token = our_token(own)
    bad = altered_tokens(token)
    asked = {"kind": "jose", "jwk": dict(own.jwk), "typ": TYP}

    good, another_type, another_key, *rest = by_node(
        [
            {**asked, "token": token},
            {**asked, "token": token, "typ": "vc+sd-jwt"},
            {**asked, "token": token, "jwk": dict(key("another", ed25519=is_ed25519).jwk)},
            *({**asked, "token": one} for one in bad.values()),
        ]
    )

    assert good == {"holds": True, "payload": opened(token, holds=signature_holds).payload}
    assert not another_type["holds"]
    assert not another_key["holds"]
    assert dict(zip(bad, (one["holds"] for one in rest), strict=True)) == dict.fromkeys(bad, False)


def as_read(text: str) -> dict[str, Any]:
    """The payload as RFC 9901 has a verifier process it, from what we read."""
    found = read(text)
    payload = {name: value for name, value in found.opened.payload.items() if name != "_sd_alg"}
    shown = {kind: dict(found.shown[kind]) for kind in KINDS}
    return {**payload, "credentialSubject": {"id": payload["issuer"], **shown}}


def bad_presentations() -> dict[str, str]:
    token, first, second, *_ = SHOWN.split("~")
    whole = SHOWN.rpartition("~")[0] + "~"
    name = json.loads(from_base64url(first))[1]
    forged = disclosure("salt", name, {"said": 4, "evidence": True})
    return {
        "a bad signature": whole.replace(token, altered_tokens(token)["bad signature"]),
        "another payload": whole.replace(token, altered_tokens(token)["another payload"]),
        "a forged answer instead": SHOWN.replace(first, forged),
        "an answer taken out": SHOWN.replace(f"{first}~", ""),
        "answers in another order": SHOWN.replace(f"{first}~{second}", f"{second}~{first}"),
        "bound by another key": rebound(whole, by="other"),
        "bound to something else": rebound(whole, sd_hash="AAAA"),
        "for another nonce": rebound(whole, nonce="another"),
        "no binding's type": rebound(whole, typ="jwt"),
        "a digest twice": resealed(
            lambda one: one["credentialSubject"]["facts"]["_sd"].append(
                one["credentialSubject"]["answers"]["_sd"][0]
            )
        ),
        "another hash": altered(_sd_alg="sha-0"),
    }


LENIENT: Final = (
    "a digest twice",
    "another hash",
)  # @sd-jwt/core 0.19 passes what RFC 9901, 7.1, refuses
UNBOUND: Final = ("a bad signature", "another payload", "a digest twice", "another hash")


def by_sd_jwt(text: str, *, is_bound: bool) -> dict[str, Any]:
    def issuers_key(_: object, __: object) -> JWK:
        return JWK(**key().jwk)

    bound = {"expected_aud": BUYER.audience, "expected_nonce": BUYER.nonce} if is_bound else {}
    found: dict[str, Any] = SDJWTVerifier(text, issuers_key, **bound).get_verified_payload()
    return found


def test_pythons_sd_jwt_agrees_with_us() -> None:
    assert by_sd_jwt(SHOWN, is_bound=True) == as_read(SHOWN)
    assert by_sd_jwt(ONE.text, is_bound=False) == as_read(ONE.text)
    for name, text in bad_presentations().items():
        with pytest.raises((JWException, ValueError)):
            by_sd_jwt(text, is_bound=name not in UNBOUND)


def test_every_bad_presentation_is_refused_by_us_too() -> None:
    for name, text in bad_presentations().items():
        if name == "for another nonce":  # ours to read, the buyer's to compare
            assert read(text).binding != BUYER
            continue
        with pytest.raises(Unsound):
            read(text)


@needs("node", "jose", "@sd-jwt/core")
def test_sd_jwt_core_agrees_with_us() -> None:
    bad = bad_presentations()
    asked = {"kind": "sd-jwt", "jwk": dict(key().jwk)}

    shown, nothing_shown, *rest = by_node(
        [
            {**asked, "token": SHOWN, "nonce": BUYER.nonce},
            {**asked, "token": ONE.text},
            *(
                {**asked, "token": text, **({} if name in UNBOUND else {"nonce": BUYER.nonce})}
                for name, text in bad.items()
            ),
        ]
    )

    assert shown == {"holds": True, "payload": as_read(SHOWN)}
    assert nothing_shown == {"holds": True, "payload": as_read(ONE.text)}
    found = {name: one["holds"] for name, one in zip(bad, rest, strict=True)}
    assert found == {name: name in LENIENT for name in bad}


def test_we_read_what_pythons_sd_jwt_sealed() -> None:
    own = key()
    payload = json.loads(jws_of(ONE.text).payload)
    members = read(ONE.shown("E.1", "E.2", "R1", "overall", "electricity")).shown
    hidden = {
        str(kind): {SDObj(name): value for name, value in members[kind].items()} for kind in KINDS
    }
    plain = {name: value for name, value in payload.items() if name not in ("_sd_alg", "cnf")}
    private = own.private.private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )

    theirs = SDJWTIssuer(
        {**plain, "credentialSubject": {"id": own.did, **hidden}},
        JWK.from_pem(private),
        JWK(**own.jwk),
        extra_header_parameters={"typ": "vc+sd-jwt", "cty": "vc", "kid": key_id(own.did, own.jwk)},
    ).sd_jwt_issuance

    assert read(rebound(theirs)).shown == members
