"""Handing a question to a colleague: what may be set, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from zeren.text import Text
from zeren_web.pages.typed import is_email, line_in

DAYS: Final = (3, 7, 14, 30)
_MOST: Final = 40  # questions in one errand
_NAME, _NOTE = 60, 400


@dataclass(frozen=True, slots=True)
class Asked:
    """An errand as somebody filled it in."""

    codes: tuple[str, ...]
    name: str = ""
    email: str = ""
    note: str = ""
    days: int = 7
    errors: Mapping[str, Text] = field(default_factory=dict)


def asked_from(form: QueryDict, known: Container[str]) -> Asked:
    codes = tuple(dict.fromkeys(code for code in form.getlist("code") if code in known))
    name, note = (line_in(form, key) for key in ("name", "note"))
    email, days = line_in(form, "email"), form.get("days", "")
    errors = {
        key: words
        for key, words in (
            ("codes", _codes(codes)),
            ("name", _name(name)),
            ("email", _email(email)),
            ("note", _TOO_LONG.format(most=_NOTE) if len(note) > _NOTE else None),
        )
        if words
    }
    chosen = next((one for one in DAYS if str(one) == days), 7)
    return Asked(codes, name, email, note, chosen, errors)


def _codes(codes: tuple[str, ...]) -> Text | None:
    if not codes:
        return Text("请至少选一题。", "Choose at least one question.")
    if len(codes) > _MOST:
        return Text("一次最多 {most} 题。", "At most {most} questions at a time.").format(
            most=_MOST
        )
    return None


def _name(name: str) -> Text | None:
    if not name:
        return Text(
            "请写同事的称呼，回答会署这个名字。",
            "Write your colleague's name; the answers are signed with it.",
        )
    return _TOO_LONG.format(most=_NAME) if len(name) > _NAME else None


def _email(email: str) -> Text | None:
    if not email or is_email(email):
        return None
    return Text(
        "“{email}”不像一个邮箱。可以空着，把链接发到聊天里。",
        "“{email}” does not look like an e-mail address. Leave it empty and send the link in a chat.",
    ).format(email=email[:60])


_TOO_LONG: Final = Text("最多 {most} 个字。", "At most {most} characters.")
