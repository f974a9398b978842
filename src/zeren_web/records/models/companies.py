"""The companies of the programme, and who works for each of them."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from zeren.text import Said, Text
from zeren_web.records.models.people import Person

ROLES: Final = (
    ("owner", "负责人 / owner"),
    ("editor", "填写 / editor"),
    ("viewer", "查看 / viewer"),
)


class Cohort(models.Model):
    """A group that the association made: a park, a city, a batch."""

    name_zh = models.CharField(max_length=80)
    name_en = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["name_zh"], name="cohort_once")]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text | Said:
        return Text(self.name_zh, self.name_en) if self.name_en else Said.of(self.name_zh)

    @property
    def text(self) -> Text:
        """The name where only a Text will do: the Chinese one stands for a missing English one."""
        return Text(self.name_zh, self.name_en or self.name_zh)


class Company(models.Model):
    """A member; `code` stands in addresses and never changes, `uscc` tells who it is."""

    code = models.SlugField(max_length=40, unique=True)
    uscc = models.CharField(max_length=18, unique=True)
    name_zh = models.CharField(max_length=120)
    name_en = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=60, blank=True)
    sector = models.CharField(max_length=8, blank=True)
    contact_name = models.CharField(max_length=60, blank=True)  # whom the association writes to
    contact_email = models.EmailField(blank=True)
    contact_phone = models.CharField(max_length=40, blank=True)
    cohorts = models.ManyToManyField(Cohort, blank=True, related_name="companies")
    joined = models.DateTimeField(auto_now_add=True)
    left = models.DateField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return self.name_zh

    @property
    def name(self) -> Text | Said:
        """In both languages, or the Chinese name alone where there is no other."""
        return Text(self.name_zh, self.name_en) if self.name_en else Said("zh", self.name_zh)

    @property
    def text(self) -> Text:
        """The name where only a Text will do: the Chinese one stands for a missing English one."""
        return Text(self.name_zh, self.name_en or self.name_zh)


class Seat(models.Model):
    """What a person may do for a company. A consultant's seat counts once the company consented."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats")
    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="seats")
    role = models.CharField(max_length=6, choices=ROLES)
    consultant = models.BooleanField(default=False)
    consented = models.DateTimeField(null=True, blank=True)
    since = models.DateTimeField(auto_now_add=True)

    objects = ScopedManager(company="company")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "company"], name="seat_once")
        ]

    def __str__(self) -> str:
        return f"{self.person_id}@{self.company_id} {self.role}"

    @staticmethod
    def counts(path: str = "") -> Q:
        """The seats that let somebody in, seen from the model at `path`."""
        return Q(**{f"{path}consultant": False}) | Q(**{f"{path}consented__isnull": False})
