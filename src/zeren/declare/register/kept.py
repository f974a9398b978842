"""Entries kept in little room: a bundle stays the bytes it was and is taken apart when somebody asks.

A million entries as values of Python take half a gigabyte and the time to make them; an audit asks for none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import overload

from zeren.declare.register.entries import Entry, entries_in


class Entries(Sequence[Entry]):
    """A sequence that grows at its end, by an entry or by a bundle."""

    def __init__(self) -> None:
        self._parts: list[bytes | list[Entry]] = []
        self._starts: list[int] = []
        self._count = 0
        self._opened: tuple[int, list[Entry]] = (-1, [])

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
        part = bisect_right(self._starts, number) - 1
        return self._part(part)[number - self._starts[part]]

    def __iter__(self) -> Iterator[Entry]:
        return chain.from_iterable(
            part if isinstance(part, list) else entries_in(part) for part in self._parts
        )

    def _part(self, number: int) -> list[Entry]:
        part = self._parts[number]
        if isinstance(part, list):
            return part
        if self._opened[0] != number:
            self._opened = (number, entries_in(part))
        return self._opened[1]

    def append(self, entry: Entry) -> None:
        if not self._parts or not isinstance(self._parts[-1], list):
            self._begin([])
        last = self._parts[-1]
        if isinstance(last, list):
            last.append(entry)
        self._count += 1

    def append_bundle(self, content: bytes, count: int) -> None:
        """Of a bundle that was read to the byte (`rows_of`)."""
        self._begin(content)
        self._count += count

    def _begin(self, part: bytes | list[Entry]) -> None:
        self._parts.append(part)
        self._starts.append(self._count)
