"""Workbooks that companies sent to the association, read and waiting for somebody to confirm."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from zeren_web.records.models.companies import Company
from zeren_web.records.models.cycles import Cycle
from zeren_web.records.models.people import Person

STATES: Final = (
    ("waiting", "还没读 / waiting"),
    ("read", "读到了 / read"),
    ("refused", "没有读 / refused"),
    ("entered", "已录入 / entered"),
)


class Batch(models.Model):
    """Files that were dropped in together; what was read of them is gone after `expires`."""

    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="batches")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    entered = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.cycle_id} {self.at:%Y-%m-%d}"


class ReturnedWorkbook(models.Model):
    """One file: its bytes until it is read, then what it would change. `entries` holds, by code, the
    entry and the version that stood when it was held beside it.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="workbooks")
    name = models.CharField(max_length=200)
    data = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=7, choices=STATES, default="waiting")
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+")
    entries = models.JSONField(default=dict)  # code: [entry, version]
    told = models.JSONField(
        default=dict
    )  # new, changed, same, refused, evidence; conflicting codes
    problems = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
