"""What was acknowledged is there: after kills, on a full disk, and where twenty people save at once."""

from __future__ import annotations

import os
import random
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from threading import Thread, Timer
from typing import Final

import pytest
from tests.tools import ROOT, takes_a_minute
from tests.web.databases import SERVER
from tests.web.faults.browser import Browser, sessions, versions
from tests.web.serving import LONGEST, ZEREN, environment, run, wait_for

EDITORS: Final = 20
ROUNDS: Final = 4


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saving")
    assert run(folder, "demo").returncode == 0
    return folder


class Lives:
    """A server that is killed and lives again (`saving_server.py`)."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            (sys.executable, "-m", "tests.web.faults.saving_server", str(self.port)),
            env=environment(
                home,
                DJANGO_SETTINGS_MODULE="zeren_web.config.settings",
                PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            ),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def again(self) -> int:
        """Its process id."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def end(self) -> None:
        self._process.communicate(timeout=LONGEST)


@pytest.fixture
def lives(home: Path) -> Iterator[Lives]:
    made = Lives(home)
    yield made
    made.end()


def save_surely(browser: Browser, path: str, words: str, base: int) -> int:
    """As the page does: again and again until it is acknowledged; the tries."""
    for tries in range(1, 2000):
        try:
            status, told = browser.save(path, words, base=base)
        except (OSError, HTTPException):
            time.sleep(0.003)
            continue
        assert (status, told["version"]) == (200, base + 1), told
        return tries
    pytest.fail("it was never acknowledged")


def random_kills(home: Path, lives: Lives, code: str, kills: int) -> None:
    """Each save is sent until it is acknowledged; however often the server was killed, it is there once."""
    chance = random.Random(6)  # noqa: S311 - not a secret
    path, [session] = sessions(home, 1)
    browser, before = Browser(lives.port, session), len(versions(home, code))
    base, interrupted, acknowledged = before, 0, list[tuple[int, str]]()
    for _ in range(kills):
        child = lives.again()
        save_surely(
            browser, f"{path}{code}/", f"{base + 1}", base
        )  # it answers: now within its saves
        base += 1
        acknowledged.append((base, str(base)))
        timer = Timer(chance.uniform(0.0, 0.06), os.kill, (child, signal.SIGKILL))
        timer.start()
        while timer.is_alive():
            try:
                status, told = browser.save(f"{path}{code}/", str(base + 1), base=base)
            except (OSError, HTTPException):
                interrupted += 1
                break
            assert (status, told["version"]) == (200, base + 1)
            base += 1
            acknowledged.append((base, str(base)))
        timer.join()
        browser.close()

    lives.again()
    save_surely(browser, f"{path}{code}/", str(base + 1), base)
    acknowledged.append((base + 1, str(base + 1)))
    browser.close()
    assert versions(home, code)[before:] == acknowledged
    assert interrupted > kills / 4


def test_killed_at_random_moments_what_was_acknowledged_is_there(home: Path, lives: Lives) -> None:
    random_kills(home, lives, "E1.2", 20)


@takes_a_minute()
def test_killed_at_two_hundred_random_moments_too(home: Path, lives: Lives) -> None:
    random_kills(home, lives, "E1.3", 200)


@pytest.mark.skipif(bool(SERVER), reason="the disk is PostgreSQL's own")
def test_a_full_disk_is_told_nothing_is_half_and_it_recovers(home: Path, lives: Lives) -> None:
    path, [session] = sessions(home, 1)
    child, browser = lives.again(), Browser(lives.port, session)
    base = len(versions(home, "E2.1"))
    save_surely(browser, path + "E2.1/", "x", base)
    base += 1
    log = home / "zeren.sqlite3-wal"
    everything = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
    resource.prlimit(child, resource.RLIMIT_FSIZE, (log.stat().st_size + 8192, everything[1]))

    status, told = 200, dict[str, object]()
    while status == 200:
        status, told = browser.save(path + "E2.1/", f"{base}" * 400, base=base)
        base += status == 200

    assert status == 507
    assert "磁盘写不进去了" in str(told["told"])
    status, page = browser.save_plainly(path + "E2.1/", "y" * 2000, base=base)
    assert status == 507
    assert "以前保存的都在" in page
    assert "Everything saved before is kept" in page
    assert "Traceback" not in page
    assert len(versions(home, "E2.1")) == base

    resource.prlimit(child, resource.RLIMIT_FSIZE, everything)
    assert browser.save(path + "E2.1/", "room again", base=base)[0] == 200
    browser.close()
    assert versions(home, "E2.1")[-1] == (base + 1, "room again")


def edit(
    browser: Browser, path: str, who: str, saved: list[tuple[int, str]], met: list[str]
) -> None:
    """Save in rounds, from what was last seen; whoever meets another's words goes on from those."""
    base = 0
    for number in range(ROUNDS):
        words = f"{who} {number}"
        while True:
            status, told = browser.save(path, words, base=base)
            assert status in {200, 409}, (status, told)
            base = told["version"]
            if status == 200:
                saved.append((base, words))
                break
            met.append(str(told["theirs"].get("words", "")))
    browser.close()


def test_twenty_editors_at_once_lose_nothing(home: Path) -> None:
    path, cookies = sessions(home, EDITORS)
    port, before = free_port(), versions(home, "E3.1")
    server = subprocess.Popen(  # noqa: S603 - our own command
        (*ZEREN, "serve", "--port", str(port)),
        env=environment(home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    saved, met = list[tuple[int, str]](), list[str]()
    try:
        wait_for(port)
        editors = [
            Thread(
                target=edit, args=(Browser(port, cookie), path + "E3.1/", f"e{number}", saved, met)
            )
            for number, cookie in enumerate(cookies)
        ]
        for one in editors:
            one.start()
        for one in editors:
            one.join(LONGEST * 2)
    finally:
        server.terminate()
        server.wait(timeout=LONGEST)

    assert len(saved) == EDITORS * ROUNDS
    assert versions(home, "E3.1") == before + sorted(saved)  # every acknowledged save is a version
    assert len(met) >= EDITORS - 1
    assert set(met) <= {
        words for _, words in before + saved
    }  # and every conflict showed real words
