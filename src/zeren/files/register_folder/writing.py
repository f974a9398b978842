"""Writing into the log so that a killed process leaves the old state or the new one, and never a fork.

In this order: the journal says what will be entered; the tiles are written, which nobody reads yet; the key
remembers what it signs; the checkpoint is exchanged, and with it everything is there at once; the journal
goes. Before the key remembers, a failure takes everything back; after it, the next run finishes exactly the
same: the time is in the journal and a signature of Ed25519 is always alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

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
from zeren.files.register_folder.journal import Unfinished, other, unfinished, unfit
from zeren.files.register_folder.reading import Audit, audit
from zeren.problems import Place, Problem, Refused
from zeren.text import Text

_AHEAD = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be entered at one moment, where each was asked for, and the public files that go with it."""

    entries: tuple[Proposed, ...]
    files: Mapping[str, bytes] = field(default_factory=dict)
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What was entered now, what was there before, and the checkpoint that holds both."""

    new: tuple[Entry, ...]
    known: tuple[Entry, ...]
    checkpoint: Checkpoint


Choose = Callable[[Audit], Wanted]


def enter(
    register: Register,
    signer: Signer,
    proposed: Sequence[Proposed],
    *,
    now: datetime,
    places: Sequence[Place] = (),
) -> Written:
    """Enter all of these as one durable batch, or none. What is there already is told, not doubled.

    `places` say where each was asked for; without them, problems tell which of them it is.
    """
    wanted = Wanted(tuple(proposed), places=tuple(places))
    return write(register, signer, lambda _: wanted, now=now)


def write(register: Register, signer: Signer, choose: Choose, *, now: datetime) -> Written:
    """Decide with the lock held what to enter, and enter it. Raises Refused, with nothing changed.

    `now` is in UTC; an entry is never dated before the one in front of it.
    """
    signer.signs_for(register)
    with only_writer(register.staff):
        log = current(register, signer)
        wanted = choose(log)
        known, new = _sorted_out(wanted, log)
        if not new:
            return Written((), known, _of(log))
        time = _moment(log, now)
        entries = tuple(one.entered(log.size + number, time) for number, one in enumerate(new))
        batch = Unfinished(log.size, entries, wanted.files)
        checkpoint = _commit(register, signer, log, batch, is_new=True)
    return Written(entries, known, checkpoint)


def current(register: Register, signer: Signer) -> Audit:
    """The sound log, after what an interrupted run left to be finished. The lock must be held."""
    log = _sound(register, signer)
    pending = unfinished(register)
    if pending is None:
        return log
    if pending.size > log.size:
        raise Refused(_forked(signer, pending.size, log.size))
    if pending.size == log.size:
        _commit(register, signer, log, pending, is_new=False)
        log = _sound(register, signer)
    with _told(will_be_finished=True):
        _clear(register, log.standing.made)
    return log


def _sound(register: Register, signer: Signer) -> Audit:
    """Raises Refused where the log was tampered with, or is an older copy than the key has signed."""
    log = audit(register.log, register.verifier)
    if not log.is_sound:
        raise Refused(*log.problems)
    pending = unfinished(register)
    last = signer.remembered()
    if last is not None:
        try:
            before = opened(last, register.verifier, ed25519_holds)
        except Unsound as fault:
            raise Refused(_forgot(signer)) from fault
        is_next = pending is not None and pending.size == log.size
        ahead = log.size + len(pending.entries) if pending and is_next else log.size
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


def places_of(proposed: Sequence[Proposed], places: Sequence[Place]) -> Sequence[Place]:
    """Where each of these was asked for; where nobody says, its number among several."""
    if places:
        return places
    count = len(proposed)
    return [Place(line=number) for number in range(1, count + 1)] if count > 1 else [Place()]


def _sorted_out(wanted: Wanted, log: Audit) -> tuple[tuple[Entry, ...], tuple[Proposed, ...]]:
    """What is there already, and what is new and fits. Raises Refused with everything that does not."""
    known: list[Entry] = []
    new: dict[Proposed, None] = {}
    problems: list[Problem] = []
    batch = Batch(log.standing)
    for one, place in zip(wanted.entries, places_of(wanted.entries, wanted.places), strict=False):
        if before := _already(one, log):
            known.append(before)
            continue
        if one in new:
            continue
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
    time = f"{now.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat()}Z"
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
    register: Register, signer: Signer, log: Audit, batch: Unfinished, *, is_new: bool
) -> Checkpoint:
    lines = _lines(batch.entries)
    edge, tiles = grown(log.edge, lines)
    checkpoint = Checkpoint(register.verifier.name, edge.size, edge.root)
    note = signed(checkpoint, register.verifier, signer.key.sign).encode()
    if not is_new and _has_signed_otherwise(register, signer, log, checkpoint):
        raise Refused(other())
    if not is_new and not batch.fits(log):
        raise Refused(unfit())
    try:
        if is_new:
            write_settled(register.journal, batch.bytes)
        _clear_strays(log)
        _lay(register, [*tiles, *_bundles(log, lines)])
        for name, content in batch.files.items():
            write_settled(register.releases / name, content)
        signer.remember(note)
    except OSError as fault:
        stays = not (is_new and _taken_back(register, signer, note))
        raise Refused(disk_problem(fault, will_be_finished=stays)) from fault
    with _told(will_be_finished=True):
        write_settled(register.log / CHECKPOINT, note)
        _clear(register, {entry.hash: entry.seq for entry in batch.entries})
    return checkpoint


def _lines(entries: Sequence[Entry]) -> list[bytes]:
    """As they are written. Nothing is signed that would not read back as the same."""
    lines = [entry.bytes for entry in entries]
    if any(entry_of(line) != entry for line, entry in zip(lines, entries, strict=True)):
        message = "an entry that was let in reads back as what it is"
        raise AssertionError(message)
    return lines


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


def _bundles(log: Audit, new: Sequence[bytes]) -> Iterator[tuple[Tile, bytes]]:
    """The bundles from the first that is not whole."""
    first = log.size // WIDTH * WIDTH
    lines = [*(entry.bytes for entry in log.standing.entries[first:]), *new]
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


def _error(code: str, place: Place, what: Text, remedy: Text) -> Problem:
    return Problem(f"register-{code}", "error", place, what, remedy)


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
