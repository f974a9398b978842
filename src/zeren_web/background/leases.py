"""A job in one worker's hand: taken once, kept by signs of life, let go with a result, or lost.

Taking is django-tasks-db's (SKIP LOCKED on PostgreSQL, one writer on SQLite). What it leaves open is a
worker that dies in the middle: its job would stay “running” for ever. So each job in hand has a row with
the worker's last sign of life, by the database's clock. After `SILENCE` anybody may hand the job out again,
and whoever comes back late finds that the lease is another's and leaves no result.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any

from django.db import DatabaseError, connection, transaction
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from zeren.problems import Refused
from zeren.text import Text
from zeren_web.background.jobs import BEAT, PAUSES, SILENCE, TRIES, name_of
from zeren_web.records.models import Lease

_SILENT = Text(
    "做这件事的进程 {tries} 次都在中途没了声音，不再试。请看内存够不够，再重新交办。",
    "{tries} times the worker that did this fell silent in the middle; it is not tried again. See whether there is enough memory, then ask for it anew.",
)
_FAILED = Text(
    "试了 {tries} 次都没有做成（{fault}），不再试。请看服务器的邮件和网络设置，再重新交办。",
    "Tried {tries} times without success ({fault}); it is not tried again. See the server's mail and network settings, then ask for it anew.",
)
_AGAIN = Text(
    "没有做成（{fault}），过一会儿再试。", "Without success ({fault}); tried again later."
)
_LONGEST = 400


class GivenUp(Exception):  # noqa: N818 - it names what happened to the job
    """Stands in the job's record where no exception ended it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A job in the hand of `worker`, for the so-manieth time."""

    job: DBTaskResult[Any, Any]
    worker: str
    tries: int

    @property
    def called(self) -> Text:
        return name_of(self.job.task_path)


def take(worker: str) -> Held | None:
    """The next job that waits, if there is one; nobody else gets it."""
    if not DBTaskResult.objects.ready().exists():  # without a lock: most looks find nothing
        return None
    with transaction.atomic():
        job = DBTaskResult.objects.ready().get_locked()
        if job is None:
            return None
        job.claim(worker)
        Lease.objects.get_or_create(job=job, defaults={"beat": Now()})
        mine = Lease.objects.filter(job=job)
        mine.update(worker=worker, beat=Now(), tries=F("tries") + 1)
        return Held(job, worker, mine.values_list("tries", flat=True).get())


def beat(held: Held) -> bool:
    """Give a sign of life; false where the lease is no longer ours."""
    return bool(_lease(held).update(beat=Now()))


@contextmanager
def beating(held: Held, *, every: float = BEAT) -> Iterator[None]:
    """Signs of life from a thread beside the job; a short job needs none, and opens no connection."""
    over = Event()

    def signs() -> None:
        while not over.wait(every):
            try:
                beat(held)
            except DatabaseError:
                connection.close()  # the next one may get through
        connection.close()

    thread = Thread(target=signs, name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def finish(held: Held, value: object) -> bool:
    """Write the result down; false where the job was lost to another worker, whose result counts."""
    with transaction.atomic():
        if not _let_go(held):
            return False
        held.job.set_successful(value)
    _tell(held.job)
    return True


def fail(held: Held, fault: Exception) -> Text | None:
    """Try again later or give up; the word for it, or nothing where the job is another's by now.

    What a person has to mend (`Refused`) is not tried again.
    """
    last = isinstance(fault, Refused) or held.tries >= TRIES
    word = _word(fault, held.tries, last=last)
    with transaction.atomic():
        if not _let_go(held, word):
            return None
        if last:
            held.job.set_failed(fault)
        else:
            _wait_again(held.job, pause=True, tries=held.tries)
    if last:
        _tell(held.job)
    return word


def give_back(held: Held) -> None:
    """The worker has to stop in the middle: whoever is free may have the job now."""
    with transaction.atomic():
        if _let_go(held):
            _wait_again(held.job)


def requeue_silent() -> list[tuple[Text, bool]]:
    """Hand out anew what no worker gave a sign of for `SILENCE`; each with whether it was given up."""
    found = []
    with transaction.atomic():
        for job in _silent().select_for_update(skip_locked=True, of=("self",)):
            lease, _ = Lease.objects.get_or_create(job=job, defaults={"beat": Now(), "tries": 1})
            word = _SILENT.format(tries=lease.tries) if lease.tries >= TRIES else None
            Lease.objects.filter(job=job).update(worker="", **_columns(word))
            if word:
                job.set_failed(GivenUp(word.en))
            else:
                _wait_again(job)
            found.append((job, word is not None))
    for job, given_up in found:
        if given_up:
            _tell(job)
    return [(name_of(job.task_path), given_up) for job, given_up in found]


def _silent() -> QuerySet[DBTaskResult[Any, Any]]:
    """Running, without a sign; also those whose worker died before it had written its lease."""
    sign = Coalesce(F("lease__beat"), F("started_at"))
    late = DBTaskResult.objects.running().alias(sign=sign).filter(sign__lt=Now() - SILENCE)
    return late.order_by("pk")


def _lease(held: Held) -> QuerySet[Lease]:
    return Lease.objects.filter(Q(job=held.job, worker=held.worker, tries=held.tries))


def _let_go(held: Held, word: Text | None = None) -> bool:
    return bool(_lease(held).update(worker="", **_columns(word)))


def _wait_again(job: DBTaskResult[Any, Any], *, pause: bool = False, tries: int = 0) -> None:
    DBTaskResult.objects.filter(pk=job.pk).update(
        status=TaskResultStatus.READY,
        run_after=timezone.now() + PAUSES[tries - 1] if pause else job.run_after,
    )


def _columns(word: Text | None) -> dict[str, str]:
    if word is None:
        return {"word_zh": "", "word_en": ""}
    return {"word_zh": word.zh[:_LONGEST], "word_en": word.en[:_LONGEST]}


def _word(fault: Exception, tries: int, *, last: bool) -> Text:
    if isinstance(fault, Refused):
        problem = fault.problems[0]
        return Text(problem.words("zh"), problem.words("en"))
    words = _FAILED if last else _AGAIN
    return words.format(tries=tries, fault=type(fault).__name__)


def _tell(job: DBTaskResult[Any, Any]) -> None:
    """Who waits for the end of a job hears of it, as with django-tasks' own worker."""
    try:
        task = job.task
    except ImportError:  # a job of another version of this program
        return
    task_finished.send(sender=type(task.get_backend()), task_result=job.task_result)
