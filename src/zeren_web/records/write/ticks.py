"""Ticks for the public: part of the entry that they stand at, so each change is a version of it."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from zeren_web.records.models import Answer, AnswerVersion, Person, Response


def save_ticks(response: Response, *, on: frozenset[str], off: frozenset[str], by: Person) -> int:
    """Tick and untick these codes and nothing else: whatever else stands in an entry stays as somebody
    saved it meanwhile. Returns how many changed; five queries whatever their number.
    """
    now = timezone.now()
    with transaction.atomic():
        answers = Answer.objects.with_scope(company=response.company_id)
        standing = list(answers.select_for_update().filter(response=response, code__in=on | off))
        changed, versions = [], []
        for answer in standing:
            ticked = answer.code in on
            if bool(answer.entry.get("public")) == ticked:
                continue
            entry = {name: value for name, value in answer.entry.items() if name != "public"}
            answer.entry = entry | {"public": True} if ticked else entry
            answer.version += 1
            answer.by, answer.at = by, now
            changed.append(answer)
            versions.append(
                AnswerVersion(
                    response=response,
                    code=answer.code,
                    version=answer.version,
                    entry=answer.entry,
                    origin="tick",
                    by=by,
                    at=now,
                )
            )
        answers.bulk_update(changed, ["entry", "version", "by", "at"])
        AnswerVersion.objects.bulk_create(versions)
    return len(versions)
