"""The list of W3C's Bitstring Status List 1.0: one bit a credential, GZIP and base64url under `u`."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from typing import Final

from zeren.declare.jws import Unsound, from_base64url, to_base64url

LEAST: Final = 131_072  # entries, so that a list tells nothing about one of them
MOST_BYTES: Final = 1_048_576  # eight million entries; what unpacks to more is refused
_GZIP: Final = zlib.MAX_WBITS | 16


def encoded(set_bits: Iterable[int], *, length: int = LEAST) -> str:
    """The list in which exactly these bits are 1. The same bits give the same text."""
    import gzip  # who only reads does without

    table = bytearray(length // 8)
    for index in set_bits:
        table[index // 8] |= 0x80 >> index % 8
    return "u" + to_base64url(gzip.compress(bytes(table), mtime=0))


def decoded(text: str) -> bytes:
    """The bits again; raises `Unsound` for another spelling, too short, too long, or a tail."""
    if not text.startswith("u"):
        raise Unsound("status-list")
    packed = from_base64url(text[1:])
    inflating = zlib.decompressobj(_GZIP)
    try:
        table = inflating.decompress(packed, MOST_BYTES + 1)
    except zlib.error as fault:
        raise Unsound("status-list") from fault
    whole = inflating.eof and not inflating.unused_data
    if not whole or not LEAST <= len(table) * 8 <= MOST_BYTES * 8:
        raise Unsound("status-list")
    return table


def is_set(table: bytes, index: int) -> bool:
    """Whether the bit is 1; the first is the highest of the first byte. Raises `Unsound` beyond."""
    if not 0 <= index < len(table) * 8:
        raise Unsound("status-index")
    return bool(table[index // 8] & 0x80 >> index % 8)
