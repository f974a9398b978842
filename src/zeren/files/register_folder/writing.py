"""Writing into the log so that a killed process leaves the old state or the new one, and never a fork.

In this order: the journal says what will be entered; the tiles are written, which nobody reads yet; the key
remembers what it signs; the checkpoint is exchanged, and with it everything is there at once; the journal
goes. Before the key remembers, a failure takes everything back; after it, the next run finishes exactly the
same: the time is in the journal and a signature of Ed25519 is always alike.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from zeren.declare.jws import Unsound
from zeren.declare.register.entries import Entry, Proposed, entry_of, is_time
from zeren.declare.register.notes import Checkpoint, opened, signed
from zeren.declare.register.release import after_release
from zeren.declare.register.standing import Batch
from zeren.declare.register.tiles import ENTRIES, WIDTH, Tile, bundled, grown
from zeren.files.register_folder.disk import (
    disk_problem,
    only_writer,
    remove_settled,
    settle,
    write_durably,
    write_settled,
)
from zeren.files.register_folder.folder import CHECKPOINT, Register, Signer, ed25519_holds
from zeren.files.register_folder.reading import Audit, audit
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be entered at one moment, and the public files that go with it."""

    entries: tuple[Proposed, ...]
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Written:
    """What was entered now, what was there before, and the checkpoint that holds both."""

    new: tuple[Entry, ...]
    known: tuple[Entry, ...]
    checkpoint: Checkpoint


Choose = Callable[[Audit], Wanted]


def enter(
    register: Register, signer: Signer, proposed: Sequence[Proposed], *, now: datetime
) -> Written:
    """Enter all of these as one durable batch, or none. What is there already is told, not doubled."""
    return write(register, signer, lambda _: Wanted(tuple(proposed), {}), now=now)


def write(register: Register, signer: Signer, choose: Choose, *, now: datetime) -> Written:
    """Decide with the lock held what to enter, and enter it. Raises Refused, with nothing changed.

    `now` is in UTC; an entry is never dated before the one in front of it.
    """
    signer.signs_for(register)
    with only_writer(register.staff):
        log = current(register, signer)
        wanted = choose(log)
        known, new = _sorted_out(wanted.entries, log)
        if not new:
            return Written((), known, _of(log))
        time = _moment(log, now)
        entries = tuple(one.entered(log.size + number, time) for number, one in enumerate(new))
        checkpoint = _commit(register, signer, log, entries, wanted.files, is_new=True)
    return Written(entries, known, checkpoint)


def current(register: Register, signer: Signer) -> Audit:
    """The sound log, after what an interrupted run left to be finished. The lock must be held."""
    log = _sound(register, signer)
    pending = _pending(register)
    if pending is None:
        return log
    size, entries, files = pending
    if size > log.size:
        raise Refused(_forked(signer, size, log.size))
    if size == log.size:
        _commit(register, signer, log, entries, files, is_new=False)
        log = _sound(register, signer)
    with _told(will_be_finished=True):
        _clear(register, log.standing.made)
    return log


def _sound(register: Register, signer: Signer) -> Audit:
    """Raises Refused where the log was tampered with, or is an older copy than the key has signed."""
    log = audit(register.log, register.verifier)
    if not log.is_sound:
        raise Refused(*log.problems)
    pending = _pending(register)
    last = signer.remembered()
    if last is not None:
        try:
            before = opened(last, register.verifier, ed25519_holds)
        except Unsound as fault:
            raise Refused(_forgot(signer)) from fault
        ahead = log.size + len(pending[1]) if pending and pending[0] == log.size else log.size
        if before.size > ahead or (
            before.size <= log.size and log.root_at(before.size) != before.root
        ):
            raise Refused(_forked(signer, before.size, log.size))
    return log


def _of(log: Audit) -> Checkpoint:
    if log.checkpoint is None:
        message = "a sound log has a checkpoint"
        raise AssertionError(message)
    return log.checkpoint


def _sorted_out(
    wanted: Sequence[Proposed], log: Audit
) -> tuple[tuple[Entry, ...], tuple[Proposed, ...]]:
    """What is there already, and what is new and fits. Raises Refused with everything that does not."""
    known: list[Entry] = []
    new: dict[Proposed, None] = {}
    problems: list[Problem] = []
    batch = Batch(log.standing)
    for number, one in enumerate(wanted, 1):
        if before := _already(one, log):
            known.append(before)
            continue
        if one in new:
            continue
        place = Place(line=number) if len(wanted) > 1 else Place()
        problems += batch.problems_with(one, place)
        new[one] = None
    if problems:
        raise Refused(*problems)
    return tuple(known), tuple(new)


