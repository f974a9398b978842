"""Reading the log again from its first entry: whatever was edited, deleted, reordered or cut is found.

Nothing is believed: the entries give the leaves, the leaves the tiles, the tiles the root, and the root must
be the one that was signed.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from zeren.declare.jws import Unsound
from zeren.declare.register.columns import ColumnReader, Columns
from zeren.declare.register.entries import entries_in, entry_of
from zeren.declare.register.merkle import HASH_BYTES, hashes_of, leaf_hashes, root, root_of_tile
from zeren.declare.register.notes import Checkpoint, Verifier, opened
from zeren.declare.register.standing import Standing
from zeren.declare.register.tiles import (
    ENTRIES,
    HEIGHT,
    WIDTH,
    Edge,
    Tile,
    bundled,
    hashes_in,
    reader,
    tiles_of,
    unbundled,
)
from zeren.files.register_folder.disk import is_half_written
from zeren.files.register_folder.findings import problem
from zeren.files.register_folder.folder import CHECKPOINT, ed25519_holds
from zeren.problems import Problem, has_errors

_MOST_TOLD: Final = 20
_AT_ONCE: Final = 16  # bundles
_LARGE: Final = 10_000  # entries; below it, numpy takes longer to load than it saves
Bundle = tuple[Tile, bytes]


@dataclass(slots=True)
class Audit:
    """What was read and what is wrong with it. `checkpoint` is None where none could be trusted."""

    log: Path
    checkpoint: Checkpoint | None = None
    note: bytes = b""
    standing: Standing = field(default_factory=Standing)
    hashes: dict[tuple[int, int], bytes] = field(default_factory=dict)  # by level and number
    problems: list[Problem] = field(default_factory=list)
    strays: list[Path] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        return not has_errors(self.problems)

    @property
    def size(self) -> int:
        return self.checkpoint.size if self.checkpoint else 0

    @property
    def root(self) -> bytes:
        return self.root_at(self.size)

    def root_at(self, size: int) -> bytes:
        return root(reader(lambda tile: self.hashes[tile.level, tile.number], self.size), size)

    @property
    def edge(self) -> Edge:
        """Where the next entry goes."""
        levels = []
        for level in range(HEIGHT):
            count = self.size >> HEIGHT * level
            if not count:
                break
            width = count % WIDTH
            content = self.hashes[level, count >> HEIGHT] if width else b""
            levels.append(tuple(hashes_in(content)))
        return Edge(self.size, tuple(levels))

    def as_json(self) -> dict[str, object]:
        return {
            "sound": self.is_sound,
            "origin": self.checkpoint.origin if self.checkpoint else None,
            "size": self.checkpoint.size if self.checkpoint else None,
            "root": self.checkpoint.root.hex() if self.checkpoint else None,
            "problems": [one.as_json() for one in self.problems],
        }


def audit(
    log: Path, verifier: Verifier, *, remembered: tuple[tuple[str, bytes], ...] = ()
) -> Audit:
    """Read everything. `remembered` are checkpoints that somebody kept, each with where it comes from."""
    found = Audit(log)
    if not _take_checkpoint(found, verifier):
        return found
    with _without_collecting():
        whole = _read_entries(found)
    if whole:
        _build_levels(found)
        _compare_tiles(found)
        _compare_root(found)
        for source, note in remembered:
            _compare_remembered(found, verifier, source, note)
    return found


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Nothing that is read here is garbage: looking for it again and again would take a third longer."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _take_checkpoint(found: Audit, verifier: Verifier) -> bool:
    path = found.log / CHECKPOINT
    try:
        found.note = path.read_bytes()
        found.checkpoint = opened(found.note, verifier, ed25519_holds)
    except (FileNotFoundError, NotADirectoryError):
        found.problems.append(problem("no-checkpoint", path))
    except Unsound as fault:
        code = "foreign" if str(fault) in {"not-signed", "origin"} else "forged"
        found.problems.append(problem(code, path))
    return found.checkpoint is not None


def _read_entries(found: Audit) -> bool:
    """Take every entry; False where one is missing or cut, for then nothing above it can be built."""
    is_whole, columns_in = True, ColumnReader() if found.size >= _LARGE else None
    for first in range(0, found.size, _AT_ONCE * WIDTH):
        bundles = list(_bundles(found, first))
        is_whole = _take(found, bundles, columns_in) and len(bundles) == len(_tiles(found, first))
        if not is_whole:
            break
    found.problems += [
        problem("unfit", found.log / CHECKPOINT, number=number, fault=fault)
        for number, fault in found.standing.unfit[:_MOST_TOLD]
    ]
    return is_whole


def _tiles(found: Audit, first: int) -> list[Tile]:
    """The next few bundles from this entry on."""
    last = min(first + _AT_ONCE * WIDTH, found.size)
    return [
        Tile(ENTRIES, low // WIDTH, min(WIDTH, last - low)) for low in range(first, last, WIDTH)
    ]


def _bundles(found: Audit, first: int) -> Iterator[Bundle]:
    """The same with their files, up to one that is missing."""
    for tile in _tiles(found, first):
        content = _content(found, tile)
        if content is None:
            return
        yield tile, content


def _take(found: Audit, bundles: Sequence[Bundle], columns_in: ColumnReader | None) -> bool:
    """A few bundles at once, where nothing in them is out of the ordinary."""
    columns = _columns(bundles, columns_in) if columns_in and bundles else None
    if columns is None:
        return all(_take_singly(found, content, tile) for tile, content in bundles)
    for at, (tile, _) in enumerate(bundles):
        leaves = columns.leaves[at * WIDTH : (at + 1) * WIDTH]
        found.hashes[0, tile.number] = b"".join(hashes_of(leaves))
    found.standing.take_bundles([(content, tile.width) for tile, content in bundles], columns)
    return True


def _columns(bundles: Sequence[Bundle], columns_in: ColumnReader) -> Columns | None:
    """Of all of them together; None where one of them does not begin and end where it must."""
    together = b"".join(content for _, content in bundles)
    columns = columns_in.read(together, bundles[0][0].number * WIDTH)
    if columns is None or len(columns.leaves) != sum(tile.width for tile, _ in bundles):
        return None
    for at, (tile, content) in enumerate(bundles):
        leaves = columns.leaves[
            at * WIDTH : (at + 1) * WIDTH
        ]  # each one byte shorter than in the file
        if len(content) != sum(map(len, leaves)) + tile.width:
            return None
    return columns


def _take_singly(found: Audit, content: bytes, tile: Tile) -> bool:
    """Something in this bundle is out of the ordinary, or is not ours: then say what."""
    try:
        lines = unbundled(content)
    except ValueError:
        lines = []
    if len(lines) != tile.width:
        found.problems.append(problem("cut", found.log / tile.path))
        return False
    entries = entries_in(content)
    if entries is None:
        _tell_strange(found, lines, tile)
        return False
    found.hashes[0, tile.number] = b"".join(leaf_hashes(lines))
    for entry in entries:
        found.standing.take(entry)
    return True


def _tell_strange(found: Audit, lines: list[bytes], tile: Tile) -> None:
    strange = [at for at, line in enumerate(lines) if entry_of(line) is None]
    if not strange:
        message = "a bundle is read in one go or one by one, with the same result"
        raise AssertionError(message)
    for at in strange:
        number = tile.number * WIDTH + at
        found.problems.append(problem("not-ours", found.log / tile.path, number=number))


def _content(found: Audit, tile: Tile) -> bytes | None:
    """The tile's file; where a part of it was asked for and only the whole is there, the part."""
    path = found.log / tile.path
    try:
        with path.open("rb", buffering=0) as file:
            return file.readall()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        found.problems.append(problem("missing", path))
        return None


