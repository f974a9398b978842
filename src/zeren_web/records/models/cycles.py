"""A cycle: one round of answering, from launch to release, over one edition of a questionnaire."""

from __future__ import annotations

from datetime import date, timedelta
from typing import ClassVar, Final

from django.db import models

from zeren.text import Text

TIERS: Final = (("quick", "快速版 / quick"), ("basic", "基本版 / basic"))


class Cycle(models.Model):
    """`sha256` freezes what is asked at launch; the dates say when answers are taken."""

    year = models.PositiveSmallIntegerField(unique=True)
    title_zh = models.CharField(max_length=80)
    title_en = models.CharField(max_length=120)
    questionnaire = models.CharField(max_length=32, default="sme")
    tier = models.CharField(max_length=5, choices=TIERS, default="quick")
    supplements = models.JSONField(default=list, blank=True)
    edition = models.CharField(max_length=40, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    period_start = models.DateField()
    period_end = models.DateField()
    opens = models.DateField()
    closes = models.DateField()
    grace_days = models.PositiveSmallIntegerField(default=7)
    least_group = models.PositiveSmallIntegerField(default=5)  # companies in a published group
    launched = models.DateTimeField(null=True, blank=True)
    closed = models.DateTimeField(null=True, blank=True)  # before its time, by hand
    released = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-year"]

    def __str__(self) -> str:
        return self.title_zh

    @property
    def title(self) -> Text:
        return Text(self.title_zh, self.title_en)

    @property
    def last_day(self) -> date:
        return self.closes + timedelta(days=self.grace_days)

    def takes_answers(self, today: date) -> bool:
        runs = self.launched is not None and self.closed is None
        return runs and self.opens <= today <= self.last_day


class Edition(models.Model):
    """What a launched cycle asks, as it stood on that day: the content whose hash `sha256` is.

    Kept here, so that it lives where the answers live, and a newer version of Zeren changes nothing.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.TextField()
    kept = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.sha256[:12]
