"""Answers that the association entered for a company and that the company has not confirmed."""

from __future__ import annotations

from zeren_web.records.models import AnswerVersion
from zeren_web.records.read.private import Desk


def entered_by_staff(desk: Desk) -> dict[str, int]:
    """Their codes and versions; one query, and none where nothing waits."""
    waiting = {
        code: answer.version
        for code, answer in desk.answers.items()
        if answer.entry.get("awaiting") and not desk.entered[code].is_empty
    }
    if not waiting:
        return {}
    entered = (
        AnswerVersion.objects.with_scope(company=desk.response.company_id)
        .filter(response=desk.response, origin="staff", code__in=waiting)
        .values_list("code", "version")
    )
    found = set(entered)
    return {code: version for code, version in waiting.items() if (code, version) in found}
