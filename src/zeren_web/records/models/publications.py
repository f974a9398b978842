"""What a company shows the public of a response, and what it declares."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django_scopes import ScopedManager

from zeren_web.records.models.companies import Company
from zeren_web.records.models.people import Person
from zeren_web.records.models.responses import Response


class CompanyLook(models.Model):
    """How a company's pages look, from some moment on: a colour, and a logo without hidden remarks.
    Added, never changed: what was printed with an earlier one can be printed again.
    """

    company = models.ForeignKey(Company, on_delete=models.CASCADE, related_name="looks")
    colour = models.CharField(max_length=7)
    logo = models.BinaryField(blank=True)
    logo_name = models.CharField(max_length=20, blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.colour}"


class Publication(models.Model):
    """Exactly what was previewed and confirmed; later answers do not change it. The public sees the
    newest one that is not withdrawn, from the day that its cycle is released.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveIntegerField()
    value = models.JSONField()  # the core's response.json, nothing but what is public in it
    sha256 = models.CharField(max_length=64)
    index = models.JSONField(default=list, blank=True)  # standards with a content index in it
    look = models.ForeignKey(CompanyLook, null=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    confirmed = models.DateTimeField()
    withdrawn = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="response__company")

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["response", "number"], name="publication_once")
        ]

    def __str__(self) -> str:
        return f"{self.response_id} no. {self.number}"


class Declaration(models.Model):
    """A self-declaration: prepared, then signed by the signer through a link, then registered."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="declarations")
    publication = models.ForeignKey(
        Publication, on_delete=models.PROTECT, related_name="declarations"
    )
    statement = models.JSONField()  # the core's statement.json
    answers = models.JSONField(default=dict)  # internal: the response that is sealed in it
    form = models.JSONField(default=dict)  # what was typed, to begin the next one with
    dated = models.BooleanField(default=False)  # the form named the day of issue
    ends = models.BooleanField(default=False)  # the form named the last day
    look = models.ForeignKey(CompanyLook, null=True, on_delete=models.SET_NULL, related_name="+")
    brought = models.BooleanField(
        default=False
    )  # signed elsewhere, with a key of the company's own
    identifier = models.CharField(max_length=80, blank=True)  # urn:uuid:…, once it is signed
    disclosures = models.JSONField(default=dict)  # internal: what opens its seals
    signer = models.CharField(max_length=200)
    function = models.CharField(max_length=200)
    prepared = models.DateTimeField()
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    signed = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    bundle = models.FileField(upload_to="declarations/", blank=True)  # .zeren
    pdf_zh = models.FileField(upload_to="declarations/", blank=True)
    pdf_en = models.FileField(upload_to="declarations/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)  # of the credential, as in the register
    entry = models.PositiveBigIntegerField(null=True, blank=True)  # its number in the register
    withdrawn = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=20, blank=True)  # a neutral code
    replaced = models.DateTimeField(null=True, blank=True)  # by a later one in the register

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-prepared", "-id"]

    def __str__(self) -> str:
        return f"{self.company_id} {self.signed or 'unsigned'}"


class SignerLink(models.Model):
    """The link through which the signer confirms a declaration, once; only its hash is kept."""

    declaration = models.ForeignKey(Declaration, on_delete=models.CASCADE, related_name="links")
    token_sha256 = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField()
    expires = models.DateTimeField()
    used = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="declaration__company")

    class Meta:
        ordering: ClassVar = ["-made", "-id"]

    def __str__(self) -> str:
        return f"link for {self.declaration_id}"

    def is_open(self, now: datetime) -> bool:
        return self.used is None and self.revoked is None and now < self.expires


class CompanyKey(models.Model):
    """A key with which this server signs for a company: where its file is, and what is public of it."""

    company = models.ForeignKey(Company, on_delete=models.PROTECT, related_name="keys")
    did = models.CharField(max_length=120, unique=True)
    jwk = models.JSONField()
    file = models.CharField(max_length=80)
    by = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    made = models.DateTimeField()
    retired = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(company="company")

    class Meta:
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.did
