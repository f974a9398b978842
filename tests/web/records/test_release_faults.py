"""Release day pressed by fifty at once, and killed at any step: it is old or new, and it is one."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT, points

OLD = {"released": False, "companies": 0, "certificates": [], "entries": [], "shown": None}
NEW = {
    "released": True,
    "companies": 3,
    "certificates": ["2026-0001", "2026-0002", "2026-0003"],
    "entries": [0, 1],
    "shown": 3,
}
RENEWED = {**NEW, "entries": [0, 1, 3], "shown": 4}


class Worker:
    """`release_worker.py`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def do(self, home: Path, what: str, **more: int) -> dict[str, Any]:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"home": str(home), "do": what, **more}) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        assert "fault" not in answer, answer["fault"]
        return answer

    def public(self, home: Path) -> dict[str, Any]:
        """What the public sees; on the way, that the register is sound and its pages are there."""
        found = self.do(home, "look")
        assert found["sound"]
        assert found["pages"] == (found["shown"] is not None)
        assert found["releases"] <= 1
        return {name: found[name] for name in OLD}


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ZEREN_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.records.release_worker"],
        cwd=ROOT,
        env={
            **kept,
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            "ZEREN_HOME": str(tmp_path_factory.mktemp("nobody")),
        },
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(process)


@pytest.fixture(scope="module")
def ready(worker: Worker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with everything before the last press; tests press in copies of it."""
    home = tmp_path_factory.mktemp("ready") / "home"
    worker.do(home, "prepare")
    return home


@pytest.fixture(scope="module")
def anew(worker: Worker, ready: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Released, and the first company declared once more."""
    home = copied(ready, tmp_path_factory.mktemp("anew") / "home")
    worker.do(home, "press")
    worker.do(home, "declare anew")
    return home


def copied(ready: Path, to: Path) -> Path:
    shutil.copytree(ready, to)
    return to


def test_fifty_presses_at_once_are_one_release(worker: Worker, ready: Path, tmp_path: Path) -> None:
    home = copied(ready, tmp_path / "home")

    told = worker.do(home, "press", times=50)["told"]

    assert told == ["known"] * 49 + ["new"]
    assert worker.public(home) == NEW


def test_killed_at_any_step_it_is_old_or_new_and_the_next_press_finishes_it(
    worker: Worker, ready: Path, tmp_path: Path
) -> None:
    counting = copied(ready, tmp_path / "counting")
    steps = worker.do(counting, "press", at=0)["steps"]
    assert worker.public(counting) == NEW
    assert steps > 60

    seen = []
    for step in points(steps, every=12):
        home = copied(ready, tmp_path / f"{step}")

        worker.do(home, "press", at=step)

        found = worker.public(home)
        assert found in (OLD, NEW), step
        seen.append(found)
        worker.do(home, "press")
        assert worker.public(home) == NEW
        shutil.rmtree(home)
    assert OLD in seen
    assert NEW in seen


def test_what_shows_the_register_next_finishes_an_interrupted_release_whole(
    worker: Worker, ready: Path, tmp_path: Path
) -> None:
    """Killed between the register and the database: a withdrawal must not show half of the release."""
    counting = copied(ready, tmp_path / "counting")
    steps = worker.do(counting, "press", at=0)["steps"]
    for step in range(steps, 0, -1):
        home = copied(ready, tmp_path / f"{step}")
        worker.do(home, "press", at=step)
        found = worker.do(home, "look")
        if found["register"] == 3 and not found["released"]:
            break
        shutil.rmtree(home)
    else:
        pytest.fail("no such step")

    worker.do(home, "withdraw")

    assert worker.public(home) == {**NEW, "shown": 4}


def test_twenty_managers_at_once_take_a_new_declaration_in_once(
    worker: Worker, anew: Path, tmp_path: Path
) -> None:
    home = copied(anew, tmp_path / "home")

    told = worker.do(home, "renew", times=20)["told"]

    assert told == ["done"] * 20
    assert worker.public(home) == RENEWED
    found = worker.do(home, "look")
    assert len(found["replaced"]) == 1
    assert found["noted"] == 1


def test_killed_at_any_step_the_old_declaration_stands_or_the_new_one(
    worker: Worker, anew: Path, tmp_path: Path
) -> None:
    counting = copied(anew, tmp_path / "counting")
    steps = worker.do(counting, "renew", at=0)["steps"]
    assert worker.public(counting) == RENEWED

    seen = []
    for step in points(steps, every=20):
        home = copied(anew, tmp_path / f"{step}")

        worker.do(home, "renew", at=step)

        found = worker.public(home)
        assert found in (NEW, RENEWED), step
        assert len(worker.do(home, "look")["replaced"]) == (found == RENEWED)
        seen.append(found)
        worker.do(home, "renew")
        assert worker.public(home) == RENEWED
        assert worker.do(home, "look")["noted"] == 1
        shutil.rmtree(home)
    assert NEW in seen
