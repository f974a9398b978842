"""What came in for one matter of the plan; only the fields named here can be set by it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from zeren.text import Text
from zeren_web.desk.plan import STATE_WORDS
from zeren_web.pages.typed import day_in, number_in, text_in
from zeren_web.records.write.plans import Decided

_LONGEST: Final = {"who": 60, "reason": 400, "note": 1000}
_NO_DAY: Final = Text(
    "“{typed}”不是日期。请写成 2026-01-31 这样。", '"{typed}" is no date. Write it like 2026-01-31.'
)
_TOO_LONG: Final = Text(
    "最多 {most} 字，现在有 {count} 字。", "At most {most} characters; there are {count}."
)
_NO_REASON: Final = Text(
    "请写一句为什么不做了，以后有人问得到。",
    "Say in a sentence why it is dropped: somebody will ask.",
)
_NO_STATE: Final = Text("请选一种状态。", "Choose a state.")


@dataclass(frozen=True, slots=True)
class SentRow:
    """What was typed, as it was; what it means where nothing is wrong; the version its author saw."""

    typed: Mapping[str, str]
    decided: Decided | None
    base: int
    errors: Mapping[str, Text]


def row_in(form: Mapping[str, str]) -> SentRow:
    typed = {name: text_in(form, name) for name in ("who", "due", "state", "reason", "note")}
    errors = {
        name: _TOO_LONG.format(most=most, count=len(typed[name]))
        for name, most in _LONGEST.items()
        if len(typed[name]) > most
    }
    due = day_in(form, "due")
    if typed["due"] and due is None:
        errors["due"] = _NO_DAY.format(typed=typed["due"][:20])
    if typed["state"] not in STATE_WORDS:
        errors["state"] = _NO_STATE
    if typed["state"] == "dropped" and not typed["reason"]:
        errors["reason"] = _NO_REASON
    decided = Decided(typed["who"], due, typed["state"], typed["reason"], typed["note"])
    return SentRow(
        typed,
        None if errors else decided,
        number_in(form, "base") or 0,
        errors,
    )