def _already(one: Proposed, log: Audit) -> Entry | None:
    """The very same entry, made before: whoever repeats a command after a fault gets its result."""
    standing = log.standing
    number = standing.made.get(one.hash)
    if number is not None and one.kind == "withdraw":
        number = standing.ended.get(number)
    if number is None:
        return None
    entry = standing.entries[number]
    return entry if Proposed(entry.kind, entry.hash, entry.org, entry.profile) == one else None


def _moment(log: Audit, now: datetime) -> str:
    time = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    last = log.standing.last
    if time < last:
        raise Refused(_clock(time, last))
    return time


def moment(words: str | None, *, clock: datetime) -> datetime:
    """The time that somebody typed, else the clock's. Raises Refused: no time, or one in the future."""
    if words is None:
        return clock
    if not is_time(words):
        raise Refused(_no_time(words))
    found = datetime.fromisoformat(words)
    if found > clock + _AHEAD:
        raise Refused(_future(words))
    return found


def _commit(
    register: Register,
    signer: Signer,
    log: Audit,
    entries: tuple[Entry, ...],
    files: Mapping[str, bytes],
    *,
    is_new: bool,
) -> Checkpoint:
    edge, tiles = grown(log.edge, [entry.bytes for entry in entries])
    checkpoint = Checkpoint(register.verifier.name, edge.size, edge.root)
    note = signed(checkpoint, register.verifier, signer.key.sign).encode()
    if not is_new and _has_signed_otherwise(register, signer, log, checkpoint):
        raise Refused(_other_batch())
    try:
        if is_new:
            write_settled(register.journal, _journal(log.size, entries, files))
        _clear_strays(log)
        _lay(register, [*tiles, *_bundles(log, entries)])
        for name, content in files.items():
            write_settled(register.releases / name, content)
        signer.remember(note)
    except OSError as fault:
        stays = not (is_new and _taken_back(register, signer, note))
        raise Refused(disk_problem(fault, will_be_finished=stays)) from fault
    with _told(will_be_finished=True):
        write_settled(register.log / CHECKPOINT, note)
        _clear(register, {entry.hash: entry.seq for entry in entries})
    return checkpoint


def _has_signed_otherwise(
    register: Register, signer: Signer, log: Audit, checkpoint: Checkpoint
) -> bool:
    """Whether the key remembers more than the log, and that is not what would be signed now."""
    last = signer.remembered()
    if last is None:
        return False
    before = opened(last, register.verifier, ed25519_holds)
    return before.size > log.size and before != checkpoint


def _taken_back(register: Register, signer: Signer, note: bytes) -> bool:
    """Whether the journal could be taken away. Once the key remembers the note it must not be."""
    try:
        if signer.remembered() == note:
            return False
        remove_settled(register.journal)
    except OSError:
        return not register.journal.exists()
    return True


@contextmanager
def _told(*, will_be_finished: bool) -> Iterator[None]:
    """A disk that refuses is told in both languages."""
    try:
        yield
    except OSError as fault:
        raise Refused(disk_problem(fault, will_be_finished=will_be_finished)) from fault


def _lay(register: Register, tiles: Sequence[tuple[Tile, bytes]]) -> None:
    folders = set()
    for tile, content in tiles:
        path = register.log / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, content)
        while path != register.log:
            path = path.parent
            folders.add(path)
    settle(folders)


