"""The tables. A row stores a value of the core; it does not define it."""

from zeren_web.records.models.association import Body, Post
from zeren_web.records.models.audit import AuditLine
from zeren_web.records.models.companies import Cohort, Company, Seat
from zeren_web.records.models.confirmations import Confirmation
from zeren_web.records.models.cycles import Cycle, Edition
from zeren_web.records.models.errands import Errand
from zeren_web.records.models.evidence import EvidenceFile, EvidenceUse
from zeren_web.records.models.joining import Invitation
from zeren_web.records.models.members import MemberImport, Reminder
from zeren_web.records.models.peers import PeerFigures
from zeren_web.records.models.people import Person
from zeren_web.records.models.plans import PlanRow
from zeren_web.records.models.publications import (
    CompanyKey,
    CompanyLook,
    Declaration,
    Publication,
    SignerLink,
)
from zeren_web.records.models.releases import (
    Certificate,
    LeftOut,
    Objection,
    RecordCheck,
    Release,
    ShownRegister,
)
from zeren_web.records.models.responses import Answer, AnswerVersion, Response
from zeren_web.records.models.reviews import Remark, ReviewStep
from zeren_web.records.models.tokens import ApiToken
from zeren_web.records.models.uploads import WorkbookUpload
from zeren_web.records.models.work import Lease, Letter
from zeren_web.records.models.workbooks import Batch, ReturnedWorkbook

__all__ = [
    "Answer",
    "AnswerVersion",
    "ApiToken",
    "AuditLine",
    "Batch",
    "Body",
    "Certificate",
    "Cohort",
    "Company",
    "CompanyKey",
    "CompanyLook",
    "Confirmation",
    "Cycle",
    "Declaration",
    "Edition",
    "Errand",
    "EvidenceFile",
    "EvidenceUse",
    "Invitation",
    "Lease",
    "LeftOut",
    "Letter",
    "MemberImport",
    "Objection",
    "PeerFigures",
    "Person",
    "PlanRow",
    "Post",
    "Publication",
    "RecordCheck",
    "Release",
    "Remark",
    "Reminder",
    "Response",
    "ReturnedWorkbook",
    "ReviewStep",
    "Seat",
    "ShownRegister",
    "SignerLink",
    "WorkbookUpload",
]
