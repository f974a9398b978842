"""The tree over the entries (RFC 6962): hashes, roots, and the two proofs, made and checked.

A proof is made from tiles by recursion as the RFC defines it, and checked by the loop that RFC 9162 gives:
two ways that a mistake would have to fool together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Final

HASH_BYTES: Final = 32
EMPTY_ROOT: Final = sha256(b"").digest()

At = Callable[[int, int], bytes]
"""The hash of a whole subtree: of 2**height leaves, the index-th of its height."""


def leaf_hash(entry: bytes) -> bytes:
    return sha256(b"\0" + entry).digest()


def leaf_hashes(entries: Iterable[bytes]) -> list[bytes]:
    return hashes_of(b"\0" + entry for entry in entries)


def hashes_of(leaves: Iterable[bytes]) -> list[bytes]:
    """Of entries that have the zero in front of them already."""
    return [sha256(leaf).digest() for leaf in leaves]


def node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\1" + left + right).digest()


def _level_above(content: bytes) -> bytes:
    """Of an even number of hashes in one piece, as a tile holds them."""
    cuts = range(0, len(content), 2 * HASH_BYTES)
    pairs = [sha256(b"\1" + content[at : at + 2 * HASH_BYTES]).digest() for at in cuts]
    return b"".join(pairs)


def root_of_tile(content: bytes) -> bytes:
    """The root over the hashes of a whole tile, whose number is a power of two."""
    while len(content) > HASH_BYTES:
        content = _level_above(content)
    return content


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over these, in order; an odd one at the end goes up as it is."""
    level = list(hashes)
    if not level:
        return EMPTY_ROOT
    while len(level) > 1:
        odd = level[-1:] if len(level) % 2 else []
        pairs = zip(level[::2], level[1::2], strict=False)
        level = [sha256(b"\1" + left + right).digest() for left, right in pairs] + odd
    return level[0]


def _split(size: int) -> int:
    """The largest power of two below it."""
    return 1 << (size - 1).bit_length() - 1


def _of_range(at: At, low: int, high: int) -> bytes:
    size = high - low
    if size & (size - 1) == 0 and low % size == 0:
        height = size.bit_length() - 1
        return at(height, low >> height)
    middle = low + _split(size)
    return node_hash(_of_range(at, low, middle), _of_range(at, middle, high))


def root(at: At, size: int) -> bytes:
    return _of_range(at, 0, size) if size else EMPTY_ROOT


def prove_inclusion(at: At, index: int, size: int) -> tuple[bytes, ...]:
    """The hashes that lead from the leaf up to the root, lowest first."""
    if not 0 <= index < size:
        message = f"no entry {index} in a tree of {size}"
        raise ValueError(message)
    return tuple(_path(at, index, 0, size))


def _path(at: At, index: int, low: int, high: int) -> Iterator[bytes]:
    if high - low == 1:
        return
    middle = low + _split(high - low)
    if index < middle:
        yield from _path(at, index, low, middle)
        yield _of_range(at, middle, high)
    else:
        yield from _path(at, index, middle, high)
        yield _of_range(at, low, middle)


def prove_consistency(at: At, old: int, new: int) -> tuple[bytes, ...]:
    """The hashes that show that the first `old` entries of `new` are still the same."""
    if not 0 <= old <= new:
        message = f"{old} entries cannot have become {new}"
        raise ValueError(message)
    return tuple(_kept(at, old, 0, new, is_whole=True)) if 0 < old < new else ()


def _kept(at: At, old: int, low: int, high: int, *, is_whole: bool) -> Iterator[bytes]:
    if old == high:
        if not is_whole:
            yield _of_range(at, low, high)
        return
    middle = low + _split(high - low)
    if old <= middle:
        yield from _kept(at, old, low, middle, is_whole=is_whole)
        yield _of_range(at, middle, high)
    else:
        yield from _kept(at, old, middle, high, is_whole=False)
        yield _of_range(at, low, middle)


def includes(leaf: bytes, *, index: int, size: int, path: Sequence[bytes], expected: bytes) -> bool:
    """Whether the path leads from this leaf at this place to that root."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for beside in path:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_hash(beside, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and found == expected


def is_continued(
    *, old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether a tree of `new` entries begins with that of `old`."""
    if old == new:
        return old_root == new_root and not proof
    if not 0 <= old < new:
        return False
    if old == 0:
        return old_root == EMPTY_ROOT and not proof
    path = list(proof) if old & (old - 1) else [old_root, *proof]
    if not path:
        return False
    place, last = old - 1, new - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = path[0]
    for beside in path[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node_hash(beside, before), node_hash(beside, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node_hash(after, beside)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == new_root
