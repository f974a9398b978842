"""Whether a signature holds. Who only verifies loads this and nothing of private keys.

The library is imported where it is used, and only the parts of it that are: checking a signature costs
a process some 0.03 CPU-seconds of imports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from zeren.declare.did import public
from zeren.declare.jws import Unsound, from_base64url

_BYTES: Final = 32  # of a coordinate, of r and of s
_ALGORITHMS: Final = {"ES256": "P-256", "EdDSA": "Ed25519", "Ed25519": "Ed25519"}


def signature_holds(jwk: Mapping[str, str], alg: str, message: bytes, signature: bytes) -> bool:
    """Whether this key signed this message. Whatever does not fit together is no: it never raises."""
    try:
        key = public(jwk)
    except Unsound:
        return False
    if len(signature) != 2 * _BYTES or _ALGORITHMS.get(alg) != key["crv"]:
        return False
    if key["crv"] == "P-256":
        return _es256_holds(key, message, signature)
    return _ed25519_holds(key, message, signature)


def _es256_holds(key: Mapping[str, str], message: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    r, s = int.from_bytes(signature[:_BYTES]), int.from_bytes(signature[_BYTES:])
    x, y = (int.from_bytes(from_base64url(key[name])) for name in ("x", "y"))
    try:
        verifier = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        verifier.verify(encode_dss_signature(r, s), message, ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError):
        return False
    return True


def _ed25519_holds(key: Mapping[str, str], message: bytes, signature: bytes) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(from_base64url(key["x"])).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
