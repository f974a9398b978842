"""The worker beside the web server: started with it, restarted where it dies, stopped with it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from threading import Event, Thread
from typing import Final, Literal

from django.db import connections

_PATIENCE: Final = 30.0  # seconds for the job in hand
_LONGEST_PAUSE: Final = 60.0
_HEALTHY: Final = 60.0  # seconds after which a death is no longer part of a row of deaths


@contextmanager
def worker_beside(work: Callable[[], None]) -> Iterator[None]:
    """Keep one worker running. It has a session of its own, so that Ctrl+C reaches the server alone.

    The first is forked while there is no thread and no connection yet, and so need not load everything
    again; those that take the place of a dead one begin from nothing.
    """
    over, first = Event(), _start(work, "fork")
    thread = Thread(target=_keep_running, args=(over, work, first), name="worker", daemon=True)
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


def _start(work: Callable[[], None], how: Literal["fork", "spawn"]) -> BaseProcess:
    connections.close_all()
    of = get_context("fork") if how == "fork" else get_context("spawn")
    process = of.Process(target=_in_a_session_of_its_own, args=(work,))
    process.start()
    return process


def _in_a_session_of_its_own(work: Callable[[], None]) -> None:
    os.setsid()
    work()


def _keep_running(over: Event, work: Callable[[], None], worker: BaseProcess) -> None:
    pause, began = 1.0, time.monotonic()
    while True:
        while worker.is_alive() and not over.wait(0.5):
            pass
        if worker.is_alive():
            _stop(worker)
            return
        pause = 1.0 if time.monotonic() - began > _HEALTHY else min(pause * 2, _LONGEST_PAUSE)
        if over.wait(pause):
            return
        worker, began = _start(work, "spawn"), time.monotonic()


def _stop(worker: BaseProcess) -> None:
    """After the job in hand; where that takes too long its lease runs out and another takes over."""
    worker.terminate()
    worker.join(_PATIENCE)
    if worker.is_alive():
        worker.kill()
        worker.join()
