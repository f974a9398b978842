"""Decentralised identifiers of two methods: `did:key` carries its key, `did:web` names a document.

A verifier opens no socket: documents of `did:web` travel in the package, and whose they are is told
by an association. Points are decompressed by plain arithmetic modulo the prime of P-256.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final, Literal, NamedTuple

from zeren.declare.jws import Unsound, from_base64url, thumbprint, to_base64url

Jwk = Mapping[str, str]

_P: Final = 2**256 - 2**224 + 2**192 + 2**96 - 1
_B: Final = 0x5AC635D8AA3A93E7B3EBBD55769886BC651D06B0CC53B0F63BCE3C3E27D2604B
_BYTES: Final = 32  # of a coordinate, and of an Ed25519 key
_CODES: Final = {"P-256": bytes((0x80, 0x24)), "Ed25519": bytes((0xED, 0x01))}  # multicodec varints
_BASE58: Final = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LONGEST: Final = 300
_KEY: Final = re.compile(rf"did:key:(z[{_BASE58}]{{40,60}})")
_WEB: Final = re.compile(
    r"did:web:(?P<domain>[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+)"
    r"(?:%3A[1-9][0-9]{0,4})?(?::[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*"
)
_FRAGMENT: Final = re.compile(r"[A-Za-z0-9._~-]{1,100}")


class Did(NamedTuple):
    """An identifier that follows its method's grammar to the letter; `domain` of a `did:web` only."""

    text: str
    method: Literal["key", "web"]
    domain: str = ""


def parse_did(text: object) -> Did:
    """Raises `Unsound("did")` for anything but a `did:key` or `did:web` in its one spelling."""
    if isinstance(text, str) and len(text) <= _LONGEST:
        if _KEY.fullmatch(text):
            return Did(text, "key")
        if found := _WEB.fullmatch(text):
            return Did(text, "web", found["domain"])
    raise Unsound("did")


def parse_did_url(text: object) -> tuple[Did, str]:
    """A DID and the fragment that names one of its keys; neither path nor query is understood."""
    did, sign, fragment = text.partition("#") if isinstance(text, str) else ("", "", "")
    if not sign or not _FRAGMENT.fullmatch(fragment):
        raise Unsound("kid")
    return parse_did(did), fragment


def public(jwk: object) -> dict[str, str]:
    """The members that make the key and no others; raises `Unsound("key")` for what is no public key
    of P-256 or Ed25519, and for a private one.
    """
    if not isinstance(jwk, Mapping) or "d" in jwk:
        raise Unsound("key")
    curve = {("EC", "P-256"): ("x", "y"), ("OKP", "Ed25519"): ("x",)}
    kind = (str(jwk.get("kty")), str(jwk.get("crv")))
    if kind not in curve or not all(isinstance(jwk.get(name), str) for name in curve[kind]):
        raise Unsound("key")
    numbers = [from_base64url(jwk[name]) for name in curve[kind]]
    if any(len(number) != _BYTES for number in numbers):
        raise Unsound("key")
    if kind[0] == "EC" and not _on_curve(*(int.from_bytes(number) for number in numbers)):
        raise Unsound("key")
    return {"kty": kind[0], "crv": kind[1], **{name: jwk[name] for name in curve[kind]}}


def did_key(jwk: Jwk) -> str:
    """`did:key:z…` of a public key."""
    key = public(jwk)
    x = from_base64url(key["x"])
    if key["crv"] == "P-256":
        x = bytes((2 + from_base64url(key["y"])[-1] % 2,)) + x
    return f"did:key:z{to_base58(_CODES[key['crv']] + x)}"


