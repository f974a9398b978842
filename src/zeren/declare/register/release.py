"""A release: what waits for it, what staff looked up, the public notice, and what still stands in its way.

Everything is a value; a step gives the next one. Words of staff and of those who object stay in it, and
only what `record` tells goes out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Any, Final, Literal

from zeren.declare.register.entries import RELEASE_PROFILE, Proposed
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

Result = Literal["clear", "explained", "found"]
RESULTS: Final[Mapping[str, Text]] = {
    "clear": Text("未见记录", "no record found"),
    "explained": Text("有记录，企业已说明", "a record, explained by the company"),
    "found": Text("有记录，未说明", "a record, not explained"),
}
DAYS: Final = 7
_MOST_DAYS: Final = 365


@dataclass(frozen=True, slots=True)
class RecordCheck:
    """Somebody looked for negative records of an organisation: where, when, what was found."""

    org: str
    source: str
    date: str
    result: str


@dataclass(frozen=True, slots=True)
class Objection:
    """What somebody brought forward during the notice. Words stay with staff."""

    org: str
    date: str
    words: str
    reply: str = ""
    replied: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """From which day, for how many days, about which entries (by hash)."""

    start: str
    days: int
    hashes: tuple[str, ...]

    @property
    def until(self) -> str:
        """The first day on which the release may happen."""
        return (date.fromisoformat(self.start) + timedelta(days=self.days)).isoformat()


@dataclass(frozen=True, slots=True)
class Preparation:
    """All that is known of the next release. `left_out` leads from a hash to a neutral reason."""

    waiting: tuple[Proposed, ...] = ()
    checks: tuple[RecordCheck, ...] = ()
    notice: Notice | None = None
    objections: tuple[Objection, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {
            "waiting": [one._asdict() for one in self.waiting],
            "checks": [asdict(one) for one in self.checks],
            "notice": asdict(self.notice) if self.notice else None,
            "objections": [asdict(one) for one in self.objections],
            "left_out": dict(self.left_out),
        }

    @classmethod
    def of(cls, table: Mapping[str, Any]) -> Preparation:
        """Read it back. Raises ValueError, KeyError or TypeError for what is no preparation."""
        notice = table["notice"]
        return cls(
            waiting=tuple(Proposed(**one) for one in table["waiting"]),
            checks=tuple(RecordCheck(**one) for one in table["checks"]),
            notice=Notice(notice["start"], notice["days"], tuple(notice["hashes"]))
            if notice
            else None,
            objections=tuple(Objection(**one) for one in table["objections"]),
            left_out=tuple(sorted(table["left_out"].items())),
        )

    def in_notice(self) -> tuple[Proposed, ...]:
        """What was made public in the notice, left out since or not."""
        hashes = set(self.notice.hashes) if self.notice else set()
        return tuple(one for one in self.waiting if one.hash in hashes)

    def ready(self) -> tuple[Proposed, ...]:
        """What the release would enter, in the order in which it stands in the register."""
        out = dict(self.left_out)
        return tuple(sorted(one for one in self.in_notice() if one.hash not in out))

    def latest_checks(self, org: str) -> tuple[RecordCheck, ...]:
        """The last word of each source on an organisation."""
        latest = {one.source: one for one in self.checks if one.org == org}
        return tuple(latest[source] for source in sorted(latest))


def staged(now: Preparation, new: Iterable[Proposed]) -> Preparation:
    """Let these wait; what waits already waits once."""
    known = {one.hash for one in now.waiting}
    return replace(now, waiting=(*now.waiting, *(one for one in new if one.hash not in known)))


def looked_up(now: Preparation, checks: Iterable[RecordCheck]) -> Preparation:
    new = tuple(checks)
    _must_wait(now, (one.org for one in new))
    return replace(now, checks=(*now.checks, *new))


def _must_wait(now: Preparation, orgs: Iterable[str]) -> None:
    """Raise Refused for each of these of which nothing waits: most likely an id that was mistyped."""
    known = {one.org for one in now.waiting}
    strange = dict.fromkeys(org for org in orgs if org not in known)
    if strange:
        raise Refused(*(_problem("unknown-org", org) for org in strange))


def opened(now: Preparation, *, start: str, days: int) -> Preparation:
    """Begin the notice about everything that waits. Raises Refused: one runs, nothing waits, bad days."""
    if not now.waiting:
        raise Refused(_problem("nothing"))
    if now.notice:
        raise Refused(_problem("running", until=now.notice.until))
    if not 0 <= days <= _MOST_DAYS:
        raise Refused(_problem("days"))
    return replace(now, notice=Notice(start, days, tuple(one.hash for one in now.waiting)))


def objected(now: Preparation, objection: Objection) -> Preparation:
    _must_wait(now, (objection.org,))
    return replace(now, objections=(*now.objections, objection))


def answered(now: Preparation, number: int, *, reply: str, on: str) -> Preparation:
    """Reply to the objection of this number, which counts from 1. Raises Refused where there is none."""
    if not 1 <= number <= len(now.objections):
        raise Refused(_problem("no-objection", number=number))
    objections = list(now.objections)
    objections[number - 1] = replace(objections[number - 1], reply=reply, replied=on)
    return replace(now, objections=tuple(objections))


def without(now: Preparation, org: str, reason: str) -> Preparation:
    """Leave an organisation out of this release, for a neutral reason."""
    _must_wait(now, (org,))
    hashes = {one.hash: reason for one in now.waiting if one.org == org}
    return replace(now, left_out=tuple(sorted({**dict(now.left_out), **hashes}.items())))


def after_release(now: Preparation, registered: Iterable[str]) -> Preparation:
    """What remains once the release is in the register: what came in after the notice."""
    gone = {*registered, *(one for one, _ in now.left_out)}
    return Preparation(waiting=tuple(one for one in now.waiting if one.hash not in gone))


def obstacles(now: Preparation, *, on: str) -> tuple[Problem, ...]:
    """Everything that still stands in the way of a release on this day."""
    if not now.waiting:
        return (_problem("nothing"),)
    if now.notice is None:
        return (_problem("no-notice"),)
    return tuple(_obstacles(now, now.notice, on))


def _obstacles(now: Preparation, notice: Notice, on: str) -> Iterator[Problem]:
    ready = now.ready()
    if not ready:
        yield _problem("empty")
    if on < notice.until:
        yield _problem("too-early", until=notice.until)
    for org in sorted({one.org for one in ready}):
        checks = now.latest_checks(org)
        if not checks:
            yield _problem("unchecked", org)
        if any(one.result == "found" for one in checks):
            yield _problem("record", org)
    for number, objection in enumerate(now.objections, 1):
        if not objection.reply:
            yield _problem("unanswered", objection.org, number=number)


def is_day(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False


def record(now: Preparation, *, name: str, on: str) -> dict[str, Any]:
    """What the register publishes of the release; its hash is in the entry `release`.

    Of objections it tells how many there were and when: whom somebody accused is nobody's affair.
    """
    if now.notice is None:
        message = "no release without a notice"
        raise ValueError(message)
    out = dict(now.left_out)
    return {
        "profile": RELEASE_PROFILE,
        "name": name,
        "date": on,
        "notice": {"from": now.notice.start, "until": now.notice.until, "days": now.notice.days},
        "entries": [one._asdict() for one in now.ready()],
        "checks": [
            asdict(check)
            for org in sorted({one.org for one in now.ready()})
            for check in now.latest_checks(org)
        ],
        "objections": [{"date": one.date, "replied": one.replied} for one in now.objections],
        "left_out": [
            {"org": one.org, "hash": one.hash, "reason": out[one.hash]}
            for one in sorted(now.in_notice())
            if one.hash in out
        ],
    }


def _problem(code: str, org: str = "", **values: object) -> Problem:
    what, remedy = _OBSTACLES[code]
    place = Place(field=org)
    return Problem(
        f"release-{code}", "error", place, what.format(**values), remedy.format(**values)
    )


_OBSTACLES: Final = {
    "nothing": (
        Text("没有在等集中发布的登记。", "Nothing waits for a release."),
        Text(
            "先用 zeren register add --for-release 放进来。",
            "Put entries in with zeren register add --for-release.",
        ),
    ),
    "running": (
        Text("公示已经开始了，{until} 结束。", "A notice is running already, until {until}."),
        Text("后来的登记等下一次。", "What came in later waits for the next release."),
    ),
    "days": (
        Text("公示天数不对。", "That is no number of days for a notice."),
        Text("请写 0 到 365 的整数。", "Write a whole number from 0 to 365."),
    ),
    "unknown-org": (
        Text("这个组织没有登记在等发布。", "Nothing of this organisation waits for the release."),
        Text(
            "请检查编号，zeren register release show 会列出来。",
            "Check the id; zeren register release show lists them.",
        ),
    ),
    "no-objection": (
        Text("没有第 {number} 条异议。", "There is no objection {number}."),
        Text("zeren register release show 会列出来。", "zeren register release show lists them."),
    ),
    "no-notice": (
        Text("还没有开始公示。", "The public notice has not begun."),
        Text(
            "先用 zeren register release notice 开始公示。",
            "Begin it with zeren register release notice.",
        ),
    ),
    "empty": (
        Text(
            "公示过的都被留下了，没有可以发布的。",
            "Everything in the notice was left out; nothing is to be released.",
        ),
        Text("请另外登记，再开始一次公示。", "Put in other entries and begin another notice."),
    ),
    "too-early": (
        Text("公示还没有结束。", "The notice is not over."),
        Text("{until} 起可以发布。", "The release may happen from {until}."),
    ),
    "unchecked": (
        Text("还没有记下查询负面记录的结果。", "No look-up of negative records is noted."),
        Text(
            "请查询后用 zeren register release check 记下来源、日期和结果。",
            "Look it up and note source, date and result with zeren register release check.",
        ),
    ),
    "record": (
        Text("查到的记录没有说明。", "A record was found and not explained."),
        Text(
            "企业说明后再记一次结果，或者用 zeren register release leave-out 这次不发布。",
            "Note the result again once the company explained it, or use zeren register release leave-out.",
        ),
    ),
    "unanswered": (
        Text("第 {number} 条异议还没有答复。", "Objection {number} has no reply."),
        Text(
            "请用 zeren register release answer 写明答复。",
            "Reply to it with zeren register release answer.",
        ),
    ),
}
