"""A file sent up is judged as `zeren verify` judges it, and nothing of it stays."""

from __future__ import annotations

import json
import logging
import tempfile
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.core.cli.command import zeren
from tests.web.made_year import PASSPHRASE, keeper

from zeren.declare.package import Package
from zeren.files.bundle import write_bundle
from zeren.files.envelope import package_in
from zeren_web.records.models import Cycle, Declaration
from zeren_web.records.read.handed_out import attached
from zeren_web.records.write.association_keys import open_keys
from zeren_web.records.write.confirming import ask_identity, sign_waiting
from zeren_web.records.write.withdrawals import take_back, withdraw_declaration


@pytest.fixture
def declared(released: Cycle) -> Declaration:  # noqa: ARG001 - it comes first
    """A declaration whose key the association confirmed."""
    row: Declaration = Declaration.objects.with_scopes_disabled().get()
    until = timezone.localdate() + timedelta(days=300)
    ask_identity(row, how="执照原件", registered=date(2015, 6, 1), until=until, by=keeper())
    sign_waiting(open_keys(PASSPHRASE), by=keeper())
    return row


def sent(content: bytes, name: str = "declaration.zeren") -> str:
    reply = Client().post("/verify/?lang=en", {"file": SimpleUploadedFile(name, content)})
    assert reply.status_code == 200
    assert "no-store" in reply["Cache-Control"]
    return reply.content.decode()


def test_green_for_what_the_association_confirms(declared: Declaration) -> None:
    words = sent(write_bundle(attached(declared)))

    assert "Green: it holds" in words
    assert "This holds: " in words
    assert "测试工厂1" in words


def test_the_page_says_what_the_command_says(declared: Declaration, tmp_path: Path) -> None:
    file, trust = tmp_path / "declaration.zeren", tmp_path / "association.pub"
    file.write_bytes(write_bundle(attached(declared)))
    trust.write_bytes(Client().get("/association.pub").content)

    said = json.loads(zeren("verify", file, "--trust", trust, "--json").out)

    words = sent(file.read_bytes()).replace("&#x27;", "'").replace("&quot;", '"')
    assert said["sentence"]["en"] in words
    for step in said["steps"]:
        assert step["words"]["en"] in words


def test_amber_where_nobody_confirms_the_key(released: Cycle) -> None:  # noqa: ARG001
    row = Declaration.objects.with_scopes_disabled().get()

    assert "Amber: it cannot be told yet" in sent(write_bundle(attached(row)))


def test_red_for_what_was_changed(declared: Declaration) -> None:
    members = dict(attached(declared).members)
    members["statement.json"] = members["statement.json"].replace(b"100", b"900")

    assert "Red: do not rely on it" in sent(write_bundle(Package(members)))


def test_red_for_what_was_withdrawn_here_though_an_old_copy_tells_nothing_of_it(
    declared: Declaration,
) -> None:
    before = write_bundle(attached(declared))
    withdraw_declaration(declared, "own-request", by=keeper())

    at_once = sent(before)
    take_back(open_keys(PASSPHRASE), by=keeper())
    later = sent(before)

    for words in (at_once, later):
        assert "Red: do not rely on it" in words
    assert "at the company" in at_once


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4 nothing", b"PK\x03\x04", b"hello", b"eyJ" + b"A" * 9])  # fmt: skip
def test_what_is_no_declaration_is_red_with_a_remedy(db: None, content: bytes) -> None:  # noqa: ARG001
    words = sent(content, "a <b>.pdf")

    assert "Red: do not rely on it" in words
    assert "<b>" not in words


def test_without_a_file_it_says_what_to_choose(db: None) -> None:  # noqa: ARG001
    words = Client().post("/verify/?lang=en", {}).content.decode()

    assert "No file came in" in words


def test_a_file_that_is_too_large_is_refused_before_it_is_read(db: None) -> None:  # noqa: ARG001
    reply = Client().post(
        "/verify/?lang=en",
        b"x",
        content_type="multipart/form-data; boundary=b",
        CONTENT_LENGTH="99000000",
    )

    assert "No file came in" in reply.content.decode()


def test_nothing_of_a_file_stays_not_even_its_name(
    declared: Declaration, home: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = (
        write_bundle(attached(declared)) + b"\0" * 3_000_000
    )  # over what Django keeps in memory
    before = _files(home), _files(Path(tempfile.gettempdir()), "*.upload*")

    with caplog.at_level(logging.DEBUG):
        sent(content, "a-secret-name.pdf")

    assert (_files(home), _files(Path(tempfile.gettempdir()), "*.upload*")) == before
    assert "a-secret-name" not in caplog.text


def _files(folder: Path, like: str = "*") -> set[str]:
    found = folder.rglob(like) if like == "*" else folder.glob(like)
    return {str(path) for path in found if "sqlite" not in path.name}


def test_the_offline_page_comes_with_a_policy_for_its_one_script(released: Cycle) -> None:  # noqa: ARG001
    reply = Client().get("/verify/verify.html")

    policy = reply["Content-Security-Policy"]
    script = reply.content.decode().split("<script>")[1].split("</script>")[0]
    from base64 import b64encode

    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in policy
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    assert "The association" in reply.content.decode()  # it trusts this association from the start


def test_other_pages_keep_the_strict_policy(released: Cycle) -> None:  # noqa: ARG001
    policy = Client().get("/verify/")["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "sha256" not in policy


def test_a_scanned_code_says_that_it_proves_nothing(db: None) -> None:  # noqa: ARG001
    words = Client().get("/verify/?sha256=abc<script>&lang=en").content.decode()

    assert "proves nothing by itself" in words
    assert "<script>&" not in words


def test_too_many_files_in_a_minute_are_turned_away(db: None) -> None:  # noqa: ARG001
    client = Client(REMOTE_ADDR="203.0.113.77")
    codes = {
        client.post("/verify/", {"file": SimpleUploadedFile("a", b"x")}).status_code
        for _ in range(31)
    }

    assert codes == {200, 429}


def test_what_is_downloaded_here_holds_elsewhere(declared: Declaration) -> None:
    path = f"/companies/works-1/declarations/{declared.entry}/declaration.en.pdf"

    assert "Green: it holds" in sent(Client().get(path).content, "declaration.en.pdf")
    assert package_in(Client().get(path).content, file="a.pdf").members["proof.json"]
