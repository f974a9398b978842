"""What became of letters, by what they are about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from zeren_web.records.models import Letter, Person

_SHOWN: Final = timedelta(days=1)
_MOST: Final = 10


def about_invitation(number: int) -> str:
    return f"invitation {number}"


def about_reminder(number: int) -> str:
    return f"reminder {number}"


def about_file(person: Person, of: str, at: datetime) -> str:
    """A file that somebody sends to themselves may be asked for again."""
    return f"{_files_of(person, of)}{at.isoformat()}"


def waiting_with(person: Person, of: str) -> Letter | None:
    """The letter that already waits to bring this person that file."""
    mine = Letter.objects.filter(about__startswith=_files_of(person, of))
    found: Letter | None = mine.filter(state__in=("waiting", "sending")).first()
    return found


def letters_with_files(person: Person) -> list[Letter]:
    """The files that somebody sent to themselves since yesterday, newest first; one query."""
    mine = Letter.objects.filter(about__startswith=_files_of(person))
    return list(mine.filter(written__gte=timezone.now() - _SHOWN).defer("text")[:_MOST])


def _files_of(person: Person, of: str = "") -> str:
    return f"file {person.pk} {of} " if of else f"file {person.pk} "


def letters_about(abouts: Iterable[str]) -> dict[str, Letter]:
    """The letters of which there are any, without their texts; one query."""
    found = Letter.objects.filter(about__in=list(abouts)).defer("text", "attachments")
    return {letter.about: letter for letter in found}
