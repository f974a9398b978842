"""Mutual recognition: who accepts one standard's answers or assessments as another's, and how long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import tomli

from zeren.faults import told
from zeren.problems import Place, Problem, Refused
from zeren.standards.catalogue import standard, standard_ids
from zeren.standards.library import OURS_ALONE, Library
from zeren.text import Text, listed, same

Standing = Literal["in-force", "not-yet", "lapsed"]
_OURS: Final = Path(__file__).parent / "data" / "recognitions.toml"
_TEXTS: Final = ("by", "for", "decision")
_KINDS: Final = ("crosswalk", "assessment")
_KEYS: Final = frozenset(
    (*_TEXTS, "id", "kind", "accepts", "as", "clauses", "from", "until", "source")
)
_MOST: Final = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Recognition:
    """A decision by which answers to `accepts` count for clauses of `counts_for`; none named: all."""

    id: str
    by: Text
    kind: Literal["crosswalk", "assessment"]
    accepts: str
    counts_for: str
    clauses: tuple[str, ...]
    purpose: Text
    start: date
    end: date | None
    decision: Text
    source: str = ""

    def standing(self, day: date) -> Standing:
        """In force from its first to its last day, both included."""
        if day < self.start:
            return "not-yet"
        return "lapsed" if self.end and day > self.end else "in-force"

    def as_json(self, day: date) -> dict[str, object]:
        return {
            "id": self.id,
            "standing": self.standing(day),
            "by": self.by.as_json(),
            "kind": self.kind,
            "accepts": self.accepts,
            "counts_for": self.counts_for,
            "clauses": list(self.clauses),
            "for": self.purpose.as_json(),
            "from": self.start.isoformat(),
            "until": self.end.isoformat() if self.end else None,
            "decision": self.decision.as_json(),
            "source": self.source or None,
        }


def load_recognitions(
    path: Path | None = None, *, library: Library = OURS_ALONE
) -> tuple[Recognition, ...]:
    """Ours, and those of a file. Raises `Refused` with everything that is wrong in it."""
    paths = (_OURS,) if path is None else (_OURS, path)
    return tuple(one for each in paths for one in _read(each, library))


def lapsed(recognitions: Iterable[Recognition], day: date) -> Iterator[Problem]:
    """A note for each recognition that no longer holds on this day."""
    for one in recognitions:
        if one.standing(day) == "lapsed":
            yield Problem(
                "recognition-lapsed",
                "note",
                Place(field=one.id),
                Text(
                    "{by}的认可（{decision}）已于 {end} 到期。",
                    "The recognition by {by} ({decision}) lapsed on {end}.",
                ).format(by=one.by, decision=one.decision, end=same(one.end)),
                Text(
                    "请向认可方确认是否续期；没有续期就不要再引用。",
                    "Ask whoever recognised it whether it was renewed; if not, cite it no longer.",
                ),
            )


def _read(path: Path, library: Library) -> tuple[Recognition, ...]:
    table = _parsed(path)
    rows = table.get("recognition", [])
    rows = rows if isinstance(rows, list) else [rows]
    problems = [
        problem
        for number, row in enumerate(rows, start=1)
        for problem in _mistakes(path.name, number, row, library)
    ]
    if problems:
        raise Refused(*problems)
    return tuple(_recognition(row) for row in rows)


def _parsed(path: Path) -> Mapping[str, Any]:
    place = Place(file=path.name)
    try:
        if path.stat().st_size > _MOST:
            raise Refused(_unreadable(place, Text("文件太大。", "The file is too large.")))
        return tomli.loads(path.read_text(encoding="utf-8"))
    except tomli.TOMLDecodeError as fault:
        line = getattr(fault, "lineno", None)
        what = Text("这里起不是可读的 TOML。", "From here on it is no readable TOML.")
        raise Refused(_unreadable(Place(file=path.name, line=line), what)) from fault
    except UnicodeDecodeError as fault:
        what = Text("它不是 UTF-8 编码的文字。", "It is no text in UTF-8.")
        raise Refused(_unreadable(place, what)) from fault
    except OSError as fault:
        raise Refused(_unreadable(place, *told(fault))) from fault


def _unreadable(place: Place, what: Text, remedy: Text | None = None) -> Problem:
    return Problem("recognitions-unreadable", "error", place, what, remedy or _SEE)


def _mistakes(file: str, number: int, row: object, library: Library) -> Iterator[Problem]:
    """Everything wrong with one entry."""
    wrong = _wrong(row, library) if isinstance(row, dict) else iter([("", _NO_TABLE, _SEE)])
    for key, what, remedy in wrong:
        place = Place(file=file, field=f"recognition {number} {key}".strip())
        yield Problem("recognition-wrong", "error", place, what, remedy)


def _wrong(row: Mapping[str, Any], library: Library) -> Iterator[tuple[str, Text, Text]]:
    """The key, what is wrong with it, and what to do."""
    for key in sorted(row.keys() - _KEYS):
        yield key, Text("没有这个键。", "There is no such key."), _KNOWN
    for key in _TEXTS:
        if not _is_text(row.get(key)):
            yield key, Text("缺中文或英文。", "Chinese or English is missing."), _BOTH
    if not isinstance(row.get("id"), str) or not row["id"].strip():
        yield "id", Text("缺编号。", "The id is missing."), _SEE
    if row.get("kind") not in _KINDS:
        yield "kind", Text("只能是两种之一。", "It has to be one of two."), _ONE_KIND
    for key in ("accepts", "as"):
        if row.get(key) not in standard_ids(library):
            yield key, Text("没有这个标准。", "There is no such standard."), _STANDARDS
    for key, what in _wrong_dates(row):
        yield key, what, _DATES
    for ref in _unknown_clauses(row, library):
        what = Text("标准里没有条款 {ref}。", "The standard has no clause {ref}.").format(ref=ref)
        yield "clauses", what, _STANDARDS


def _is_text(value: object) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == {"zh", "en"}
        and all(isinstance(words, str) and words.strip() for words in value.values())
    )


def _wrong_dates(row: Mapping[str, Any]) -> Iterator[tuple[str, Text]]:
    start, end = row.get("from"), row.get("until")
    if type(start) is not date:
        yield "from", Text("不是日期。", "This is no date.")
    if end is not None and type(end) is not date:
        yield "until", Text("不是日期。", "This is no date.")
    elif type(start) is date and end is not None and end < start:
        yield "until", Text("早于生效日。", "It lies before the first day.")


def _unknown_clauses(row: Mapping[str, Any], library: Library) -> Iterator[str]:
    clauses, name = row.get("clauses", []), row.get("as")
    if not isinstance(clauses, list):
        yield str(clauses)
    elif name in standard_ids(library):
        yield from (
            str(ref) for ref in clauses if ref not in standard(name, library=library).clause_of
        )


def _recognition(row: Mapping[str, Any]) -> Recognition:
    return Recognition(
        id=row["id"],
        by=Text.of(row["by"]),
        kind=row["kind"],
        accepts=row["accepts"],
        counts_for=row["as"],
        clauses=tuple(row.get("clauses", ())),
        purpose=Text.of(row["for"]),
        start=row["from"],
        end=row.get("until"),
        decision=Text.of(row["decision"]),
        source=str(row.get("source", "")),
    )


_NO_TABLE: Final = Text("这不是一张表。", "This is no table.")
_ONE_KIND: Final = Text(
    "请写 crosswalk（认可回答）或 assessment（认可评估）。",
    "Write crosswalk where answers are accepted, assessment where an assessment is.",
)
_SEE: Final = Text(
    "请对照手册第 7 章里的例子写。", "Write it like the example in chapter 7 of the manual."
)
_KNOWN: Final = Text("可用的键有：{keys}。", "The keys are: {keys}.").format(
    keys=listed(same(key) for key in sorted(_KEYS))
)
_BOTH: Final = Text(
    '请写成 { zh = "…", en = "…" }，两种都要。', 'Write { zh = "…", en = "…" }, both filled.'
)
_STANDARDS: Final = Text(
    "可用 zeren standards 查 ID 和条款号。", "“zeren standards” lists the ids and the clauses."
)
_DATES: Final = Text(
    "请写成 2026-01-31，不加引号。", "Write it like 2026-01-31, without quotation marks."
)
