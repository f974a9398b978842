"""Keys in files, and signatures: what does not fit together never holds and never raises."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

import pytest
from cryptography.hazmat.primitives import serialization as forms
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from hypothesis import given
from hypothesis import strategies as st

from zeren.files.signatures import (
    is_encrypted,
    new_key,
    read_key,
    write_key,
)
from zeren.files.signed import signature_holds
from zeren.problems import Refused

P_256: Final = new_key()
ED25519: Final = new_key(ed25519=True)
# RFC 8032, 7.1, test 2.
RFC_JWK: Final = {
    "kty": "OKP",
    "crv": "Ed25519",
    "x": "PUAXw-hDiVqStwqnTRt-vJyYLM8uxJaMwM1V8Sr0Zgw",
}
RFC_SIGNATURE: Final = bytes.fromhex(
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
    "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
)


@given(message=st.binary(max_size=100))
def test_what_a_key_signed_holds_for_it_and_for_no_other(message: bytes) -> None:
    for own, other in ((P_256, ED25519), (ED25519, P_256)):
        signature = own.sign(message)

        assert len(signature) == 64
        assert signature_holds(own.jwk, own.alg, message, signature)
        assert not signature_holds(own.jwk, own.alg, message + b".", signature)
        assert not signature_holds(other.jwk, own.alg, message, signature)
        assert not signature_holds(other.jwk, other.alg, message, signature)
        assert not signature_holds(own.jwk, other.alg, message, signature)


def test_both_names_of_ed25519_are_one_algorithm() -> None:
    for alg in ("EdDSA", "Ed25519"):
        assert signature_holds(RFC_JWK, alg, b"\x72", RFC_SIGNATURE)
    for alg in ("ES256", "eddsa", "none", "", "HS256"):
        assert not signature_holds(RFC_JWK, alg, b"\x72", RFC_SIGNATURE)


@given(signature=st.binary(max_size=100))
def test_a_signature_of_any_form_is_a_no_and_no_fault(signature: bytes) -> None:
    for own in (P_256, ED25519):
        assert not signature_holds(own.jwk, own.alg, b"message", signature)


@pytest.mark.parametrize(
    "jwk", [{}, {"kty": "EC"}, {**P_256.jwk, "x": "!"}, {**P_256.jwk, "y": "AA"}]
)
def test_a_key_that_is_none_is_a_no_and_no_fault(jwk: dict[str, str]) -> None:
    assert not signature_holds(jwk, "ES256", b"message", P_256.sign(b"message"))


@pytest.mark.parametrize("passphrase", [None, "灯 lamp works", "é"])
@pytest.mark.parametrize("ed25519", [False, True])
def test_a_key_comes_back_from_its_file(
    tmp_path: Path, passphrase: str | None, *, ed25519: bool
) -> None:
    path, own = tmp_path / "company.key", new_key(ed25519=ed25519)

    write_key(path, own, passphrase)

    found = read_key(path, passphrase)
    assert (found.alg, found.jwk, found.did) == (own.alg, own.jwk, own.did)
    assert signature_holds(own.jwk, own.alg, b"m", found.sign(b"m"))
    assert is_encrypted(path) == bool(passphrase)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "sign" not in repr(found)
    assert "private" not in repr(found)


def test_a_passphrase_opens_however_its_accents_are_typed(tmp_path: Path) -> None:
    write_key(tmp_path / "a.key", P_256, "caf\u00e9 caf\u00e9")

    assert read_key(tmp_path / "a.key", "cafe\u0301 cafe\u0301").jwk == P_256.jwk


def test_a_passphrase_that_is_not_needed_is_not_used(tmp_path: Path) -> None:
    write_key(tmp_path / "a.key", P_256, None)

    assert read_key(tmp_path / "a.key", "whatever").jwk == P_256.jwk


def test_a_key_of_openssls_making_opens(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    path.write_bytes(
        ec.generate_private_key(ec.SECP256R1()).private_bytes(
            forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.BestAvailableEncryption(b"words")
        )
    )

    assert read_key(path, "words").alg == "ES256"


def test_a_file_that_stands_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "company.key"
    write_key(path, P_256, None)
    before = path.read_bytes()

    assert code_of(lambda: write_key(path, ED25519, None)) == "key-already-there"
    assert path.read_bytes() == before


def test_no_link_leads_a_key_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "link.key").symlink_to(tmp_path / "elsewhere")

    assert code_of(lambda: write_key(tmp_path / "link.key", P_256, None)) == "key-already-there"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_half_a_key_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, real = tmp_path / "company.key", os.open

    def on_a_full_disk(name: str | os.PathLike[str], flags: int, mode: int = 0o777) -> int:
        os.close(real(name, flags, mode))
        return real("/dev/full", os.O_WRONLY)

    monkeypatch.setattr(os, "open", on_a_full_disk)
    with pytest.raises(OSError, match="No space left"):
        write_key(path, P_256, None)

    assert not path.exists()


def pem(private: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey) -> bytes:
    return private.private_bytes(
        forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "key-not-a-key"),
        (b"hello", "key-not-a-key"),
        (b"x" * 30_000, "key-not-a-key"),
        (b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "key-not-a-key"),
        (b"-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----\n", "key-wrong-passphrase"),
        (pem(ec.generate_private_key(ec.SECP384R1())), "key-other-kind"),
        (pem(ec.generate_private_key(ec.SECP256K1())), "key-other-kind"),
        (pem(rsa.generate_private_key(65537, 2048)), "key-other-kind"),
        (pem(ec.generate_private_key(ec.SECP256R1()))[:-60], "key-not-a-key"),
    ],
)  # fmt: skip
def test_what_is_no_key_of_ours_is_told(tmp_path: Path, content: bytes, code: str) -> None:
    (tmp_path / "a.key").write_bytes(content)

    assert code_of(lambda: read_key(tmp_path / "a.key", "words")) == code


def test_a_passphrase_that_is_missing_or_wrong_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.key"
    write_key(path, P_256, "words and words")

    assert code_of(lambda: read_key(path, None)) == "key-locked"
    assert code_of(lambda: read_key(path, "")) == "key-locked"
    for wrong in ("words and word", "Words and words", "words and words\n"):
        assert code_of(partial(read_key, path, wrong)) == "key-wrong-passphrase"


def test_a_key_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert code_of(lambda: read_key(tmp_path / "a.key", None)) == "key-missing"
    assert code_of(lambda: read_key(tmp_path, None)) == "key-missing"


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        call()
    (problem,) = caught.value.problems
    assert problem.what.zh
    assert problem.remedy.en
    return problem.code
