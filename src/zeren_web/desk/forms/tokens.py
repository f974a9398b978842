"""A token as somebody asks for it: what for, what it may do, how long."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from zeren.text import Text
from zeren_web.pages.typed import line_in
from zeren_web.records.read.api_tokens import Scope

DAYS: Final = (30, 90, 180, 365)
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Wished:
    """What stands in the form, and what has to be put right, by field."""

    name: str = ""
    scopes: tuple[Scope, ...] = ()
    days: int = 90
    errors: Mapping[str, Text] = field(default_factory=dict)


def wished(form: QueryDict, may: tuple[Scope, ...]) -> Wished:
    """Only scopes that this person's tokens can have are taken."""
    name = line_in(form, "name")
    ticked = form.getlist("scope")
    scopes = tuple(one for one in may if one in ticked)
    days = next((one for one in DAYS if str(one) == form.get("days")), 90)
    errors = {}
    if not name:
        errors["name"] = Text(
            "请写它给什么用，以后才知道该收回哪一个。",
            "Say what it is for, so that you know later which one to take back.",
        )
    elif len(name) > _LONGEST:
        errors["name"] = Text("最多 {most} 个字。", "At most {most} characters.").format(
            most=_LONGEST
        )
    if not scopes:
        errors["scopes"] = Text("请至少选一项。", "Choose at least one.")
    return Wished(name, scopes, days, errors)
