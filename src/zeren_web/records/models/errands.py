"""Errands: one page for somebody without an account, behind a link that expires."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.companies import Company
from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response

KINDS: Final = (("questions", "回答问题 / questions"), ("signature", "确认签署 / a signature"))


class Errand(models.Model):
    """What is asked of whom; only the hash of the link's secret is kept."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="errands")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="errands")
    kind = models.CharField(max_length=10, choices=KINDS, default="questions")
    codes = models.JSONField(default=list)
    for_whom = models.CharField(max_length=60)
    note = models.CharField(max_length=400, blank=True)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    done = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-made"]

    def __str__(self) -> str:
        return f"{self.kind} {self.for_whom}"
