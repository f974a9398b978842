"""Workbooks that were sent in and wait until somebody has looked at what they would change."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response


class WorkbookUpload(models.Model):
    """It is read anew at each step; nothing of it is in the answers before somebody says so."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="uploads")
    name = models.CharField(max_length=200)
    data = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    expires = models.DateTimeField()

    objects = ScopedManager(company="response__company")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return self.name
