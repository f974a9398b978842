"""What the entries amount to: what stands, what was replaced or withdrawn; and what may come next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

from zeren.declare.register.columns import Columns
from zeren.declare.register.entries import (
    DETAIL,
    HASH,
    KINDS,
    PROFILE,
    REASONS,
    Entry,
    Proposed,
    entries_in,
    problems_of_org,
)
from zeren.declare.register.kept import Entries, Numbers
from zeren.declare.register.merkle import HASH_BYTES
from zeren.problems import Place, Problem
from zeren.text import Text

_HASH: Final = re.compile(HASH)
_PROFILE: Final = re.compile(PROFILE + DETAIL, re.ASCII)
_LONGEST_NUMBER: Final = 12  # digits, as an entry may have them

State = Literal["stands", "superseded", "withdrawn"]
STATES: Final = {
    "stands": Text("在册", "registered"),
    "superseded": Text("已被取代", "replaced"),
    "withdrawn": Text("已撤回", "withdrawn"),
}
_MADE: Final = frozenset({"declare", "supersede", "sign"})
_ENDING: Final = frozenset({"supersede", "withdraw"})


@dataclass(slots=True)
class Standing:
    """The register so far. It grows entry by entry (`take`), and tells what does not fit.

    `made` leads from a hash to the entry that brought it, `ended` from that entry's number to the
    number of the one that replaced or withdrew it. `unfit` are entries that nobody should have made.
    """

    entries: Entries = field(default_factory=Entries)
    ended: dict[int, int] = field(default_factory=dict)
    unfit: list[tuple[int, str]] = field(default_factory=list)
    last: str = ""  # the time of the last entry
    is_careful: bool = False
    numbers: Numbers = field(default_factory=Numbers)

    @property
    def made(self) -> dict[str, int]:
        return self.numbers.table

    def take(self, entry: Entry) -> None:
        """Add the next entry. It must have been read to the byte; the rules are looked at here."""
        number = len(self.entries)
        self._weigh(entry, number)
        self.entries.append(entry)
        self.last = entry.time

    def _weigh(self, entry: Entry, number: int) -> None:
        """What this entry does to those before it."""
        if fault := self._fault(entry, number):
            self.unfit.append((number, fault))
        if entry.kind == "withdraw":
            if (of := self.made.get(entry.hash)) is not None:
                self.ended.setdefault(of, number)
            return
        if entry.kind == "supersede" and (of := entry.replaces) is not None:
            self.ended.setdefault(of, number)
        self.made.setdefault(entry.hash, number)

    def take_bundles(self, bundles: Iterable[tuple[bytes, int]], columns: Columns) -> None:
        """Add bundles, each with its count, as they were read: what is plain at once, the rest singly."""
        if self.is_careful or columns.first_time < self.last:
            for content, _ in bundles:
                for entry in entries_in(content) or ():
                    self.take(entry)
            return
        first, count = len(self.entries), len(columns.leaves)
        for content, width in bundles:
            self.entries.append_bundle(content, width)
        begin, is_new = 0, True
        for at in (*columns.special, count):
            plain = columns.hashes[begin * HASH_BYTES : at * HASH_BYTES]
            is_new &= self.numbers.add_bundle(plain, first + begin)
            if at < count:
                self._weigh(self.entries[first + at], first + at)
            begin = at + 1
        self.last = columns.last_time
        if not is_new:
            self._begin_again()

    def _begin_again(self) -> None:
        """A hash came twice: go through everything one by one, now and from here on."""
        entries, self.is_careful = self.entries, True
        self.entries, self.numbers, self.last = Entries(), Numbers(), ""
        self.ended, self.unfit = {}, []
        for entry in entries:
            self.take(entry)

    def _fault(self, entry: Entry, number: int) -> str:
        if entry.seq != number:
            return "number"
        if entry.time < self.last:
            return "time"
        if entry.kind == "declare":  # most of them
            return "twice" if entry.hash in self.made else "detail" if ";" in entry.profile else ""
        return self._fault_at(number, entry)

    def fault_of(self, new: Entry | Proposed) -> str:
        """Why this may not come next; empty where it may."""
        return self._fault_at(len(self.entries), new)

    def _fault_at(self, number: int, new: Entry | Proposed) -> str:
        if new.kind == "withdraw":
            return self._fault_of_withdrawal(new)
        if new.hash in self.made:
            return "twice"
        if new.kind == "supersede":
            return self._fault_of_replacement(number, new)
        return "detail" if ";" in new.profile else ""

    def _fault_of_replacement(self, number: int, new: Entry | Proposed) -> str:
        _, found, of = new.profile.partition(";of=")
        if not found:
            return "detail"
        before = int(of)
        replaced = self.entries[before] if before < number else None
        if replaced is None or replaced.kind not in _MADE:
            return "unknown"
        if replaced.org != new.org:
            return "other-org"
        return "ended" if before in self.ended else ""

    def _fault_of_withdrawal(self, new: Entry | Proposed) -> str:
        before = self.made.get(new.hash)
        withdrawn = self.entries[before] if before is not None else None
        if withdrawn is None or withdrawn.kind not in _MADE:
            return "unknown"
        if withdrawn.org != new.org:
            return "other-org"
        if new.profile.partition(";reason=")[2] not in REASONS:
            return "reason"
        return "ended" if before in self.ended else ""

    def would_end(self, new: Proposed) -> int | None:
        """The number of the entry that this replaces or withdraws, where it fits."""
        if new.kind == "withdraw":
            return self.made.get(new.hash)
        _, found, of = new.profile.partition(";of=")
        return int(of) if found else None

    def state(self, seq: int) -> State:
        if seq not in self.ended:
            return "stands"
        by = self.entries[self.ended[seq]]
        return "withdrawn" if by.kind == "withdraw" else "superseded"

    def ender(self, seq: int) -> Entry | None:
        """The entry that replaced or withdrew this one."""
        return self.entries[self.ended[seq]] if seq in self.ended else None

    def found(self, words: str) -> Iterator[Entry]:
        """Entries by number, hash (its beginning is enough) or organisation."""
        is_number = words.isascii() and words.isdigit() and len(words) <= _LONGEST_NUMBER
        if is_number and int(words) < len(self.entries):
            yield self.entries[int(words)]
            return
        least = 8
        for entry in self.entries:
            if entry.org == words or (len(words) >= least and entry.hash.startswith(words)):
                yield entry


def standing(entries: Iterable[Entry]) -> Standing:
    made = Standing()
    for entry in entries:
        made.take(entry)
    return made


def problems_with(new: Proposed, now: Standing, place: Place) -> tuple[Problem, ...]:
    """Everything that keeps this from being entered."""
    found = list(problems_of_org(new.org, place))
    if not _HASH.fullmatch(new.hash):
        found.append(_problem("hash", place, new))
    if not _PROFILE.fullmatch(new.profile):
        found.append(_problem("profile", place, new))
    if new.kind not in KINDS:
        found.append(_problem("kind", place, new))
    if not found and (fault := now.fault_of(new)):
        found.append(_problem(fault, place, new))
    return tuple(found)


@dataclass(slots=True)
class Batch:
    """What comes at one moment: each is held beside what stands, and beside those before it."""

    now: Standing
    hashes: set[str] = field(default_factory=set)
    ends: set[int] = field(default_factory=set)

    def problems_with(self, new: Proposed, place: Place) -> tuple[Problem, ...]:
        if found := problems_with(new, self.now, place):
            return found
        if new.hash in self.hashes:
            return (_problem("twice-in-batch", place, new),)
        self.hashes.add(new.hash)
        ends = self.now.would_end(new) if new.kind in _ENDING else None
        if ends in self.ends:
            return (_problem("ended-in-batch", place, new),)
        if ends is not None:
            self.ends.add(ends)
        return ()


def _problem(fault: str, place: Place, new: Proposed) -> Problem:
    what, remedy = _FAULTS[fault]
    given = {"hash": new.hash[:70], "org": new.org, "kind": new.kind, "profile": new.profile[:70]}
    return Problem(
        f"register-{fault}", "error", place, what.format(**given), remedy.format(**given)
    )


_FAULTS: Final = {
    "hash": (
        Text("“{hash}”不是 SHA-256。", '"{hash}" is no SHA-256.'),
        Text("请写 64 个小写的十六进制数字。", "Write its 64 hexadecimal digits in small letters."),
    ),
    "profile": (
        Text("“{profile}”不能作类别。", '"{profile}" cannot be a profile.'),
        Text(
            "请写成 zeren-declaration/1 这样：小写字母、数字、点、斜线、连字符；分号后面只能是 of= 加序号，或者 reason= 加原因代码。",
            "Write it like zeren-declaration/1: small letters, digits, dots, slashes, hyphens; behind a semicolon only of= and a number, or reason= and a code.",
        ),
    ),
    "kind": (
        Text("没有“{kind}”这一种登记。", 'There is no kind of entry called "{kind}".'),
        Text(
            "可以是 declare、supersede、withdraw、sign。",
            "It may be declare, supersede, withdraw or sign.",
        ),
    ),
    "twice": (
        Text("这份文件已经登记过了。", "This file is registered already."),
        Text(
            "不用再登记；zeren register show 可以看到它。内容改过的，请让企业签一份新的声明。",
            "There is no need to do it again; zeren register show shows it. If its content changed, let the company sign a new declaration.",
        ),
    ),
    "detail": (
        Text(
            "“取代”要写明取代哪一条，别的登记不能写。",
            "A replacement must say which entry it replaces, and nothing else may.",
        ),
        Text(
            "请用 --kind supersede --of 加原来那一条的序号。",
            "Use --kind supersede with --of and the number of the earlier entry.",
        ),
    ),
    "unknown": (
        Text(
            "登记里没有要取代或撤回的那一条。",
            "What should be replaced or withdrawn is not in the register.",
        ),
        Text(
            "请用 zeren register show 查序号和哈希。",
            "Look up its number and hash with zeren register show.",
        ),
    ),
    "other-org": (
        Text(
            "那一条是别的组织登记的，不是 {org}。",
            "That entry is another organisation's, not {org}'s.",
        ),
        Text("请检查组织编号和序号。", "Check the id of the organisation and the number."),
    ),
    "ended": (
        Text("那一条已经被取代或撤回。", "That entry was replaced or withdrawn already."),
        Text(
            "请用 zeren register show 查它现在的状态。",
            "Look at its present state with zeren register show.",
        ),
    ),
    "twice-in-batch": (
        Text(
            "同一个哈希在一起登记的条目里出现了两次。",
            "The same hash stands twice among what is entered together.",
        ),
        Text("请去掉一个，或者分两次登记。", "Take one out, or enter them one after the other."),
    ),
    "ended-in-batch": (
        Text(
            "一起登记的条目里，已经有一条取代或撤回了它。",
            "Another of those entered together replaces or withdraws the same entry.",
        ),
        Text("请只留一条。", "Keep one of them."),
    ),
    "reason": (
        Text("撤回要写明原因的代码。", "A withdrawal needs the code of its reason."),
        Text(
            f"请用 --reason，可选：{'、'.join(REASONS)}。",
            f"Use --reason with one of: {', '.join(REASONS)}.",
        ),
    ),
}
