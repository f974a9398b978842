"""People who sign in: no password, a code to an address that they read."""

from __future__ import annotations

from typing import ClassVar, Final

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

LANGS: Final = (("zh", "中文"), ("en", "English"))


class People(BaseUserManager["Person"]):
    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser):
    """Somebody with an e-mail address or a phone number, or both; what they may do is elsewhere."""

    email = models.EmailField(null=True, unique=True)  # noqa: DJ001 - unique, and may be absent
    phone = models.CharField(max_length=20, null=True, unique=True)  # noqa: DJ001 - as above
    phone_proven = models.BooleanField(default=False)
    name = models.CharField(max_length=60, blank=True)
    lang = models.CharField(max_length=2, choices=LANGS, default="zh")
    is_active = models.BooleanField(default=True)
    joined = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD: ClassVar[str] = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = People()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(email__isnull=False) | Q(phone__isnull=False), name="person_reachable"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or ""
