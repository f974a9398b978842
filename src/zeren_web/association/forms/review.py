"""What a reviewer writes: only words, and for how long a company may mend its response."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.http import QueryDict

from zeren.text import Text
from zeren_web.pages.typed import number_in

MOST_WORDS: Final = 2000
DAYS: Final = 14
MOST_DAYS: Final = 60
_NOTHING: Final = Text("请写几句话。", "Please write a few words.")
_NO_REASON: Final = Text("请写明为什么重新打开。", "Please say why it is opened again.")
_NOTHING_TO_MEND: Final = Text(
    "请写明要补什么，或者先在题目下面写意见。",
    "Say what is to be completed, or write a remark at a question first.",
)
_TOO_LONG: Final = Text(
    f"最多 {MOST_WORDS} 字，现在有 {{count}} 字。",
    f"At most {MOST_WORDS} characters; there are {{count}}.",
)
_DAYS: Final = Text(
    f"请填 1 到 {MOST_DAYS} 之间的天数。", f"Write a number of days from 1 to {MOST_DAYS}."
)


def days_of(sent: QueryDict) -> int | None:
    days = number_in(sent, "days")
    return days if days and days <= MOST_DAYS else None


def wrong_with(words: str, *, needed: bool) -> Mapping[str, Text]:
    if len(words) > MOST_WORDS:
        return {"words": _TOO_LONG.format(count=len(words))}
    return {"words": _NOTHING} if needed and not words else {}


def wrong_with_return(words: str, days: int | None, *, remarks: bool) -> Mapping[str, Text]:
    errors = dict(wrong_with(words, needed=False))
    if not words and not remarks:
        errors["words"] = _NOTHING_TO_MEND
    if days is None:
        errors["days"] = _DAYS
    return errors


def wrong_with_reopening(words: str) -> Mapping[str, Text]:
    return wrong_with(words, needed=False) if words else {"words": _NO_REASON}
