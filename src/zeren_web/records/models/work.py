"""What is done in the background: who has a job in hand, and the letters that are to go out."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_tasks_db.models import DBTaskResult

from zeren.text import Text

LETTER_STATES: Final = (
    ("waiting", "待发 / waiting"),
    ("sending", "正在发 / being sent"),
    ("sent", "已发 / sent"),
    ("failed", "没有发成 / could not be sent"),
)


class Lease(models.Model):
    """A job of django-tasks in a worker's hand, with the worker's last sign of life.

    `worker` is empty while nobody has it; `word` says why it was given up, or what the last try met.
    """

    job = models.OneToOneField(
        DBTaskResult, on_delete=models.CASCADE, primary_key=True, related_name="lease"
    )
    worker = models.CharField(max_length=64, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    beat = models.DateTimeField()
    word_zh = models.CharField(max_length=400, blank=True)
    word_en = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return f"{self.job_id} {self.worker} ({self.tries})"

    @property
    def word(self) -> Text:
        return Text(self.word_zh, self.word_en)


class Letter(models.Model):
    """An e-mail that goes out once. `about` says what for, so that asking twice writes one letter;
    `text` is empty once it went out.
    """

    about = models.CharField(max_length=120, unique=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    attachments = models.JSONField(default=list)  # [{"path", "name"}], paths in the stored files
    state = models.CharField(max_length=7, choices=LETTER_STATES, default="waiting")
    word_zh = models.CharField(max_length=400, blank=True)
    word_en = models.CharField(max_length=400, blank=True)
    written = models.DateTimeField(auto_now_add=True)
    handed = models.DateTimeField(null=True, blank=True)  # when a worker last took it up
    sent = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.about

    @property
    def word(self) -> Text:
        return Text(self.word_zh, self.word_en)
