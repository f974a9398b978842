"""The worker as a process: several at once, killed in the middle, stopped, beside the server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from tests.tools import ROOT
from tests.web.serving import LONGEST, ZEREN, django, environment, run, wait_for


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("workers")
    assert run(folder, "worker", "--until-empty").returncode == 0
    return folder


@contextmanager
def started(home: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    environ = environment(home, PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}")
    process = subprocess.Popen(  # noqa: S603 - our own command
        (*ZEREN, *(words or ("worker",))),
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate(timeout=LONGEST)


def hand_in(home: Path, lines: Path, count: int, seconds: float) -> None:
    django(
        home,
        "from tests.web.background.made_jobs import note_line\n"
        f"for number in range({count}):\n"
        f"    note_line.enqueue({str(lines)!r}, str(number), {seconds})",
    )


def until(true: Callable[[], Any]) -> None:
    end = time.monotonic() + LONGEST
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.1)


def read(lines: Path) -> list[str]:
    return lines.read_text().splitlines() if lines.exists() else []


def test_several_workers_never_take_one_job_twice(home: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    hand_in(home, lines, 60, 0.02)

    with started(home), started(home), started(home):
        until(lambda: len([one for one in read(lines) if one.startswith("end")]) >= 60)

    counted = Counter(read(lines))
    assert len(counted) == 120
    assert set(counted.values()) == {1}


def test_what_a_killed_worker_had_in_hand_another_takes_over(home: Path, tmp_path: Path) -> None:
    lines = tmp_path / "lines"
    hand_in(home, lines, 2, 3.0)
    with started(home) as first:
        until(lambda: read(lines))
        first.kill()
        first.wait(timeout=LONGEST)
    assert not any(one.startswith("end") for one in read(lines))
    django(  # the minute of silence is over
        home,
        "from datetime import timedelta; from django.utils import timezone\n"
        "from zeren_web.records.models import Lease\n"
        "Lease.objects.exclude(worker='').update(beat=timezone.now() - timedelta(seconds=61))",
    )

    with started(home):
        until(lambda: sum(one.startswith("end") for one in read(lines)) == 2)
        states = django(
            home,
            "from django_tasks_db.models import DBTaskResult as Job\n"
            "import time\n"
            "for _ in range(60):\n"
            "    if not Job.objects.filter(status='RUNNING').exists(): break\n"
            "    time.sleep(0.5)\n"
            "print(sorted((one.status, len(one.worker_ids)) for one in"
            " Job.objects.order_by('-enqueued_at')[:2]))",
        )

    counted = Counter(read(lines))
    assert sorted(counted.values()) == [1, 1, 1, 2]  # one was begun twice, both ended once
    assert states.count("SUCCESSFUL") == 2
    assert "2)" in states


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_ends_the_job_in_hand_and_says_so(
    home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    lines = tmp_path / "lines"
    hand_in(home, lines, 2, 1.5)

    with started(home) as worker:
        until(lambda: read(lines))
        worker.send_signal(number)
        said, _ = worker.communicate(timeout=LONGEST)

    assert worker.returncode == 0
    assert len(read(lines)) == 2  # the other job waits
    assert "Doing what waits in the background" in said
    assert re.search(r"done: note a line \(\d+\.\d s\)", said)
    assert said.endswith("Stopped.\n")
    assert "Traceback" not in said
    run(home, "worker", "--until-empty", PYTHONPATH=f"{ROOT / 'src'}{os.pathsep}{ROOT}")
    assert len(read(lines)) == 4


def workers_of(parent: int) -> list[int]:
    """Of its children those that lead a session; the ones that answer pages do not."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            stat = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(stat[1]) == parent and stat[3] == path.parent.name:
            found.append(int(path.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_the_server_keeps_one_worker_beside_it(home: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(home, "serve", "--port", str(port)) as server:
        wait_for(port)
        until(lambda: len(workers_of(server.pid)) == 1)
        [first] = workers_of(server.pid)

        os.kill(first, signal.SIGKILL)

        until(lambda: workers_of(server.pid) not in ([], [first]))
        [second] = workers_of(server.pid)
        server.terminate()
        server.wait(timeout=LONGEST)
        assert not Path(f"/proc/{second}").exists()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for processes in /proc")
def test_nothing_outlives_a_server_that_is_killed(home: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with started(home, "serve", "--port", str(port)) as server:
        until(lambda: workers_of(server.pid))
        [worker] = workers_of(server.pid)
        server.kill()
        server.communicate(timeout=LONGEST)  # nobody else holds what it said

        until(lambda: not Path(f"/proc/{worker}").exists())
    with socket.socket() as again:  # and its port is free
        again.bind(("127.0.0.1", port))