def _bundles(log: Audit, entries: tuple[Entry, ...]) -> Iterator[tuple[Tile, bytes]]:
    """The bundles from the first that is not whole."""
    first = log.size // WIDTH * WIDTH
    lines = [entry.bytes for entry in (*log.standing.entries[first:], *entries)]
    for low in range(0, len(lines), WIDTH):
        part = lines[low : low + WIDTH]
        yield Tile(ENTRIES, (first + low) // WIDTH, len(part)), bundled(part)


def _clear_strays(log: Audit) -> None:
    for path in log.strays:
        path.unlink(missing_ok=True)


def _clear(register: Register, made: Mapping[str, int]) -> None:
    """What was released waits no longer; then the journal goes."""
    now = register.preparation()
    if any(one.hash in made for one in now.waiting):
        register.prepare(after_release(now, made))
    remove_settled(register.journal)


def _journal(size: int, entries: tuple[Entry, ...], files: Mapping[str, bytes]) -> bytes:
    table = {
        "size": size,
        "entries": b"\n".join(entry.bytes for entry in entries).decode(),
        "files": {name: content.decode() for name, content in files.items()},
    }
    return json.dumps(table, ensure_ascii=False).encode()


def _pending(register: Register) -> tuple[int, tuple[Entry, ...], dict[str, bytes]] | None:
    """What the journal says; it was written whole or not at all."""
    try:
        table: dict[str, Any] = json.loads(register.journal.read_bytes())
        entries = tuple(entry_of(line.encode()) for line in table["entries"].split("\n"))
        size, files = table["size"], table["files"]
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        raise Refused(_broken_journal()) from fault
    whole = tuple(entry for entry in entries if entry is not None)
    if len(whole) != len(entries) or type(size) is not int:
        raise Refused(_broken_journal())
    return size, whole, {name: words.encode() for name, words in files.items()}


def _error(code: str, place: Place, what: Text, remedy: Text) -> Problem:
    return Problem(f"register-{code}", "error", place, what, remedy)


def _broken_journal() -> Problem:
    return _error(
        "journal-broken",
        Place(file="journal.json"),
        Text(
            "上次没写完的那一批，记录被改过，读不懂了。",
            "The note of an unfinished batch was altered and cannot be understood.",
        ),
        Text(
            "先用 zeren register audit 看登记是否完好；完好的话，把 journal.json 移走，再登记一次。",
            "See with zeren register audit whether the log is sound; if it is, move journal.json away and enter the batch again.",
        ),
    )


def _other_batch() -> Problem:
    return _error(
        "journal-other",
        Place(file="journal.json"),
        Text(
            "上次没写完的那一批，密钥已经签过；现在的记录和签过的不一样，被改过了。",
            "This key has signed the unfinished batch already, and the note of it says something else now: it was altered.",
        ),
        Text(
            "什么也没写。请从备份恢复 staff/journal.json；找不到的话，登记只能重新开一个，并说明原因。",
            "Nothing was written. Restore staff/journal.json from a backup; if it is lost, a new register must be begun and the reason told.",
        ),
    )


def _forked(signer: Signer, then: int, now: int) -> Problem:
    return _error(
        "forked",
        Place(file=signer.memory.name),
        Text(
            f"这个密钥已经签过 {then} 条的登记，而这个文件夹有 {now} 条，两边对不上：它是旧的副本，或者登记分叉了。",
            f"This key has signed a register of {then} entries, and this folder has {now} that do not fit it: it is an old copy, or the register was forked.",
        ),
        Text(
            "什么也没写。请用最新的文件夹；找不到的话，登记只能重新开一个，并说明原因。",
            "Nothing was written. Use the latest folder; if it is lost, a new register must be begun and the reason told.",
        ),
    )


def _forgot(signer: Signer) -> Problem:
    return _error(
        "memory-broken",
        Place(file=signer.memory.name),
        Text(
            "密钥旁边记着上次签了什么的文件，不是这个登记签的。",
            "The file beside the key that remembers what it signed last was not signed by this register.",
        ),
        Text(
            "请从备份恢复它；确实没有别的副本在写，才可以删掉它。",
            "Restore it from a backup; delete it only when you are sure that no other copy is being written to.",
        ),
    )


def _clock(time: str, last: str) -> Problem:
    return _error(
        "clock",
        Place(),
        Text(
            f"现在的时间是 {time}，比最后一条登记的 {last} 还早。",
            f"The time is {time}, before that of the last entry, {last}.",
        ),
        Text("请校准这台电脑的时钟。", "Set this computer's clock right."),
    )


def _no_time(words: str) -> Problem:
    return _error(
        "no-time",
        Place(),
        Text(f"“{words[:40]}”不是时间。", f'"{words[:40]}" is not a time.'),
        Text("请写成 2026-11-22T08:00:00Z 这样。", "Write it like 2026-11-22T08:00:00Z."),
    )


def _future(words: str) -> Problem:
    return _error(
        "future",
        Place(),
        Text(f"{words} 还没有到。", f"{words} lies in the future."),
        Text(
            "登记之后，更早的时间就不能再写了；请写现在的时间。",
            "After it nothing earlier could be entered; give the present time.",
        ),
    )
