"""The audit log: a chain in which every change shows."""

from __future__ import annotations

import pytest

from zeren_web.records.models import AuditLine
from zeren_web.records.write.audit import broken_lines, note

pytestmark = pytest.mark.django_db


def test_a_log_that_nobody_touched_holds() -> None:
    for number in range(3):
        note("tried", who=None, number=number)

    assert list(broken_lines()) == []


def test_a_changed_line_and_a_missing_one_show() -> None:
    lines = [note("tried", who=None, number=number) for number in range(4)]

    AuditLine.objects.filter(pk=lines[1].pk).update(detail={"number": 9})
    assert list(broken_lines()) == [lines[1].pk]

    AuditLine.objects.filter(pk=lines[1].pk).delete()
    assert list(broken_lines()) == [lines[2].pk]
