"""Workbooks that companies sent to the association, read and waiting for somebody to confirm."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from zeren_web.records.models.companies import Company
from zeren_web.records.models.cycles import Cycle
from zeren_web.records.models.people import Person

STATES: Final = (
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
    """One file as it was read: its entries under the present codes, and the problems met. The file
    itself is not kept.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="workbooks")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=7, choices=STATES, default="read")
    uscc = models.CharField(max_length=18, blank=True)
    company = models.ForeignKey(Company, null=True, on_delete=models.CASCADE, related_name="+")
    entries = models.JSONField(default=dict)  # Entered by code
    evidence = models.PositiveIntegerField(default=0)  # lines of it: left to the company
    problems = models.JSONField(default=list)
    same_as = models.CharField(max_length=200, blank=True)  # the name of a file that says the same

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.name
