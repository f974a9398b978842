"""What somebody says of a piece of evidence, and what is wrong with it; only these fields can be set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import QueryDict

from zeren.publish.wording import EVIDENCE_WORDS
from zeren.text import Text
from zeren_web.pages.typed import line_in
from zeren_web.records.models import EvidenceFile
from zeren_web.records.write.evidence import Described

_LONGEST: Final = {"title": 400, "issuer": 200, "link": 2000}
_DAYS: Final = ("period_start", "period_end", "expires")


@dataclass(frozen=True, slots=True)
class EvidenceForm:
    """The words as they were typed, what they mean where they mean something, and the errors."""

    typed: Mapping[str, str]
    described: Described | None
    errors: Mapping[str, Text]


def evidence_form(form: QueryDict, *, name: str = "") -> EvidenceForm:
    """`name` is that of a file that came along: it serves as a title where none was given."""
    typed = {key: line_in(form, key) for key in ("kind", "title", "issuer", "link", *_DAYS)}
    typed["title"] = typed["title"] or name
    days = {key: _day(typed[key]) for key in _DAYS}
    errors = dict(_errors(typed, days))
    described = None
    if not errors:
        start, end, expires = (day if isinstance(day, date) else None for day in days.values())
        described = Described(
            typed["kind"], typed["title"], typed["issuer"], start, end, expires, typed["link"]
        )
    return EvidenceForm(typed, described, errors)


def typed_of(piece: EvidenceFile) -> dict[str, str]:
    """What stands, as the form shows it."""
    days = {key: getattr(piece, key) for key in _DAYS}
    return {
        "kind": piece.kind,
        "title": piece.title,
        "issuer": piece.issuer,
        "link": piece.link,
        **{key: day.isoformat() if day else "" for key, day in days.items()},
    }


def _day(written: str) -> date | str | None:
    """A day, None for nothing, and what is no day as it was written."""
    if not written:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written


def _errors(typed: Mapping[str, str], days: Mapping[str, date | str | None]) -> Mapping[str, Text]:
    found: dict[str, Text] = {}
    if typed["kind"] not in EVIDENCE_WORDS:
        found["kind"] = Text("请选一个类别。", "Choose a kind.")
    if not typed["title"]:
        found["title"] = Text(
            "请写名称，例如“2025 年消防演练记录”。",
            "Give it a title, such as “Fire drill record 2025”.",
        )
    for key, most in _LONGEST.items():
        if len(typed[key]) > most:
            found[key] = Text("最多 {most} 个字。", "At most {most} characters.").format(most=most)
    for key in _DAYS:
        if isinstance(days[key], str):
            found[key] = Text(
                "“{said}”不是日期，请写成 2025-12-31。",
                "“{said}” is no date; write 2025-12-31.",
            ).format(said=typed[key][:40])
    start, end = days["period_start"], days["period_end"]
    if isinstance(start, date) and isinstance(end, date) and start > end:
        found["period_end"] = Text(
            "止早于起，请核对。", "It ends before it starts; check both dates."
        )
    return found
