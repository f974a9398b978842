"""Whom an invitation is for, as it was typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zeren.text import Text
from zeren_web.desk.forms.accounts import NEITHER, phone_number
from zeren_web.pages.typed import is_email, line_in
from zeren_web.records.write.joining import Address

NEEDED: Final = Text(
    "请填对方的邮箱或手机号：链接只对这个地址有效。",
    "Enter the person's e-mail address or phone number: the link works for that address only.",
)
NO_ROLE: Final = Text("请选择对方能做什么。", "Choose what the person may do.")
TOO_LONG: Final = Text(
    "最多 {most} 个字，现在有 {count} 个。请写短一些。",
    "At most {most} characters; there are {count}. Please shorten it.",
)
LONGEST_NAME: Final = 60
_LONGEST_ADDRESS: Final = 160


@dataclass(frozen=True, slots=True)
class Invite:
    """What stands in the form, and what has to be put right, by field."""

    role: str
    to: Address
    typed: str
    errors: Mapping[str, Text]


def invite_in(form: Mapping[str, str], *, roles: frozenset[str], address_needed: bool) -> Invite:
    typed, name = line_in(form, "address"), line_in(form, "name")
    role = form.get("role", "")
    errors = {}
    if len(name) > LONGEST_NAME:
        errors["name"] = TOO_LONG.format(most=LONGEST_NAME, count=len(name))
    to = address_of(typed)
    if len(typed) > _LONGEST_ADDRESS:
        errors["address"] = TOO_LONG.format(most=_LONGEST_ADDRESS, count=len(typed))
    elif to is None:
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
    return Address(email=typed.lower()) if is_email(typed) else None
