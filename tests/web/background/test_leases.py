"""A job is in one hand at a time, is tried three times, and leaves one result."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.web.background.made_jobs import err_first, note_line, refuse, return_a_set

from zeren.text import Text
from zeren_web.background.leases import beat, beating, finish, requeue_silent, take
from zeren_web.background.outputs import keep_output, read_output, stored_path
from zeren_web.background.worker import Stop, do, work
from zeren_web.records.models import Lease

pytestmark = pytest.mark.django_db(transaction=True)  # a worker closes its connection
MINUTE = timedelta(seconds=61)


@pytest.fixture(autouse=True)
def database_tasks(settings: LazySettings, tmp_path: Path) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    return tmp_path / "lines"


def the_job() -> DBTaskResult[Any, Any]:
    return DBTaskResult.objects.get()


def silent_for(pause: timedelta) -> None:
    Lease.objects.update(beat=timezone.now() - pause)
    DBTaskResult.objects.filter(started_at__isnull=False).update(started_at=timezone.now() - pause)


def at_once() -> None:
    """Let the pause before the next try be over."""
    DBTaskResult.objects.update(run_after=timezone.now())


def test_what_waits_is_done_and_told(lines: Path) -> None:
    told: list[Text] = []
    note_line.enqueue(str(lines), "one")

    work(told.append, Stop(), until_empty=True)

    assert lines.read_text().splitlines() == ["begin one", "end one"]
    assert the_job().status == TaskResultStatus.SUCCESSFUL
    assert read_output(the_job().return_value) == b"one"
    assert [words.en.partition(" (")[0] for words in told] == ["done: note a line"]
    assert [words.zh.partition("（")[0] for words in told] == ["做完：记一笔"]


def test_a_job_belongs_to_the_transaction_that_hands_it_in(lines: Path) -> None:
    with transaction.atomic():
        note_line.enqueue(str(lines), "one")
        transaction.set_rollback(True)

    assert take("a") is None


def test_a_job_is_in_one_hand(lines: Path) -> None:
    note_line.enqueue(str(lines), "one")

    first, second = take("a"), take("b")

    assert first
    assert (first.worker, first.tries, second) == ("a", 1, None)


def test_a_worker_that_gives_signs_of_life_keeps_its_job(lines: Path) -> None:
    note_line.enqueue(str(lines), "one")
    held = take("a")
    assert held
    silent_for(MINUTE)

    assert beat(held)

    assert requeue_silent() == []


def test_after_a_minute_of_silence_another_takes_over_and_the_late_one_leaves_nothing(
    lines: Path,
) -> None:
    note_line.enqueue(str(lines), "one")
    late = take("a")
    assert late
    silent_for(timedelta(seconds=50))
    assert requeue_silent() == []
    silent_for(MINUTE)

    assert requeue_silent() == [(Text("记一笔", "note a line"), False)]

    second = take("b")
    assert second
    assert second.tries == 2
    assert not beat(late)
    assert not finish(late, "from the late one")
    assert finish(second, "from the second")
    assert (the_job().return_value, the_job().status) == (
        "from the second",
        TaskResultStatus.SUCCESSFUL,
    )


def test_a_worker_that_dies_before_it_wrote_its_lease_loses_the_job_too(lines: Path) -> None:
    note_line.enqueue(str(lines), "one")
    the_job().claim("a")
    silent_for(MINUTE)

    assert len(requeue_silent()) == 1

    assert take("b")


def test_three_silences_are_the_end_and_it_says_so_in_both_languages(lines: Path) -> None:
    note_line.enqueue(str(lines), "one")
    for number in range(3):
        held = take("a")
        assert held
        assert held.tries == number + 1
        silent_for(MINUTE)
        assert [given_up for _, given_up in requeue_silent()] == [number == 2]

    assert the_job().status == TaskResultStatus.FAILED
    word = Lease.objects.get().word
    assert "3 次" in word.zh
    assert "3 times" in word.en
    assert take("b") is None


@pytest.mark.parametrize(("errors", "status"), [(2, "SUCCESSFUL"), (3, "FAILED")])
def test_what_fails_is_tried_three_times_with_pauses(lines: Path, errors: int, status: str) -> None:
    told: list[Text] = []
    err_first.enqueue(str(lines), errors)
    for pause in (60, 300, 0):
        work(told.append, Stop(), until_empty=True)
        if pause:
            waits = (the_job().run_after - timezone.now()).total_seconds()
            assert pause - 10 < waits <= pause
        at_once()

    assert the_job().status == status
    assert len(lines.read_text().splitlines()) == 3
    assert "(try 2 of 3)" in told[1].en
    if status == "FAILED":
        assert Lease.objects.get().word.en.startswith("Tried 3 times without success")


def test_what_a_person_has_to_mend_is_not_tried_again() -> None:
    refuse.enqueue()

    work(lambda _: None, Stop(), until_empty=True)

    assert the_job().status == TaskResultStatus.FAILED
    assert Lease.objects.get().word == Text(
        "文件“a.pdf”：文件不在了。请再生成一次。", 'File "a.pdf": The file is gone. Make it again.'
    )


@pytest.mark.parametrize("path", ["tests.web.background.made_jobs.gone", "tests.web.no_module.job"])
def test_a_job_of_another_version_harms_nobody(path: str) -> None:
    refuse.enqueue()
    DBTaskResult.objects.update(task_path=path)

    for _ in range(3):
        work(lambda _: None, Stop(), until_empty=True)
        at_once()

    assert the_job().status == TaskResultStatus.FAILED


def test_what_is_no_json_is_a_fault_of_the_job() -> None:
    return_a_set.enqueue()

    work(lambda _: None, Stop(), until_empty=True)

    assert the_job().status == TaskResultStatus.READY
    assert "TypeError" in Lease.objects.get().word.en


def test_a_job_broken_off_by_force_waits_again(monkeypatch: pytest.MonkeyPatch) -> None:
    refuse.enqueue()
    held = take("a")
    assert held
    monkeypatch.setattr("zeren_web.background.worker._done", interrupted)

    with pytest.raises(SystemExit):
        do(held, lambda _: None)

    assert the_job().status == TaskResultStatus.READY
    assert take("b")


def interrupted(_held: object) -> object:
    raise SystemExit


def test_the_same_output_twice_is_one_file(settings: LazySettings) -> None:
    first, second = keep_output(b"words"), keep_output(b"words")

    assert first == second
    assert (Path(settings.MEDIA_ROOT) / stored_path(first)).read_bytes() == b"words"
    assert len([one for one in Path(settings.MEDIA_ROOT).rglob("*") if one.is_file()]) == 1
    with pytest.raises(ValueError, match="no SHA-256"):
        read_output("../../secret-key")


def test_a_long_job_gives_signs_of_life_by_itself(lines: Path) -> None:
    note_line.enqueue(str(lines), "one")
    held = take("a")
    assert held
    silent_for(MINUTE)

    with beating(held, every=0.05):
        Event().wait(0.5)

    assert requeue_silent() == []
