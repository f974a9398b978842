"""Enters batches in a process of its own that is killed, or whose disk fails, at a chosen point.

Reads orders as JSON lines and answers each with one. A child is forked for each order, so that 500 of them
take no 500 starts of Python. Counted are the calls that change or open a file, the writes and the fsyncs.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.core.declare.register.made import declared

from zeren.files.register_folder.folder import Signer, open_register
from zeren.files.register_folder.staff import publish
from zeren.files.register_folder.writing import enter
from zeren.files.signatures import read_key
from zeren.problems import Refused

MOMENT = datetime(2026, 11, 22, 8, tzinfo=UTC)
_COUNTED = {"open", "os.rename", "os.remove", "os.mkdir"}


class Faults:
    """The n-th call meets a fault: the process is killed, or the system says no."""

    def __init__(self, at: int, what: str, near: str) -> None:
        self.at, self.what, self.near, self.count = at, what, near, 0

    def happen(self) -> None:
        self.count += 1
        if self.at and (self.count == self.at or (self.what != "kill" and self.count >= self.at)):
            if self.what == "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            number = getattr(errno, self.what)
            raise OSError(number, os.strerror(number), self.near)

    def watch(self) -> None:
        """Reading stays possible: a full disk can be read, and files can be taken away from it."""

        def hook(event: str, given: tuple[Any, ...]) -> None:
            if event not in _COUNTED or self.near not in str(given[0]):
                return
            is_reading = event == "open" and not given[2] & (os.O_WRONLY | os.O_CREAT)
            if not is_reading and not (self.what == "ENOSPC" and event == "os.remove"):
                self.happen()

        def counted(call: Callable[..., Any]) -> Callable[..., Any]:
            def counting(*given: Any) -> Any:  # noqa: ANN401 - as os has them
                self.happen()
                return call(*given)

            return counting

        os.write, os.fsync = counted(os.write), counted(os.fsync)
        sys.addaudithook(hook)


def run(order: dict[str, Any], told: int) -> None:
    """Enter the batches; tell each as soon as it is acknowledged."""
    key = Path(order["key"])
    say = os.write
    register = open_register(Path(order["folder"]))
    signer = Signer(read_key(key, None), key)
    faults = Faults(order.get("at", 0), order.get("what", "kill"), str(key.parent))
    faults.watch()
    try:
        for first, last in order["batches"]:
            batch = tuple(declared(number) for number in range(first, last))
            enter(register, signer, batch, now=MOMENT)
            say(told, json.dumps({"acked": last}).encode() + b"\n")
        if name := order.get("release"):
            written = publish(register, signer, name=name, now=MOMENT, on="2026-11-22")
            say(told, json.dumps({"acked": written.checkpoint.size}).encode() + b"\n")
    except Refused as refused:
        problems = [problem.as_json() for problem in refused.problems]
        say(told, json.dumps({"refused": problems}).encode() + b"\n")
    say(told, json.dumps({"calls": faults.count}).encode() + b"\n")


def in_a_child(order: dict[str, Any]) -> list[dict[str, Any]]:
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            run(order, writing)
        finally:
            os._exit(0)
    os.close(writing)
    if delay := order.get("delay"):
        time.sleep(delay)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading, "rb") as pipe:
        lines = pipe.read().splitlines()
    os.waitpid(child, 0)
    return [json.loads(line) for line in lines if line.endswith(b"}")]


if __name__ == "__main__":
    for line in sys.stdin:
        sys.stdout.write(f"{json.dumps(in_a_child(json.loads(line)))}\n")
        sys.stdout.flush()
