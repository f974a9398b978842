"""Deflate (RFC 1951) written by hand: blocks that give nothing, before one that gives something."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Final

STORED: Final = b"\0\0\0\xff\xff"  # a block of no bytes
_ORDER: Final = (16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1)


def with_tables() -> bytes:
    """Eight blocks, each with codes of its own and nothing but the end told in them."""
    lengths = {18: 1, 0: 2, 1: 2}  # the codes are 0 (many zeros), 10 (none) and 11 (one bit)
    head = "0" + "01" + "00000" + "00000" + "0111"
    own = "".join(f"{lengths.get(symbol, 0):03b}"[::-1] for symbol in _ORDER)
    zeros = "0" + f"{138 - 11:07b}"[::-1] + "0" + f"{118 - 11:07b}"[::-1]
    bits = 8 * (head + own + zeros + "11" + "11" + "0")
    return bytes(int(bits[at : at + 8][::-1], 2) for at in range(0, len(bits), 8))


def deflated(content: bytes, before: bytes) -> bytes:
    """`content` in a last block, behind these blocks."""
    sizes = struct.pack("<HH", len(content), len(content) ^ 0xFFFF)
    return before + b"\1" + sizes + content


def in_zlib(content: bytes, before: bytes) -> bytes:
    return b"\x78\x9c" + deflated(content, before) + struct.pack(">I", zlib.adler32(content))


def zip_of_blocks(members: Mapping[str, bytes], before: bytes) -> bytes:
    """A zip of these members, each packed behind these blocks."""
    parts, directory = b"", b""
    for name, content in members.items():
        packed = deflated(content, before)
        sums = (zlib.crc32(content), len(packed), len(content), len(name), 0)
        head = struct.pack("<5H3I2H", 20, 0, 8, 0, 0x21, *sums)
        place = struct.pack("<3H2I", 0, 0, 0, 0, len(parts))
        directory += b"PK\x01\x02" + struct.pack("<H", 20) + head + place + name.encode()
        parts += b"PK\x03\x04" + head + name.encode() + packed
    count = len(members)
    end = struct.pack("<4H2IH", 0, 0, count, count, len(directory), len(parts), 0)
    return parts + directory + b"PK\x05\x06" + end
