"""Killed, full, closed, or written by several at once: a register is old or new, and never forks."""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from tests.core.declare.register.made import digest
from tests.core.files.made_register import DAY, MOMENT, Desk, make_desk, ready_for_release, together
from tests.tools import ROOT, points, takes_a_minute

from zeren.files.register_folder.staff import publish


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path)


@dataclass
class Worker:
    """A process that enters batches and meets faults (`register_worker.py`)."""

    process: subprocess.Popen[str]

    def run(self, desk: Desk, *batches: tuple[int, int], **more: object) -> list[dict[str, Any]]:
        order = {
            "folder": str(desk.register.folder),
            "key": str(desk.signer.path),
            "batches": batches,
            **more,
        }
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: list[dict[str, Any]] = json.loads(self.process.stdout.readline())
        return answer


@pytest.fixture(scope="module")
def worker() -> Iterator[Worker]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.core.files.register_worker"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        yield Worker(process)


def acked(answer: list[dict[str, Any]]) -> int:
    return max((one["acked"] for one in answer if "acked" in one), default=0)


def calls(answer: list[dict[str, Any]]) -> int:
    return int(next(one["calls"] for one in answer if "calls" in one))


def old_or_new(desk: Desk, answer: list[dict[str, Any]], *sizes: int) -> int:
    """The register is sound, has one of these sizes, and holds what was acknowledged."""
    found = desk.audit()
    assert found.is_sound, found.problems
    assert found.size in sizes
    assert found.size >= acked(answer)
    assert [entry.hash for entry in found.standing.entries] == [
        digest(number) for number in range(found.size)
    ]
    return found.size


def test_killed_at_any_step_of_a_write_it_is_old_or_new(worker: Worker, tmp_path: Path) -> None:
    """254 to 258: a whole tile, a whole bundle and the level above them are born in this write."""
    counting = make_desk(tmp_path / "counting")
    counting.enter(*range(254))
    steps = calls(worker.run(counting, (254, 258)))
    assert steps > 30

    seen = set()
    for step in points(steps, every=6):
        desk = make_desk(tmp_path / f"{step}")
        desk.enter(*range(254))
        before = desk.note

        answer = worker.run(desk, (254, 258), at=step)

        assert not any("calls" in one for one in answer)
        seen.add(old_or_new(desk, answer, 254, 258))
        assert desk.audit(before).is_sound
        assert desk.enter(*range(254, 259)) == 259
        assert desk.audit(before).problems == []
    assert seen == {254, 258}


def random_kills(worker: Worker, desk: Desk, times: int) -> None:
    """Kill at random moments of a run of batches; go on with what is there."""
    chance = random.Random(17)  # noqa: S311 - not a secret
    size, before, interrupted = 0, desk.note, 0
    ends: set[int] = set()  # of batches; one that a run was killed in is finished by a later run
    for _ in range(times):
        cuts = sorted({size, *(size + chance.randrange(1, 40) for _ in range(3))})
        batches = tuple(pairwise(cuts))

        answer = worker.run(desk, *batches, delay=chance.uniform(0.001, 0.12))

        interrupted += not any("calls" in one for one in answer)
        ends.update(cuts)
        size = old_or_new(desk, answer, *ends)
        assert desk.audit(before).is_sound
        before = desk.note
    assert interrupted > times / 4
    desk.enter(size, size + 1)
    assert desk.audit(before).problems == []


def test_killed_at_random_moments_it_is_old_or_new(worker: Worker, desk: Desk) -> None:
    random_kills(worker, desk, 25)


@takes_a_minute()
def test_killed_at_five_hundred_random_moments_it_is_old_or_new(worker: Worker, desk: Desk) -> None:
    random_kills(worker, desk, 500)


@pytest.mark.parametrize(
    ("fault", "code"), [("ENOSPC", "full"), ("EROFS", "closed"), ("EIO", "failed")]
)
def test_a_disk_that_fails_at_any_step_says_so_and_nothing_is_lost(
    worker: Worker, tmp_path: Path, fault: str, code: str
) -> None:
    counting = make_desk(tmp_path / "counting")
    counting.enter(*range(254))
    steps = calls(worker.run(counting, (254, 258)))
    ends = set()
    for step in points(steps, every=8 if fault == "ENOSPC" else 16):
        desk = make_desk(tmp_path / f"{step}")
        desk.enter(*range(254))

        answer = worker.run(desk, (254, 258), at=step, what=fault)

        size = old_or_new(desk, answer, 254, 258)
        if acked(answer):
            continue
        told = next(one["refused"] for one in answer if "refused" in one)
        assert [problem["code"] for problem in told] == [f"register-disk-{code}"]
        ends.add(finished_later := "is signed already" in told[0]["what"]["en"])
        assert finished_later or not desk.register.journal.exists()
        assert finished_later or size == 254
        assert desk.enter(258) == (
            259 if desk.register.journal.exists() or size == 258 or finished_later else 255
        )
        assert desk.audit().problems == []
    assert ends == {False, True}


def test_several_writers_wait_for_each_other(desk: Desk) -> None:
    program = (
        "import sys; from tests.core.files.register_worker import run; import os;"
        "run({'folder': sys.argv[1], 'key': sys.argv[2], 'batches':"
        " [(int(sys.argv[3]) * 100 + n, int(sys.argv[3]) * 100 + n + 1) for n in range(5)]}, 1)"
    )
    together(6, program, desk)

    found = desk.audit()
    assert found.problems == []
    assert found.size == 30
    assert {entry.hash for entry in found.standing.entries} == {
        digest(writer * 100 + number) for writer in range(6) for number in range(5)
    }


def test_of_many_releases_at_once_one_happens(desk: Desk) -> None:
    ready_for_release(desk, *range(5))
    program = (
        "import sys; from tests.core.files.register_worker import run;"
        "run({'folder': sys.argv[1], 'key': sys.argv[2], 'batches': [], 'release': 'r' + sys.argv[3]}, 1)"
    )

    told = together(12, program, desk)

    assert sum('"acked"' in words for words in told) == 1
    assert sum("release-nothing" in words for words in told) == 11
    assert desk.audit().size == 6
    assert len(list(desk.register.releases.iterdir())) == 1


def test_a_release_that_is_killed_at_any_step_happens_wholly_or_not(
    worker: Worker, tmp_path: Path
) -> None:
    counting = make_desk(tmp_path / "counting")
    ready_for_release(counting, 0, 1)
    steps = calls(worker.run(counting, release="2026"))
    for step in points(steps, every=6):
        desk = make_desk(tmp_path / f"{step}")
        ready_for_release(desk, 0, 1)

        worker.run(desk, at=step, release="2026")

        assert desk.audit().is_sound
        assert desk.audit().size in (0, 3)
        assert desk.enter(5) in (1, 4)
        if desk.audit().size == 1:
            publish(desk.register, desk.signer, name="2026", now=MOMENT, on=DAY)
        assert desk.audit().problems == []
        assert desk.audit().size == 4
        assert desk.register.preparation().waiting == ()
        assert (desk.register.releases / "2026.json").exists()
