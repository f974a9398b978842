"""What became of letters, by what they are about."""

from __future__ import annotations

from collections.abc import Iterable

from zeren_web.records.models import Letter


def about_invitation(number: int) -> str:
    return f"invitation {number}"


def about_reminder(number: int) -> str:
    return f"reminder {number}"


def letters_about(abouts: Iterable[str]) -> dict[str, Letter]:
    """The letters of which there are any, without their texts; one query."""
    found = Letter.objects.filter(about__in=list(abouts)).defer("text", "attachments")
    return {letter.about: letter for letter in found}
