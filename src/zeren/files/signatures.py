"""Keys that sign, and the file in which a company keeps its own.

The library is imported where it is used, and only the parts of it that are.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import scrypt
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from zeren.declare.did import did_key, public
from zeren.declare.jws import Unsound, table_of, thumbprint, to_base64url
from zeren.files.opened import opened
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    Private = EllipticCurvePrivateKey | Ed25519PrivateKey

_BYTES: Final = 32  # of a coordinate, of r and of s
_ORDER: Final = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_HEAVIEST: Final = 20_000  # bytes of a key file


class PublicKey(NamedTuple):
    """The part of a key that anybody may see."""

    jwk: Mapping[str, str]
    did: str

    @property
    def thumbprint(self) -> str:
        return thumbprint(self.jwk)

    def as_json(self) -> dict[str, object]:
        return {"did": self.did, "jwk": dict(self.jwk), "thumbprint": self.thumbprint}


@dataclass(frozen=True, slots=True)
class Key:
    """A private key, opened. What it holds is not shown where the value is printed."""

    alg: str  # ES256 or EdDSA
    jwk: Mapping[str, str]  # public
    did: str  # did:key of it
    sign: Callable[[bytes], bytes] = field(repr=False)
    private: Private = field(repr=False)

    @property
    def public(self) -> PublicKey:
        return PublicKey(self.jwk, self.did)


def new_key(*, ed25519: bool = False) -> Key:
    """A new key of P-256, or of Ed25519."""
    if ed25519:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return _opened(Ed25519PrivateKey.generate())
    from cryptography.hazmat.primitives.asymmetric import ec

    return _opened(ec.generate_private_key(ec.SECP256R1()))


def write_key(path: Path, key: Key, passphrase: str | None) -> None:
    """Write PKCS #8 in PEM that only its owner may read. Raises Refused where something stands there."""
    content = _pem(key.private, passphrase)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as fault:
        raise Refused(_already_there(path)) from fault
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)  # half a key is none
        raise


def read_public(path: Path) -> PublicKey:
    """Read the `.pub` file beside a key. Raises Refused where it is none or contradicts itself."""
    try:
        table = table_of(_content(path))
        jwk = public(table.get("jwk"))
        found = PublicKey(jwk, did_key(jwk))
    except Unsound as fault:
        raise Refused(_no_public_key(path)) from fault
    if table != found.as_json():
        raise Refused(_no_public_key(path))
    return found


def is_encrypted(path: Path) -> bool:
    """Whether a passphrase opens this key file. Raises Refused where there is no such file."""
    return _ENCRYPTED in _content(path)


def read_key(path: Path, passphrase: str | None) -> Key:
    """Open a key file; a passphrase for a key that needs none is not used.

    Raises Refused: no such file, not a key, another curve, no passphrase or a wrong one.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _content(path)
    is_locked = _ENCRYPTED in content
    if is_locked and not passphrase:
        raise Refused(_locked(path))
    try:
        private = load_pem_private_key(
            content, _secret(passphrase) if is_locked and passphrase else None
        )
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise Refused(_wrong_passphrase(path) if is_locked else _no_key(path)) from fault
    return _opened_or_refused(private, path)


_ENCRYPTED: Final = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"


def _content(path: Path) -> bytes:
    try:
        with opened(path) as file:
            content = file.read(_HEAVIEST + 1)
    except (FileNotFoundError, IsADirectoryError, ValueError) as fault:
        raise Refused(_not_there(path)) from fault
    if len(content) > _HEAVIEST:
        raise Refused(_no_key(path))
    return content


def _opened_or_refused(private: object, path: Path) -> Key:
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if isinstance(private, Ed25519PrivateKey) or (
        isinstance(private, EllipticCurvePrivateKey) and isinstance(private.curve, SECP256R1)
    ):
        return _opened(private)
    raise Refused(_other_curve(path))


def _opened(private: Private) -> Key:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if isinstance(private, Ed25519PrivateKey):
        x = to_base64url(private.public_key().public_bytes_raw())
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": x}
        return Key("EdDSA", jwk, did_key(jwk), private.sign, private)
    numbers = private.public_key().public_numbers()
    x, y = (to_base64url(number.to_bytes(_BYTES)) for number in (numbers.x, numbers.y))
    jwk = {"kty": "EC", "crv": "P-256", "x": x, "y": y}
    return Key("ES256", jwk, did_key(jwk), lambda message: _es256(private, message), private)


def _es256(private: EllipticCurvePrivateKey, message: bytes) -> bytes:
    """Give r and s, 32 bytes each. Of the two s that hold, the smaller: nobody can say it was another file."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256

    r, s = decode_dss_signature(private.sign(message, ec.ECDSA(SHA256())))
    return r.to_bytes(_BYTES) + min(s, _ORDER - s).to_bytes(_BYTES)


def _pem(private: Private, passphrase: str | None) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    if not passphrase:
        return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    from base64 import encodebytes

    plain = private.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    locked = _locked_up(plain, _secret(passphrase), salt=os.urandom(16), start=os.urandom(16))
    lines = encodebytes(locked).replace(b"\n", b"")
    rows = b"\n".join(lines[at : at + 64] for at in range(0, len(lines), 64))
    return _ENCRYPTED + b"\n" + rows + b"\n-----END ENCRYPTED PRIVATE KEY-----\n"


