"""The plan as a company works on it."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response

PLAN_STATES: Final = (
    ("open", "未开始 / not started"),
    ("under-way", "进行中 / under way"),
    ("done", "完成 / done"),
    ("dropped", "不做了 / dropped"),
)


class PlanRow(models.Model):
    """What somebody decided about one matter of the plan: who, by when, how far it is. What the matter
    is and what its steps are is worked out from the answers each time; a row stays when the answers
    no longer bring the matter up.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="plan")
    code = models.CharField(max_length=40)  # of the question or red line
    who = models.CharField(max_length=60, blank=True)
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=9, choices=PLAN_STATES, default="open")
    reason = models.CharField(max_length=400, blank=True)  # why it was dropped
    note = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    finished = models.DateField(null=True, blank=True)

    objects = ScopedManager(company="response__company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "code"], name="plan_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.state}"
