"""The web from the command line: a demonstration, a server, and settings fit for the open network."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

ZEREN = (sys.executable, "-c", "from zeren.cli.main import run; run()")
_LONGEST = 60.0


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZEREN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "ZEREN_HOME": str(home), "ZEREN_LANG": "en", **more}


def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        (*ZEREN, *words),
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the demonstration in it."""
    folder = tmp_path_factory.mktemp("home")
    done = run(folder, "demo")
    assert done.returncode == 0, done.stderr
    assert "60 fictitious companies" in done.stdout
    return folder


@pytest.fixture(scope="module")
def port(home: Path) -> Iterator[int]:
    """A server that answers, on a port of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    server = subprocess.Popen(  # noqa: S603 - our own command
        (*ZEREN, "serve", "--port", str(number)),
        env=environment(home, ZEREN_DEMO="1"),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(number)
        yield number
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        try:
            if get(port, "/healthz")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("the server did not answer")


def get(port: int, path: str) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request("GET", path)
    reply = connection.getresponse()
    words = reply.read().decode()
    connection.close()
    return reply.status, {name.lower(): value for name, value in reply.getheaders()}, words


def test_the_first_page_allows_no_inline_script_and_every_file_of_it_is_there(port: int) -> None:
    status, headers, words = get(port, "/?lang=en")

    assert status == 200
    assert "script-src 'self'" in headers["content-security-policy"]
    assert "unsafe-inline" not in headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]* src=)|\son\w+=|\sstyle=", words)
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', words)
    assert files
    assert [get(port, file)[0] for file in files] == [200] * len(files)


def test_a_second_demonstration_changes_nothing(home: Path) -> None:
    again = run(home, "demo")

    assert again.returncode == 0
    assert "there already" in again.stdout


def test_the_key_that_signs_cookies_is_its_owners_alone(home: Path) -> None:
    assert (home / "secret-key").stat().st_mode & 0o077 == 0


def test_settings_for_the_open_network_pass_djangos_own_check(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "django", "check", "--deploy", "--fail-level", "WARNING"),
        env=environment(
            tmp_path,
            ZEREN_URL="https://csr.example.org",
            DJANGO_SETTINGS_MODULE="zeren_web.config.settings",
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )

    assert done.returncode == 0, done.stderr


def test_no_table_waits_for_a_migration(tmp_path: Path) -> None:
    done = subprocess.run(
        (sys.executable, "-m", "django", "makemigrations", "--check", "--dry-run"),
        env=environment(tmp_path, DJANGO_SETTINGS_MODULE="zeren_web.config.settings"),
        capture_output=True,
        text=True,
        check=False,
        timeout=_LONGEST,
    )

    assert done.returncode == 0, done.stdout + done.stderr