def from_did_key(did: str) -> dict[str, str]:
    """The public key that a `did:key` carries; raises `Unsound`."""
    if parse_did(did).method != "key":
        raise Unsound("did")
    content = from_base58(did.removeprefix("did:key:z"))
    code, key = content[:2], content[2:]
    if code == _CODES["Ed25519"] and len(key) == _BYTES:
        return {"kty": "OKP", "crv": "Ed25519", "x": to_base64url(key)}
    if code == _CODES["P-256"] and len(key) == _BYTES + 1 and key[0] in (2, 3):
        y = _y(int.from_bytes(key[1:]), odd=key[0] == 3)  # noqa: PLR2004 - SEC 1: 2 even, 3 odd
        return {
            "kty": "EC",
            "crv": "P-256",
            "x": to_base64url(key[1:]),
            "y": to_base64url(y.to_bytes(_BYTES)),
        }
    raise Unsound("did")


def did_web(domain: str) -> str:
    """`did:web:…` of a host name in any script; raises `Unsound("did")` for what is none."""
    try:
        host = domain.strip().rstrip(".").encode("idna").decode().lower()
    except UnicodeError as fault:
        raise Unsound("did") from fault
    return parse_did(f"did:web:{host}").text


def key_id(did: str, jwk: Jwk) -> str:
    """The DID URL of a key: a `did:key` names itself, a `did:web` its key's thumbprint."""
    found = parse_did(did)
    fragment = did.removeprefix("did:key:") if found.method == "key" else thumbprint(public(jwk))
    return f"{did}#{fragment}"


def document_of(did: str, *keys: Jwk) -> dict[str, Any]:
    """The DID document to put on the site: keys that may sign what the company asserts."""
    methods = [
        {
            "id": key_id(did, key),
            "type": "JsonWebKey",
            "controller": did,
            "publicKeyJwk": public(key),
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/jwk/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_of(kid: object, documents: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
    """The public key that a `kid` names: carried by a `did:key`, else in the document of its DID.

    The key must stand among the methods for assertions, be controlled by the same DID, and stand
    once. Raises `Unsound`: did, kid, key, did-document where there is none or more than one.
    """
    did, fragment = parse_did_url(kid)
    if did.method == "key":
        if fragment != did.text.removeprefix("did:key:"):
            raise Unsound("kid")
        return from_did_key(did.text)
    found = [one for one in documents if isinstance(one, Mapping) and one.get("id") == did.text]
    if len(found) != 1:
        raise Unsound("did-document")
    return _method(found[0], did.text, fragment)


def _method(document: Mapping[str, Any], did: str, fragment: str) -> dict[str, str]:
    names = (f"{did}#{fragment}", f"#{fragment}")
    asserting, methods = document.get("assertionMethod"), document.get("verificationMethod")
    if not isinstance(asserting, list) or not isinstance(methods, list):
        raise Unsound("did-document")
    embedded = [one for one in asserting if isinstance(one, Mapping)]
    referred = [
        one
        for one in methods
        if isinstance(one, Mapping)
        and any(one.get("id") == name and name in asserting for name in names)
    ]
    found = [*referred, *(one for one in embedded if one.get("id") in names)]
    if len(found) != 1 or found[0].get("controller") != did:
        raise Unsound("kid")
    return public(found[0].get("publicKeyJwk"))


def to_base58(content: bytes) -> str:
    number, text = int.from_bytes(content), ""
    while number:
        number, rest = divmod(number, 58)
        text = _BASE58[rest] + text
    return "1" * (len(content) - len(content.lstrip(b"\0"))) + text


def from_base58(text: str) -> bytes:
    number = 0
    for sign in text:
        place = _BASE58.find(sign)
        if place < 0:
            raise Unsound("did")
        number = number * 58 + place
    zeros = len(text) - len(text.lstrip("1"))
    return bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8)


def _on_curve(x: int, y: int) -> bool:
    return x < _P and y < _P and (y * y - x * x * x + 3 * x - _B) % _P == 0


def _y(x: int, *, odd: bool) -> int:
    """The y of a compressed point. p ≡ 3 (mod 4), so a root of a is a^((p+1)/4)."""
    root = pow((x * x * x - 3 * x + _B) % _P, (_P + 1) // 4, _P)
    y = root if root % 2 == odd else _P - root
    if not _on_curve(x, y):
        raise Unsound("key")
    return y
