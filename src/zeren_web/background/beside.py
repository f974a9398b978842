"""The worker beside the web server: started with it, restarted where it dies, stopped with it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Final

_COMMAND: Final = (sys.executable, "-c", "from zeren.cli.main import run; run()", "worker")
_PATIENCE: Final = 30.0  # seconds for the job in hand
_LONGEST_PAUSE: Final = 60.0
_HEALTHY: Final = 60.0  # seconds after which a death is no longer part of a row of deaths


@contextmanager
def worker_beside() -> Iterator[None]:
    """Keep one worker running. It has a session of its own, so that Ctrl+C reaches the server alone.

    The first is started before the server forks: a fork in the middle of it would keep its pipe open for
    ever, and whoever started it would wait for as long.
    """
    over = Event()
    thread = Thread(target=_keep_running, args=(over, _start()), name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def end_with(parent: int) -> None:
    """End this process once the one that started it is gone, though it was killed and said no word."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1.0)
        os._exit(1)

    Thread(target=watch, name="parent", daemon=True).start()


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(_COMMAND, start_new_session=True)  # noqa: S603 - our own command


def _keep_running(over: Event, worker: subprocess.Popen[bytes]) -> None:
    pause, began = 1.0, time.monotonic()
    while True:
        while worker.poll() is None and not over.wait(0.5):
            pass
        if worker.poll() is None:
            _stop(worker)
            return
        pause = 1.0 if time.monotonic() - began > _HEALTHY else min(pause * 2, _LONGEST_PAUSE)
        if over.wait(pause):
            return
        worker, began = _start(), time.monotonic()


def _stop(worker: subprocess.Popen[bytes]) -> None:
    """After the job in hand; where that takes too long its lease runs out and another takes over."""
    worker.terminate()
    try:
        worker.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
