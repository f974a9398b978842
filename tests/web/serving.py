"""The web as a whole process: its command line and its server."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest
from tests.tools import ROOT
from tests.web.databases import url_for

ZEREN = (sys.executable, "-c", "from zeren.cli.main import run; run()")
LONGEST = 60.0


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZEREN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    if "ZEREN_DATABASE_URL" not in more and (url := url_for(home)):
        kept["ZEREN_DATABASE_URL"] = url
    return {**kept, "ZEREN_HOME": str(home), "ZEREN_LANG": "en", **more}


def run(home: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own command
        (*ZEREN, *words),
        env=environment(home, **more),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )


def django(home: Path, program: str, **more: str) -> str:
    """What a few lines print that are run in a home, where Django is ready."""
    done = subprocess.run(  # noqa: S603 - our own lines
        (sys.executable, "-c", f"import django; django.setup()\n{program}"),
        env=environment(
            home,
            DJANGO_SETTINGS_MODULE="zeren_web.config.settings",
            PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **more,
        ),
        capture_output=True,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def wait_for(port: int) -> None:
    end = time.monotonic() + LONGEST
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
