"""Letters: invitations, reminders, errands, a signer's link, a file to oneself. Each goes out once, from a
worker. What somebody waits for at the page is no letter: sign-in codes (`desk/accounts.py`).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.core.files.storage import default_storage
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.functions import Now
from django.dispatch import receiver
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished

from zeren.problems import Place, Problem, Refused
from zeren.text import Text
from zeren_web.background.jobs import job
from zeren_web.records.models import Lease, Letter

_DOMAIN: Final = "zeren.invalid"  # of Message-IDs: no host of anybody's


class Attachment(NamedTuple):
    """A stored file, and the name that the reader of the letter sees; without a type that is guessed."""

    path: str
    name: str
    type: str = ""


def write_letter(
    *, about: str, to: str, subject: str, text: str, attachments: Iterable[Attachment] = ()
) -> Letter:
    """Write a letter and hand it in. The same `about` again gives the first letter back.

    `about` is what the letter is for, such as "reminder 2026 lamps 2026-11-20".
    """
    with transaction.atomic():
        letter, is_new = Letter.objects.get_or_create(
            about=about,
            defaults={
                "to": to,
                "subject": " ".join(subject.split())[:200],
                "text": text,
                "attachments": [one._asdict() for one in attachments],
            },
        )
        if is_new:
            send_letter.enqueue(letter.pk)
    letter.refresh_from_db()
    return letter


@job(Text("发信", "send a letter"))
def send_letter(number: int) -> str:
    """Send it, unless that was done or given up; the state in which it is then.

    A letter has one job, and the job's lease sees to it that one worker has it. Where a worker is killed
    while the mail server takes the letter nobody knows whether it arrived: it goes out again with the
    same Message-ID, by which a mailbox knows the second copy. Its words are kept no longer than it waits:
    there may be a link in them that lets somebody in.
    """
    letter = Letter.objects.filter(pk=number)
    if not letter.filter(state__in=("waiting", "sending")).update(state="sending", handed=Now()):
        return letter.values_list("state", flat=True).first() or "gone"
    try:
        _message(letter.get()).send()
    except Exception:
        letter.filter(state="sending").update(state="waiting")
        raise
    letter.update(state="sent", sent=Now(), text="")
    return "sent"


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage(
        letter.subject,
        letter.text,
        settings.DEFAULT_FROM_EMAIL,
        [letter.to],
        headers={"Message-ID": f"<letter-{letter.pk}-{letter.written:%Y%m%d%H%M%S%f}@{_DOMAIN}>"},
    )
    for one in letter.attachments:
        name, kind = PurePosixPath(one["name"]).name, one.get("type") or None
        message.attach(name, _content(one["path"]), kind)
    return message


def _content(path: str) -> bytes:
    try:
        with default_storage.open(path) as file:
            content: bytes = file.read()
    except FileNotFoundError as fault:
        raise Refused(
            Problem(
                "attachment-missing",
                "error",
                Place(file=PurePosixPath(path).name),
                Text("要附上的文件不在了。", "The file to be attached is not there."),
                Text("请重新生成它，再发一次。", "Make it again, then send once more."),
            )
        ) from fault
    return content


@receiver(task_finished)
def _given_up(task_result: TaskResult[Any], **_more: object) -> None:
    """A letter whose job was given up says so itself."""
    if (
        task_result.task.func is not send_letter.func
        or task_result.status != TaskResultStatus.FAILED
    ):
        return
    job_row = getattr(task_result, "db_result", None)  # tests do jobs at once, without a row
    lease = Lease.objects.filter(job=job_row).first() if job_row else None
    words = {"word_zh": lease.word_zh, "word_en": lease.word_en} if lease else {}
    Letter.objects.filter(pk=task_result.args[0]).exclude(state="sent").update(
        state="failed", text="", **words
    )
