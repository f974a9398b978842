"""Release day: what was looked up and announced before it, what was objected, and what came of it."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren.declare.register.entries import REASONS
from zeren.declare.register.release import RESULTS
from zeren_web.records.models.companies import Company
from zeren_web.records.models.cycles import Cycle
from zeren_web.records.models.people import Person

_RESULTS: Final = [(code, f"{words.zh} / {words.en}") for code, words in RESULTS.items()]
_REASONS: Final = [(code, f"{words.zh} / {words.en}") for code, words in REASONS.items()]
MOST_WORDS: Final = 2000  # of an objection, and of a reply
MOST_CONTACT: Final = 120
MOST_SOURCE: Final = 80  # where records were looked up


class Release(models.Model):
    """A cycle's public notice and its release. `hashes` are those announced; `figures` are the tables
    of the year, worked out once: what cannot be asked for anew gives nobody away.
    """

    cycle = models.OneToOneField(Cycle, on_delete=models.PROTECT, related_name="release")
    notice_from = models.DateField(null=True, blank=True)
    notice_days = models.PositiveSmallIntegerField(default=7)
    hashes = models.JSONField(default=list)
    at = models.DateTimeField(null=True, blank=True)
    size = models.PositiveBigIntegerField(null=True, blank=True)  # entries of the register then
    root = models.CharField(max_length=64, blank=True)
    figures = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"release {self.cycle_id}"


class RecordCheck(models.Model):
    """Somebody looked for negative records of a company: where, when, what was found."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=MOST_SOURCE)
    date = models.DateField()
    result = models.CharField(max_length=9, choices=_RESULTS)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.source} {self.result}"


class Objection(models.Model):
    """What somebody brought forward during the notice. Words and contact stay with staff."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    words = models.CharField(max_length=MOST_WORDS)
    contact = models.CharField(max_length=MOST_CONTACT, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    reply = models.CharField(max_length=MOST_WORDS, blank=True)
    replied = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.at}"


class LeftOut(models.Model):
    """A company that this release leaves out; only the code of the reason is published."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="+")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20, choices=_REASONS)

    objects = ScopedManager(company="company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["cycle", "company"], name="left_out_once")
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.reason}"


class Certificate(models.Model):
    """A company took part in a cycle and came out with its release. Only who has one is public."""

    number = models.CharField(max_length=12, unique=True)  # 2026-0001
    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="certificates")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="certificates")
    issued = models.DateField()

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "cycle"], name="certificate_once")
        ]

    def __str__(self) -> str:
        return self.number


class ShownRegister(models.Model):
    """Which state of the register the public is shown: the folder of its pages. There is one row."""

    folder = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    root = models.CharField(max_length=64)
    at = models.DateTimeField()
    only_one = models.BooleanField(default=True, unique=True, editable=False)

    def __str__(self) -> str:
        return self.folder
