"""Entries kept in little room: a bundle stays the bytes it was and is taken apart when somebody asks.

A million entries as values of Python take half a gigabyte and the time to make them; an audit asks for none.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final, overload

from zeren.declare.register.entries import OPENING, Entry, entries_in, entry_of

_HASH_BYTES: Final = 32


class Entries(Sequence[Entry]):
    """A sequence that grows at its end, by an entry or by a bundle."""

    def __init__(self) -> None:
        self._parts: list[bytes | list[Entry]] = []
        self._starts: list[int] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> Entry: ...
    @overload
    def __getitem__(self, at: slice) -> list[Entry]: ...
    def __getitem__(self, at: int | slice) -> Entry | list[Entry]:
        if isinstance(at, slice):
            return [self[number] for number in range(*at.indices(self._count))]
        number = at + self._count if at < 0 else at
        if not 0 <= number < self._count:
            raise IndexError(at)
        at_part = bisect_right(self._starts, number) - 1
        part = self._parts[at_part]
        if isinstance(part, list):
            return part[number - self._starts[at_part]]
        return _numbered(part, number)

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(
            part if isinstance(part, list) else entries_in(part) or () for part in self._parts
        )

    def append(self, entry: Entry) -> None:
        if not self._parts or not isinstance(self._parts[-1], list):
            self._begin([])
        last = self._parts[-1]
        if isinstance(last, list):
            last.append(entry)
        self._count += 1

    def append_bundle(self, content: bytes, count: int) -> None:
        """Of a bundle that was read to the byte, and whose entries bear the numbers that they get here."""
        self._begin(content)
        self._count += count

    def _begin(self, part: bytes | list[Entry]) -> None:
        self._parts.append(part)
        self._starts.append(self._count)


def _numbered(bundle: bytes, number: int) -> Entry:
    """No field holds a quotation mark, so that the number stands there once."""
    at = bundle.index(b'","seq":%d,' % number)
    line = bundle[bundle.rindex(OPENING, 0, at) : bundle.index(b"}", at) + 1]
    entry = entry_of(line)
    if entry is None:
        message = "a bundle that was read to the byte holds entries"
        raise AssertionError(message)
    return entry


class Numbers:
    """Which entry brought a hash. Of bundles the hashes stay as they are until somebody asks for one.

    Until then only their first eight bytes are compared: where those all differ, the hashes do.
    """

    def __init__(self) -> None:
        self._bundles: list[tuple[int, bytes]] = []
        self._beginnings: set[int] = set()
        self._table: dict[str, int] | None = None

    @property
    def table(self) -> dict[str, int]:
        if self._table is None:
            self._table = {}
            for first, hashes in self._bundles:
                self._table.update(_numbered_hashes(hashes, first))
            self._bundles, self._beginnings = [], set()
        return self._table

    def add_bundle(self, hashes: bytes, first: int) -> bool:
        """Whether each of these is new for certain; where not, all must be looked at one by one."""
        known: set[int] | dict[str, int]
        if self._table is None:
            known, before = self._beginnings, len(self._beginnings)
            known.update(array("Q", hashes)[:: _HASH_BYTES // 8])
            self._bundles.append((first, hashes))
        else:
            known, before = self._table, len(self._table)
            known.update(_numbered_hashes(hashes, first))
        return len(known) == before + len(hashes) // _HASH_BYTES


def _numbered_hashes(hashes: bytes, first: int) -> Iterator[tuple[str, int]]:
    words, width = hashes.hex(), 2 * _HASH_BYTES
    cuts = range(0, len(words), width)
    return zip(
        [words[at : at + width] for at in cuts], range(first, first + len(cuts)), strict=True
    )
