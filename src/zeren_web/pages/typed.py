"""What people type into a form or an address, as far as it means something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zeren.files.characters import printable

_DIGITS: Final = 9  # as many as a number of a row can have


def line_in(form: Mapping[str, str], name: str) -> str:
    """Words on one line, without what cannot be printed."""
    return " ".join(printable(form.get(name, "")).split())


def text_in(form: Mapping[str, str], name: str) -> str:
    """Words on as many lines as they have."""
    return printable(form.get(name, "")).strip()


def number_in(form: Mapping[str, str], name: str) -> int | None:
    """A whole number from nought on; None for nothing, and for what is none."""
    said = form.get(name, "").strip()
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= _DIGITS else None


def day_in(form: Mapping[str, str], name: str) -> date | None:
    """A day; None for nothing, and for what is none."""
    try:
        return date.fromisoformat(form.get(name, "").strip())
    except ValueError:
        return None


def is_email(written: str) -> bool:
    try:
        validate_email(written)
    except ValidationError:
        return False
    return True