def _secret(passphrase: str) -> bytes:
    """One spelling of each character, so that every keyboard opens what another locked."""
    return unicodedata.normalize("NFC", passphrase).encode()


_N, _R, _P = 2**14, 8, 1  # scrypt as `openssl pkcs8 -scrypt` has it: 16 MB and 0.05 s a guess
_PBES2: Final = bytes.fromhex("06092a864886f70d01050d")
_SCRYPT: Final = bytes.fromhex("06092b06010401da47040b")
_AES_256_CBC: Final = bytes.fromhex("060960864801650304012a")


def _locked_up(plain: bytes, secret: bytes, *, salt: bytes, start: bytes) -> bytes:
    """PKCS #8 under PBES2 with scrypt (RFC 7914) and AES-256-CBC.

    The library writes 2,048 rounds of PBKDF2 and offers no other number: too few for a file that
    may be copied. It reads this as well as openssl does.
    """
    from cryptography.hazmat.primitives.ciphers import Cipher
    from cryptography.hazmat.primitives.ciphers.algorithms import AES256
    from cryptography.hazmat.primitives.ciphers.modes import CBC
    from cryptography.hazmat.primitives.padding import PKCS7

    key = scrypt(secret, salt=salt, n=_N, r=_R, p=_P, maxmem=2**26, dklen=32)
    padder, cipher = PKCS7(128).padder(), Cipher(AES256(key), CBC(start)).encryptor()
    locked = cipher.update(padder.update(plain) + padder.finalize()) + cipher.finalize()
    numbers = b"".join(_der(0x02, _whole(number)) for number in (_N, _R, _P))
    derived = _der(0x30, _SCRYPT + _der(0x30, _der(0x04, salt) + numbers))
    scheme = _der(0x30, _AES_256_CBC + _der(0x04, start))
    method = _der(0x30, _PBES2 + _der(0x30, derived + scheme))
    return _der(0x30, method + _der(0x04, locked))


def _whole(number: int) -> bytes:
    return number.to_bytes(number.bit_length() // 8 + 1)


def _der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes((size,)) if size < 0x80 else b"\x82" + size.to_bytes(2)  # noqa: PLR2004 - X.690
    if 0x80 <= size < 0x100:  # noqa: PLR2004 - the shortest form only
        length = bytes((0x81, size))
    return bytes((tag,)) + length + content


def _problem(code: str, path: Path, what: Text, remedy: Text) -> Problem:
    return Problem(code, "error", Place(file=path.name), what, remedy)


def _not_there(path: Path) -> Problem:
    return _problem(
        "key-missing",
        path,
        Text("没有这个密钥文件。", "There is no such key file."),
        Text(
            "请检查路径；还没有密钥的话，用 zeren keys new 生成一个。",
            "Check the path; if you have no key yet, make one with zeren keys new.",
        ),
    )


def _already_there(path: Path) -> Problem:
    return _problem(
        "key-already-there",
        path,
        Text(
            "这里已经有一个文件。密钥丢了就找不回来，所以绝不覆盖。",
            "A file is already there. A lost key cannot be made again, so it is never written over.",
        ),
        Text("请换一个文件名。", "Choose another name."),
    )


def _no_key(path: Path) -> Problem:
    return _problem(
        "key-not-a-key",
        path,
        Text("这不是私钥文件。", "This is no private key."),
        Text(
            "请用 zeren keys new 生成的那个 .key 文件（PEM 格式），不是旁边的 .pub 文件。",
            "Use the .key file that zeren keys new made (PEM), not the .pub file beside it.",
        ),
    )


def _no_public_key(path: Path) -> Problem:
    return _problem(
        "key-not-public",
        path,
        Text("这不是公钥文件，或者被改过。", "This is no public key, or it was changed."),
        Text(
            "请用 zeren keys new 写在密钥旁边的那个 .pub 文件。",
            "Use the .pub file that zeren keys new wrote beside the key.",
        ),
    )


def _other_curve(path: Path) -> Problem:
    return _problem(
        "key-other-kind",
        path,
        Text(
            "这是私钥，但不是 P-256，也不是 Ed25519，别人的软件验不了。",
            "This is a private key, but neither of P-256 nor of Ed25519; others could not check it.",
        ),
        Text("请用 zeren keys new 生成一个。", "Make one with zeren keys new."),
    )


def _locked(path: Path) -> Problem:
    return _problem(
        "key-locked",
        path,
        Text("这个密钥要用口令打开。", "This key is opened with a passphrase."),
        Text(
            "请在提示时输入口令，或者放在环境变量 ZEREN_PASSPHRASE 里。",
            "Type the passphrase when asked, or put it into ZEREN_PASSPHRASE.",
        ),
    )


def _wrong_passphrase(path: Path) -> Problem:
    return _problem(
        "key-wrong-passphrase",
        path,
        Text("口令打不开这个密钥。", "The passphrase does not open this key."),
        Text(
            "请检查大小写、输入法和多余的空格，再试一次；口令忘了就无法找回，只能换一个密钥。",
            "Check capitals, the keyboard layout and stray spaces, and try again; a forgotten passphrase cannot be recovered, only the key replaced.",
        ),
    )