def _build_levels(found: Audit) -> None:
    """The tiles above, from the whole tiles below them."""
    for level in range(1, HEIGHT):
        count = found.size >> HEIGHT * level
        if not count:
            break
        below = [root_of_tile(found.hashes[level - 1, number]) for number in range(count)]
        for number in range(-(-count // WIDTH)):
            found.hashes[level, number] = b"".join(below[number * WIDTH : (number + 1) * WIDTH])


def _compare_tiles(found: Audit) -> None:
    """Hold every file under tile/ against what the entries say it must be."""
    due = set()
    for tile in tiles_of(found.size):
        due.add(tile.path)
        if tile.level != ENTRIES:
            content = _content(found, tile)
            if content is not None and content != found.hashes[tile.level, tile.number]:
                found.problems.append(_differs(found, tile, content))
    for path in _files(found.log / "tile"):
        name = path.relative_to(found.log).as_posix()
        if name not in due and not _is_earlier_part(found, path, Tile.of(name)):
            found.strays.append(path)
    if found.strays:
        found.problems.append(problem("strays", found.strays[0], count=len(found.strays)))


def _files(folder: Path) -> Iterator[Path]:
    for place, folders, names in os.walk(folder):
        folders.sort()
        yield from (Path(place) / name for name in sorted(names))


def _is_earlier_part(found: Audit, path: Path, tile: Tile | None) -> bool:
    """A partial tile of an earlier checkpoint stays; it must be the beginning of what is there now."""
    if tile is None or is_half_written(path.name):
        return False
    if tile.level == ENTRIES:
        low = tile.number * WIDTH
        entries = found.standing.entries[low : low + tile.width]
        is_part = len(entries) == tile.width
        expected = bundled(entry.bytes for entry in entries)
    else:
        hashes = found.hashes.get((tile.level, tile.number), b"")
        expected = hashes[: tile.width * HASH_BYTES]
        is_part = len(hashes) >= tile.width * HASH_BYTES
    return is_part and path.read_bytes() == expected


def _differs(found: Audit, tile: Tile, content: bytes) -> Problem:
    """Say which entry it is, where a leaf differs from its entry."""
    path = found.log / tile.path
    if tile.level:
        return problem("tile", path)
    ours, theirs = hashes_in(found.hashes[0, tile.number]), hashes_in(content)
    first = next(
        (at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other),
        min(len(ours), len(theirs)),
    )
    return problem("altered", path, number=tile.number * WIDTH + first)


def _compare_root(found: Audit) -> None:
    if found.checkpoint and found.root != found.checkpoint.root:
        found.problems.append(problem("root", found.log / CHECKPOINT))


def _compare_remembered(found: Audit, verifier: Verifier, source: str, note: bytes) -> None:
    path = Path(source)
    try:
        before = opened(note, verifier, ed25519_holds)
    except Unsound:
        found.problems.append(problem("remembered-foreign", path))
        return
    if before.size > found.size:
        found.problems.append(problem("older", path, then=before.size, now=found.size))
    elif found.root_at(before.size) != before.root:
        found.problems.append(problem("rewritten", path, then=before.size))
