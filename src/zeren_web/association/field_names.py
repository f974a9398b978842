"""The fields that a problem can stand at, as the pages of the association call them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from zeren.problems import Problem
from zeren.text import Text

FIELDS: Final[Mapping[str, Text]] = {
    "again": Text("再输入一次", "Once more"),
    "codes": Text("真正看过的题", "Questions that were looked at"),
    "companies": Text("企业", "Companies"),
    "company": Text("企业", "Company"),
    "date": Text("哪一天", "On which day"),
    "day": Text("哪一天", "On which day"),
    "days": Text("公示几天", "For how many days"),
    "declaration": Text("声明", "The declaration"),
    "how": Text("怎样查的", "How it was found out"),
    "means": Text("用什么办法看的", "By what means"),
    "passphrase": Text("密钥的口令", "Passphrase of the keys"),
    "reason": Text("原因", "Reason"),
    "registered": Text("执照上的成立日期", "Day of establishment"),
    "reply": Text("答复", "Reply"),
    "source": Text("在哪里查的", "Where it was looked up"),
    "until": Text("确认到哪一天", "Confirmed until"),
}


def placed(problems: Iterable[Problem]) -> list[tuple[str, Text | str, Problem]]:
    """Each problem with its field and what that is called; a company stands there by its own name."""
    return [
        (one.place.field, FIELDS.get(one.place.field, one.place.field), one) for one in problems
    ]
