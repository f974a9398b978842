"""Tokens for programs: what one of them may do is never more than its person may at that moment."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models

from zeren_web.records.models.people import Person


class ApiToken(models.Model):
    """The token is kept nowhere, only its hash. `minute` and `drawn` count what it asks: how many
    requests were let through in that minute of the clock (since 1970).
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60)
    scopes = models.JSONField(default=list)
    token_sha256 = models.CharField(max_length=64, unique=True)
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)  # to the minute
    revoked = models.DateTimeField(null=True, blank=True)
    minute = models.PositiveBigIntegerField(default=0)
    drawn = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["-made", "-id"]

    def __str__(self) -> str:
        return self.name

    def is_good(self, now: datetime) -> bool:
        return self.revoked is None and now < self.expires
