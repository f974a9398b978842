"""What the association does about its members: lists it imported, reminders it sent."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.companies import Company
from zeren_web.records.models.cycles import Cycle
from zeren_web.records.models.people import Person

GROUPS: Final = (
    ("not-begun", "未开始 / not begun"),
    ("half-way", "填了一部分 / stopped half-way"),
    ("returned", "退回补充 / returned"),
)
WAYS: Final = (("mail", "邮件 / e-mail"), ("told", "电话或聊天 / phone or chat"))


class MemberImport(models.Model):
    """A list that was read. It waits here for a person to confirm it, until it expires; once done,
    `before` keeps what stood before, so that the whole of it can be undone.
    """

    file_name = models.CharField(max_length=200)
    value = models.JSONField()  # the core's MemberList; emptied when it was imported
    before = models.JSONField(default=list)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    read = models.DateTimeField(auto_now_add=True)
    expires = models.DateTimeField()
    done = models.DateTimeField(null=True, blank=True)
    made = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    undone = models.DateTimeField(null=True, blank=True)
    kept = models.JSONField(default=list)  # what could not be undone, and why

    class Meta:
        ordering: ClassVar = ["-read", "-id"]

    def __str__(self) -> str:
        return self.file_name


class Reminder(models.Model):
    """One reminder to one company, with its words as they were sent."""

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="reminders")
    cycle = models.ForeignKey(Cycle, on_delete=models.CASCADE, related_name="reminders")
    group = models.CharField(max_length=9, choices=GROUPS)
    way = models.CharField(max_length=4, choices=WAYS)
    to = models.CharField(max_length=254)  # an address, or the number that was called
    subject = models.CharField(max_length=200)
    words = models.TextField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.at}"
