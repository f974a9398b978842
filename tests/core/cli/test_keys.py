"""`zeren keys` as a person runs it."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from tests.core.cli.command import zeren
from tests.tools import needs

from zeren.declare.did import from_did_key, key_of
from zeren.files.signatures import read_key


@pytest.fixture
def passphrase(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("ZEREN_PASSPHRASE", "灯 lamp works")
    return "灯 lamp works"


def test_a_new_key_is_locked_and_its_public_part_stands_beside_it(
    tmp_path: Path, passphrase: str
) -> None:
    out = tmp_path / "company.key"

    ran = zeren("keys", "new", out)

    public = json.loads((tmp_path / "company.pub").read_text(encoding="utf-8"))
    opened = read_key(out, passphrase)
    assert ran.code == 0
    assert ran.err == ""
    assert public["did"] in ran.out
    assert public["thumbprint"] in ran.out
    assert "ES256, P-256" in ran.out
    assert public == opened.public.as_json()
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")


def test_without_a_passphrase_it_is_said_aloud(tmp_path: Path) -> None:
    ran = zeren("keys", "new", tmp_path / "a.key", "--no-passphrase", "--ed25519", lang="zh")

    assert ran.code == 0
    assert "谁拿到这个文件，谁就能用它签名" in ran.err
    assert read_key(tmp_path / "a.key", None).alg == "EdDSA"


def test_json_is_what_stands_in_the_public_file(tmp_path: Path, passphrase: str) -> None:
    made = zeren("keys", "new", tmp_path / "a.key", "--json")
    shown = zeren("keys", "show", tmp_path / "a.pub", "--json")
    opened = zeren("keys", "show", tmp_path / "a.key", "--json")

    assert passphrase
    assert json.loads(made.out) == json.loads(shown.out) == json.loads(opened.out)
    assert from_did_key(json.loads(made.out)["did"]) == json.loads(made.out)["jwk"]


@pytest.mark.parametrize("taken", ["company.key", "company.pub"])
def test_neither_file_is_ever_written_over(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("mine")

    ran = zeren("keys", "new", tmp_path / "company.key", "--no-passphrase")

    assert ran.code == 2
    assert taken in ran.err
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text() == "mine"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("keys", "new", "company.txt"), "must end in .key"),
        (("keys", "new", "nowhere.key"), "Nobody is there to type a passphrase"),
        (("keys", "show"), "Missing argument"),
        (("keys", "did-web", "a.pub", "--domain", "https://example.org/"), "is no domain"),
    ],
)
def test_wrong_usage_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = zeren(*words)

    assert ran.code == 2
    assert said in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_short_passphrase_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZEREN_PASSPHRASE", "1234567")

    ran = zeren("keys", "new", tmp_path / "a.key", lang="zh")

    assert ran.code == 2
    assert "口令太短" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_passphrase_is_told_with_its_remedy(
    tmp_path: Path, passphrase: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    zeren("keys", "new", tmp_path / "a.key")
    monkeypatch.setenv("ZEREN_PASSPHRASE", passphrase + " ")

    ran = zeren("keys", "show", tmp_path / "a.key", lang="zh")

    assert ran.code == 1
    assert "口令打不开这个密钥" in ran.err


def test_the_document_for_the_site_keeps_earlier_keys(tmp_path: Path) -> None:
    for name in ("old", "new"):
        zeren("keys", "new", tmp_path / f"{name}.key", "--no-passphrase")
    new, old = ((tmp_path / f"{name}.pub") for name in ("new", "old"))
    out = tmp_path / "did.json"

    ran = zeren("keys", "did-web", new, old, new, "--domain", "Lamp.example", "--out", out)

    document = json.loads(out.read_text(encoding="utf-8"))
    assert ran.code == 0
    assert "https://lamp.example/.well-known/did.json" in ran.out
    assert [key_of(name, [document]) for name in document["assertionMethod"]] == [
        json.loads(path.read_text(encoding="utf-8"))["jwk"] for path in (new, old)
    ]
    assert zeren("keys", "did-web", new, "--domain", "lamp.example", "--out", out).code == 2


def test_a_private_key_is_no_public_file_nor_is_a_changed_one(tmp_path: Path) -> None:
    zeren("keys", "new", tmp_path / "a.key", "--no-passphrase")
    (tmp_path / "b.pub").write_bytes((tmp_path / "a.key").read_bytes())
    changed = json.loads((tmp_path / "a.pub").read_text(encoding="utf-8"))
    (tmp_path / "c.pub").write_text(json.dumps({**changed, "thumbprint": "x"}))

    for name in ("b.pub", "c.pub"):
        ran = zeren("keys", "show", tmp_path / name)
        assert ran.code == 1
        assert "This is no public key" in ran.err


@pytest.mark.parametrize(
    ("typed", "code", "said"),
    [
        (("three words here", "three words here"), 0, "identifier"),
        (("three words here", "three words hare"), 2, "The two passphrases differ"),
    ],
)
def test_a_passphrase_is_typed_twice_and_not_shown(
    tmp_path: Path, typed: tuple[str, str], code: int, said: str
) -> None:
    out = tmp_path / "a.key"
    main, other = pty.openpty()
    program = "from zeren.cli.main import run; run()"
    running = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, "keys", "new", out],
        stdin=other,
        stdout=other,
        stderr=other,
        start_new_session=True,
        env={**os.environ, "ZEREN_LANG": "en"},
    )
    os.close(other)

    screen = ""
    for question, words in zip(("8 characters): ", "Once more: "), typed, strict=True):
        while question not in screen:
            screen += os.read(main, 1000).decode()
        os.write(main, f"{words}\n".encode())
    while chunk := _read(main):
        screen += chunk
    assert running.wait() == code
    assert said in screen
    assert typed[0] not in screen
    assert out.exists() == (code == 0)


def _read(main: int) -> str:
    try:
        return os.read(main, 1000).decode()
    except OSError:  # the other end is closed
        return ""


@needs("openssl")
def test_openssl_opens_what_we_locked(tmp_path: Path, passphrase: str) -> None:
    zeren("keys", "new", tmp_path / "a.key")

    done = subprocess.run(  # noqa: S603
        [  # noqa: S607
            "openssl",
            "pkey",
            "-in",
            tmp_path / "a.key",
            "-passin",
            "env:ZEREN_PASSPHRASE",
            "-text",
            "-noout",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert passphrase
    assert "NIST CURVE: P-256" in done.stdout
