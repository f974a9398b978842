"""What a job is: something that a worker does soon, so that nobody waits for it at a page.

    @job(Text("发信", "send a letter"))
    def send_letter(number: int) -> None: ...

    with transaction.atomic():
        letter = Letter.objects.create(...)
        send_letter.enqueue(letter.pk)

A job is handed in *inside* the transaction of what it is about: both are there afterwards, or neither.
It gets numbers and short words (JSON), reads the rest itself, and may be done twice: the second time it
must find the first one's result (a row's state, or `keep_output`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final, ParamSpec, TypeVar

from django_tasks import task
from django_tasks.base import Task

from zeren.text import Text

TRIES: Final = 3
SILENCE: Final = timedelta(seconds=60)  # then a worker that gives no sign has lost its job
BEAT: Final = 15.0  # seconds between two signs of life
PAUSES: Final = (timedelta(minutes=1), timedelta(minutes=5))  # before the second and the third try

P = ParamSpec("P")
T = TypeVar("T")
_CALLED: dict[str, Text] = {}


def job(called: Text) -> Callable[[Callable[P, T]], Task[P, T]]:
    """Make a function at the top of a module a job; `called` is what the screen says of it."""

    def made(function: Callable[P, T]) -> Task[P, T]:
        _CALLED[f"{function.__module__}.{function.__qualname__}"] = called
        return task(function)

    return made


def name_of(path: str) -> Text:
    """What people call the job at this path; a job that is no longer there keeps its path."""
    return _CALLED.get(path) or Text(path, path)
