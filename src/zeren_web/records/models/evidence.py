"""Evidence: a file or a link that a company can show, kept once and used for many questions."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.companies import Company
from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response

KINDS = (
    ("policy", "制度 / policy"),
    ("record", "记录 / record"),
    ("certificate", "证书 / certificate"),
    ("photo", "照片 / photo"),
    ("statistic", "统计 / statistic"),
    ("third-party-report", "第三方报告 / third-party report"),
)


class EvidenceFile(models.Model):
    """One piece: what it is, who issued it, when it holds, and the hash of the file if there is one."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=20, choices=KINDS)
    title = models.CharField(max_length=400)
    issuer = models.CharField(max_length=200, blank=True)
    period_start = models.DateField(null=True, blank=True)
    period_end = models.DateField(null=True, blank=True)
    expires = models.DateField(null=True, blank=True)
    link = models.CharField(max_length=2000, blank=True)
    file = models.FileField(upload_to="evidence/", max_length=200, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    dropped = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return self.title


class EvidenceUse(models.Model):
    """A piece that is shown for a question of a response."""

    piece = models.ForeignKey(EvidenceFile, on_delete=models.CASCADE, related_name="uses")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="uses")
    code = models.CharField(max_length=40)

    objects = ScopedManager(company="response__company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["piece", "response", "code"], name="use_once")
        ]

    def __str__(self) -> str:
        return f"{self.piece_id} {self.code}"
