"""What the association says of a company's key and declarations, beside the company's own words."""

from __future__ import annotations

from typing import ClassVar, Final

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.companies import Company
from zeren_web.records.models.people import Person
from zeren_web.records.models.publications import Declaration

CONFIRMED: Final = (
    ("identity", "密钥属于谁 / whose key it is"),
    ("check", "核查过哪些回答 / which answers were looked at"),
    ("proof", "登记证明 / proof from the register"),
)


class Confirmation(models.Model):
    """`said` is what staff wrote down; `content` the core's credential once a manager signed it, or
    a proof of the register. `place` is its number on the list of revocations.
    """

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="confirmations")
    declaration = models.ForeignKey(
        Declaration, null=True, on_delete=models.PROTECT, related_name="confirmations"
    )
    kind = models.CharField(max_length=8, choices=CONFIRMED)
    said = models.JSONField(default=dict)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    content = models.TextField(blank=True)
    signed = models.DateTimeField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    place = models.PositiveIntegerField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["declaration"], condition=models.Q(kind="proof"), name="proof_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.company_id} {self.kind}"
