"""Tiles (C2SP tlog-tiles): which static files a log of some size consists of, and what is in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from zeren.declare.register.merkle import HASH_BYTES, At, leaf_hashes, root_of

HEIGHT: Final = 8
WIDTH: Final = 1 << HEIGHT
ENTRIES: Final = -1  # the level of entry bundles
LONGEST_ENTRY: Final = 0xFFFF
_PATH: Final = re.compile(
    r"tile/(entries|0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Tile:
    """`width` hashes of subtrees of 256**level leaves, or so many entries; 256 is a whole tile."""

    level: int
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        level = "entries" if self.level == ENTRIES else str(self.level)
        groups = [f"{self.number % 1000:03}"]
        rest = self.number // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03}")
            rest //= 1000
        partial = "" if self.width == WIDTH else f".p/{self.width}"
        return f"tile/{level}/{'/'.join(groups)}{partial}"

    @classmethod
    def of(cls, path: str) -> Tile | None:
        """The tile of this path; None for whatever is no path of a tile."""
        found = _PATH.fullmatch(path)
        if not found:
            return None
        level = ENTRIES if found[1] == "entries" else int(found[1])
        number = int(found[2].replace("x", "").replace("/", ""))
        tile = cls(level, number, int(found[3] or WIDTH))
        return tile if tile.path == path else None


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile of a log of this size, the bundles of entries too."""
    for level in (ENTRIES, *range(HEIGHT)):
        count = size >> HEIGHT * max(level, 0)
        if not count:
            break
        yield from (Tile(level, number) for number in range(count >> HEIGHT))
        if count % WIDTH:
            yield Tile(level, count >> HEIGHT, count % WIDTH)


def bundled(entries: Iterable[bytes]) -> bytes:
    """Entries one after the other, each behind its length in two bytes."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def unbundled(content: bytes) -> list[bytes]:
    """Raises ValueError where a length does not fit."""
    found, at = [], 0
    while at < len(content):
        start = at + 2
        at = start + int.from_bytes(content[at:start], "big")
        if at > len(content) or start > len(content):
            message = "an entry is cut short"
            raise ValueError(message)
        found.append(content[start:at])
    return found


def hashes_in(content: bytes) -> list[bytes]:
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]


@dataclass(frozen=True, slots=True)
class Edge:
    """The right edge of a log: for each level the hashes of its unfinished tile."""

    size: int = 0
    levels: tuple[tuple[bytes, ...], ...] = ()

    @property
    def root(self) -> bytes:
        """Each level's hashes and behind them what is unfinished below."""
        below: list[bytes] = []
        for hashes in self.levels:
            joined = [*hashes, *below]
            below = [root_of(joined)] if joined else []
        return below[0] if below else root_of(())


def grown(edge: Edge, entries: Sequence[bytes]) -> tuple[Edge, list[tuple[Tile, bytes]]]:
    """The edge after these entries, and every tile of hashes that is new; bundles are not among them."""
    made: list[tuple[Tile, bytes]] = []
    levels: list[tuple[bytes, ...]] = []
    coming = leaf_hashes(entries)
    for level in range(HEIGHT):
        if level >= len(edge.levels) and not coming:
            break
        before = edge.levels[level] if level < len(edge.levels) else ()
        hashes = [*before, *coming]
        first = (edge.size >> HEIGHT * level) >> HEIGHT
        whole = len(hashes) >> HEIGHT
        cuts = range(0, whole * WIDTH + 1, WIDTH)
        parts = [hashes[low:high] for low, high in pairwise(cuts)]
        made += [(Tile(level, first + at), b"".join(part)) for at, part in enumerate(parts)]
        rest = hashes[whole * WIDTH :]
        if rest and coming:
            made.append((Tile(level, first + whole, len(rest)), b"".join(rest)))
        levels.append(tuple(rest))
        coming = [root_of(part) for part in parts]
    return Edge(edge.size + len(entries), tuple(levels)), made


def reader(read: Callable[[Tile], bytes], size: int) -> At:
    """Look hashes up in the tiles of a log of this size; each tile is read once."""

    @cache
    def tile(level: int, number: int) -> list[bytes]:
        width = min(WIDTH, (size >> HEIGHT * level) - number * WIDTH)
        hashes = hashes_in(read(Tile(level, number, width)))
        if len(hashes) != width:
            message = f"{Tile(level, number, width).path} does not hold {width} hashes"
            raise ValueError(message)
        return hashes

    def at(height: int, index: int) -> bytes:
        level, above = divmod(height, HEIGHT)
        count = 1 << above
        low = index * count
        hashes = tile(level, low >> HEIGHT)
        return root_of(hashes[low % WIDTH : low % WIDTH + count])

    return at
