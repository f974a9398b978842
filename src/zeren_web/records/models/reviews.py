"""What the association's reviewers say about a response, and what they decide."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response

STEPS: Final = (
    ("returned", "退回 / returned"),
    ("accepted", "通过 / accepted"),
    ("reopened", "重新打开 / reopened"),
)


class ReviewStep(models.Model):
    """One decision about a response, with its words: added, never changed."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=8, choices=STEPS)
    words = models.TextField(blank=True)
    until = models.DateField(null=True, blank=True)  # a returned one takes answers so long
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(company="response__company")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.response_id} {self.what}"


class Remark(models.Model):
    """What a reviewer asks about one answer. The company sees it from the moment that the response
    is returned (`shown`), and says when it has dealt with it (`settled`).
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="remarks")
    code = models.CharField(max_length=40)
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    shown = models.DateTimeField(null=True, blank=True)
    settled = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = ScopedManager(company="response__company")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.response_id} {self.code}"
