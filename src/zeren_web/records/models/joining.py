"""Invitations: a link that lets one person in, once, until a day."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django_scopes import ScopedManager

from zeren_web.records.models.association import POSTS
from zeren_web.records.models.companies import ROLES, Company
from zeren_web.records.models.people import Person


class Invitation(models.Model):
    """To a seat in a company or to a post of the association. The link itself is kept nowhere, only
    its hash: whoever reads the database can open nothing with it.
    """

    token_sha256 = models.CharField(max_length=64, unique=True)
    company = models.ForeignKey(
        Company, null=True, on_delete=models.CASCADE, related_name="invitations"
    )
    role = models.CharField(max_length=6, choices=ROLES, blank=True)
    consultant = models.BooleanField(default=False)
    post = models.CharField(max_length=8, choices=POSTS, blank=True)
    name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    revoked = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-made", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(company__isnull=False, post="") & ~Q(role="")
                | Q(company__isnull=True, role="") & ~Q(post=""),
                name="invitation_to_one_thing",
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or f"no. {self.pk}"

    def is_open(self, now: datetime) -> bool:
        return self.used is None and self.revoked is None and now < self.expires
