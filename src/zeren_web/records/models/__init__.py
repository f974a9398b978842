"""The tables. A row stores a value of the core; it does not define it."""

from zeren_web.records.models.association import Body, Post
from zeren_web.records.models.audit import AuditLine
from zeren_web.records.models.companies import Cohort, Company, Seat
from zeren_web.records.models.cycles import Cycle
from zeren_web.records.models.evidence import EvidenceFile, EvidenceUse
from zeren_web.records.models.joining import Invitation
from zeren_web.records.models.people import Person
from zeren_web.records.models.plans import PlanRow
from zeren_web.records.models.publications import (
    CompanyKey,
    CompanyLook,
    Declaration,
    Publication,
    SignerLink,
)
from zeren_web.records.models.responses import Answer, AnswerVersion, Response

__all__ = [
    "Answer",
    "AnswerVersion",
    "AuditLine",
    "Body",
    "Cohort",
    "Company",
    "CompanyKey",
    "CompanyLook",
    "Cycle",
    "Declaration",
    "EvidenceFile",
    "EvidenceUse",
    "Invitation",
    "Person",
    "PlanRow",
    "Post",
    "Publication",
    "Response",
    "Seat",
    "SignerLink",
]
