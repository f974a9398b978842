"""Whom an invitation is for, as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from zeren.text import Text
from zeren_web.desk.forms.accounts import phone_number
from zeren_web.records.write.joining import Address

NEITHER: Final = Text(
    "“{typed}”既不是邮箱，也不是手机号。邮箱如 name@example.com，手机号如 13800000000。",
    '"{typed}" is neither an e-mail address nor a phone number. Write name@example.com or +8613800000000.',
)
NEEDED: Final = Text(
    "请填对方的邮箱或手机号：链接只对这个地址有效。",
    "Enter the person's e-mail address or phone number: the link works for that address only.",
)
NO_ROLE: Final = Text("请选择对方能做什么。", "Choose what the person may do.")
LONGEST_NAME: Final = 60


@dataclass(frozen=True, slots=True)
class Invite:
    """What stands in the form, and what has to be put right, by field."""

    role: str
    to: Address
    typed: str
    errors: Mapping[str, Text]


def invite_in(form: Mapping[str, str], *, roles: frozenset[str], address_needed: bool) -> Invite:
    typed = form.get("address", "").strip()[:160]
    name = " ".join(form.get("name", "").replace("\x00", "").split())[:LONGEST_NAME]
    role = form.get("role", "")
    errors = {}
    to = address_of(typed)
    if to is None:
        errors["address"] = NEITHER.format(typed=typed[:40])
    elif address_needed and not typed:
        errors["address"] = NEEDED
    if role not in roles:
        errors["role"] = NO_ROLE
    known = to or Address()
    return Invite(role, Address(name, known.email, known.phone), typed, errors)


def address_of(typed: str) -> Address | None:
    """An e-mail address or a phone number; nothing typed is an address that is not known."""
    if not typed:
        return Address()
    if phone := phone_number(typed):
        return Address(phone=phone)
    try:
        validate_email(typed)
    except ValidationError:
        return None
    return Address(email=typed.lower())
