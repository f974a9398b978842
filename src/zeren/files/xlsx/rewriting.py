"""A workbook put together again: changed parts are packed anew, all others keep their very bytes."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from struct import Struct
from typing import Final

from zeren.files.xlsx.package import WORKBOOK, Package
from zeren.files.xlsx.zipped import plain_name

_LOCAL: Final = Struct("<4s5H3L2H")
_ENTRY: Final = Struct("<4s6H3L5H2L")
_END: Final = Struct("<4s4H2LH")
_DEFLATED: Final = 8
_VERSION: Final = 20
_UTF8: Final = 0x800
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")
_FIRST_DAY: Final = 0x21  # 1 January 1980: equal workbooks, equal bytes


@dataclass(frozen=True, slots=True)
class _Packed:
    name: str
    content: bytes
    crc: int
    size: int
    method: int


def rewritten(package: Package, changed: Mapping[str, bytes]) -> bytes:
    """The workbook's bytes with these parts replaced, and those it did not have at the end."""
    new = {plain_name(name): (name, content) for name, content in changed.items()}
    parts = []
    for plain, part in package.parts.items():
        if plain in new:
            parts.append(_packed(part.name, new.pop(plain)[1]))
        else:
            content = package.data[part.start : part.start + part.packed]
            parts.append(_Packed(part.name, content, part.crc, part.size, part.method))
    parts += (_packed(name, content) for name, content in new.values())
    return _zipped(parts)


def _packed(name: str, content: bytes) -> _Packed:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = deflate.compress(content) + deflate.flush()
    return _Packed(name, packed, zlib.crc32(content), len(content), _DEFLATED)


def _zipped(parts: list[_Packed]) -> bytes:
    out = bytearray()
    entries = bytearray()
    for part in parts:
        name = part.name.encode()
        flags = 0 if part.name.isascii() else _UTF8
        told = (_VERSION, flags, part.method, 0, _FIRST_DAY, part.crc, len(part.content), part.size)
        entries += _ENTRY.pack(b"PK\x01\x02", _VERSION, *told, len(name), 0, 0, 0, 0, 0, len(out))
        entries += name
        out += _LOCAL.pack(b"PK\x03\x04", *told, len(name), 0) + name + part.content
    start = len(out)
    out += entries
    out += _END.pack(b"PK\x05\x06", 0, 0, len(parts), len(parts), len(entries), start, 0)
    return bytes(out)


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def recalculated(package: Package) -> dict[str, bytes]:
    """The workbook's list of sheets, asking programs to work its formulas out anew when they open it.

    Nothing where there are no formulas. Else counters such as “answered: 0 of 300” would stay.
    """
    if not any(_FORMULA.search(package.read(name)) for name in package.parts if _is_sheet(name)):
        return {}
    text = package.read(WORKBOOK).decode("utf-8", "replace")
    found = re.search(r"<(?:\w+:)?calcPr\b([^>]*?)(/?)>", text)
    if found is None or "fullCalcOnLoad=" in found[1]:
        return {}
    at = found.end(1)
    return {package.parts[WORKBOOK].name: f'{text[:at]} fullCalcOnLoad="1"{text[at:]}'.encode()}
