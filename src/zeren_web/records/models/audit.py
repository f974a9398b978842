"""The audit log: what was done, by whom, when; each line holds the hash of the one before."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from zeren_web.records.models.companies import Company
from zeren_web.records.models.people import Person


class AuditLine(models.Model):
    """Added, never changed; `zeren_web.records.write.audit` is the only place that adds one."""

    at = models.DateTimeField()
    who = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(max_length=60)  # as that person was called then
    what = models.CharField(max_length=40)
    company = models.ForeignKey(Company, null=True, on_delete=models.SET_NULL, related_name="+")
    detail = models.JSONField(default=dict)
    before_sha256 = models.CharField(max_length=64)
    sha256 = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.what
