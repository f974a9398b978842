"""A company's response in a cycle, an answer a row, and every version that an answer ever had."""

from __future__ import annotations

from datetime import date
from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.companies import Company
from zeren_web.records.models.cycles import Cycle
from zeren_web.records.models.people import Person

STATES: Final = (
    ("open", "填写中 / being answered"),
    ("submitted", "已提交 / submitted"),
    ("returned", "退回补充 / returned"),
    ("accepted", "已通过 / accepted"),
)
WITH_THE_COMPANY: Final = ("open", "returned")  # states in which it is not handed in
ORIGINS: Final = (
    ("page", "网页 / page"),
    ("tick", "公开与否 / tick"),
    ("workbook", "工作簿 / workbook"),
    ("carried", "上年带入 / carried in"),
    ("errand", "同事代答 / a colleague"),
    ("staff", "协会代录 / entered by staff"),
    ("api", "接口 / API"),
)


class Response(models.Model):
    """One company, one cycle. What its answers mean is worked out from them, never stored here."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="responses")
    cycle = models.ForeignKey(Cycle, on_delete=models.PROTECT, related_name="responses")
    state = models.CharField(max_length=9, choices=STATES, default="open")
    begun = models.DateTimeField(auto_now_add=True)
    submitted = models.DateTimeField(null=True, blank=True)
    mend_until = models.DateField(null=True, blank=True)  # what was returned takes answers so long

    objects = ScopedManager(company="company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["company", "cycle"], name="response_once")
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.cycle_id}"

    def takes_answers(self, today: date) -> bool:
        """While its time runs and it is with the company; what was returned may be mended later."""
        if self.state == "returned":
            in_time = self.mend_until is None or today <= self.mend_until
            return in_time or self.cycle.takes_answers(today)
        return self.state == "open" and self.cycle.takes_answers(today)

    def is_over(self, today: date) -> bool:
        """With the company still, and the time to hand it in is past."""
        return self.state in WITH_THE_COMPANY and not self.takes_answers(today)


class Answer(models.Model):
    """What stands now under one code of the questionnaire, as it was entered: `entry` is what
    `zeren.files.entered` reads. `version` counts the times that somebody changed it.
    """

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    code = models.CharField(max_length=40)
    entry = models.JSONField()
    version = models.PositiveIntegerField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(company="response__company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "code"], name="answer_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"


class AnswerVersion(models.Model):
    """One thing that somebody said once: added, never changed."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="versions")
    code = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    entry = models.JSONField()
    origin = models.CharField(max_length=8, choices=ORIGINS, default="page")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.CharField(max_length=60, blank=True)  # a colleague without an account
    at = models.DateTimeField()

    objects = ScopedManager(company="response__company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "code", "version"], name="version_once")
        ]

    def __str__(self) -> str:
        return f"{self.code} v{self.version}"

    @property
    def who(self) -> str:
        """Who said it, with an account or without."""
        return self.signed or str(self.by or "—")
