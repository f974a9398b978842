"""The industry body that runs this installation."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models

from zeren.text import Text
from zeren_web.records.models.people import Person

POSTS: Final = (
    ("manager", "负责人 / manager"),
    ("staff", "工作人员 / staff"),
    ("reviewer", "审核人 / reviewer"),
)


class Body(models.Model):
    """Its own name and footer; there is one row."""

    name_zh = models.CharField(max_length=120, default="协会")
    name_en = models.CharField(max_length=160, default="The association")
    address = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    icp = models.CharField(max_length=60, blank=True)  # ICP 备案号
    police = models.CharField(max_length=60, blank=True)  # 公安备案号
    logo = models.BinaryField(blank=True, default=bytes)  # PNG or JPEG, checked by the core
    logo_name = models.CharField(
        max_length=40, blank=True
    )  # its hash and kind: a new one, a new address
    only_one = models.BooleanField(default=True, unique=True, editable=False)

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text:
        return Text(self.name_zh, self.name_en or self.name_zh)


class Post(models.Model):
    """What somebody does for the association: a manager everything, staff all but keys, posts and
    release, a reviewer the responses that wait for review.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="post")
    role = models.CharField(max_length=8, choices=POSTS)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["person__name", "person_id"]

    def __str__(self) -> str:
        return f"{self.person_id} {self.role}"
