"""Compact JWS (RFC 7515), strictly read: one spelling, no duplicate keys, nothing trailing, nothing huge.

Signing and checking come in as arguments, for the libraries of cryptography live in `zeren.files`.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from math import isfinite
from typing import Any, Final, NamedTuple, Protocol

Sign = Callable[[bytes], bytes]
Holds = Callable[[Mapping[str, str], str, bytes, bytes], bool]  # jwk, alg, message, signature
ALGORITHMS: Final = ("ES256", "EdDSA", "Ed25519")
_HEADER: Final = frozenset({"alg", "typ", "cty", "kid"})
MOST: Final = 2_000_000  # characters of a token
DEEPEST: Final = 32  # tables and lists within each other; ours have seven
LARGEST: Final = 2**53 - 1  # whole number


class Signer(Protocol):
    """A private key as the core sees it; `zeren.files.signatures.Key` is one."""

    @property
    def alg(self) -> str: ...
    @property
    def jwk(self) -> Mapping[str, str]: ...
    @property
    def sign(self) -> Sign: ...


class Unsound(ValueError):  # noqa: N818 - it names what was found
    """A token that is not what it should be; the message is a stable code, not a sentence."""


class Jws(NamedTuple):
    """A token taken apart. `payload` is as signed; nothing of it is trusted until it was checked."""

    header: Mapping[str, str]
    payload: bytes
    signed: bytes
    signature: bytes

    def claims(self) -> dict[str, Any]:
        return table_of(self.payload)


def compact(header: Mapping[str, str], payload: bytes, sign: Sign) -> str:
    signed = f"{to_base64url(written(dict(header)))}.{to_base64url(payload)}"
    return f"{signed}.{to_base64url(sign(signed.encode()))}"


def parsed(token: bytes | str, *, typ: str) -> Jws:
    """Take apart a token of this `typ`. Raises `Unsound`: size, form, header, algorithm, type."""
    text = token.decode("ascii", "replace") if isinstance(token, bytes) else token
    if len(text) > MOST:
        raise Unsound("size")
    parts = text.split(".")
    if len(parts) != 3:  # noqa: PLR2004 - header, payload, signature
        raise Unsound("form")
    head, payload, signature = map(from_base64url, parts)
    header = table_of(head)
    if not header.keys() <= _HEADER or not all(isinstance(one, str) for one in header.values()):
        raise Unsound("header")
    if header.get("alg") not in ALGORITHMS:
        raise Unsound("algorithm")
    if header.get("typ") != typ:
        raise Unsound("type")
    return Jws(header, payload, f"{parts[0]}.{parts[1]}".encode(), signature)


def checked(token: bytes | str, *, typ: str, jwk: Mapping[str, str], holds: Holds) -> Jws:
    """A token of this `typ` whose signature this key made. Raises `Unsound`, "signature" among others."""
    jws = parsed(token, typ=typ)
    if not holds(jwk, jws.header["alg"], jws.signed, jws.signature):
        raise Unsound("signature")
    return jws


def table_of(content: bytes) -> dict[str, Any]:
    """A JSON object in UTF-8 without duplicate keys, NaN, half characters or depth beyond reason."""
    table = json_of(content)
    if not isinstance(table, dict):
        raise Unsound("json")
    return table


def json_of(content: bytes) -> Any:  # noqa: ANN401 - any JSON
    """As `table_of`, for a value of any kind. Raises `Unsound`: json, duplicate-key."""
    try:
        value = json.loads(
            content.decode(),
            object_pairs_hook=_once,
            parse_constant=_none,
            parse_float=_finite,
            parse_int=_exact,
        )
        json.dumps(value, ensure_ascii=False).encode()  # half of a surrogate pair is no character
    except Unsound:
        raise
    except (ValueError, RecursionError) as fault:
        raise Unsound("json") from fault
    if not _shallow(value, DEEPEST):
        raise Unsound("json")
    return value


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) != len(pairs):
        raise Unsound("duplicate-key")
    return table


def _none(_: str) -> None:
    raise Unsound("json")


def _exact(digits: str) -> int:
    """A whole number that a browser reads exactly, too, so that it is told the same everywhere (RFC 7493)."""
    number = int(digits)
    if abs(number) > LARGEST:
        raise Unsound("json")
    return number


def _finite(digits: str) -> float:
    number = float(digits)
    if not isfinite(number):
        raise Unsound("json")
    return number


def _shallow(value: object, left: int) -> bool:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return left > 0 and all(_shallow(one, left - 1) for one in inner)


def written(value: object) -> bytes:
    """JSON of strings, whole numbers, booleans, lists and tables with ASCII names: as RFC 8785."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def to_base64url(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def from_base64url(text: str) -> bytes:
    """The one spelling only: no padding, no foreign sign, no stray bits at the end."""
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError as fault:
        raise Unsound("base64url") from fault
    if to_base64url(content) != text:
        raise Unsound("base64url")
    return content


def thumbprint(jwk: Mapping[str, str]) -> str:
    """RFC 7638, SHA-256, base64url."""
    names = ("crv", "kty", "x", "y") if jwk.get("kty") == "EC" else ("crv", "kty", "x")
    table = {name: jwk[name] for name in names}
    return to_base64url(hashlib.sha256(written(table)).digest())
