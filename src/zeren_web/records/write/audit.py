"""Adding to the audit log: each line holds the hash of the one before, so that none can go unseen."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from zeren.files.canonical import canonical
from zeren_web.records.models import AuditLine, Company, Person

_LOCK = 7_203_441  # one writer at a time on PostgreSQL; SQLite has but one


def note(
    what: str, *, who: Person | None, company: Company | None = None, **detail: object
) -> AuditLine:
    """Write down what was done, inside the transaction that does it."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        last = AuditLine.objects.order_by("-id").values_list("sha256", flat=True).first() or ""
        line = AuditLine(
            at=timezone.now(),
            who=who,
            signed=str(who)[:60] if who else "—",
            what=what,
            company=company,
            detail=detail,
            before_sha256=last,
        )
        line.sha256 = hash_of(line)
        line.save(force_insert=True)
    return line


def hash_of(line: AuditLine) -> str:
    """SHA-256 of the line's canonical JSON; people and companies by their numbers and names then."""
    table = {
        "at": line.at.isoformat(),
        "signed": line.signed,
        "what": line.what,
        "detail": line.detail,
        "before": line.before_sha256,
    }
    return hashlib.sha256(canonical(table)).hexdigest()


def broken_lines() -> Iterator[int]:
    """The numbers of the lines that were changed, or before which one is missing."""
    before = ""
    for line in AuditLine.objects.order_by("id").iterator():
        if line.before_sha256 != before or hash_of(line) != line.sha256:
            yield line.pk
        before = line.sha256
