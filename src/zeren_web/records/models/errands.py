"""Errands: one thing that somebody without an account is asked to do, behind a link of their own."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response


class Errand(models.Model):
    """`codes` are the questions it is about. The link is kept nowhere, only its hash: whoever reads
    the database can open nothing with it. It is over once it is done, taken back or past its day.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="errands")
    token_sha256 = models.CharField(max_length=64, unique=True)
    codes = models.JSONField(default=list)
    name = models.CharField(max_length=60)  # as the company calls them; answers are signed with it
    email = models.EmailField(blank=True)
    note = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    done = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="response__company")

    class Meta:
        ordering: ClassVar = ["-made", "-id"]

    def __str__(self) -> str:
        return f"errand of {self.name}"

    def is_open(self, now: datetime) -> bool:
        return self.done is None and self.revoked is None and now < self.expires
