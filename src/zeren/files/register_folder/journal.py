"""The note of a batch that is being entered: with it the next run finishes what an interruption left.

Anybody who may write to the folder can alter it. So it is believed no more than a new batch is: what it would
enter must fit the register, and the only files it may bring are the records of its releases.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final

from zeren.declare.register.entries import Entry, Proposed, entry_of, is_time
from zeren.declare.register.standing import Batch
from zeren.files.register_folder.folder import Register
from zeren.files.register_folder.reading import Audit
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_RECORD: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,29}\.json", re.ASCII)


@dataclass(frozen=True, slots=True)
class Unfinished:
    """What was to be entered behind so many entries, and the public files that go with it."""

    size: int
    entries: tuple[Entry, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def bytes(self) -> bytes:
        table = {
            "size": self.size,
            "entries": b"\n".join(entry.bytes for entry in self.entries).decode(),
            "files": {name: content.decode() for name, content in self.files.items()},
        }
        return json.dumps(table, ensure_ascii=False).encode()

    def fits(self, log: Audit) -> bool:
        """Whether all this might come next: numbers, one moment, every rule of a batch, its records."""
        times = {entry.time for entry in self.entries}
        if len(times) != 1 or not is_time(time := times.pop()) or time < log.standing.last:
            return False
        batch, releases = Batch(log.standing), set()
        for number, entry in enumerate(self.entries, log.size):
            new = Proposed(entry.kind, entry.hash, entry.org, entry.profile)
            if entry.seq != number or batch.problems_with(new, Place()):
                return False
            if entry.kind == "release":
                releases.add(entry.hash)
        return all(
            _RECORD.fullmatch(name) and sha256(content).hexdigest() in releases
            for name, content in self.files.items()
        )


def unfinished(register: Register) -> Unfinished | None:
    """What the journal says; it was written whole or not at all. Raises Refused: somebody altered it."""
    try:
        table: dict[str, Any] = json.loads(register.journal.read_bytes())
        entries = tuple(entry_of(line.encode()) for line in table["entries"].split("\n"))
        files = {name: words.encode() for name, words in table["files"].items()}
        size = table["size"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        raise Refused(_broken()) from fault
    whole = tuple(entry for entry in entries if entry is not None)
    if len(whole) != len(entries) or type(size) is not int:
        raise Refused(_broken())
    return Unfinished(size, whole, files)


def _problem(code: str, what: Text, remedy: Text) -> Problem:
    return Problem(f"register-journal-{code}", "error", Place(file="journal.json"), what, remedy)


_MOVE_AWAY: Final = Text(
    "先用 zeren register audit 看登记是否完好；完好的话，把 journal.json 移走，再登记一次。",
    "See with zeren register audit whether the log is sound; if it is, move journal.json away and enter the batch again.",
)


def _broken() -> Problem:
    return _problem(
        "broken",
        Text(
            "上次没写完的那一批，记录被改过，读不懂了。",
            "The note of an unfinished batch was altered and cannot be understood.",
        ),
        _MOVE_AWAY,
    )


def unfit() -> Problem:
    return _problem(
        "unfit",
        Text(
            "上次没写完的那一批，记录被改过：里面的条目不合登记的规则，什么也没写。",
            "The note of an unfinished batch was altered: what it would enter breaks the rules of the register. Nothing was written.",
        ),
        _MOVE_AWAY,
    )


def other() -> Problem:
    return _problem(
        "other",
        Text(
            "上次没写完的那一批，密钥已经签过；现在的记录和签过的不一样，被改过了。",
            "This key has signed the unfinished batch already, and the note of it says something else now: it was altered.",
        ),
        Text(
            "什么也没写。请从备份恢复 staff/journal.json；找不到的话，登记只能重新开一个，并说明原因。",
            "Nothing was written. Restore staff/journal.json from a backup; if it is lost, a new register must be begun and the reason told.",
        ),
    )
