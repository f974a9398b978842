"""The worker: takes a job, does it, takes the next; says on the screen what it does."""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from datetime import timedelta
from secrets import token_hex
from threading import Event
from types import FrameType
from typing import Any, Final, cast

from django.core.management import call_command
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.utils import timezone
from django_tasks.base import TaskContext, TaskResult
from django_tasks.utils import normalize_json
from django_tasks_db.models import DBTaskResult

from zeren.text import Text
from zeren_web.background.jobs import TRIES
from zeren_web.background.leases import Held, beating, fail, finish, give_back, requeue_silent, take
from zeren_web.background.outputs import clear_outputs

Say = Callable[[Text], None]
LOOK: Final = 1.0  # seconds between two looks for work
_LOOK_FOR_SILENT: Final = 10.0
_TIDY: Final = 3600.0
_KEEP: Final = timedelta(days=30)  # what was done stays known so long
_AWAY: Final = 5.0  # seconds until the database is tried again


class Stop:
    """Asked to stop by a signal, or because the process that started this one is gone."""

    def __init__(self, *, parent: int | None = None) -> None:
        self._asked = Event()
        self._parent = parent

    def listen(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._heard)

    def _heard(self, number: int, _frame: FrameType | None) -> None:
        if self._asked.is_set():  # a second time: not after the job in hand, but now
            raise SystemExit(128 + number)
        self._asked.set()

    def is_asked(self) -> bool:
        return self._asked.is_set() or self._parent not in {None, os.getppid()}

    def wait(self, seconds: float) -> None:
        self._asked.wait(seconds)


def work(say: Say, stop: Stop, *, until_empty: bool = False) -> None:
    """Do what waits until asked to stop (or, where wished, until nothing waits)."""
    worker = f"{socket.gethostname()[:40]}-{os.getpid()}-{token_hex(4)}"
    next_look, next_tidy = 0.0, 0.0
    while not stop.is_asked():
        close_old_connections()
        try:
            if time.monotonic() >= next_look:
                _hand_out_anew(say)
                next_look = time.monotonic() + _LOOK_FOR_SILENT
            if time.monotonic() >= next_tidy:
                _tidy()
                next_tidy = time.monotonic() + _TIDY
            held = take(worker)
            if held is not None:
                do(held, say)
                continue
        except (OperationalError, InterfaceError) as fault:
            connection.close()
            say(_AWAY_NOW.format(fault=type(fault).__name__))
            stop.wait(_AWAY)
            continue
        if until_empty:
            return
        stop.wait(LOOK)


def do(held: Held, say: Say) -> None:
    """One job, wherever it ends: done, to be tried again, given up, or lost to another worker."""
    began = time.monotonic()
    try:
        with beating(held):
            value = _done(held)
    except Exception as fault:  # noqa: BLE001 - whatever a job meets ends there, not here
        word = fail(held, fault)
        say(_NOT_DONE.format(what=held.called, word=word, tries=held.tries, of=TRIES) if word else _LOST.format(what=held.called))  # fmt: skip
    except BaseException:
        give_back(held)
        raise
    else:
        words = _DONE if finish(held, value) else _LOST
        say(words.format(what=held.called, seconds=f"{time.monotonic() - began:.1f}"))


def _done(held: Held) -> object:
    task, result = held.job.task, cast("TaskResult[Any]", held.job.task_result)
    given = (TaskContext(task_result=result),) if task.takes_context else ()
    return normalize_json(task.call(*given, *result.args, **result.kwargs))


def _hand_out_anew(say: Say) -> None:
    for called, given_up in requeue_silent():
        say((_GIVEN_UP if given_up else _ANEW).format(what=called))


def _tidy() -> None:
    """Every hour: sessions that ended, files that no letter needs, and what was done long ago."""
    call_command("clearsessions")
    clear_outputs()
    old = timezone.now() - _KEEP
    (DBTaskResult.objects.successful() | DBTaskResult.objects.failed()).filter(
        finished_at__lt=old
    ).delete()


_DONE = Text("做完：{what}（{seconds} 秒）", "done: {what} ({seconds} s)")
_NOT_DONE = Text(
    "没有做成：{what}（第 {tries} 次，共 {of} 次）。{word}",
    "not done: {what} (try {tries} of {of}). {word}",
)
_LOST = Text(
    "{what}：别的进程已经接手，这里的结果不算。",
    "{what}: another worker took over; what was done here does not count.",
)
_ANEW = Text(
    "{what}：做它的进程没了声音，重新交办。",
    "{what}: its worker fell silent; it is handed out anew.",
)
_GIVEN_UP = Text(
    "{what}：三次都没了声音，不再试。", "{what}: its workers fell silent three times; given up."
)
_AWAY_NOW = Text(
    "数据库读不到（{fault}），5 秒后再试。",
    "The database cannot be reached ({fault}); tried again in 5 s.",
)
